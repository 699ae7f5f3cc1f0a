"""Gates that a finished site has to pass before it is published, each against one fault."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from ordermatters_site.browser.browser_bundle import FOLDER
from ordermatters_site.memory import Memory
from ordermatters_site.publication.contrast import faults_of_code
from ordermatters_site.publication.pages import Page, gzipped, heaviest_parts, read_page, requests_of_style
from ordermatters_site.style_sheets import SHEET

_SCRIPTS = re.compile(rf"{FOLDER}/[0-9a-f]{{16}}/")


@dataclass(frozen=True)
class Site:
    """A built folder, its pages read, and the address it is meant for."""

    folder: Path
    address: str
    pages: dict[str, Page]
    files: frozenset[str]
    memory: Memory
    """What is known of the last site."""
    page_weight: int = 0
    """The most that a page may weigh, in kB gzipped; 0 for no limit."""

    @classmethod
    def read(cls, folder: Path, address: str, memory: Memory, page_weight: int = 0) -> "Site":
        """Read every page below a built folder that is not known from the last build."""
        files = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
        pages = {name: _page((folder / name).read_text("utf-8"), memory) for name in files if name.endswith(".html")}
        return cls(folder, address, pages, frozenset(files), memory, page_weight)

    def target(self, page: str, link: str) -> tuple[str, str] | None:
        """Resolve a link of a page to a file of this site and a fragment; `None` where it leads elsewhere.

        One that names no host is meant for this site, even where it leads out of it: to the root of a host, say.
        """
        address, _, fragment = urljoin(urljoin(self.address, page), link).partition("#")
        if not address.startswith(self.address):
            return None if re.match(r"[\w+.-]+:|//", link) else (link, "")
        name = unquote(address.removeprefix(self.address).partition("?")[0])
        if name not in self.files:
            name = f"{name.rstrip('/')}/index.html".lstrip("/")
        return name, unquote(fragment)

    def requests(self) -> Iterator[tuple[str, str, str]]:
        """Yield whatever a browser fetches without being asked: the file that says so, the place in it, the address."""
        for name, page in self.pages.items():
            yield from ((name, f"{name}:{line}", address) for address, line in page.requests)
        for sheet in sorted(name for name in self.files if name.endswith(".css")):
            addresses = requests_of_style((self.folder / sheet).read_text("utf-8"))
            yield from ((sheet, sheet, address) for address in addresses)


Finding = tuple[str, str]
Gate = Callable[[Site], Iterator[Finding]]


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


def duplicate_ids(site: Site) -> Iterator[Finding]:
    """Find ids that stand twice on a page: a link or a screen reader would find only the first."""
    for name, page in site.pages.items():
        for value, count in Counter(value for value, _ in page.ids).items():
            if count > 1:
                yield name, f"{count} elements with the id {value!r}"


def foreign_requests(site: Site) -> Iterator[Finding]:
    """Find whatever a browser would fetch from another host, in pages and in style sheets."""
    for _, place, address in site.requests():
        if _is_foreign(address, site.address):
            yield place, f"a request to {address}"


def unnamed_figures(site: Site) -> Iterator[Finding]:
    """Find figures that say nothing to those who cannot see them."""
    for name, page in site.pages.items():
        yield from ((f"{name}:{line}", f"a figure without alt text: {what}") for what, line in page.unnamed_figures)


def unrendered_mathematics(site: Site) -> Iterator[Finding]:
    """Find TeX that a reader would see as TeX."""
    for name, page in site.pages.items():
        yield from ((f"{name}:{line}", f"mathematics that was not rendered: {tex}") for tex, line in page.unrendered)


def unclosed_tags(site: Site) -> Iterator[Finding]:
    """Find tags that are opened and not closed, or closed out of order."""
    for name, page in site.pages.items():
        yield from ((f"{name}:{line}", f"an unclosed tag <{tag}>") for tag, line in page.unclosed)


def unreadable_code(site: Site) -> Iterator[Finding]:
    """Find highlighted code too pale to read, in this project's style; plain Material's is not ours to mend."""
    if SHEET not in site.files:
        return
    linked = [site.target("index.html", address) for address, _ in site.pages["index.html"].requests]
    sheets = [target[0] for target in linked if target and target[0].endswith(".css")]
    styles = [(site.folder / sheet).read_text("utf-8") for sheet in sheets if sheet in site.files]
    for fault in site.memory.recall("contrast", styles, lambda: list(faults_of_code(styles))):
        yield SHEET, fault


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


GATES: dict[str, Gate] = {
    "links": broken_links,
    "ids": duplicate_ids,
    "requests": foreign_requests,
    "alt text": unnamed_figures,
    "mathematics": unrendered_mathematics,
    "tags": unclosed_tags,
    "contrast": unreadable_code,
    "weight": heavy_pages,
}


def findings(folder: Path, address: str, memory: Memory | None = None, page_weight: int = 0) -> Iterator[str]:
    """Hold a built site against every gate; yield a line for each fault: the gate, the place, what is wrong."""
    site = Site.read(folder, address, memory or Memory(), page_weight)
    for gate, find in GATES.items():
        yield from (f"[{gate}] {place}: {what}" for place, what in find(site))


def _page(html: str, memory: Memory) -> Page:
    """Read a page that is not known; the address of the scripts, another for each state of the library, is left out."""
    named = _SCRIPTS.search(html)
    here, anywhere = (named[0], f"{FOLDER}/{'0' * 16}/") if named else ("", "")
    neutral = html.replace(here, anywhere) if named else html
    page = Page(**memory.recall("page", neutral, lambda: asdict(read_page(neutral))))
    if named:
        page.requests = [(address.replace(anywhere, here), line) for address, line in page.requests]
        page.links = [(address.replace(anywhere, here), line) for address, line in page.links]
        page.weight = memory.recall("weight", html, lambda: gzipped(html))
    return page


def _is_foreign(address: str, home: str) -> bool:
    host = urlsplit(urljoin(home, address)).netloc
    return bool(host) and host != urlsplit(home).netloc
