"""Which modules a page reaches by its imports, directly or through one another."""

import ast
import functools
import importlib.util
from collections.abc import Iterable, Iterator
from pathlib import Path


def reached_modules(sources: Iterable[str], package: str) -> dict[str, Path]:
    """Find the modules of `package` that some pieces of code reach by imports, each with its file.

    Imports are read, not run; one inside a function counts like one at the top. A piece that Python cannot parse
    (a magic command, say) could import anything, so it reaches the whole package.
    """
    known = _modules_of(package)
    waiting = [name for source in sources for name in _imported(source, known)]
    reached: dict[str, Path] = {}
    while waiting:
        name = waiting.pop()
        if name in reached:
            continue
        reached[name] = known[name]
        source = known[name].read_text(encoding="utf-8")
        waiting += _imported(source, known, inside=name, is_package=known[name].name == "__init__.py")
    return dict(sorted(reached.items()))


def _modules_of(package: str) -> dict[str, Path]:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"no package named {package!r}: install the project with `pip install -e .`")
    root = Path(spec.origin).parent
    modules = {}
    for path in root.rglob("*.py"):
        parts = [package, *path.relative_to(root).with_suffix("").parts]
        modules[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return modules


def _imported(source: str, known: dict[str, Path], inside: str = "", is_package: bool = False) -> Iterator[str]:
    imports = _imports(source)
    if imports is None:
        yield from known
        return
    for node in imports:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from _with_parents(alias.name, known)
        else:
            origin = _origin(node, inside, is_package)
            yield from _with_parents(origin, known)
            for alias in node.names:
                yield from _with_parents(f"{origin}.{alias.name}", known)


@functools.lru_cache(maxsize=1024)
def _imports(source: str) -> tuple[ast.Import | ast.ImportFrom, ...] | None:
    """List the imports of a piece of code, parsed once however many pages reach it; `None` if it is no Python."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return None
    return tuple(node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom))


def _origin(node: ast.ImportFrom, inside: str, is_package: bool) -> str:
    """Name the module that a `from … import` reads, with leading dots resolved."""
    if not node.level:
        return node.module or ""
    above = node.level - 1 if is_package else node.level
    parts = inside.split(".")
    return ".".join([*parts[: len(parts) - above], *([node.module] if node.module else [])])


def _with_parents(name: str, known: dict[str, Path]) -> Iterator[str]:
    """Importing a module runs the packages that hold it first."""
    parts = name.split(".")
    return (prefix for end in range(1, len(parts) + 1) if (prefix := ".".join(parts[:end])) in known)
