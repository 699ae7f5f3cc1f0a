"""The cells of a lesson, run on small JAX in a Python of their own, in which JAX, NumPy and Matplotlib are hidden."""

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

# In lessons 8 and 9 networks of full size are built; that takes Python half a minute, and is left for the night.
LONG = {"forward-or-reverse", "from-the-middle"}

LESSONS = Path(__file__).parents[2] / "docs" / "lessons"

_RUNNER = """
import ast, io, json, sys, traceback
from contextlib import redirect_stdout

class Hidden:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name.partition(".")[0] in ("jax", "jaxlib", "numpy", "matplotlib", "cycler", "scipy"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Hidden)
import smalljax
smalljax.install()

class Drawn:
    def __repr__(self):
        return "a figure"

def figures():
    # what is drawn with Matplotlib is a stand-in, the other figures are drawn
    import ordermatters.figures as module
    for name in module.__all__:
        try:
            getattr(module, name)
        except ModuleNotFoundError:
            setattr(module, name, lambda *args, **keywords: Drawn())

figures()
namespace, outcomes = {"__name__": "__main__"}, []
for number, (source, skipped) in enumerate(json.load(sys.stdin)):
    printed, shown, error = io.StringIO(), None, None
    if not skipped:
        tree = ast.parse(source)
        end = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        try:
            with redirect_stdout(printed):
                exec(compile(tree, f"cell {number}", "exec"), namespace)
                if end is not None:
                    value = eval(compile(ast.Expression(end.value), f"cell {number}", "eval"), namespace)
                    shown = None if value is None else repr(value)
        except BaseException:
            error = traceback.format_exc()
    outcomes.append([printed.getvalue(), shown, error])
json.dump(outcomes, sys.__stdout__)
"""


class Cell(NamedTuple):
    """A code cell: its place among the code cells of its lesson, counted from 0, and its tags."""

    number: int
    source: str
    tags: tuple[str, ...]


class Shown(NamedTuple):
    """What a cell printed, what its last expression showed, and the traceback if it failed."""

    printed: str
    value: str | None
    error: str | None


def cells(lesson: str) -> list[Cell]:
    """Read the code cells of a lesson."""
    import jupytext

    notebook = jupytext.read(LESSONS / f"{lesson}.md")
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [Cell(i, cell.source, tuple(cell.metadata.get("tags", ()))) for i, cell in enumerate(code)]


def run(lesson: str, skipped: set[int]) -> list[Shown]:
    """Run all cells of a lesson but some, top to bottom."""
    told = json.dumps([[cell.source, cell.number in skipped] for cell in cells(lesson)])
    finished = subprocess.run([sys.executable, "-c", _RUNNER], input=told, capture_output=True, text=True, check=True)
    return [Shown(*outcome) for outcome in json.loads(finished.stdout)]


# Cells that do not run on small JAX, by the line that they begin with, each with its reason. Those that measure are
# excepted everywhere, and so is what cannot run without them.
EXCEPTED = {
    "best-order": {
        "table, polygon = (dict(points) for points in times.values())": "reads what a measured cell has timed",
        "import jax\nimport jax.numpy as jnp\nfrom ordermatters.operations": "asks what jnp.linalg.multi_dot does",
        "from string import ascii_letters": "asks what jnp.linalg.multi_dot and jnp.einsum do",
        "import numpy as np\n\nfor sizes in drawn[20]": "reads what the cell on multi_dot has drawn",
    },
    "order-of-a-chain": {
        "forward, backward = (row[1:4] for row in rows)": "reads what a measured cell has counted",
        "forward, backward = map(np.array, results.values())": "reads what a measured cell has multiplied",
    },
    "forward-or-reverse": {
        "import numpy as np\n\nfor name, (_, x) in functions.items()": "reads what a measured cell has compiled",
    },
    "from-the-middle": {
        "import numpy as np\n\nassert gain(counted": "reads what a measured cell has compiled",
        "from ordermatters.operations import operation_count\n\ndef gradient": "measures the memory of compiled code",
        "one, plain, sparing = ": "reads the memory of compiled code",
    },
}


def skipped(lesson: str) -> set[int]:
    """Say which cells of a lesson are not run: those that measure, and the exceptions.

    Raises:
        AssertionError: an exception whose cell is not there any more.
    """
    reasons = EXCEPTED.get(lesson, {})
    found = cells(lesson)
    excepted = {cell.number for cell in found if cell.source.startswith(tuple(reasons))}
    assert len(excepted) == len(reasons), "an exception has lost its cell"
    return excepted | {cell.number for cell in found if "measured" in cell.tags}


def check_cells(lesson: str) -> None:
    """Run all cells of a lesson that small JAX can run.

    Raises:
        AssertionError: one of them fails.
    """
    for cell, shown in zip(cells(lesson), run(lesson, skipped(lesson)), strict=True):
        assert shown.error is None, f"{lesson}, code cell {cell.number}:\n{cell.source}\n\n{shown.error}"
