"""What one statement of a cell binds, uses and changes, read off its code."""

import ast
import builtins
import symtable
from collections.abc import Iterator
from dataclasses import dataclass

from ordermatters_site.run.parsing import parsed

_ALWAYS_THERE = frozenset(dir(builtins)) | {"__name__"}


@dataclass(frozen=True)
class Statement:
    """A statement at the top level of a cell, and the names that it deals with there."""

    node: ast.stmt
    binds: frozenset[str]
    uses: frozenset[str]
    """What has to be there when the statement runs."""
    uses_later: frozenset[str]
    """What has to be there when a function is called that the statement defines."""
    changes: frozenset[str]
    """Things that it seems to change in place: `rows` in `rows.append(1)` and in `rows[0] = 1`."""

    @property
    def source(self) -> str:
        """The statement as Python code, without its comments."""
        return ast.unparse(self.node)


def statements_of(code: str) -> list[Statement]:
    """Read the statements of a cell.

    Raises:
        SyntaxError: if the code is not Python, such as a magic command.
    """
    return [_statement(node) for node in parsed(code).body]


def _statement(node: ast.stmt) -> Statement:
    top = symtable.symtable(ast.unparse(node), "a cell", "exec")
    binds = {symbol.get_name() for symbol in top.get_symbols() if symbol.is_assigned() or symbol.is_imported()}
    uses = {symbol.get_name() for symbol in top.get_symbols() if symbol.is_referenced()}
    if isinstance(node, ast.AugAssign):
        uses |= binds
    elif not isinstance(node, ast.Assign | ast.AnnAssign):
        uses -= binds  # a loop's own variable, a name after `as`, a function that calls itself
    later = {name for child in top.get_children() for name in _globals_of(child)} - binds
    return Statement(
        node,
        frozenset(binds),
        frozenset(uses - _ALWAYS_THERE),
        frozenset(later - uses - _ALWAYS_THERE),
        frozenset(_changed(node)),
    )


def _globals_of(table: symtable.SymbolTable) -> Iterator[str]:
    for symbol in table.get_symbols():
        if symbol.is_global() and symbol.is_referenced():
            yield symbol.get_name()
    for child in table.get_children():
        yield from _globals_of(child)


def _changed(node: ast.stmt) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute):
            yield from _base(part.func.value)
        elif isinstance(part, ast.Attribute | ast.Subscript) and not isinstance(part.ctx, ast.Load):
            yield from _base(part.value)
        elif isinstance(part, ast.AugAssign):
            yield from _base(part.target)


def _base(node: ast.expr) -> Iterator[str]:
    """Name what an expression such as `results[order].seconds` begins with."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id
