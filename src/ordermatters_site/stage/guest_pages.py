"""The pages of a course that were written for Jupyter: which they are, and what is wrong with them."""

from collections.abc import Iterator

from ordermatters_site.run.notebooks import Cell
from ordermatters_site.run.page_checks import allowances
from ordermatters_site.stage.course import Course, CoursePage
from ordermatters_site.stage.guests.addresses import Addresses
from ordermatters_site.stage.guests.pages import GuestPage
from ordermatters_site.stage.prose import with_values


class GuestPages:
    """The guest pages of one course, each read once its neighbours have said what their headings are called."""

    def __init__(self, course: Course) -> None:
        """Take a course whose lessons have run."""
        self.course = course
        self.urls = {page.name: page.url for page in course.pages}
        self._anchors: dict[str, list[str]] = {}

    def of(self, page: CoursePage) -> GuestPage | None:
        """Read a page for its Markdown; `None` if it is a lesson of this site's own kind."""
        if not is_guest(page):
            return None
        addresses = Addresses(page.name, page.url, self.urls, self.anchors)
        return GuestPage(
            [with_values(cell) for cell in _text_cells(page)],
            [cell.get("attachments", {}) for cell in _text_cells(page)],
            addresses.from_source,
            addresses.from_page,
            addresses.document,
        )

    def anchors(self, name: str) -> list[str]:
        """List the parts of a guest page that can be linked to."""
        if name not in self._anchors:
            page = self.course.page(name)
            texts = [cell["source"] for cell in _text_cells(page)] if page and is_guest(page) else []
            self._anchors[name] = GuestPage(texts).anchors
        return self._anchors[name]


def is_guest(page: CoursePage) -> bool:
    """Tell whether a page is a notebook, a script, or Markdown in MyST's form."""
    if page.notebook is None:
        return False
    form = page.notebook["metadata"].get("jupytext", {}).get("text_representation", {}).get("format_name")
    return page.path.suffix != ".md" or form == "myst"


def faults_of(page: CoursePage, guest: GuestPage) -> Iterator[str]:
    """Say what is wrong with a guest page that has been written, a line for each fault that it does not allow."""
    allowed = allowances(page.meta)
    for number, cell in enumerate(guest.cells, 1):
        for fault in sorted(set(cell.faults)):
            if fault.kind not in allowed:
                way = f" Or let it through: `allow: [{fault.kind}]` in its front matter." if fault.kind else ""
                yield f"{page.name}, text cell {number}, line {fault.line}: {fault.sentence}.{way}"


def notes_of(page: CoursePage, guest: GuestPage) -> Iterator[str]:
    """Say what a guest page shows otherwise than Jupyter does."""
    for number, cell in enumerate(guest.cells, 1):
        for note in sorted(set(cell.notes)):
            yield f"{page.name}, text cell {number}, line {note.line}: {note.sentence}"


def _text_cells(page: CoursePage) -> list[Cell]:
    cells = page.notebook["cells"] if page.notebook else []
    return [cell for cell in cells if cell["cell_type"] == "markdown"]
