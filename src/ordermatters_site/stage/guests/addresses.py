"""Where the links of a guest page lead, whether they are Markdown's, which a generator resolves, or HTML's."""

import posixpath
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from ordermatters_site.stage.guests.anchors import closest

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|/|\Z")
_PAGES = (".ipynb", ".md", ".py")


@dataclass(frozen=True)
class Addresses:
    """The addresses that a page of a course names."""

    name: str = ""
    """The page's file below `docs`: `part/one.ipynb`."""
    url: str = ""
    """Its address below the site's: `part/one/`."""
    urls: Mapping[str, str] = field(default_factory=dict)
    """The addresses of all pages, by their files."""
    anchors: Callable[[str], list[str]] = lambda _: []
    """The anchors of a page, by its file; none of one whose headings a generator names."""
    files: Collection[str] = ()
    """All files below `docs`."""

    def from_source(self, address: str) -> str:
        """Return where a link leads from the page's source, its anchor as that page spells it."""
        path, mark, fragment = address.partition("#")
        if path.startswith("/") and unquote(path[1:]) in self.files:  # from the folder that Jupyter was started in
            path = posixpath.relpath(path[1:], posixpath.dirname(self.name) or ".")
        target = self._file(path)
        if target in self.urls and mark:
            return f"{path}#{closest(unquote(fragment), self.anchors(target))}"
        return f"{path}{mark}{fragment}"

    def from_page(self, address: str) -> str:
        """Return where a link of the page's HTML leads, or where a picture lies, once the page is published."""
        path, mark, fragment = self.from_source(address).partition("#")
        target = self._file(path)
        if not target:
            return address
        here = self.url if self.url.endswith("/") else posixpath.dirname(self.url)
        url = self.urls.get(target, quote(target))
        found = posixpath.relpath(url or ".", here or ".")
        asked = "".join(path.partition("?")[1:])
        return found + ("/" if url.endswith("/") or not url else "") + asked + mark + fragment

    def document(self, target: str) -> str:
        """Return the file that MyST's `{doc}` names without its ending."""
        if target.startswith("/"):
            target = posixpath.relpath(target.lstrip("/"), posixpath.dirname(self.name) or ".")
        return next((f"{target}{end}" for end in _PAGES if self._file(f"{target}{end}") in self.urls), f"{target}.md")

    def _file(self, path: str) -> str:
        """Name the file below `docs` that a relative address means; nothing for any other."""
        if _ELSEWHERE.match(path):
            return ""
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.name), unquote(path.partition("?")[0])))
