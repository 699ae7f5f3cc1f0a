"""Run a page's cells in a kernel of its own, and its inline values at the place where they stand."""

import asyncio
import re
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

import nbformat
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from ordermatters_site.library import library_modules
from ordermatters_site.processes import private_folder
from ordermatters_site.provenance import processor
from ordermatters_site.run.cores import CoreAccess, Cores
from ordermatters_site.run.kernels import LessonClient, kernel_for, without_local_paths
from ordermatters_site.run.lessons import Lesson, LessonError
from ordermatters_site.run.notebooks import ANSI, has_tag
from ordermatters_site.run.prose import inline_expressions, line_of_value
from ordermatters_site.run.read_files import files_read
from ordermatters_site.run.recorder import MOST_CHARACTERS, OPENED
from ordermatters_site.run.run_options import RunOptions

# Where IPython's traceback names a line of the cell, and where it begins another, of the error that this one came from.
_FAILING_LINE = re.compile(r"^ *Cell In\[\d+\], line (\d+)", re.MULTILINE)
_CHAINED = re.compile(
    r"^(?:The above exception was the direct cause|During handling of the above exception)", re.MULTILINE
)
# Where Python could not read a cell, it names IPython's temporary file: "invalid syntax (574645611.py, line 1)".
_TEMPORARY_FILE = re.compile(r" \(\d+\.py, line \d+\)$")

# What leaves a cell, of which IPython shows no traceback.
_EXIT = re.compile(r"\b(?:exit|quit)\b")
_ASKS = "StdinNotImplementedError"
_MENDS = {
    "ModuleNotFoundError": "Install it, and name it in requirements.txt; CONTRIBUTING.md says how to lock it.",
    "SystemExit": "A page needs all of its cells: end none early, or tag the cell `skip-execution`.",
    _ASKS: "Write the value into the code, or tag the cell `skip-execution`.",
}
_TOO_MUCH = (
    f"more than {MOST_CHARACTERS // 1_000_000} MB of output and was stopped",
    1,
    "Let it show less: no page can hold that.",
)


async def run_lesson(lesson: Lesson, options: RunOptions, access: CoreAccess | None = None) -> NotebookNode:
    """Run a page from top to bottom and return its notebook with outputs and inline values.

    Lessons that run side by side have `access` to the same cores; a cell that measures has them all. Each Markdown
    cell gets its values, in order, as `metadata.inline`; the notebook gets, as `metadata.ordermatters`, the seconds
    it took, the processor it ran on, and the files that its cells read.

    Raises:
        LessonError: if a cell or an inline value fails, runs too long or kills the kernel, or if the kernel
            is not installed; the message names page, cell, line and error.
    """
    access = access or CoreAccess(Cores())
    notebook: NotebookNode = nbformat.from_dict(lesson.notebook)  # a copy
    with private_folder() as private:
        async with AsyncExitStack() as kernel:
            async with access.acquire():
                client = await kernel.enter_async_context(kernel_for(lesson, notebook, options, private))
            for index, cell in enumerate(notebook.cells):
                async with access.acquire(exclusive=has_tag(cell, "measured")):
                    await _run_cell(client, lesson, cell, index)
            async with access.acquire():
                for index, cell in enumerate(notebook.cells):
                    await _fill_in(client, lesson, cell, index, at_the_end=True)
        client.set_widgets_metadata()
        without_local_paths(notebook, lesson.path.parent, private)
        notebook.metadata["ordermatters"] = {
            "seconds": round(access.seconds, 1),
            "processor": processor(),
            "files": files_read(Path(private, OPENED), lesson.docs, set(library_modules().values())),
        }
    return notebook


async def _run_cell(client: LessonClient, lesson: Lesson, cell: NotebookNode, index: int) -> None:
    if cell.cell_type == "code" and cell.source.strip() and not has_tag(cell, "skip-execution"):
        await _execute(client, lesson, cell, index)
    await _fill_in(client, lesson, cell, index, at_the_end=False)


