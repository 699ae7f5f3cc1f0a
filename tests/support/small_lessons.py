"""The cells of a lesson, run on small JAX in a Python of their own, in which JAX, NumPy and Matplotlib are hidden."""

import ast
import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ordermatters_site.stage.small_jax import exception

LESSONS = Path(__file__).parents[2] / "docs" / "lessons"

_RUNNER = """
import ast, importlib, io, json, linecache, pkgutil, sys, traceback, types
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

class Figures(types.ModuleType):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args, **keywords: Drawn()

def figures():  # what is drawn with Matplotlib is a stand-in, the other figures are drawn
    import ordermatters.figures as package
    drawn = {}
    for module in pkgutil.iter_modules(package.__path__, "ordermatters.figures."):
        try:
            importlib.import_module(module.name)
        except ModuleNotFoundError:
            drawn[module.name] = Figures(module.name)
    sys.modules.update(drawn)

figures()
namespace, outcomes = {"__name__": "__main__"}, []
for number, (source, skipped) in enumerate(json.load(sys.stdin)):
    printed, shown, error = io.StringIO(), None, None
    if not skipped:
        lines = source.splitlines(keepends=True)
        linecache.cache[f"cell {number}"] = (len(source), None, lines, f"cell {number}")  # as in a page
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


@cache
def run(lesson: str) -> list[Shown]:
    """Run all cells of a lesson but those that are skipped, top to bottom."""
    left_out = skipped(lesson)
    told = json.dumps([[cell.source, cell.number in left_out] for cell in cells(lesson)])
    finished = subprocess.run([sys.executable, "-c", _RUNNER], input=told, capture_output=True, text=True, check=True)
    return [Shown(*outcome) for outcome in json.loads(finished.stdout)]


def skipped(lesson: str) -> set[int]:
    """Say which cells of a lesson are not run: those that measure, those for which small JAX has not what they need,
    and those that read what such a cell has made.
    """
    left_out, unknown = set(), set()
    for cell in cells(lesson):
        made, read = _names(cell.source)
        if "measured" in cell.tags or exception(cell.source) or read & unknown:
            left_out.add(cell.number)
            unknown |= made
        else:
            unknown -= made
    return left_out


def _names(source: str) -> tuple[set[str], set[str]]:
    """List the names that a cell makes, and those that it reads without having made them."""
    made: set[str] = set()
    read: set[str] = set()
    for statement in ast.parse(source).body:
        names = [node for node in ast.walk(statement) if isinstance(node, ast.Name)]
        stored = {node.id for node in names if isinstance(node.ctx, ast.Store)}
        inner = set() if isinstance(statement, ast.Assign | ast.AugAssign) else stored
        inner |= {
            part.id for node in ast.walk(statement) if isinstance(node, ast.comprehension) for part in _targets(node)
        }
        inner |= {node.arg for node in ast.walk(statement) if isinstance(node, ast.arg)}
        read |= {node.id for node in names if isinstance(node.ctx, ast.Load)} - inner - made
        made |= stored | {getattr(statement, "name", "")}
        made |= {
            (alias.asname or alias.name) for alias in getattr(statement, "names", []) if isinstance(alias, ast.alias)
        }
    return made - {""}, read


def _targets(node: ast.comprehension) -> list[ast.Name]:
    return [part for part in ast.walk(node.target) if isinstance(part, ast.Name)]


def check_cells(lesson: str) -> None:
    """Run all cells of a lesson that small JAX can run.

    Raises:
        AssertionError: one of them fails.
    """
    for cell, shown in zip(cells(lesson), run(lesson), strict=True):
        assert shown.error is None, f"{lesson}, code cell {cell.number}:\n{cell.source}\n\n{shown.error}"
