"""Explorers and exercises, which the library defines and this process imports to write them into pages."""

import difflib
import importlib
import sys
from typing import Any

from ordermatters_site.faults import SiteError
from ordermatters_site.stage.browser_library import BrowserLibrary


def loaded(package: str, name: str, library: BrowserLibrary) -> Any:
    """Load an explorer or an exercise; Python is asked when a page wants one, not before.

    Raises:
        SiteError: if there is none of that name.
    """
    module = _imported(package, library)
    if name not in module.names():
        near = difflib.get_close_matches(name, module.names(), n=1)
        meant = f"; is it {near[0]}?" if near else ""
        raise SiteError(f"there is no {name!r} in ordermatters.{package}, only {', '.join(module.names())}{meant}")
    return module.load(name)


def lessons_of_exercises(library: BrowserLibrary) -> dict[str, str]:
    """Map each exercise, in the order of the lessons, to the lesson that it belongs to."""
    names = _imported("exercises", library).names()
    return {name: loaded("exercises", name, library).lesson for name in names}


def _imported(package: str, library: BrowserLibrary) -> Any:
    """Import a package of the library as it stands now: `mkdocs serve` sees it edited from one build to the next."""
    top = importlib.import_module("ordermatters")
    if getattr(top, "imported_at", library.digest) != library.digest:
        for name in [name for name in sys.modules if name.split(".")[0] == "ordermatters"]:
            del sys.modules[name]
        importlib.invalidate_caches()
        top = importlib.import_module("ordermatters")
    top.imported_at = library.digest  # type: ignore[attr-defined]  # noted where it is forgotten together with the import
    return importlib.import_module(f"ordermatters.{package}")
