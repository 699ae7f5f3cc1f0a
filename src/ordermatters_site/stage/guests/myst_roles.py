"""MyST's roles: what a notebook made for Jupyter Book says within a line."""

import re
from typing import TYPE_CHECKING

from ordermatters_site.stage.guests.escaping import code_span, escaped
from ordermatters_site.stage.guests.pictures import destination
from ordermatters_site.stage.guests.tex import in_line

if TYPE_CHECKING:
    from ordermatters_site.stage.guests.inlines import Inlines

_OF_CODE = frozenset(["func", "meth", "class", "mod", "attr", "obj", "data", "exc", "const", "type", "code", "literal"])
_PLAIN = frozenset(
    ["term", "index", "dfn", "guilabel", "menuselection", "command", "program", "file", "samp", "smallcaps"]
)
_TAGS = {"sub": "sub", "subscript": "sub", "sup": "sup", "superscript": "sup", "kbd": "kbd", "abbr": "abbr", "u": "u"}
_NUMBER = re.compile(r"%s|\{(?:number|name)\}")
_CITATION = "write the reference as a footnote, `[^name]`, or link to the work"
_INSTEAD = dict.fromkeys(["cite", "footcite", "citep", "citet"], _CITATION)
# "text <target>"
_TITLED = re.compile(r"^(?P<text>.*?)\s*<(?P<target>[^<>]+)>$", re.DOTALL)


def written(inlines: "Inlines", name: str, content: str) -> str:
    """Write a role, or note as a fault that there is no such thing here."""
    whole, content = name, content.strip()
    name = "ref" if name == "prf:ref" else name.rpartition(":")[2]
    if name in _OF_CODE:
        return code_span(_last_part(content))
    if name == "math":
        return in_line(inlines.cell.tex(content, display=False))
    if name in ("eq", "math:numref"):
        return _number(inlines, content)
    if name in ("doc", "ref", "download", "numref"):
        return _link(inlines, name, content)
    if name in _TAGS:
        return f"<{_TAGS[name]}>{escaped(content)}</{_TAGS[name]}>"
    if name in _PLAIN:
        return f"*{escaped(content)}*"
    way = _INSTEAD.get(whole.partition(":")[0], "write it as plain Markdown")
    inlines.cell.fault(f"the role {{{whole}}} is MyST's, and this site has nothing to show for it: {way}")
    return escaped(content)


def called(inlines: "Inlines", address: str) -> str:
    """Write what a link is called that its author left without words, as MyST fills it in."""
    found = inlines.cell.page.target(address.lstrip("#"))
    return inlines.title(found.title) if found else escaped(re.split("[#/]", address)[-1].partition(".")[0] or address)


def _number(inlines: "Inlines", label: str) -> str:
    """Write the number of a formula, of another page's with a link to it."""
    if label in inlines.cell.page.numbers or not (found := inlines.cell.page.elsewhere(label, True)):
        return escaped(inlines.cell.number_of(label, "eqref"))
    return f"[({found.title})]({found.address})"


def _to_part(inlines: "Inlines", role: str, name: str, text: str) -> str:
    """Link to a part by its name; a number that only Sphinx knows is replaced by what the part is called."""
    found = inlines.cell.page.target(name)
    if found is None:
        inlines.cell.fault(
            f"{{{role}}}`{name}` names no part of this course: put `({name})=` above it, or link to its page"
        )
        return escaped(text or name)
    title = inlines.title(found.title)
    parts = _NUMBER.split(text) if role == "numref" else [text]
    return f"[{title.join(map(escaped, parts)) or title}]({found.address})"


def _last_part(target: str) -> str:
    """Write the name of an object as Sphinx does: `~` before it leaves the last part, a title replaces it."""
    if titled := _TITLED.match(target):
        return titled["text"]
    return target.removeprefix("~").rpartition(".")[2] if target.startswith("~") else target.lstrip("!.")


def _link(inlines: "Inlines", name: str, content: str) -> str:
    titled = _TITLED.match(content)
    target, text = (titled["target"], titled["text"]) if titled else (content, "")
    if name in ("ref", "numref"):
        return _to_part(inlines, name, target, text)
    address = target if name == "download" else inlines.cell.page.addresses.document(target)
    return f"[{escaped(text or target.rpartition('/')[2])}]({destination(inlines.cell, address)})"
