"""Whether a browser can run the explorers and exercises: one that it cannot would take all others along."""

from collections.abc import Iterator
from pathlib import Path

from ordermatters_site.faults import SiteError
from ordermatters_site.imports import with_parents
from ordermatters_site.library import library_modules
from ordermatters_site.stage.browser_library import BrowserLibrary, absent, needs_of
from ordermatters_site.stage.small_jax import STANDS_FOR

_LIVE = ("ordermatters.explorers", "ordermatters.exercises")


def check_live_parts(library: BrowserLibrary) -> None:
    """Refuse a library whose explorers or exercises a browser cannot run.

    Raises:
        SiteError: if there is one; it names the module, and what it imports that live parts cannot have.
    """
    files = {name: path for name, path in library_modules(["ordermatters"]).items() if name.startswith(_LIVE)}
    unfit = library.lacks.keys() | library.on_small_jax
    roots = [name for name, path in files.items() if _is_asked_for(name, path)]
    if not unfit.isdisjoint(roots):
        module, imported = next(_causes(roots, files, library), (roots[0], "something"))
        raise SiteError(
            f"{module} imports {imported}, which explorers and exercises have not: none of them would run in a "
            "browser. Import it inside the function that needs it, or do without."
        )


def _is_asked_for(name: str, path: Path) -> bool:
    """Tell whether pages ask for a module by its name: the explorers, the exercises, or one of these."""
    return name in _LIVE or "\nEXERCISE" in path.read_text(encoding="utf-8")


def _causes(roots: list[str], files: dict[str, Path], library: BrowserLibrary) -> Iterator[tuple[str, str]]:
    """Follow imports from the roots, and yield those that lead to what a browser has not, each with its module."""
    known = library.runs | dict.fromkeys(library.lacks, Path())
    waiting, seen = list(roots), set[str]()
    while waiting:
        name = waiting.pop(0)
        if name in seen:
            continue
        seen.add(name)
        for other in sorted({*needs_of(name, files[name], known)} - {*with_parents(name)}):
            if other in files:
                waiting.append(other)
            elif other in library.lacks.keys() | library.on_small_jax | STANDS_FOR or not (
                other in known or absent(other) is None
            ):
                yield name, other
