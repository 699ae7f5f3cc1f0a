"""Checks that a finished site has to pass before it is published, each against one kind of fault.

They take a folder and an address, and know no generator.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from ordermatters_site.check.contrast import faults_of_code
from ordermatters_site.check.pages import heaviest_parts
from ordermatters_site.check.site import Site
from ordermatters_site.store import Store

OWN_SHEET = "assets/site.css"
"""The one style sheet of a site in this project's theme."""


@dataclass(frozen=True)
class Fault:
    """Something that keeps a site from being published."""

    check: str
    place: str
    """The file of the site, and where it is known the line: `lessons/jacobian/index.html:12`."""
    what: str
    source: str = ""
    """The file that the page is made from, and the line."""

    @property
    def file(self) -> str:
        """The file of the site."""
        return self.place.partition(":")[0]

    def __str__(self) -> str:
        """Say it in a line: the check, the place, what is wrong, which file to edit."""
        return f"[{self.check}] {self.place}: {self.what}" + (f" ({self.source})" if self.source else "")


Finding = tuple[str, str]
Check = Callable[[Site], Iterator[Finding]]


def broken_links(site: Site) -> Iterator[Finding]:
    """Find links and requests to files of this site that are not there, and links to parts of pages that are not."""
    ids = {name: {value for value, _ in page.ids} for name, page in site.pages.items()}
    for name, page in site.pages.items():
        for link, line in page.links:
            target = site.target(name, link)
            if target is None:
                continue
            file, fragment = target
            if file not in site.files:
                yield f"{name}:{line}", f"a link to {link}, which is not there"
            elif fragment and fragment not in ids.get(file, {fragment}):
                yield f"{name}:{line}", f"a link to {link}, where nothing is called #{fragment}"
    for name, place, address in site.requests():
        target = site.target(name, address)
        if target and target[0] not in site.files:
            yield place, f"a request to {address}, which is not there"


def foreign_requests(site: Site) -> Iterator[Finding]:
    """Find whatever a browser would fetch from another host, in pages and in style sheets."""
    for _, place, address in site.requests():
        if _is_foreign(address, site.address):
            yield place, f"a request to {address}"


def of_pages(check: str) -> Check:
    """Return the check that finds what was noted under its name when each page was read."""

    def found(site: Site) -> Iterator[Finding]:
        for name, page in site.pages.items():
            yield from ((f"{name}:{line}", what) for what, line in page.faults.get(check, ()))

    return found


def unreadable_code(site: Site) -> Iterator[Finding]:
    """Find highlighted code too pale to read, in this project's style; plain Material's is not ours to mend."""
    if OWN_SHEET not in site.files:
        return
    first = min(site.pages, key=lambda name: (name != "index.html", name))  # a site may have no first page
    linked = [site.target(first, address) for address, _ in site.pages[first].requests]
    sheets = [target[0] for target in linked if target and target[0].endswith(".css")]
    styles = [(site.folder / sheet).read_text("utf-8") for sheet in sheets if sheet in site.files]
    for fault in site.store.get_or_compute("contrast", styles, lambda: list(faults_of_code(styles))):
        yield OWN_SHEET, fault


def heavy_pages(site: Site) -> Iterator[Finding]:
    """Find pages that weigh more than the site allows, and say what with."""
    for name, page in site.pages.items():
        if site.page_weight and page.weight > 1000 * site.page_weight:
            html = (site.folder / name).read_text("utf-8")
            weight = f"{page.weight / 1000:.1f} kB gzipped"
            parts = heaviest_parts(html)
            if "data:image/png" in html:
                parts += "; a picture weighs less as a `Figure` of `ordermatters.figures`"
            yield name, f"a page of {weight}, where `page_weight` allows {site.page_weight} kB: {parts}"


CHECKS: dict[str, tuple[Check, str]] = {
    "links": (broken_links, "Name a page of `docs` by its file, a part of one by the id of its heading."),
    "ids": (of_pages("ids"), "Give a second heading or part of the same name an id of its own: `## Name { #id }`."),
    "requests": (foreign_requests, "Put the file into `docs`: pages ask no other host for anything."),
    "alt text": (
        of_pages("alt text"),
        "Say what it shows: `![what it shows](file.svg)`; or let the page through by `allow: [alt text]`.",
    ),
    "mathematics": (of_pages("mathematics"), "Mend the TeX; what is no mathematics stands in a code span."),
    "tags": (of_pages("tags"), "Close the tag where the HTML was written."),
    "contrast": (unreadable_code, "Choose a darker colour on light paper, a lighter one on dark."),
    "weight": (
        heavy_pages,
        "Shorten outputs or split the page, raise `page_weight` in mkdocs.yml, or say `allow: [weight]` on the page.",
    ),
}
"""Each kind of fault by its name: who finds it, and how it is mended."""


def findings(folder: Path, address: str, store: Store | None = None, page_weight: int = 0) -> list[Fault]:
    """Hold a built site against every check; return all faults at once."""
    site = Site.read(folder, address, store or Store(), page_weight)
    return [Fault(name, place, what) for name, (find, _) in CHECKS.items() for place, what in find(site)]


def report(faults: Sequence[Fault]) -> list[str]:
    """Write a line for each fault, and after the last of a kind how such faults are mended."""
    lines: list[str] = []
    for name, (_, mend) in CHECKS.items():
        if of_this_kind := [str(fault) for fault in faults if fault.check == name]:
            lines += [*of_this_kind, f"    {mend}"]
    return lines


def _is_foreign(address: str, home: str) -> bool:
    host = urlsplit(urljoin(home, address)).netloc
    return bool(host) and host != urlsplit(home).netloc
