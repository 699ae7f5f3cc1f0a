"""What a built page holds, as far as the checks ask: ids, links, requests, figures, open tags, mathematics."""

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
# HTML lets authors leave out the end of these.
OPTIONAL_END = frozenset(
    ["p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup"]
)
# TeX has no business in the text of a finished page; in code and in KaTeX's annotation it has.
VERBATIM = frozenset(["code", "pre", "script", "style", "annotation", "textarea"])
TEX = re.compile(r"\\[(\[]|\$\$|\\(?:frac|mathbb|partial|cdot)\b")
REQUESTING_RELATIONS = frozenset(
    ["stylesheet", "icon", "preload", "prefetch", "modulepreload", "preconnect", "dns-prefetch", "manifest"]
)
_REQUESTING_TAGS = frozenset(
    ["script", "img", "iframe", "source", "track", "video", "audio", "embed", "object", "input", "image", "use"]
)
_STYLE_REQUEST = re.compile(r"""url\(\s*['"]?([^'")]+)|@import\s+['"]([^'"]+)""")

_UNRENDERED, _UNNAMED, _UNCLOSED = "mathematics that was not rendered", "a figure without alt text", "an unclosed tag"

# What a page is heavy with, if it is.
_PARTS = {
    "figures": re.compile(r"<svg\b.*?</svg>|<img\b[^>]*>", re.DOTALL),
    "code": re.compile(r"<pre\b.*?</pre>", re.DOTALL),
    "formulas": re.compile(r'<span class="katex">.*?</math></span>', re.DOTALL),
}


@dataclass
class Page:
    """The facts about one page, each with the line of the HTML it was found on."""

    ids: list[tuple[str, int]] = field(default_factory=list)
    links: list[tuple[str, int]] = field(default_factory=list)
    requests: list[tuple[str, int]] = field(default_factory=list)
    faults: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    """What is wrong with it whatever the rest of its site is like, by the names of the checks."""
    weight: int = 0
    """Bytes that travel to a reader, gzipped."""


class _Reader(HTMLParser):
    """Walks a page once and notes the facts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.open: list[tuple[str, int]] = []

    def fault(self, check: str, what: str, line: int | None = None) -> None:
        self.page.faults.setdefault(check, []).append((what, line or self.line))

    @property
    def line(self) -> int:
        return self.getpos()[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self.open.append((tag, self.line))
        named = values.get("name", "") if tag == "a" else ""  # as anchors were written once
        self.page.ids += [(part, self.line) for part in {values.get("id", ""), named} if part]
        if tag in {"a", "area"} and "href" in values:
            self.page.links.append((values["href"], self.line))
        self._note_requests(tag, values)
        self._note_figures(tag, values)
        if "arithmatex" in values.get("class", "").split():
            said = values.get("data-fault") or f"{_UNRENDERED}: <{tag} class=arithmatex>"
            self.fault("mathematics", said)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open[-1][0] != tag and self.open[-1][0] in OPTIONAL_END:
            self.open.pop()
        if self.open and self.open[-1][0] == tag:
            self.open.pop()
        elif tag not in VOID and tag not in OPTIONAL_END:
            self.fault("tags", f"{_UNCLOSED} <{self.open[-1][0] if self.open else tag}>")
            if tag in (name for name, _ in self.open):
                while self.open.pop()[0] != tag:
                    pass

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][0] == "style":
            self._note_style(data)
        found = TEX.search(data) if not any(tag in VERBATIM for tag, _ in self.open) else None
        if found:
            self.fault("mathematics", f"{_UNRENDERED}: {data.strip()[:60]}")

    def _note_requests(self, tag: str, values: dict[str, str]) -> None:
        """Note what a browser fetches without being asked: everything with a source, and some of the links."""
        if tag == "link" and REQUESTING_RELATIONS & set(values.get("rel", "").split()):
            self.page.requests.append((values.get("href", ""), self.line))
        own = ("href", "xlink:href") if tag in {"image", "use"} else ("src", "poster", "data")
        self.page.requests += [(values[name], self.line) for name in own if name in values and tag in _REQUESTING_TAGS]
        for candidate in values.get("srcset", "").split(","):
            if candidate.strip():
                self.page.requests.append((candidate.split()[0], self.line))
        self._note_style(values.get("style", ""))

    def _note_style(self, text: str) -> None:
        self.page.requests += [(address, self.line) for address in requests_of_style(text)]

    def _note_figures(self, tag: str, values: dict[str, str]) -> None:
        if tag == "img" and not values.get("alt", "").strip():
            self.fault("alt text", f"{_UNNAMED}: {values.get('src', '')[:60]}")
        around = [name for name, _ in self.open[:-1]]
        whole = tag == "svg" and "figure" in around and "svg" not in around  # a drawing may hold others
        if whole and not values.get("aria-label", "").strip():
            self.fault("alt text", f"{_UNNAMED}: a drawing")


def read_page(html: str) -> Page:
    """Read the facts off the HTML of a page."""
    reader = _Reader()
    reader.page.weight = gzipped(html)
    reader.feed(html)
    reader.close()
    count = Counter(name for name, _ in reader.page.ids)
    for name, line in dict(reader.page.ids).items():
        if count[name] > 1:
            reader.fault("ids", f"{count[name]} elements with the id {name!r}", line)
    for tag, line in reader.open:
        if tag not in OPTIONAL_END:
            reader.fault("tags", f"{_UNCLOSED} <{tag}>", line)
    return reader.page


def requests_of_style(text: str) -> Iterator[str]:
    """Yield the addresses that a style, or a sheet of them, lets a browser fetch."""
    return (match[1] or match[2] for match in _STYLE_REQUEST.finditer(text))


def gzipped(text: str) -> int:
    """Weigh a text as it travels."""
    return len(gzip.compress(text.encode(), mtime=0))


def heaviest_parts(html: str) -> str:
    """Say what a page is heavy with, the heaviest kind first: `figures 12.3 kB, code 4.5 kB`."""
    weights = {kind: gzipped("".join(pattern.findall(html))) / 1000 for kind, pattern in _PARTS.items()}
    return ", ".join(
        f"{kind} {weights[kind]:.1f} kB" for kind in sorted(weights, key=weights.__getitem__, reverse=True)
    )
