"""A page as the steps of its kernel: its code cells and inline values in order, whatever text stands between them."""

import ast
import functools
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from ordermatters_site.run.notebooks import Cell, Notebook
from ordermatters_site.run.parsing import parsed
from ordermatters_site.run.prose import inline_expressions


def kernel_steps(notebook: Notebook, *, exact: bool = True) -> list[Any]:
    """Return what a page has a kernel do, and which kernel: pages that agree in it have the same results.

    Where that is not asked for to be `exact`, comments and layout do not count.
    """
    steps: list[Any] = [notebook["metadata"].get("kernelspec", {})]
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            steps.append([cell["source"] if exact else _meaning(cell["source"]), cell["metadata"]])
        else:
            steps += _expressions(cell)
    return steps


def sources(notebook: Notebook) -> list[str]:
    """List all code of a page."""
    cells = notebook["cells"]
    code = [cell["source"] for cell in cells if cell["cell_type"] == "code"]
    return code + [expression for cell in cells for _, expression in _expressions(cell)]


def with_results(notebook: Notebook, run: Notebook) -> Notebook:
    """Return a page with the results of a run of the same program, whose text may have been another."""
    done = iter([cell for cell in run["cells"] if cell["cell_type"] == "code"])
    values = iter([value for cell in run["cells"] for value in cell["metadata"].get("inline", [])])
    cells = [
        next(done) | {"source": cell["source"]}
        if cell["cell_type"] == "code"
        else _filled(cell, [next(values) for _ in _expressions(cell)])
        for cell in notebook["cells"]
    ]
    return {**notebook, "cells": cells, "metadata": notebook["metadata"] | _said_of(run, "ordermatters", "widgets")}


def preview(notebook: Notebook, run: Notebook | None) -> Notebook:
    """Return a page before its run: what stands above the first change has the results of an earlier run, if any.

    Code cells below have no `outputs`, and values that are still to come are `None`.
    """
    old = _steps(run) if run else []
    new = _steps(notebook)
    same = next((n for n, (one, other) in enumerate(zip(new, old, strict=False)) if one[0] != other[0]), len(old))
    known = iter([result for _, result in old[:same]] + [None] * len(new))
    whole = same == len(new) == len(old)
    cells = [_previewed(cell, known, whole=whole) for cell in notebook["cells"]]
    return {**notebook, "cells": cells, "metadata": notebook["metadata"] | _said_of(run, "widgets")}


def _said_of(run: Notebook | None, *names: str) -> dict[str, Any]:
    """Return what outputs go by besides themselves, the state of widgets among it."""
    return {name: run["metadata"][name] for name in names if run and name in run["metadata"]}


def _previewed(cell: Cell, known: Iterator[Any], *, whole: bool) -> Cell:
    if cell["cell_type"] == "code":
        result = next(known)
        cell = {name: value for name, value in cell.items() if name != "outputs"}
        return cell if result is None else {**cell, "outputs": result}
    results = [(kind, next(known)) for kind, _ in _expressions(cell)]
    return _filled(cell, [result if kind != "later" or whole else None for kind, result in results])


def _steps(notebook: Notebook) -> list[tuple[Any, Any]]:
    """List what a page has a kernel do, each step with what it gave."""
    steps: list[tuple[Any, Any]] = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            of_the_page = {name: value for name, value in cell["metadata"].items() if name != "execution"}
            steps.append((["code", _meaning(cell["source"]), of_the_page], cell.get("outputs")))
        else:
            values = cell["metadata"].get("inline", [])
            given = [*values, *[None] * len(_expressions(cell))]
            steps += [(list(expression), value) for expression, value in zip(_expressions(cell), given, strict=False)]
    return steps


@functools.lru_cache(maxsize=4096)  # a build that is served asks again for every cell
def _meaning(source: str) -> str:
    """Write code without its comments and layout, where Python can read it."""
    if ";" in source:  # at the end of a cell it keeps the last value from being shown
        return source
    try:
        return ast.dump(parsed(source))
    except (SyntaxError, ValueError):
        return source


def puts_out(source: str) -> bool:
    """Guess whether a cell shows something: it prints, displays, draws, or ends with a value."""
    try:
        tree = parsed(source)
    except (SyntaxError, ValueError):
        return True
    called = {ast.unparse(node.func).rpartition(".")[2] for node in ast.walk(tree) if isinstance(node, ast.Call)}
    ends_with_a_value = bool(tree.body) and isinstance(tree.body[-1], ast.Expr) and not source.rstrip().endswith(";")
    return ends_with_a_value or bool(called & {"print", "pprint", "display", "show", "plot"})


def slowest_cell(run: Notebook, least: float = 1.0) -> str:
    """Say which cell of a run took longest, counted as its reader would, if that was a second or more."""
    code = [cell for cell in run["cells"] if cell["cell_type"] == "code"]
    took = [(_seconds(cell["metadata"].get("execution", {})), number) for number, cell in enumerate(code, start=1)]
    seconds, number = max(took, default=(0.0, 0))
    return f", of which cell {number} took {seconds:.1f}" if seconds >= least else ""


def _seconds(times: dict[str, str]) -> float:
    """Read what nbclient has noted of a cell: when its kernel began, and when it answered."""
    ends = [times.get("iopub.execute_input"), times.get("shell.execute_reply")]
    began, ended = (datetime.fromisoformat(end.replace("Z", "+00:00")) if end else None for end in ends)
    return (ended - began).total_seconds() if began and ended else 0.0


def _filled(cell: Cell, values: list[Any]) -> Cell:
    return {**cell, "metadata": {**cell["metadata"], "inline": values}} if values else cell


def _expressions(cell: Cell) -> list[tuple[str, str]]:
    return inline_expressions(cell["source"]) if cell["cell_type"] == "markdown" else []
