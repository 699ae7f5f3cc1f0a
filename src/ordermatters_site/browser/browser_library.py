"""The part of the library that runs in a browser: what needs Python alone, packed for Pyodide."""

import ast
import importlib.util
import io
import sys
import zipfile
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs.exceptions import PluginError

from ordermatters_site.browser.small_jax import STANDS_FOR
from ordermatters_site.memory import Memory, digest
from ordermatters_site.run.dependencies import modules_of

# In the standard library, and yet not in a browser: what starts processes or threads, opens windows or sockets.
_ABSENT = {"concurrent", "curses", "multiprocessing", "socket", "ssl", "subprocess", "threading", "tkinter", "turtle"}
_SPELLED = {"jaxlib": "JAX", "matplotlib": "Matplotlib", "cycler": "Matplotlib"}
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # a zip knows no earlier date, and two builds must agree


@dataclass(frozen=True)
class BrowserLibrary:
    """The modules of a package, sorted by whether the standard library is all they need."""

    root: Path
    runs: dict[str, Path]
    """Modules that run in a browser, each with its file."""
    lacks: dict[str, str]
    """The other modules, each with a package it needs: `Matplotlib`."""
    on_small_jax: frozenset[str]
    """Those that run on small JAX, which stands for JAX and NumPy there."""
    digest: str
    """The state of the whole package: what was made with its help is to be made again when this is another."""

    @classmethod
    def read(cls, package: str = "ordermatters", memory: Memory | None = None) -> "BrowserLibrary":
        """Read the imports of every module of an installed package, as it stands now, unless `memory` knows it.

        Raises:
            PluginError: a module that Python cannot read.
        """
        files = modules_of(package)
        root = files[package].parents[1]
        state = digest(b"\0".join(_named(path, root) for path in sorted((root / package).rglob("*")) if _counts(path)))
        lacks, on_small_jax = (memory or Memory()).recall(
            "what a browser lacks", [package, state], lambda: _sorted(files)
        )
        runs = {name: path for name, path in files.items() if name not in lacks}
        return cls(root, runs, lacks, frozenset(on_small_jax) & runs.keys(), state)

    def missing(self, code: ast.AST) -> str | None:
        """Name a package that a piece of code imports, wherever in it, and a browser lacks; `None` if there is none."""
        for name in _imports(ast.walk(code), "", self.runs.keys() | self.lacks.keys()):
            if name in self.lacks:
                return self.lacks[name]
            if name not in self.runs and (missing := _absent(name)):
                return missing
        return None

    def needs_small_jax(self, code: ast.AST) -> bool:
        """Tell whether a piece of code imports JAX or NumPy, itself or by a module of the library."""
        names = set(_imports(ast.walk(code), "", self.runs.keys() | self.lacks.keys()))
        return bool(names & STANDS_FOR or names & self.on_small_jax)

    def zipped(self, more: Mapping[str, bytes]) -> bytes:
        """Pack the modules that run, the files that lie beside a package's, and `more`: always the same bytes."""
        files = set(self.runs.values())
        for path in self.runs.values():
            if path.name == "__init__.py":
                files |= {beside for beside in path.parent.iterdir() if _is_data(beside)}
        contents = {path.relative_to(self.root).as_posix(): path.read_bytes() for path in files} | dict(more)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name, content in sorted(contents.items()):
                entry = zipfile.ZipInfo(name, _EARLIEST)
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, content, zipfile.ZIP_DEFLATED, compresslevel=9)
        return packed.getvalue()


def _is_data(path: Path) -> bool:
    return _counts(path) and path.suffix != ".py"


def _counts(path: Path) -> bool:
    return path.is_file() and path.suffix != ".pyc"


def _named(path: Path, root: Path) -> bytes:
    return path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes()


def _sorted(files: dict[str, Path]) -> tuple[dict[str, str], list[str]]:
    """Name, for each module that a browser cannot run, a package that it needs; and the modules that need small JAX."""
    needs = {name: set(_needs(name, path, files)) for name, path in files.items()}
    reached = {name: _reached(name, needs) for name in files}
    lacks = {name: next(filter(None, map(_absent, others)), None) for name, others in reached.items()}
    on_small_jax = [name for name, others in reached.items() if not STANDS_FOR.isdisjoint(others)]
    return {name: missing for name, missing in lacks.items() if missing}, on_small_jax


def _reached(name: str, needs: dict[str, set[str]]) -> list[str]:
    """Follow a module's imports to those that are no modules of the library, in a fixed order."""
    seen: set[str] = set()
    waiting, found = [name], []
    while waiting:
        module = waiting.pop()
        if module in needs:
            waiting += sorted(needs[module] - seen)
            seen |= needs[module]
        else:
            found.append(module)
    return found


def _absent(module: str) -> str | None:
    top = module.partition(".")[0]
    there = top in STANDS_FOR or (top in sys.stdlib_module_names and top not in _ABSENT)
    return None if there else _SPELLED.get(top, top)


def _needs(name: str, path: Path, files: dict[str, Path]) -> Iterator[str]:
    """List what must be there for a module to be imported: itself, its packages, and what they import at once."""
    parent = name if path.name == "__init__.py" else name.rpartition(".")[0]
    yield from _with_parents(name)
    yield from _imports(_at_once(_parsed(path)), parent, files)


def _parsed(path: Path) -> ast.Module:
    try:
        return ast.parse(path.read_text(encoding="utf-8"))
    except SyntaxError as error:
        raise PluginError(f"{path}, line {error.lineno}: Python cannot read it: {error.msg}") from error


def _at_once(tree: ast.AST) -> Iterator[ast.AST]:
    """Walk through what runs on import: no bodies of functions, nothing that is tried or meant for type checkers."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.Try) and any(_is_import_error(handler) for handler in node.handlers):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        yield node
        yield from _at_once(node)


def _is_import_error(handler: ast.ExceptHandler) -> bool:
    return handler.type is not None and bool({"ImportError", "ModuleNotFoundError"} & set(_names(handler.type)))


def _names(node: ast.AST) -> Iterator[str]:
    return (part.id for part in ast.walk(node) if isinstance(part, ast.Name))


def _imports(nodes: Iterator[ast.AST], parent: str, files: Container[str]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from _with_parents(alias.name)
        elif isinstance(node, ast.ImportFrom):
            origin = importlib.util.resolve_name("." * node.level + (node.module or ""), parent or None)
            yield from _with_parents(origin)
            yield from (name for alias in node.names if (name := f"{origin}.{alias.name}") in files)


def _with_parents(name: str) -> Iterator[str]:
    """Importing a module runs the packages that hold it first."""
    parts = name.split(".")
    return (".".join(parts[:end]) for end in range(1, len(parts) + 1))
