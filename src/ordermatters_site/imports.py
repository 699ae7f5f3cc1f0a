"""Which modules a piece of Python imports, read off its syntax tree: nothing is imported for it."""

import ast
from collections.abc import Callable, Container, Iterable, Iterator

Import = ast.Import | ast.ImportFrom

# Where a statement may hold others.
_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")


def statements(body: Iterable[ast.stmt], enter: Callable[[ast.AST], bool] = lambda _: True) -> Iterator[ast.stmt]:
    """Walk through statements, and into those that are to be entered."""
    waiting: list[ast.AST] = [*reversed([*body])]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.stmt):
            yield node
        if enter(node):
            for block in _BLOCKS:
                waiting += getattr(node, block, [])[::-1]


def imported_names(nodes: Iterable[ast.AST], package: str, modules: Container[str]) -> Iterator[str]:
    """Name what some nodes of a syntax tree import: modules, and the packages that hold them.

    Args:
        nodes: those to look at; only imports among them count.
        package: what a relative import starts from, the package of the module whose code this is.
        modules: known modules; `from a import b` imports `a.b` too if that is one of them.
    """
    for node in nodes:
        if isinstance(node, Import):
            for name in executed_by(node, package):
                is_module = isinstance(node, ast.Import) or name in modules
                yield from with_parents(name if is_module else name.rpartition(".")[0])


def bound_by(node: Import, package: str) -> Iterator[tuple[str, str]]:
    """Say which names an import binds, each with the full name of what it stands for.

    `import a.b` binds `a`; `from a import *` binds `*`, which stands for `a`.
    """
    for alias in node.names:
        if isinstance(node, ast.Import):
            top = alias.name.partition(".")[0]
            yield (alias.asname, alias.name) if alias.asname else (top, top)
        elif alias.name == "*":
            yield "*", _origin(node, package)
        else:
            yield alias.asname or alias.name, f"{_origin(node, package)}.{alias.name}"


def executed_by(node: Import, package: str) -> Iterator[str]:
    """Name what an import may execute, in full: modules, and what could be one; their packages are not listed."""
    for alias in node.names:
        yield alias.name if isinstance(node, ast.Import) else f"{_origin(node, package)}.{alias.name}"


def with_parents(name: str) -> Iterator[str]:
    """Name a module and the packages that hold it, which run first: `a.b` gives `a` and `a.b`."""
    parts = name.split(".")
    return (".".join(parts[:end]) for end in range(1, len(parts) + 1))


def is_definition(node: ast.AST) -> bool:
    """Tell whether a statement defines a function or a class, whose body has a scope of its own."""
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)


def is_for_types(node: ast.AST) -> bool:
    """Recognize imports that type checkers alone see."""
    return (
        isinstance(node, ast.If)
        and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")
        and all(isinstance(part, Import) for part in [*node.body, *node.orelse])
    )


def runs_on_import(node: ast.AST) -> bool:
    """Tell whether what a statement holds must be there on import: no function's body, nothing that is only tried."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or is_for_types(node):
        return False
    return not (isinstance(node, ast.Try) and any(map(_catches_import_errors, node.handlers)))


def _catches_import_errors(handler: ast.ExceptHandler) -> bool:
    names = {part.id for part in ast.walk(handler.type) if isinstance(part, ast.Name)} if handler.type else set()
    return bool({"ImportError", "ModuleNotFoundError"} & names)


def _origin(node: ast.ImportFrom, package: str) -> str:
    """Name the module that a `from … import` reads, with leading dots resolved."""
    if not node.level:
        return node.module or ""
    parts = package.split(".")
    return ".".join([*parts[: len(parts) - node.level + 1], *([node.module] if node.module else [])])
