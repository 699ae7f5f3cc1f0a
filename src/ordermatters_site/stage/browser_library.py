"""The part of the library that runs in a browser: what needs Python alone, packed for Pyodide."""

import ast
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ordermatters_site.faults import SiteError
from ordermatters_site.imports import imported_names, is_for_types, runs_on_import, statements, with_parents
from ordermatters_site.library import LIBRARY, data_beside, library_modules, library_origins
from ordermatters_site.stage.archives import zipped
from ordermatters_site.stage.small_jax import SMALL_JAX, STANDS_FOR
from ordermatters_site.store import Store, digest

# In the standard library, and yet not in a browser: what starts processes or threads, opens windows or sockets.
_ABSENT = {"concurrent", "curses", "multiprocessing", "socket", "ssl", "subprocess", "threading", "tkinter", "turtle"}
_SPELLED = {"jaxlib": "JAX", "matplotlib": "Matplotlib", "cycler": "Matplotlib"}


@dataclass(frozen=True)
class BrowserLibrary:
    """The modules of some packages, sorted by whether the standard library is all they need."""

    runs: dict[str, Path]
    """Modules that run in a browser, each with its file."""
    lacks: dict[str, str]
    """The other modules, each with a package it needs: `Matplotlib`."""
    on_small_jax: frozenset[str]
    """Those that run on small JAX, which stands for JAX and NumPy there."""
    digest: str
    """The state of all packages, comments and layout apart: what was made with them is made again for another."""
    homes: dict[str, str] = field(default_factory=dict)
    """Names that a package loads when they are first asked for, `ordermatters.figures.Figure`, each with its module."""

    @classmethod
    def read(cls, packages: tuple[str, ...] = LIBRARY, store: Store | None = None) -> "BrowserLibrary":
        """Read the imports of every module of the installed packages, as they stand now.

        Raises:
            SiteError: if Python cannot parse a module.
        """
        installed, files, store = list(library_origins(packages)), library_modules(packages), store or Store()
        state = digest("\0".join(f"{name}\0{_meaning(path, store)}" for name, path in _contents(files).items()))
        lacks, on_small_jax = store.get_or_compute(
            "what a browser lacks", [installed, state], lambda: _sorted(files, store)
        )
        runs = {name: path for name, path in files.items() if name not in lacks}
        return cls(runs, lacks, frozenset(on_small_jax) & runs.keys(), state, _homes(files))

    def missing(self, code: ast.AST) -> str | None:
        """Name a package that a piece of code imports, wherever in it, and a browser lacks; `None` if there is none."""
        for name in self._imported(code):
            if name in self.lacks:
                return self.lacks[name]
            if name not in self.runs and (missing := absent(name)):
                return missing
        return None

    def needs_small_jax(self, code: ast.AST) -> bool:
        """Tell whether a piece of code imports JAX or NumPy, itself or by a module of the library."""
        names = set(self._imported(code))
        return bool(names & STANDS_FOR or names & self.on_small_jax)

    def _imported(self, code: ast.AST) -> Iterator[str]:
        """Name the modules that a piece of code imports, and those that it loads by a name of their package."""
        for name in imported_names(ast.walk(code), "", self.runs.keys() | self.lacks.keys() | self.homes.keys()):
            yield self.homes.get(name, name)

    def zipped(self, more: Mapping[str, bytes]) -> bytes:
        """Pack the modules that run, the files that lie beside a package's, and `more`: always the same bytes.

        Small JAX, which comes later, is in an archive of its own.
        """
        packages = {name: path for name, path in self.runs.items() if name.partition(".")[0] != SMALL_JAX}
        contents = {name: path.read_bytes() for name, path in _contents(packages).items()} | dict(more)
        return zipped(contents)


def _contents(files: Mapping[str, Path]) -> dict[str, Path]:
    """List the files of some modules, those beside a package's included, by their names below the root."""
    found = {}
    for name, path in files.items():
        folder = name.replace(".", "/") if path.name == "__init__.py" else name.rpartition(".")[0].replace(".", "/")
        found[f"{folder}/{path.name}"] = path
        found |= {f"{folder}/{beside.name}": beside for beside in data_beside(path)}
    return dict(sorted(found.items()))


def _meaning(path: Path, store: Store) -> str:
    """Digest a module without its comments and layout, which nothing that is made with it shows; another file whole."""
    content = digest(path.read_bytes())
    if path.suffix != ".py":
        return content
    return store.get_or_compute("meaning of a module", content, lambda: digest(ast.dump(_parsed(path))))


def _sorted(files: dict[str, Path], store: Store) -> tuple[dict[str, str], list[str]]:
    """Name, for each module that a browser cannot run, a package that it needs; and the modules that need small JAX."""
    names = digest(json.dumps(sorted(files)))

    def needs_of_one(name: str, path: Path) -> list[str]:
        origin = [name, digest(path.read_bytes()), names]
        return store.get_or_compute("needs of a module", origin, lambda: sorted(set(needs_of(name, path, files))))

    needs = {name: set(needs_of_one(name, path)) for name, path in files.items()}
    reached = {name: _reached(name, needs) for name in files}
    lacks = {name: next(filter(None, map(absent, others)), None) for name, others in reached.items()}
    on_small_jax = [name for name, others in reached.items() if not STANDS_FOR.isdisjoint([*others, name])]
    return {name: missing for name, missing in lacks.items() if missing}, on_small_jax


def _homes(files: Mapping[str, Path]) -> dict[str, str]:
    """Find the names that packages load late: what they import for type checkers alone."""
    homes: dict[str, str] = {}
    for package, path in files.items():
        if path.name == "__init__.py" and b"TYPE_CHECKING" in path.read_bytes():
            for block in filter(is_for_types, statements(_parsed(path).body)):
                imports = (node for node in ast.walk(block) if isinstance(node, ast.ImportFrom))
                homes |= {f"{package}.{alias.name}": node.module or "" for node in imports for alias in node.names}
    return homes


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


def absent(module: str) -> str | None:
    """Name the package that a module belongs to, where a browser has none of that name."""
    top = module.partition(".")[0]
    there = top in STANDS_FOR or (top in sys.stdlib_module_names and top not in _ABSENT)
    return None if there else _SPELLED.get(top, top)


def needs_of(name: str, path: Path, files: dict[str, Path]) -> Iterator[str]:
    """List what must be there for a module to be imported: itself, its packages, and what they import at once."""
    yield from with_parents(name)
    parent = name if path.name == "__init__.py" else name.rpartition(".")[0]
    yield from imported_names(statements(_parsed(path).body, runs_on_import), parent, files)


def _parsed(path: Path) -> ast.Module:
    try:
        return ast.parse(path.read_text(encoding="utf-8"))
    except SyntaxError as error:
        raise SiteError(f"{path}, line {error.lineno}: Python cannot read it: {error.msg}") from error
