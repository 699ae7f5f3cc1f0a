"""Which cells of a lesson a reader can run in the browser, and what each of them needs to have run before it."""

import ast
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import partial

from ordermatters_site.run.notebooks import Cell, Notebook, has_tag, language_of
from ordermatters_site.stage.browser_library import BrowserLibrary
from ordermatters_site.stage.small_jax import exception
from ordermatters_site.stage.statements import Statement, statements_of
from ordermatters_site.store import Store

# Cells with these tags may run before another, but nobody is asked to try them.
_NOT_OFFERED = ("check", "folded", "hidden", "measured", "skip-execution")
# A time tells of the machine it was measured on.
_MEASURED = "a measurement"


@dataclass(frozen=True)
class BrowserCell:
    """A code cell of a lesson, as the browser sees it."""

    index: int
    """Its position among all cells of the notebook."""
    number: int
    """Its position among the code cells, counted from 1, as messages name it."""
    source: str
    offered: bool
    """Whether the reader is invited to change and run it, rather than only to look at it."""
    missing: str | None = None
    """What keeps it from running in a browser: `Matplotlib`."""
    first: str = ""
    """Statements to run before it, from cells that do not run as a whole: imports, definitions, settings."""
    after: tuple[int, ...] = ()
    """The cells to run before it, by index."""
    on_small_jax: bool = False
    """Whether it, or a cell before it, needs small JAX in the place of JAX and NumPy."""


@dataclass(frozen=True)
class _Origin:
    """Where a name comes from that a browser can have."""

    order: int
    """The position of the statement that binds it, among all statements of the lesson."""
    cell: int | None
    """The cell to run for it; `None` if it is to be had from the statement alone."""
    statement: Statement
    needs: frozenset["_Origin"] = field(default=frozenset())


class _Names:
    """The names that the statements so far have bound at the top level."""

    def __init__(self) -> None:
        self.origins: dict[str, _Origin] = {}
        self.lacks: dict[str, str] = {}
        self.count = 0

    def bind(self, statement: Statement, cell: int | None, missing: str | None, cell_misses: str | None = None) -> None:
        """Remember what a statement binds; and what it changes, if `cell_misses` something and so will not run."""
        self.count += 1
        uses = statement.uses | statement.uses_later
        needs = frozenset(self.origins[name] for name in uses if name in self.origins)
        for name in statement.binds:
            self.origins.pop(name, None)
            self.lacks.pop(name, None)
            if missing:
                self.lacks[name] = missing
            else:
                self.origins[name] = _Origin(self.count, cell, statement, needs)
        for name in statement.changes if cell_misses else ():
            origin = self.origins.get(name)
            if origin and not isinstance(origin.statement.node, ast.Import | ast.ImportFrom):
                del self.origins[name]  # a browser would have it as it was before
                self.lacks[name] = cell_misses or ""


def known_cells(notebook: Notebook, library: BrowserLibrary, store: Store) -> list[BrowserCell]:
    """Look at the cells of a lesson, unless the store knows what came of these before; a browser runs Python alone."""
    if not language_of(notebook).lower().startswith("python"):
        return []
    code = [
        (cell["source"], cell["metadata"].get("tags", [])) if cell["cell_type"] == "code" else None
        for cell in notebook["cells"]
    ]
    known = store.get_or_compute(
        "browser cells", [library.digest, code], lambda: [asdict(cell) for cell in browser_cells(notebook, library)]
    )
    return [BrowserCell(**cell) for cell in known]


def counted_cells(cells: Iterable[BrowserCell]) -> tuple[int, int]:
    """Count the cells that readers are invited to run, and those of them that a browser can run."""
    offered = [cell for cell in cells if cell.offered]
    return len(offered), sum(cell.missing is None for cell in offered)


def browser_cells(notebook: Notebook, library: BrowserLibrary) -> list[BrowserCell]:
    """Look at each code cell of a lesson in turn; its imports and its names decide, nothing is run."""
    names = _Names()
    cells: dict[int, BrowserCell] = {}
    number = 0
    for index, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] == "code" and cell["source"].strip():
            cells[index] = _look_at(cell, index, number + 1, names, cells, library)
        number += cell["cell_type"] == "code"
    return list(cells.values())


def _look_at(
    cell: Cell, index: int, number: int, names: _Names, before: dict[int, BrowserCell], library: BrowserLibrary
) -> BrowserCell:
    found = partial(BrowserCell, index, number, cell["source"], not any(has_tag(cell, tag) for tag in _NOT_OFFERED))
    try:
        statements = statements_of(cell["source"])
    except SyntaxError:  # a magic command
        return found("Jupyter")
    reasons = _reasons(statements, names, library)
    missing = _MEASURED if has_tag(cell, "measured") else _weightiest(reasons)
    if missing:
        for statement, reason in zip(statements, reasons, strict=True):
            names.bind(statement, None, _MEASURED if missing == _MEASURED else reason, missing)
        return found(missing)
    needs = _needs(statements, names)
    for statement in statements:
        names.bind(statement, index, None)
    first = sorted((origin for origin in needs if origin.cell is None), key=lambda origin: origin.order)
    after = {origin.cell for origin in needs if origin.cell is not None}
    after |= {earlier for earlier, other in before.items() if other.offered and not other.missing}
    for earlier in tuple(after):
        after |= set(before[earlier].after)
    lines = dict.fromkeys(origin.statement.source for origin in first)
    on_small_jax = any(before[earlier].on_small_jax for earlier in after)
    on_small_jax |= any(library.needs_small_jax(one.node) for one in [*statements, *(item.statement for item in first)])
    return found(None, "\n".join(lines), tuple(sorted(after)), on_small_jax)


def _weightiest(reasons: Iterable[str | None]) -> str | None:
    """Choose what to say of a cell that lacks several things: a package is the plainer reason than a measurement."""
    return min(filter(None, reasons), key=lambda reason: reason == _MEASURED, default=None)


def _reasons(statements: list[Statement], names: _Names, library: BrowserLibrary) -> list[str | None]:
    """Say of each statement of a cell what it lacks; the body of a function may use what the cell binds later.

    Each time through the cell, more is known of the names that it binds; what is known of one stays.
    """
    lacking: dict[str, str | None] = {name: None for statement in statements for name in statement.binds}
    while True:
        reasons, now, later = [], dict[str, str | None](names.lacks), names.lacks | lacking
        for statement in statements:
            own = library.missing(statement.node) or exception(statement.source)
            used = [now.get(name) for name in sorted(statement.uses)]
            used += [later.get(name) for name in sorted(statement.uses_later)]
            reasons.append(own or _weightiest(used))
            now |= dict.fromkeys(statement.binds, reasons[-1])
        known, lacking = lacking, {name: _weightiest([known, now[name]]) for name, known in lacking.items()}
        if lacking == known:
            return reasons


def _needs(statements: list[Statement], names: _Names) -> set[_Origin]:
    """Collect the origins of all that a cell uses and does not bind, and of what these use in turn."""
    waiting: list[_Origin] = []
    bound: set[str] = set()
    all_bound = {name for statement in statements for name in statement.binds}
    for statement in statements:
        used = (statement.uses - bound) | (statement.uses_later - all_bound)
        waiting += [names.origins[name] for name in sorted(used) if name in names.origins]
        bound |= statement.binds
    found: set[_Origin] = set()
    while waiting:
        origin = waiting.pop()
        if origin not in found:
            found.add(origin)
            waiting += origin.needs if origin.cell is None else ()
    return found
