"""Which modules a piece of Python imports, read off its code: nothing is imported for it."""

import ast
import importlib.util
from collections.abc import Container, Iterable, Iterator


def imported_names(nodes: Iterable[ast.AST], package: str, modules: Container[str]) -> Iterator[str]:
    """Name what some nodes of a syntax tree import: modules, and the packages that hold them.

    Args:
        nodes: those to look at; only imports among them count.
        package: what a relative import starts from, the package of the module whose code this is.
        modules: known modules; `from a import b` imports `a.b` too if that is one of them.
    """
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from with_parents(alias.name)
        elif isinstance(node, ast.ImportFrom):
            origin = importlib.util.resolve_name("." * node.level + (node.module or ""), package or None)
            yield from with_parents(origin)
            yield from (name for alias in node.names if (name := f"{origin}.{alias.name}") in modules)


def with_parents(name: str) -> Iterator[str]:
    """Name a module and the packages that hold it, which run first: `a.b` gives `a` and `a.b`."""
    parts = name.split(".")
    return (".".join(parts[:end]) for end in range(1, len(parts) + 1))
