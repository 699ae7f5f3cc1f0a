"""What ends a build in one sentence, whatever generator builds."""

import difflib
from collections.abc import Iterable
from pathlib import Path

try:
    from mkdocs.exceptions import PluginError as _EndsABuild
except ImportError:  # another generator, which shows an error in its own way
    _EndsABuild = Exception  # type: ignore[assignment,misc]


class SiteError(_EndsABuild):
    """A fault of the site, said in one message; MkDocs ends the build with it."""


def shown_place(file: str) -> str:
    """Name a file as seen from where the site is built, if it lies there."""
    here = Path.cwd()
    return Path(file).relative_to(here).as_posix() if Path(file).is_relative_to(here) else file


def is_it(name: str, known: Iterable[str], form: str = "{}", cutoff: float = 0.75) -> str:
    """Ask, as the end of a sentence, whether the nearest of some names is meant; say nothing if none is near.

    >>> is_it("sqare", ["cube", "square"]), is_it("sphere", ["cube"])
    ('; is it square?', '')
    """
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=cutoff)
    return f"; is it {form.format(near[0])}?" if near else ""
