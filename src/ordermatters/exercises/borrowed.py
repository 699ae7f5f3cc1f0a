"""Functions of the library in a program: to call the very one that was to be written is no answer, and no crime."""

import ast
from collections.abc import Iterator

from ordermatters.exercises.source import Source

_LIBRARIES = ("ordermatters", "jax")
CHECKS = "ordermatters.exercises"
"""Where the answers stand: to import from there is to take one."""


def borrowed(source: Source, names: tuple[str, ...]) -> str | None:
    """Name the first of some functions that a program takes from the library or from JAX; None if there is none.

    >>> borrowed(Source("from ordermatters import counting as c\\nf = c.matmul_cost"), ("matmul_cost",))
    'matmul_cost'
    """
    taken = list(_taken(source.tree))
    if "*" in taken and not any(_bound(source.tree)):  # it has nothing but what it was given
        taken += names[:1]
    return next((name for name in taken if name in names or name.startswith(CHECKS)), None)


def _taken(tree: ast.Module) -> Iterator[str]:
    modules: set[str] = set()
    star = False
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            libraries = [alias for alias in node.names if _is_library(alias.name)]
            modules |= {(alias.asname or alias.name).partition(".")[0] for alias in libraries}
            yield from (alias.name for alias in libraries)
        elif isinstance(node, ast.ImportFrom) and _is_library(node.module or ""):
            modules |= {alias.asname or alias.name for alias in node.names}
            star |= any(alias.name == "*" for alias in node.names)
            yield from (alias.name for alias in node.names)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_library(node.value):
            yield node.value  # as in `__import__("ordermatters.exercises")`
    own = set(_bound(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and _origin(node) in modules:
            yield node.attr
        elif isinstance(node, ast.Name) and star and node.id not in own:
            yield node.id


def _bound(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def _is_library(module: str) -> bool:
    return module.partition(".")[0] in _LIBRARIES


def _origin(node: ast.expr) -> str | None:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None
