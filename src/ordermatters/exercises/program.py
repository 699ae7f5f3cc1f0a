"""A student's program: read, run in a namespace of its own, its functions called, its errors told in its own lines."""

import ast
import builtins
import copy
import difflib
import warnings
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import TextIOBase
from traceback import format_exception_only, walk_tb
from types import CodeType
from typing import Any

from ordermatters.exercises.comparing import plain_value

_PLACE = "<your program>"
_MOST_PRINTED = 400


class Diagnosis(Exception):
    """A sentence for the student that explains what is wrong: nothing is left to find out."""


@dataclass(frozen=True)
class Outcome:
    """What came of a call: a value as returned and as read, or an error; and the beginning of what was printed."""

    returned: Any = None
    value: Any = None
    error: BaseException | None = None
    printed: str = ""


class Program:
    """The text of a program, and what it defines.

    >>> program = Program("def double(x): return 2 * x")
    >>> program.call(program.function("double"), (21,)).value
    42

    Raises:
        Diagnosis: text that is no Python, or that fails while its definitions are run.
    """

    def __init__(self, source: str) -> None:
        """Run the program once, from its first line to its last, in a fresh namespace."""
        self.source = source
        self._lines = source.splitlines()
        self._namespace: dict[str, Any] = {"__name__": "answer", "__builtins__": builtins}
        code = self._compiled()
        ran = self.call(lambda: exec(code, self._namespace), ())
        if ran.error:
            raise Diagnosis(f"Your program stopped {self.told(ran.error)}")

    def function(self, name: str) -> Callable[..., Any]:
        """Find a function by the name that the exercise gives it.

        Raises:
            Diagnosis: there is none.
        """
        found: Any = self._namespace.get(name)
        if callable(found):
            return found  # type: ignore[no-any-return]
        functions = [key for key, value in self._namespace.items() if callable(value) and key != "__builtins__"]
        near = difflib.get_close_matches(name, functions, n=1)
        called = f" Yours is called `{near[0]}`." if near else ""
        raise Diagnosis(f"Your program defines no function `{name}`, and the check calls it by that name.{called}")

    def call(
        self, function: Callable[..., Any], arguments: tuple[Any, ...], read: Callable[[Any], Any] = plain_value
    ) -> Outcome:
        """Call a function with copies of the arguments, so that it may change them; printing goes nowhere."""
        printed = _Printed()
        try:
            with warnings.catch_warnings(), redirect_stdout(printed), redirect_stderr(printed):
                warnings.simplefilter("ignore")
                returned = function(*copy.deepcopy(arguments))
                return Outcome(returned, read(returned), None, printed.text)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # exit() too
            return Outcome(error=error, printed=printed.text)

    def told(self, error: BaseException) -> str:
        """Say where in the program an error arose, with the line itself, and Python's own message."""
        if isinstance(error, SystemExit):
            return "because it calls `exit()`; leave that out, and return the answer instead."
        said = "".join(format_exception_only(error)).strip()
        if isinstance(error, ModuleNotFoundError):
            said += ". The exercise can be done without it."
        numbers = [line for frame, line in walk_tb(error.__traceback__) if frame.f_code.co_filename == _PLACE]
        return f"at line {numbers[-1]} with {said}{self._quoted(numbers[-1])}" if numbers else f"with {said}"

    def gap(self) -> int | None:
        """Find the first line where a `...` of the starter still waits for code."""
        return min(_gaps(self._tree), default=None)

    def _compiled(self) -> CodeType:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._tree = ast.parse(self.source, _PLACE)
                return compile(self.source, _PLACE, "exec", dont_inherit=True)
        except SyntaxError as error:
            line = error.lineno or 1
            stop = "" if error.msg.endswith(("?", ".")) else "."
            raise Diagnosis(f"Line {line} is not Python yet: {error.msg}{stop}{self._quoted(line)}") from None
        except (ValueError, MemoryError, RecursionError) as error:
            raise Diagnosis(f"Your program cannot be read as Python: {error}.") from None

    def _quoted(self, line: int) -> str:
        text = self._lines[line - 1].strip() if line <= len(self._lines) else ""
        return f"\n\n    `{text}`" if text else ""


def _gaps(node: ast.AST) -> Iterator[int]:
    if isinstance(node, ast.Constant) and node.value is ...:
        yield node.lineno
    if not isinstance(node, ast.Subscript):  # A[..., 0] is no gap
        for child in ast.iter_child_nodes(node):
            yield from _gaps(child)


class _Printed(TextIOBase):
    """Take what is printed, and keep its beginning."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        self.text += text[: _MOST_PRINTED - len(self.text)]
        return len(text)
