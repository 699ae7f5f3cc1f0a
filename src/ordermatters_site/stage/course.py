"""What the stage knows of a course: its pages, where each goes, and what became of the lessons' runs."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from ordermatters_site.run.lessons import front_matter
from ordermatters_site.run.notebooks import Notebook
from ordermatters_site.run.schedule import Outcome

_HEADING = re.compile(r"^# +(.+?) *#* *(?:\{.*\})?$", re.MULTILINE)


@dataclass(frozen=True)
class CoursePage:
    """A page before any generator has seen it."""

    name: str
    """Its file below `docs`: `lessons/jacobian.md`."""
    path: Path
    url: str
    """Its address below the site's: `lessons/jacobian/`."""
    folder: str
    """The folder of the built page, where what belongs to it lies: `lessons/jacobian`, or nothing."""
    outcome: Outcome | None = None
    """What became of its run, for a page with code."""
    notebook: Notebook | None = None
    """What there is to show of it: its run, the last good one, or its cells alone."""

    @cached_property
    def source(self) -> str:
        """The text of its file; one that is not in UTF-8 has been refused, and `mkdocs serve` shows its last state."""
        return self.path.read_text(encoding="utf-8-sig", errors="replace")

    @cached_property
    def meta(self) -> dict[str, Any]:
        """What the page says of itself."""
        return self.outcome.meta if self.outcome else front_matter(self.source, self.name)

    @property
    def prose(self) -> str:
        """Its text, without code cells where it has been read as a notebook."""
        cells = self.notebook["cells"] if self.notebook else [{"cell_type": "markdown", "source": self.source}]
        return "\n".join(cell["source"] for cell in cells if cell["cell_type"] == "markdown")

    def shows(self, kind: str, name: str) -> bool:
        """Tell whether it has a place for a live part: `<div data-exercise="rows"></div>`."""
        return f'data-{kind}="{name}"' in self.prose

    @property
    def notebook_name(self) -> str | None:
        """The name of the notebook that the page is offered as, which lies beside it and is not its own file."""
        if self.outcome is None:
            return None
        stem = PurePosixPath(self.name).stem
        name = f"{stem}.ipynb"
        return f"{stem}-notebook.ipynb" if posixpath.join(self.folder, name) == self.name else name

    @property
    def notebook_link(self) -> str | None:
        """How a link in the page's source names that notebook."""
        place = posixpath.join(self.folder, self.notebook_name or "")
        return posixpath.relpath(place, posixpath.dirname(self.name) or ".") if self.outcome else None


@dataclass(frozen=True)
class Course:
    """A course: its pages, and what their settings say of all of them."""

    name: str
    repository: str
    pages: tuple[CoursePage, ...]
    addresses: dict[str, str] = field(default_factory=dict)
    """The whole addresses of all files of the site, pages and others, by their names below `docs`."""
    nav: Any = None

    def page(self, name: str) -> CoursePage | None:
        """Find a page by its name."""
        return next((page for page in self.pages if page.name == name), None)

    def title(self, page: CoursePage) -> str:
        """Return what the navigation calls a page, or what it calls itself, in the front matter or its heading."""
        if given := self._titles.get(page.name) or page.meta.get("title"):
            return str(given)
        found = _HEADING.search(page.prose)
        return found[1] if found else Path(page.name).stem.replace("-", " ").replace("_", " ").capitalize()

    def lesson(self, stem: str) -> CoursePage | None:
        """Find the page of a lesson; a fork may have none."""
        names = (f"lessons/{stem}{ending}" for ending in (".md", ".ipynb", ".py"))
        return next((page for name in names if (page := self.page(name))), None)

    def lessons(self) -> list[CoursePage]:
        """List the lessons in the order of the navigation."""
        pages = (self.page(name) for _, name in entries(self.nav))
        return [page for page in pages if page and page.name.startswith("lessons/")]

    @cached_property
    def _titles(self) -> dict[str, str | None]:
        return {name: title for title, name in entries(self.nav)}


def entries(nav: Any, title: str | None = None) -> Iterator[tuple[str | None, str]]:
    """Yield the pages that a navigation names, from the first to the last, each with its title."""
    if isinstance(nav, str):
        yield title, nav
    elif isinstance(nav, dict):
        for name, part in nav.items():
            yield from entries(part, name)
    else:
        for part in nav or []:
            yield from entries(part)
