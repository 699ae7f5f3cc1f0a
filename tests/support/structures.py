"""What a reader makes of HTML, so that two generators' pages can be compared: text, and in which elements it stands."""

import functools
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import markdown
import yaml

from ordermatters_site.stage.guests.cells import Fault
from ordermatters_site.stage.guests.pages import GuestPage

ROOT = Path(__file__).resolve().parents[2]

# Elements that say something by being there. A paragraph only parts text: tight and loose lists read the same.
_TELLING = {"ul", "ol", "li", "blockquote", "pre", "code", "table", "tr", "td", "th", "details", "summary"}
_TELLING |= {"em", "strong", "del", "sub", "sup", "kbd", "a"}
_TELLING |= {f"h{level}" for level in range(1, 7)}
_PARTING = {"p", "div", "hr", "br", "center", "img", "input"}
_VOID = {"br", "hr", "img", "input"}
_SAME = {"b": "strong", "i": "em", "s": "del", "strike": "del"}
_DISTINCT = {"ul", "ol", "li", "blockquote", "tr", "td", "th", "details", "pre"}


class Structure(HTMLParser):
    """Reads HTML into `parts`: each text with the elements that it stands in, told apart by number."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[tuple[tuple[str, ...], str]] = []
        self.stack: list[tuple[str, str]] = []
        self.count = dict.fromkeys(_DISTINCT, 0)
        self.feed(_FORMULA.sub("⟦⟧", html))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = _SAME.get(tag, tag)
        given = dict(attrs)
        if tag in _PARTING:
            shown = {
                "hr": "―",
                "img": f"[{given.get('alt') or ''}|{unquote(given.get('src') or '')}]",
                "input": "☐",
            }.get(tag, "")
            self._add(f"¶{'☑' if tag == 'input' and 'checked' in given else shown}¶")
        if tag in _VOID:
            return
        name = tag
        if tag in _DISTINCT:
            self.count[tag] += 1
            name = f"{tag}{self.count[tag]}" + (f"from{given['start']}" if given.get("start", "1") != "1" else "")
        self.stack.append((tag, f"a→{unquote(given.get('href') or '')}" if tag == "a" else name))

    def handle_endtag(self, tag: str) -> None:
        tag = _SAME.get(tag, tag)
        if tag in _PARTING:
            self._add("¶")
        while any(tag == each for each, _ in self.stack) and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self._add(data)

    def _add(self, text: str) -> None:
        within = tuple(name for tag, name in self.stack if tag in _TELLING)
        if self.parts and self.parts[-1][0] == within:
            text = self.parts.pop()[1] + text
        self.parts.append((within, text))


_FORMULA = re.compile(r'<(span|div) class="arithmatex">.*?</\1>', re.DOTALL)


def structure(html: str) -> list[tuple[tuple[str, ...], str]]:
    """Read HTML, blanks and the ends of paragraphs brought into one form, parts without text left out."""
    read = [(within, _text(within, text)) for within, text in Structure(html).parts]
    return [(within, text) for within, text in read if text]


def _text(within: tuple[str, ...], text: str) -> str:
    if any(name.startswith("pre") for name in within):
        lines = [line.expandtabs(4).rstrip() for line in text.strip("¶").split("\n")]
        return "\n".join(lines).strip("\n")
    text = re.sub(r"\s*¶[\s¶]*", " ¶ ", re.sub(r"\s+", " ", text))
    text = re.sub(r"[ ¶]*⟦⟧[ ¶]*", " ⟦⟧ ", text)
    return text.strip(" ¶")


def extensions() -> dict[str, dict[str, Any]]:
    """Read the Markdown extensions of this project's site, with their settings; its own, which comes last, left out."""
    text = re.sub(r"!ENV \[[^\]]*\]|!!python/name:\S+", "none", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    found: dict[str, dict[str, Any]] = {}
    for each in yaml.safe_load(text)["markdown_extensions"]:
        found |= {each: {}} if isinstance(each, str) else each
    return {name: settings for name, settings in found.items() if "ordermatters" not in name} | {"toc": {}}


@functools.cache
def _renderer() -> markdown.Markdown:
    known = extensions()
    return markdown.Markdown(extensions=list(known), extension_configs=known)


def rendered(text: str) -> str:
    """Render Markdown as this project's site does."""
    return str(_renderer().reset().convert(text))


def converted(text: str) -> tuple[str, list[Fault]]:
    """Write the Markdown of a single cell as Python-Markdown reads it, and list what is wrong with it."""
    page = GuestPage([text])
    return page.markdown()[0], page.faults()[0]
