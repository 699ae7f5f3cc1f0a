"""The pages of a course that were written for Jupyter: which they are, and what is wrong with them."""

import posixpath
import re
from collections.abc import Iterator
from functools import cached_property, partial
from urllib.parse import quote

from ordermatters_site.run.captions import caption_of
from ordermatters_site.run.notebooks import Cell, is_myst
from ordermatters_site.run.page_checks import allowances, how_to_allow
from ordermatters_site.stage.course import Course, CoursePage
from ordermatters_site.stage.guests.addresses import Addresses
from ordermatters_site.stage.guests.inclusions import Inclusions
from ordermatters_site.stage.guests.pages import GuestPage, labels_referred_to
from ordermatters_site.stage.guests.reading import without_comments
from ordermatters_site.stage.guests.targets import Target
from ordermatters_site.stage.guests.typed_myst import MEND, typed_myst
from ordermatters_site.stage.prose import with_values

# `name?` and `?name`, alone on a line, ask Jupyter what something is.
_ASKED = re.compile(r"^(?:\?{1,2} *[A-Za-z_][\w.]*|[A-Za-z_][\w.]*\?{1,2})[ \t]*$", re.MULTILINE)


class GuestPages:
    """The guest pages of one course, each read once for all that its neighbours ask of it."""

    def __init__(self, course: Course) -> None:
        """Take a course whose lessons have run."""
        self.course = course
        self.urls = {page.name: page.url for page in course.pages}

    def of(self, page: CoursePage) -> GuestPage | None:
        """Return a page for its Markdown; `None` if it is a lesson of this site's own kind."""
        return self._read.get(page.name)

    def places(self) -> dict[str, dict[str, list[str]]]:
        """Say where in the source of each page its formulas and addresses stand, once all are written."""
        return {name: guest.places for name, guest in self._read.items()}

    @cached_property
    def _read(self) -> dict[str, GuestPage]:
        guests = [page for page in self.course.pages if is_guest(page)]
        labels = labels_referred_to(cell["source"] for page in guests for cell in _text_cells(page))
        return {page.name: self._page(page, labels) for page in guests}

    def _page(self, page: CoursePage, labels: set[str]) -> GuestPage:
        cells = _text_cells(page)

        def anchors(name: str) -> list[str]:
            return self._read[name].anchors if name in self._read else []

        return GuestPage(
            [_text(page, with_values(cell)) for cell in cells],
            [cell.get("attachments", {}) for cell in cells],
            Addresses(page.name, page.url, self.urls, anchors, self.course.addresses),
            partial(self._elsewhere, page),
            labels,
            _figures(page),
            Inclusions(page.path.parent, page.path.absolute().parents[page.name.count("/")]),
        )

    def _elsewhere(self, page: CoursePage, name: str, formula: bool) -> Target | None:
        """Find what another page calls by a name, as seen from a page; the first one that does.

        Of a formula, it is the number, and the way to its page.
        """
        for other, read in self._read.items():
            if other != page.name and (title := (read.numbers if formula else read.targets).get(name)) is not None:
                way = quote(posixpath.relpath(other, posixpath.dirname(page.name) or "."))
                return Target(way if formula else f"{way}#{name}", title)
        return None


def is_guest(page: CoursePage) -> bool:
    """Tell whether a page is a notebook, a script, or Markdown in MyST's form."""
    if page.notebook is None:
        return False
    return page.path.suffix != ".md" or is_myst(page.notebook)


def faults_of(page: CoursePage, guest: GuestPage) -> Iterator[str]:
    """Say what is wrong with a guest page that has been written, a line for each fault that it does not allow."""
    allowed = allowances(page.meta)
    for number, faults in enumerate(guest.faults(), 1):
        for fault in faults:
            if fault.kind not in allowed:
                way = f" {how_to_allow(page.name, fault.kind)}" if fault.kind else ""
                yield f"{page.name}, text cell {number}, line {fault.line}: {fault.sentence}.{way}"


def typed_in(page: CoursePage) -> list[str]:
    """Say where a page of this site's own Markdown holds MyST, which it would show as it is typed."""
    found = typed_myst(page.source) if page.path.suffix == ".md" and not is_guest(page) else []
    told = [
        f"{page.name}, line {line}: `{name}` is MyST's, which this page would show as typed" for line, name in found
    ]
    return [*told, f"    {MEND}"] if told else []


def notes_of(page: CoursePage, guest: GuestPage) -> Iterator[str]:
    """Say what a guest page shows otherwise than Jupyter does."""
    for number, cell in enumerate(guest.cells, 1):
        for note in sorted(set(cell.notes)):
            yield f"{page.name}, text cell {number}, line {note.line}: {note.sentence}"
    yield from _asked_of_a_pager(page)


def _asked_of_a_pager(page: CoursePage) -> Iterator[str]:
    cells = page.notebook["cells"] if page.notebook else []
    code = [cell["source"] for cell in cells if cell["cell_type"] == "code"]
    for number, source in enumerate(code, 1):
        for asked in map(str.strip, _ASKED.findall(source)):
            said = f"what `{asked}` shows stands in Jupyter's pager and not on this page"
            yield f"{page.name}, cell {number}: {said}: `help({asked.strip('? ')})` prints it"


def _figures(page: CoursePage) -> dict[str, str]:
    """List what cells of code show, by the names that MyST gives it, each with its caption."""
    cells = page.notebook["cells"] if page.notebook else []
    captions = [caption_of(cell) for cell in cells if cell["cell_type"] == "code"]
    return {caption.name: caption.text for caption in captions if caption.name}


def _text(page: CoursePage, text: str) -> str:
    """Take what is no text in MyST out of a cell that is written in it."""
    return without_comments(text) if page.notebook and is_myst(page.notebook) else text


def _text_cells(page: CoursePage) -> list[Cell]:
    cells = page.notebook["cells"] if page.notebook else []
    return [cell for cell in cells if cell["cell_type"] == "markdown"]
