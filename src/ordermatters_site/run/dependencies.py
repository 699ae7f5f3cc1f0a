"""Which modules a page reaches by its imports, directly or through one another."""

import ast
import importlib.util
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from ordermatters_site.store import Store

# Where a statement may hold others.
_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")


def reached_modules(sources: Iterable[str], known: Mapping[str, Path], store: Store) -> dict[str, Path]:
    """Find the modules among `known` that some pieces of code reach by imports, each with its file.

    Imports are read, not run; one inside a function counts like one at the top. A piece that Python cannot parse
    (a magic command, say) could import anything, so it reaches the whole package.
    """
    names = sorted(known)

    def imported(source: str, inside: str = "", is_package: bool = False) -> list[str]:
        origin = [source, names, inside, is_package]
        return store.get_or_compute("imports", origin, lambda: sorted(_imported(source, names, inside, is_package)))

    waiting = [name for source in sources for name in imported(source)]
    reached: dict[str, Path] = {}
    while waiting:
        name = waiting.pop()
        if name in reached:
            continue
        reached[name] = known[name]
        source = known[name].read_text(encoding="utf-8")
        waiting += imported(source, inside=name, is_package=known[name].name == "__init__.py")
    return dict(sorted(reached.items()))


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


def _imported(source: str, known: Collection[str], inside: str, is_package: bool) -> set[str]:
    """Name the modules among `known` that a piece of code imports; all of them if Python cannot parse it."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set(known)
    return {name for node in _statements(tree) for name in _names(node, inside, is_package) if name in known}


def _statements(tree: ast.Module) -> Iterator[ast.stmt]:
    """Walk through the statements alone, wherever they stand: an expression imports nothing, and there are many."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        for part in _BLOCKS:
            waiting += getattr(node, part, [])
        if isinstance(node, ast.stmt):
            yield node


def _names(node: ast.AST, inside: str, is_package: bool) -> Iterator[str]:
    """Name what an import may import: modules, the packages that hold them, and what looks like one."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield from _with_parents(alias.name)
    elif isinstance(node, ast.ImportFrom):
        origin = _origin(node, inside, is_package)
        for alias in node.names:
            yield from _with_parents(f"{origin}.{alias.name}")


def _origin(node: ast.ImportFrom, inside: str, is_package: bool) -> str:
    """Name the module that a `from … import` reads, with leading dots resolved."""
    if not node.level:
        return node.module or ""
    above = node.level - 1 if is_package else node.level
    parts = inside.split(".")
    return ".".join([*parts[: len(parts) - above], *([node.module] if node.module else [])])


def _with_parents(name: str) -> Iterator[str]:
    """Importing a module runs the packages that hold it first."""
    parts = name.split(".")
    return (".".join(parts[:end]) for end in range(1, len(parts) + 1))
