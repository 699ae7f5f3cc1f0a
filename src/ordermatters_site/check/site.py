"""A built site as the checks see it: its files, its pages, each parsed once, and where their links lead."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin

from ordermatters_site.check.pages import Page, gzipped, read_page, requests_of_style
from ordermatters_site.store import Store

# The address of the scripts, another for each state of the library.
_SCRIPTS = re.compile(r"assets/live/[0-9a-f]{16}/")


@dataclass(frozen=True)
class Site:
    """A built folder, its pages read, and the address it is meant for."""

    folder: Path
    address: str
    pages: dict[str, Page]
    files: frozenset[str]
    store: Store
    """What is known of the last site."""
    page_weight: int = 0
    """The most that a page may weigh, in kB gzipped; 0 for no limit."""

    @classmethod
    def read(cls, folder: Path, address: str, store: Store, page_weight: int = 0) -> "Site":
        """Read every page below a built folder that is not known from the last build."""
        files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
        pages = {name: _page((folder / name).read_text("utf-8"), store) for name in files if name.endswith(".html")}
        return cls(folder, address, pages, frozenset(files), store, page_weight)

    def target(self, page: str, link: str) -> tuple[str, str] | None:
        """Resolve a link of a page to a file of this site and a fragment; `None` where it leads elsewhere.

        One that names no host is meant for this site, even where it leads out of it: to the root of a host, say.
        """
        here = page if link[:1] in ("", "#", "?") else page[: page.rfind("/") + 1]  # pages of a folder share most links
        address, fragment = _resolved(f"{self.address}{here}", link)
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


@functools.lru_cache(maxsize=20_000)
def _resolved(base: str, link: str) -> tuple[str, str]:
    address, _, fragment = urljoin(base, link).partition("#")
    return address, fragment


def _page(html: str, store: Store) -> Page:
    """Read a page that is not known; the address of the scripts, another for each state of the library, is left out."""
    named = _SCRIPTS.search(html)
    here, anywhere = (named[0], f"assets/live/{'0' * 16}/") if named else ("", "")
    neutral = html.replace(here, anywhere) if named else html
    page = Page(**store.get_or_compute("page", neutral, lambda: vars(read_page(neutral))))
    if named:
        page.requests = [(address.replace(anywhere, here), line) for address, line in page.requests]
        page.links = [(address.replace(anywhere, here), line) for address, line in page.links]
        page.weight = store.get_or_compute("weight", html, lambda: gzipped(html))
    return page
