"""Modules and the imports that lead from one to another, as Python would follow them; nothing is imported."""

import ast
import importlib.util
from collections.abc import Iterator
from pathlib import Path

# Where a statement may hold others.
_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")


LIBRARY = ("ordermatters", "smalljax")
"""The packages of this project that lessons import, as far as they are installed."""


def library_origins() -> dict[str, Path]:
    """Return the file that each package of the library begins with, as it would be imported here."""
    specs = {name: importlib.util.find_spec(name) for name in LIBRARY}
    return {name: Path(spec.origin).absolute() for name, spec in specs.items() if spec and spec.origin}


def known_files() -> set[Path]:
    """List the files of all modules of the library."""
    return {path.absolute() for package in library_origins() for path in modules_of(package).values()}


def modules_of(package: str) -> dict[str, Path]:
    """List the modules of an installed package, each with its file."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"no package named {package!r}: install the project with `pip install -e .`")
    root = Path(spec.origin).parent
    modules = {}
    for path in sorted(root.rglob("*.py")):
        parts = [package, *path.relative_to(root).with_suffix("").parts]
        modules[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return modules


def statements(body: list[ast.stmt], *, inside_definitions: bool) -> Iterator[ast.stmt]:
    """Walk through statements and those that they hold; into functions and classes where that is asked for."""
    waiting: list[ast.AST] = [*body[::-1]]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.stmt):
            yield node
        if inside_definitions or not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for block in _BLOCKS:
                waiting += getattr(node, block, [])[::-1]


def bound_by(node: ast.Import | ast.ImportFrom, parent: str) -> Iterator[tuple[str, str]]:
    """Say which names an import binds, each with the full name of what it stands for.

    `parent` is the package that leading dots count from. `import a.b` binds `a`; `from a import *` binds `*`, which
    stands for `a`.
    """
    for alias in node.names:
        if isinstance(node, ast.Import):
            top = alias.name.partition(".")[0]
            yield (alias.asname, alias.name) if alias.asname else (top, top)
        elif alias.name == "*":
            yield "*", _origin(node, parent)
        else:
            yield alias.asname or alias.name, f"{_origin(node, parent)}.{alias.name}"


def executed_by(node: ast.Import | ast.ImportFrom, parent: str) -> Iterator[str]:
    """Name what an import may execute, in full: modules, and what could be one; their packages are not listed."""
    for alias in node.names:
        yield alias.name if isinstance(node, ast.Import) else f"{_origin(node, parent)}.{alias.name}"


def _origin(node: ast.ImportFrom, parent: str) -> str:
    """Name the module that a `from … import` reads, with leading dots resolved."""
    if not node.level:
        return node.module or ""
    parts = parent.split(".")
    return ".".join([*parts[: len(parts) - node.level + 1], *([node.module] if node.module else [])])
