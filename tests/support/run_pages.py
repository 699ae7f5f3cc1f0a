"""Pages of a few cells that run in this process, in kernels of their own."""

import asyncio
import json
from pathlib import Path
from typing import Any

import nbformat

from ordermatters_site.run.lessons import Lesson, read_lesson
from ordermatters_site.run.run_options import RunOptions
from ordermatters_site.run.running import run_lesson
from ordermatters_site.store import Store

HEAD = "---\njupyter:\n  kernelspec: {{display_name: Python 3, language: python, name: {kernel}}}\n---\n\n"


def lesson(folder: Path, *cells: str, kernel: str = "python3") -> Lesson:
    path = folder / "docs/deep/lesson.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "\n\n".join(f"```python\n{cell}\n```" for cell in cells)
    path.write_text(HEAD.format(kernel=kernel) + text + "\n", encoding="utf-8")
    return read_lesson(path, "deep/lesson.md", Store())


def run(page: Lesson, **options: Any) -> nbformat.NotebookNode:
    return asyncio.run(run_lesson(page, RunOptions(seconds_per_cell=60, **options)))


def printed(notebook: nbformat.NotebookNode) -> str:
    return "".join(output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", []))


def install_kernel(folder: Path, name: str, *command: str) -> str:
    """Write a kernel's specification where `JUPYTER_PATH` names the folder; return its name."""
    specification = {"argv": [*command, "-f", "{connection_file}"], "display_name": name, "language": "python"}
    place = folder / "kernels" / name
    place.mkdir(parents=True)
    (place / "kernel.json").write_text(json.dumps(specification), encoding="utf-8")
    return name
