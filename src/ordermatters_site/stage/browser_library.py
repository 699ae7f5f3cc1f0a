"""The part of the library that runs in a browser: what needs Python alone, packed for Pyodide."""

import ast
import sys
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ordermatters_site.faults import SiteError
from ordermatters_site.imports import bound_by, imported_names, is_for_types, runs_on_import, statements, with_parents
from ordermatters_site.library import LIBRARY, data_beside, library_modules
from ordermatters_site.stage.archives import zipped
from ordermatters_site.stage.small_jax import SMALL_JAX, STANDS_FOR
from ordermatters_site.store import Store, digest

# In the standard library, and yet not in a browser: what starts processes or threads, opens windows or sockets.
_ABSENT = {"concurrent", "curses", "multiprocessing", "socket", "ssl", "subprocess", "threading", "tkinter", "turtle"}
_LIVE = ("ordermatters.explorers", "ordermatters.exercises")
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
    needs: dict[str, list[str]] = field(default_factory=dict)
    """What must be there for each module to be imported: itself, its packages, and what they import at once."""

    @classmethod
    def read(cls, packages: tuple[str, ...] = LIBRARY, store: Store | None = None) -> "BrowserLibrary":
        """Read the imports of every module of the installed packages, as they stand now.

        Raises:
            SiteError: if Python cannot parse a module.
        """
        files, store = library_modules(packages), store or Store()

        def reading(name: str, path: Path) -> dict[str, Any]:
            origin = [name, digest(path.read_bytes()), [*files]]
            return store.get_or_compute("module for browsers", origin, lambda: _reading(name, path, files))

        readings = {name: reading(name, path) for name, path in files.items()}
        needs = {name: each["needs"] for name, each in readings.items()}
        reached = {name: _reached(name, needs) for name in files}
        lacking = {name: next(filter(None, map(_absent, others)), None) for name, others in reached.items()}
        lacks = {name: missing for name, missing in lacking.items() if missing}
        runs = {name: path for name, path in files.items() if name not in lacks}
        on_small_jax = frozenset(name for name in runs if not STANDS_FOR.isdisjoint([*reached[name], name]))
        homes = {late: home for each in readings.values() for late, home in each["homes"].items()}
        meanings = {path: readings[name]["meaning"] for name, path in files.items()}
        state = [[name, meanings.get(path) or digest(path.read_bytes())] for name, path in _contents(files).items()]
        return cls(runs, lacks, on_small_jax, digest(repr(state)), homes, needs)

    def missing(self, code: ast.AST) -> str | None:
        """Name a package that a piece of code imports, wherever in it, and a browser lacks; `None` if there is none."""
        for name in self._imported(code):
            if name in self.lacks:
                return self.lacks[name]
            if name not in self.runs and (missing := _absent(name)):
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


def _reading(name: str, path: Path, files: Container[str]) -> dict[str, Any]:
    """Read a module once for all that is asked of it: its meaning, what it needs at once, the homes of late names."""
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except SyntaxError as error:
        raise SiteError(f"{path}, line {error.lineno}: Python cannot read it: {error.msg}") from error
    is_package = path.name == "__init__.py"
    parent = name if is_package else name.rpartition(".")[0]
    needs = {*with_parents(name), *imported_names(statements(tree.body, runs_on_import), parent, files)}
    # What a package imports for type checkers alone, it loads late.
    late = [node for block in filter(is_for_types, statements(tree.body)) for node in ast.walk(block)]
    imports = [node for node in late if isinstance(node, ast.ImportFrom) and is_package]
    lent = (each for node in imports for each in bound_by(node, parent))
    homes = {f"{name}.{bound}": target.rpartition(".")[0] for bound, target in lent}
    return {"meaning": digest(ast.dump(tree)), "needs": sorted(needs), "homes": homes}


def _reached(name: str, needs: dict[str, list[str]]) -> list[str]:
    """Follow a module's imports to those that are no modules of the library, in a fixed order."""
    seen: set[str] = set()
    waiting, found = [name], []
    while waiting:
        module = waiting.pop()
        if module in needs:
            waiting += [other for other in needs[module] if other not in seen]
            seen |= {*needs[module]}
        else:
            found.append(module)
    return found


def _absent(module: str) -> str | None:
    """Name the package that a module belongs to, where a browser has none of that name."""
    top = module.partition(".")[0]
    there = top in STANDS_FOR or (top in sys.stdlib_module_names and top not in _ABSENT)
    return None if there else _SPELLED.get(top, top)


def check_live_parts(library: BrowserLibrary) -> None:
    """Refuse a library whose explorers or exercises a browser cannot run.

    Raises:
        SiteError: if there is one; it names the module, and what it imports that live parts cannot have.
    """
    live = {name: path for name, path in library_modules(["ordermatters"]).items() if name.startswith(_LIVE)}
    # Pages ask by their names for the explorers, the exercises, and each of these.
    roots = [name for name, path in live.items() if name in _LIVE or "\nEXERCISE" in path.read_text(encoding="utf-8")]
    if cause := next(_causes(roots, library), None):
        raise SiteError(
            f"{cause[0]} imports {cause[1]}, which explorers and exercises have not: none of them would run in a "
            "browser. Import it inside the function that needs it, or do without."
        )


def _causes(roots: list[str], library: BrowserLibrary) -> Iterator[tuple[str, str]]:
    """Follow imports from the roots, and yield those that lead to what a browser has not, each with its module."""
    fit, waiting = library.runs.keys() - library.on_small_jax, [*roots]
    for name in waiting:  # which grows on the way
        for other in library.needs[name]:
            if other in library.needs and other.startswith(_LIVE):
                waiting += [other] if other not in waiting else []
            elif other not in fit and (other in library.needs or other in STANDS_FOR or _absent(other)):
                yield name, other