async def _fill_in(client: LessonClient, lesson: Lesson, cell: NotebookNode, index: int, *, at_the_end: bool) -> None:
    """Evaluate the inline values of a Markdown cell whose time has come, and note them in `metadata.inline`."""
    expressions = inline_expressions(cell.source) if cell.cell_type == "markdown" else []
    if expressions:
        values = cell.metadata.setdefault("inline", [""] * len(expressions))
        for position, (kind, expression) in enumerate(expressions):
            if (kind == "later") == at_the_end:
                values[position] = await _inline_value(client, lesson, expression, index)


async def _inline_value(client: LessonClient, lesson: Lesson, expression: str, index: int) -> str:
    """Evaluate one expression where it stands, without a trace in the kernel's history."""
    # Between two marks, written at once: what a thread of an earlier cell prints meanwhile is no part of the value.
    probe = nbformat.v4.new_code_cell(f"print('\\x02%s\\x03' % (({expression}),), end='')")
    cell = client.nb.cells[index]
    await _execute(client, lesson, probe, index, expression)
    client.nb.cells[index] = cell  # nbclient has put the probe there
    if any(output.output_type == "error" for output in probe.outputs):  # allow_errors let it pass
        return "?"
    shown = "".join(output.text for output in probe.outputs if output.get("name") == "stdout")
    return shown.partition("\x02")[2].rpartition("\x03")[0]


async def _execute(
    client: LessonClient, lesson: Lesson, cell: NotebookNode, index: int, expression: str | None = None
) -> None:
    fail = partial(_failure, lesson, index, expression)
    try:
        await client.async_execute_cell(cell, index, store_history=expression is None)
    except CellExecutionError as error:
        line = _line_of_exit(cell.source) if error.ename == "SystemExit" else _line_in(error)
        said = _TEMPORARY_FILE.sub("", ANSI.sub("", error.evalue).strip())
        what = f"{error.ename}: {said}".rstrip(": ")
        if error.ename == _ASKS:
            what = f"nobody can answer `{'getpass' if said.startswith('getpass') else 'input'}()` while a site is built"
        if expression is None and line:
            what += f"\n    {cell.source.splitlines()[line - 1].strip()}"
        raise fail(what, line, _MENDS.get(error.ename, "")) from error
    except CellTimeoutError as error:
        limit = f"ran longer than {client.timeout} seconds and was stopped"
        raise fail(limit, mend="Shorten it, or raise `timeout` in mkdocs.yml.") from error
    except (DeadKernelError, asyncio.IncompleteReadError, RuntimeError) as error:
        raise (fail(*_TOO_MUCH) if client.flooded else fail(f"the kernel died here ({error})")) from error
    if client.flooded:
        raise fail(*_TOO_MUCH)


def _failure(
    lesson: Lesson, index: int, expression: str | None, what: str, line: int | None = 1, mend: str = ""
) -> LessonError:
    """Say what failed: in a cell, its number and line; in prose, the expression and its line."""
    if expression is None:
        return LessonError(
            lesson.name, what, cell=lesson.cell_number(index), line=lesson.line_of(index, line or 1), mend=mend
        )
    source = lesson.notebook["cells"][index]["source"]
    line = line_of_value(source, expression)
    what = f"the inline value `{expression}`: {what}"
    return LessonError(lesson.name, what, line=lesson.line_of(index, line), mend=mend)


def _line_of_exit(source: str) -> int | None:
    """Find the line of a cell that leaves it, if only one can be it."""
    found = [number for number, line in enumerate(source.splitlines(), start=1) if _EXIT.search(line)]
    return found[0] if len(found) == 1 else None


def _line_in(error: CellExecutionError) -> int | None:
    """Read the failing line of the cell off the last traceback of IPython's: the outermost frame comes first."""
    match = _FAILING_LINE.search(_CHAINED.split(ANSI.sub("", str(error.traceback)))[-1])
    return int(match.group(1)) if match else None
