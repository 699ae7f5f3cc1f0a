"""The reader's Python, as the page asks for it: run cells, call an explorer, check an exercise.

The browser's worker loads this module into Pyodide and calls `answer` for each message; tests call it in CPython.
"""

import ast
import builtins
import json
import linecache
import sys
import traceback
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO, TextIOBase
from types import CodeType
from typing import Any

from habits import drawing_of, hides_its_value, hint, names, refuse_input

Write = Callable[[str], object]

MOST_CHARACTERS = 10_000
_ELSEWHERE = {"jax": "JAX", "numpy": "NumPy", "matplotlib": "Matplotlib"}

_history: list[dict[str, str]] = []
_FRESH = {"__name__": "__main__", "input": refuse_input}
_namespace: dict[str, Any] = dict(_FRESH)


def answer(request: str, write: Write) -> str:
    """Do what a message asks; what is printed meanwhile goes to `write`, the result is returned, both as text.

    Args:
        request: JSON with a `kind`, and the arguments of the function of that kind.
        write: called with each piece of output.
    """
    message = json.loads(request)
    output = _Output(write)
    with redirect_stdout(output), redirect_stderr(output):
        return json.dumps(_KINDS[message.pop("kind")](**message, output=output))


def run(cells: list[dict[str, str]], output: "_Output") -> dict[str, Any]:
    """Run cells in order, each a `name` and its `source`, and show what the last one shows.

    Cells that have just been run, and have not changed since, are not run again: reading down a page costs one run of
    each cell, and what a cell shows is always what the page above it makes of it.
    """
    if cells[: len(_history)] != _history or len(_history) == len(cells):
        _history.clear()
        _namespace.clear()
        _namespace.update(_FRESH)
    for cell in cells[len(_history) :]:
        last = cell is cells[-1]
        output.muted = not last
        try:
            svg = _run_cell(cell["name"], cell["source"], show=last)
        except BaseException as error:  # `exit()` too
            output.muted = False
            _history.clear()
            return {"error": explanation(error), "cell": cell["name"], "line": _line(error, cell["name"])}
        _history.append(cell)
        if svg:
            return {"svg": svg}
    return {}


def explore(name: str, values: dict[str, Any], output: "_Output") -> dict[str, Any]:
    """Draw an explorer for some values: `svg`, `table_html` and `verdict`, or one sentence as `error`."""
    from ordermatters import explorers

    output.muted = True
    try:
        drawn: dict[str, Any] = json.loads(explorers.load(name).call(json.dumps(values)))
    except Exception as error:  # code of the reader's own
        return {"error": "".join(traceback.format_exception_only(error)).strip()}
    return drawn


def check(name: str, source: str, output: "_Output", attempt: int = 0) -> dict[str, Any]:
    """Check the answer to an exercise: whether it `passed`, a `message`, and whether it `altered` what others share.

    The program draws its own inputs, so that an unchanged one gets the same verdict on every day, and `attempt`, which
    older pages send, plays no part. What an answer alters is put back as far as it is seen; the page can end the worker
    to be certain.
    """
    from ordermatters import exercises

    verdict, altered = exercises.check_and_see(name, source)
    return {"passed": verdict.passed, "message": verdict.message, "altered": altered}


def solution(name: str, output: "_Output") -> dict[str, Any]:
    """Give away the solution of an exercise."""
    from ordermatters import exercises

    return {"solution": exercises.load(name).solution}


def complete(text: str, output: "_Output") -> dict[str, Any]:
    """List how a dotted name that ends `text` may go on, after the cells that have run."""
    return {"names": names(text, _namespace)}


_KINDS: dict[str, Callable[..., dict[str, Any]]] = {
    "run": run,
    "explore": explore,
    "check": check,
    "solution": solution,
    "complete": complete,
}


class _Output(TextIOBase):
    """What is printed goes straight to the page, up to a limit."""

    def __init__(self, write: Write) -> None:
        self._write, self._left, self.muted = write, MOST_CHARACTERS, False

    def write(self, text: str) -> int:
        if not self.muted and self._left >= 0:
            self._write(text[: self._left])
            self._left -= len(text)
            if self._left < 0:
                self._write(f"\n… and more: only the first {MOST_CHARACTERS:,} characters are shown.")
        return len(text)


def _run_cell(name: str, source: str, show: bool) -> str | None:
    """Run one cell; `show` the value of an expression at its end, as a notebook does: a drawing is returned."""
    linecache.cache[name] = (len(source), None, StringIO(source, newline=None).readlines(), name)
    tree = ast.parse(source, name)
    end = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(_compiled(tree, name), _namespace)
    if isinstance(end, ast.Expr):
        value = eval(_compiled(ast.Expression(end.value), name), _namespace)
        if value is None or not show or hides_its_value(source):
            return None
        if svg := drawing_of(value):
            return svg
        print(repr(value))
    return None


def _compiled(tree: ast.Module | ast.Expression, name: str) -> CodeType:
    return compile(tree, name, "eval" if isinstance(tree, ast.Expression) else "exec", dont_inherit=True)


def explanation(error: BaseException) -> str:
    """Write a traceback as Python does, with the lines of the reader's own cells and no others."""
    report = traceback.TracebackException.from_exception(error)
    waiting = [report]
    while waiting:
        part = waiting.pop()
        part.stack[:] = [frame for frame in part.stack if frame.filename.startswith("cell ")]
        waiting += [other for other in (part.__cause__, part.__context__) if other]
    text = "".join(report.format()).strip()
    if not report.stack:
        text = text.removeprefix("Traceback (most recent call last):\n").strip()
    package = _ELSEWHERE.get((getattr(error, "name", None) or "").partition(".")[0])
    if isinstance(error, ModuleNotFoundError) and package:
        text += f"\n{package} is not in the browser's Python. The notebook of this page has it."
    told_too = hint(error)
    return f"{text}\n{told_too}" if told_too else text


def _line(error: BaseException, name: str) -> int | None:
    """Find the line of a cell that an error points to."""
    if isinstance(error, SyntaxError) and error.filename == name:
        return error.lineno
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == name]
    return lines[-1] if lines else None


if "pyodide" in sys.modules:
    builtins.input = refuse_input  # for explorers and exercises, too
    import ordermatters  # noqa: F401  # warm up while the page still says that Python is starting
