"""The stage: a course as plain Markdown, in which nothing is left to compute, with all files that its pages need."""

import logging
import posixpath
import re
from functools import partial
from pathlib import Path

import yaml

from ordermatters_site.atomic_write import atomic_write
from ordermatters_site.faults import SiteError, is_it
from ordermatters_site.run.lessons import FRONT_MATTER
from ordermatters_site.run.notebooks import Notebook
from ordermatters_site.stage.browser_cells import BrowserCell, known_cells
from ordermatters_site.stage.cells import CellWriter
from ordermatters_site.stage.course import Course, CoursePage
from ordermatters_site.stage.downloads import notebook_for_download
from ordermatters_site.stage.examples import with_examples
from ordermatters_site.stage.guest_pages import GuestPages, faults_of, notes_of, typed_in
from ordermatters_site.stage.lists import minutes_of, with_lists
from ordermatters_site.stage.notices import fault_notice, last_good_run, pending_notice
from ordermatters_site.stage.pages import PageOptions, page_markdown
from ordermatters_site.stage.part_html import Link
from ordermatters_site.stage.parts import PageParts, PartContext

log = logging.getLogger("mkdocs.plugins.ordermatters")

_NOT_AS_IN_JUPYTER = "Nothing was published: pages would not read as they do in Jupyter."
_BUILDS_SMALL_JAX = "a-jax-of-your-own"


class Stage:
    """Writes the pages of a course; what a page says depends on its source and on what its cells have shown so far."""

    def __init__(self, course: Course, parts: PartContext, options: PageOptions, *, live: bool, serving: bool) -> None:
        """Take a course whose lessons have run.

        Args:
            course: its pages.
            parts: what decides how explorers, exercises and predictions look.
            options: what is shown of cells.
            live: whether readers' browsers are offered to run cells.
            serving: whether the fault of one page is shown on it, rather than ends the build.
        """
        self.course, self.parts, self.options = course, parts, options
        self.live, self.serving = live, serving
        self.guests = GuestPages(course)
        self.faults: list[str] = []
        self.notes: list[str] = []

    def markdown(self, page: CoursePage) -> str:
        """Write a page.

        Raises:
            SiteError: if a live part cannot be written; the message names page and line.
        """
        text = self._executed(page, page.notebook) if page.notebook else page.source
        if typed := typed_in(page):
            self.faults += typed
            text = _below_heading(text, fault_notice("\n".join(typed)))
        source = page.source if page.path.suffix == ".md" else ""
        try:
            text = PageParts(page.name, source, self.parts, partial(self._link, page)).fill(text)
        except SiteError as fault:
            if not self.serving:
                raise
            log.error(str(fault))
            text = _below_heading(text, fault_notice(fault))
        if page.outcome and page.outcome.error:
            has_run = page.notebook and page.notebook["metadata"]
            notice = last_good_run if has_run else fault_notice
            text = _below_heading(text, notice(page.outcome.error))
        if page.outcome and page.outcome.note:
            text = _below_heading(text, pending_notice(page.outcome.note))
        text = with_lists(text, page, self.course, self._known)
        text = with_examples(text, page, self.course, self.options)
        return self._front_matter(page) + text

    def write(self, folder: Path) -> dict[str, str]:
        """Write all pages and notebooks below a folder; return their contents, by their names below `docs`.

        What is there already and the same is left alone, what belongs to no page any more is removed.

        Raises:
            SiteError: if guest pages hold what cannot be shown, all of it with file, cell and line.
        """
        contents: dict[str, str] = {}
        for page in self.course.pages:
            contents[staged_name(page.name)] = self.markdown(page)
            if page.notebook_name:
                name = posixpath.join(page.folder, page.notebook_name)
                contents[name] = notebook_for_download(page, self.course, self.parts.library)
        for name, content in contents.items():
            if not _holds(folder / name, content):
                atomic_write(folder / name, content)
        self._end_if_faulty()
        for path in folder.rglob("*"):
            if path.is_file() and path.relative_to(folder).as_posix() not in contents:
                path.unlink(missing_ok=True)
        return contents

    def _end_if_faulty(self) -> None:
        if self.faults and not self.serving:
            raise SiteError("\n".join([_NOT_AS_IN_JUPYTER, *self.faults]))
        for fault in self.faults:
            log.error(fault)

    def _executed(self, page: CoursePage, notebook: Notebook) -> str:
        guest = self.guests.of(page)
        text = page_markdown(
            notebook, self.options, CellWriter(self._known(notebook), page.notebook_link, self._core_link(page)), guest
        )
        self.notes += notes_of(page, guest) if guest else []
        if faults := list(faults_of(page, guest)) if guest else []:
            self.faults += faults
            text = _below_heading(text, fault_notice("\n".join(faults)))
        return text

    def _front_matter(self, page: CoursePage) -> str:
        """Write what an executed page says of itself; any other still has its own in its text."""
        if page.notebook is None:
            return ""
        meta = {"minutes": minutes_of(page.notebook)} | page.meta
        return f"---\n{yaml.safe_dump(meta, sort_keys=False, allow_unicode=True)}---\n\n"

    def _link(self, page: CoursePage, lesson: str, exercise: str) -> Link | None:
        """Link to an exercise where its lesson shows it, or else to that lesson; a fork that has neither is told."""
        target = self.course.lesson(lesson)
        if target is None:
            self.notes.append(_left_over(exercise, lesson, self.course, page))
            return None
        url = posixpath.relpath(target.url, posixpath.dirname(page.url) or ".")
        url += "/" if target.url.endswith("/") else ""
        part = f"#exercise-{exercise}" if target.shows("exercise", exercise) else ""
        return Link(f"{url}{part}", self.course.title(target))

    def _core_link(self, page: CoursePage) -> str | None:
        """Link to the lesson that builds small JAX, from any other page."""
        lesson = self.course.lesson(_BUILDS_SMALL_JAX)
        if lesson is None or lesson is page:
            return None
        return posixpath.relpath(lesson.name, posixpath.dirname(page.name) or ".")

    def _known(self, notebook: Notebook) -> list[BrowserCell]:
        library = self.parts.library
        return known_cells(notebook, library, self.parts.store) if self.live and library else []


def staged_name(name: str) -> str:
    """Name a page by the Markdown that it becomes: a notebook or a script has another ending before."""
    return re.sub(r"\.(?:ipynb|py)$", ".md", name)


def _left_over(exercise: str, lesson: str, course: Course, page: CoursePage) -> str:
    """Say of an exercise without its lesson, which may have left the course, where it still is, and what to do."""
    stems = [Path(other.name).stem for other in course.pages if other.name.startswith("lessons/")]
    meant = is_it(lesson, stems, "{!r}")
    return (
        f"the exercise {exercise} names the lesson {lesson!r}, which the course has not{meant or '.'} It is still in "
        f"{page.name} and in marks.csv; to take it out, delete it from `_NAMES` in ordermatters/exercises/__init__.py"
    )


def _below_heading(text: str, notice: str) -> str:
    """Put a notice below the heading that a page begins with, or else on top, below what the page says of itself."""
    found = FRONT_MATTER.match(text)
    before, text = (found[0], text[found.end() :].lstrip("\n")) if found else ("", text)
    heading, line, rest = text.partition("\n") if text.startswith("# ") else ("", "", text)
    return f"{before}{heading}{line}\n{notice}\n\n{rest}"


def _holds(path: Path, content: str) -> bool:
    try:
        return path.read_text(encoding="utf-8") == content
    except (OSError, ValueError):
        return False
