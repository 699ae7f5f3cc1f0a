"""Run a page's cells in a kernel of its own, and its inline values at the place where they stand."""

import asyncio
import os
import re
import tempfile
from contextlib import AsyncExitStack
from typing import Any

import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from ordermatters_site.provenance import processor
from ordermatters_site.run.cores import Cores, Turns
from ordermatters_site.run.lessons import Lesson, LessonError
from ordermatters_site.run.notebooks import ANSI, has_tag
from ordermatters_site.run.prose import inline_expressions, line_of_value
from ordermatters_site.run.run_options import RunOptions

# Where IPython's traceback marks the failing line of the cell: "----> 3 1 / 0".
_FAILING_LINE = re.compile(r"^-+> (\d+)", re.MULTILINE)

_TO_INSTALL = "Install it, and name it in requirements.txt; CONTRIBUTING.md says how to lock it."


async def run_lesson(lesson: Lesson, options: RunOptions, turns: Turns | None = None) -> NotebookNode:
    """Run a page from top to bottom and return its notebook with outputs and inline values.

    Lessons that run side by side take `turns` at the same cores; a cell that measures has them all. Each Markdown
    cell gets its values, in order, as `metadata.inline`; the notebook gets, as `metadata.ordermatters`, the seconds
    it took and the processor it ran on.

    Raises:
        LessonError: a cell or an inline value that fails, runs too long or takes the kernel with it, or a kernel
            that is not installed; the message names page, cell, line and error.
    """
    turns = turns or Turns(Cores())
    notebook: NotebookNode = nbformat.from_dict(lesson.notebook)  # a copy
    name = options.kernel_name or notebook.metadata.get("kernelspec", {}).get("name", "python3")
    client = NotebookClient(
        notebook,
        timeout=options.seconds_per_cell,
        kernel_name=name,
        allow_errors=options.allow_errors,
        shutdown_kernel="immediate",
        resources={"metadata": {"path": str(lesson.path.parent)}},
    )
    with tempfile.TemporaryDirectory(prefix="ordermatters-") as folder:
        _keep_private(client.create_kernel_manager(), folder)
        try:
            async with AsyncExitStack() as kernel:
                async with turns.take():
                    await kernel.enter_async_context(client.async_setup_kernel(env=_environment(folder)))
                for index, cell in enumerate(notebook.cells):
                    async with turns.take(alone=has_tag(cell, "measured")):
                        await _run_cell(client, lesson, cell, index)
                async with turns.take():
                    for index, cell in enumerate(notebook.cells):
                        await _fill_in(client, lesson, cell, index, at_the_end=True)
        except NoSuchKernel as error:
            raise LessonError(
                lesson.name,
                f"the kernel {name!r} is not installed",
                mend="Install it, or name another in the page's front matter (`kernelspec: name:`).",
            ) from error
    notebook.metadata["ordermatters"] = {
        "seconds": round(turns.seconds, 1),
        "processor": processor(),
    }
    return notebook


def _keep_private(manager: KernelManager, folder: str) -> None:
    """Let a kernel talk through files in a folder of its own, not through ports that others can reach."""
    if os.name == "posix":
        manager.transport, manager.ip = "ipc", f"{folder}/kernel"
        manager.connection_file = f"{folder}/connection.json"


def _environment(profile: str) -> dict[str, str]:
    """Give a kernel the same surroundings on every machine; a reader's own IPython settings stay out."""
    kept = {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}
    return kept | {
        "IPYTHONDIR": profile,
        "JAX_PLATFORMS": os.environ.get("JAX_PLATFORMS", "cpu"),
        "PYTHONHASHSEED": "0",
        # `mkdocs serve` watches src: a kernel that wrote .pyc files there would start the next build.
        "PYTHONDONTWRITEBYTECODE": "1",
    }


async def _run_cell(client: NotebookClient, lesson: Lesson, cell: NotebookNode, index: int) -> None:
    if cell.cell_type == "code" and cell.source.strip() and not has_tag(cell, "skip-execution"):
        await _execute(client, lesson, cell, index)
    await _fill_in(client, lesson, cell, index, at_the_end=False)


async def _fill_in(client: NotebookClient, lesson: Lesson, cell: NotebookNode, index: int, *, at_the_end: bool) -> None:
    """Evaluate the inline values of a Markdown cell whose time has come, and note them in `metadata.inline`."""
    expressions = inline_expressions(cell.source) if cell.cell_type == "markdown" else []
    if expressions:
        values = cell.metadata.setdefault("inline", [""] * len(expressions))
        for position, (kind, expression) in enumerate(expressions):
            if (kind == "later") == at_the_end:
                values[position] = await _inline_value(client, lesson, expression, index)


async def _inline_value(client: NotebookClient, lesson: Lesson, expression: str, index: int) -> str:
    """Evaluate one expression where it stands, without a trace in the kernel's history."""
    probe = nbformat.v4.new_code_cell(f"print(({expression}), end='')")
    cell = client.nb.cells[index]
    await _execute(client, lesson, probe, index, expression)
    client.nb.cells[index] = cell  # nbclient has put the probe there
    if any(output.output_type == "error" for output in probe.outputs):  # allow_errors let it pass
        return "?"
    return "".join(output.text for output in probe.outputs if output.get("name") == "stdout")


async def _execute(
    client: NotebookClient, lesson: Lesson, cell: NotebookNode, index: int, expression: str | None = None
) -> None:
    try:
        await client.async_execute_cell(cell, index, store_history=expression is None)
    except CellExecutionError as error:
        line = _line_in(error)
        what = f"{error.ename}: {ANSI.sub('', error.evalue).strip()}".rstrip(": ")
        if expression is None and line:
            what += f"\n    {cell.source.splitlines()[line - 1].strip()}"
        mend = _TO_INSTALL if error.ename == "ModuleNotFoundError" else ""
        raise _failure(lesson, index, expression, what, line, mend) from error
    except CellTimeoutError as error:
        limit = f"ran longer than {client.timeout} seconds and was stopped"
        raise _failure(
            lesson, index, expression, limit, mend="Shorten it, or raise `timeout` in mkdocs.yml."
        ) from error
    except (DeadKernelError, asyncio.IncompleteReadError, RuntimeError) as error:
        raise _failure(lesson, index, expression, f"the kernel died here ({error})") from error


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


def _line_in(error: CellExecutionError) -> int | None:
    """Read the failing line of the cell off IPython's traceback: the outermost frame comes first."""
    text: Any = ANSI.sub("", str(error.traceback))
    match = _FAILING_LINE.search(text) or re.search(r"line (\d+)", text)
    return int(match.group(1)) if match else None
