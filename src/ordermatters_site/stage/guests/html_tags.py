"""HTML that stands in a guest's Markdown: tags within a line, and what an attribute may hold."""

import re
from html import unescape
from html.parser import HTMLParser

from ordermatters_site.stage.guests.cells import Cell
from ordermatters_site.stage.guests.escaping import attribute
from ordermatters_site.stage.guests.pictures import check_alt, is_elsewhere, picture

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
VERBATIM = frozenset({"script", "noscript", "style", "textarea", "pre", "code"})
"""Elements in which MathJax looks for no formulas."""
# What Jupyter leaves out of a page, and what none of this site's pages can load.
_REFUSED = {
    "script": "a script in a text cell does not run, in Jupyter neither: leave it out",
    "iframe": "a frame of another site stays blank, since a page asks nothing of other hosts: link to what it shows",
    "object": "an embedded object is not shown: use a picture, or link to it",
    "embed": "an embedded object is not shown: use a picture, or link to it",
}
_ADDRESSES = ("src", "href", "poster", "data")

Attributes = list[tuple[str, str | None]]
Event = tuple[str, str, Attributes]
"""`"start"`, `"end"` or `"text"`, a tag or text, attributes."""


class Tags(HTMLParser):
    """Splits a piece of HTML into `("start" | "end" | "text", tag or text, attributes)`; comments are left out."""

    def __init__(self, html: str) -> None:
        """Read a piece of HTML."""
        super().__init__(convert_charrefs=False)
        self.events: list[Event] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Note a tag that opens."""
        self.events.append(("start", tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        """Note a tag that closes."""
        self.events.append(("end", tag, []))

    def handle_data(self, data: str) -> None:
        """Note text, all that stands between two tags as one."""
        before = self.events.pop()[1] if self.events and self.events[-1][0] == "text" else ""
        self.events.append(("text", before + data, []))

    def handle_entityref(self, name: str) -> None:
        """Keep a named character as it is written."""
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Keep a numbered character as it is written."""
        self.handle_data(f"&#{name};")


def start_tag(cell: Cell, tag: str, attributes: Attributes, more: str = "", *, in_link: bool = False) -> str:
    """Write a tag that opens, addresses resolved, what runs code left out, `more` at its end."""
    if tag in _REFUSED:
        cell.fault(_REFUSED[tag])
        return ""
    if tag == "img" and is_elsewhere(dict(attributes).get("src") or ""):
        given = {name: value or "" for name, value in attributes}
        cell.note(f"the picture {given['src']} lies on another host: its text is shown, and a link")
        text = attribute(given.get("alt") or "a picture")
        return f"{text} " if in_link else f'<a href="{attribute(given["src"])}">{text}</a>'
    if tag == "img":
        check_alt(cell, dict(attributes).get("src") or "", dict(attributes).get("alt") or "", "in `alt`")
    kept = [
        name if value is None else f'{name}="{attribute(_value(cell, name, value))}"'
        for name, value in attributes
        if not name.startswith("on") and name != "markdown"
    ]
    return f"<{' '.join([tag, *kept])}{more}>"


def _value(cell: Cell, name: str, value: str) -> str:
    value = cell.marked.restored(unescape(value))
    return cell.html_address(value) if name in _ADDRESSES else value


class OpenTags(list[str]):
    """The tags that are open, from the outermost to the innermost."""

    def last(self, tag: str) -> int:
        """Find the innermost of a name; beyond all of them if there is none."""
        return max((place for place, each in enumerate(self) if each == tag), default=len(self))

    def close(self, tag: str) -> list[str]:
        """Close a tag, if it is open, and what is open within it."""
        return self.close_from(self.last(tag))

    def close_from(self, place: int = 0) -> list[str]:
        """Close what is open from a place on."""
        closed = [f"</{each}>" for each in reversed(self[place:])]
        del self[place:]
        return closed


class InlineTags:
    """Writes the tags of one block, and closes what its author left open."""

    def __init__(self, cell: Cell) -> None:
        """Begin a block of a cell."""
        self.cell, self.open = cell, OpenTags()

    @property
    def is_verbatim(self) -> bool:
        """Tell whether what comes next stands where a dollar is a dollar."""
        return not VERBATIM.isdisjoint(self.open)

    def written(self, html: str) -> str:
        """Write one tag or comment."""
        return "".join(self.event(*event) for event in Tags(html).events)

    def closing(self) -> str:
        """Close what is still open."""
        return "".join(self.open.close_from())

    def event(self, kind: str, tag: str, attributes: Attributes) -> str:
        """Write one tag, read already."""
        if kind == "start" and tag == "img":
            return image(self.cell, attributes, in_link="a" in self.open)
        if kind == "start":
            written = start_tag(self.cell, tag, attributes)
            if written and tag not in VOID:
                self.open.append(tag)
            return written
        return "".join(self.open.close(tag)) if kind == "end" else ""


def image(cell: Cell, attributes: Attributes, *, in_link: bool = False) -> str:
    """Write a picture that stands as `<img>`, so that its file is found from the page that it becomes part of."""
    given = {name: value or "" for name, value in attributes}
    sizes = [name for name in ("width", "height", "style", "align") if name in given]
    size = " ".join(f'{name}="{_plain(given[name])}"' for name in sizes)
    return picture(
        cell,
        unescape(given.get("src", "")),
        given.get("alt", ""),
        given.get("title", ""),
        size,
        in_link=in_link,
        alt_in="in `alt`",
    )


def _plain(value: str) -> str:
    return re.sub(r'["{}\n]', "", value)
