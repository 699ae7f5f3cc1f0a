"""A page as the steps of its kernel: its code cells and inline values in order, whatever text stands between them."""

import ast
import functools
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from ordermatters_site.run.notebooks import Cell, Notebook
from ordermatters_site.run.parsing import parsed
from ordermatters_site.run.prose import inline_expressions

# What outputs go by besides themselves: the processor that they were measured on, and the state of widgets.
_OF_THE_RUN = ("ordermatters", "widgets")


def kernel_steps(notebook: Notebook, *, exact: bool = True) -> list[Any]:
    """Return what a page has a kernel do, and which kernel: pages that agree in it have the same results.

    Where that is not asked for to be `exact`, comments and layout do not count.
    """
    steps = [step if exact else _meaning(step) for step, _ in _steps(notebook)]
    return [notebook["metadata"].get("kernelspec", {}), *steps]


def sources(notebook: Notebook) -> list[str]:
    """List all code of a page."""
    cells = notebook["cells"]
    code = [cell["source"] for cell in cells if cell["cell_type"] == "code"]
    return code + [expression for cell in cells for _, expression in _expressions(cell)]


def with_results(notebook: Notebook, run: Notebook | None) -> Notebook:
    """Return a page with the results of a run, if any: all of the same program, or those above the first change.

    Its text may have been another. Code cells below a change have no `outputs`, and values that are still to come are
    `None`, those from the end of the page among them.
    """
    old, new = [*_steps(run)] if run else [], [*_steps(notebook)]
    pairs = enumerate(zip(new, old, strict=False))
    same = next((n for n, ((one, _), (other, _)) in pairs if not _agree(one, other)), len(old))
    whole = same == len(new) == len(old)
    known = iter([result for _, result in old[:same]] + [None] * len(new))
    cells = [_with_result(cell, known, whole=whole) for cell in notebook["cells"]]
    said = {name: run["metadata"][name] for name in _OF_THE_RUN if name in run["metadata"]} if run else {}
    return {**notebook, "cells": cells, "metadata": {**notebook["metadata"], **said}}


def _with_result(cell: Cell, known: Iterator[Any], *, whole: bool) -> Cell:
    if cell["cell_type"] == "code":
        blank = {name: value for name, value in cell.items() if name != "outputs"}
        return {**(next(known) or blank), "source": cell["source"]}
    results = [(kind, next(known)) for kind, _ in _expressions(cell)]
    values = [result if kind != "later" or whole else None for kind, result in results]
    return {**cell, "metadata": {**cell["metadata"], "inline": values}} if values else cell


def _steps(notebook: Notebook) -> Iterator[tuple[list[Any], Any]]:
    """Yield what a page has a kernel do, each step with what it gave: a cell that has run, or a value."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            of_the_page = {name: value for name, value in cell["metadata"].items() if name != "execution"}
            yield [cell["source"], of_the_page], cell
        else:
            expressions = _expressions(cell)
            values = [*cell["metadata"].get("inline", []), *[None] * len(expressions)]
            yield from ((list(one), value) for one, value in zip(expressions, values, strict=False))


def _agree(one: list[Any], other: list[Any]) -> bool:
    return one == other or _meaning(one) == _meaning(other)  # most are equal as they stand, and need not be parsed


def _meaning(step: list[Any]) -> list[Any]:
    """Write the step of a code cell without its comments and layout."""
    code, of_the_page = step
    return [_syntax(code), of_the_page] if isinstance(of_the_page, dict) else step


@functools.lru_cache(maxsize=4096)  # a build that is served asks again for every cell
def _syntax(source: str) -> str:
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


def _expressions(cell: Cell) -> list[tuple[str, str]]:
    return inline_expressions(cell["source"]) if cell["cell_type"] == "markdown" else []
