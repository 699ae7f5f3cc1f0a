"""Blocks of HTML in a guest's Markdown: whole ones stay as they are, and what opens in one may close in another.

CommonMark reads Markdown between `<details>` and `</details>` wherever an empty line stands before it; Python-Markdown
does where the tag says `markdown="1"`.
"""

import re
from collections.abc import Iterator

from markdown.util import BLOCK_LEVEL_ELEMENTS  # type: ignore[import-untyped]

from ordermatters_site.stage.guests.cells import Cell
from ordermatters_site.stage.guests.escaping import escaped, escaped_starts
from ordermatters_site.stage.guests.formulas import MARK
from ordermatters_site.stage.guests.html_tags import (
    VERBATIM,
    VOID,
    Attributes,
    Event,
    InlineTags,
    OpenTags,
    Tags,
    start_tag,
)

_BLOCKS = frozenset(BLOCK_LEVEL_ELEMENTS)
# What a block ends.
_SELF_ENDING = frozenset({"p", "option"})
# What ends where one of these begins, in the same list or table.
_ROWS = frozenset({"tr", "td", "th"})
_ENDING = dict.fromkeys(("dt", "dd"), frozenset({"dt", "dd"})) | dict.fromkeys(("td", "th"), frozenset({"td", "th"}))
_ENDING |= {"li": frozenset({"li"}), "tr": _ROWS}
_ENDING |= dict.fromkeys(("thead", "tbody", "tfoot"), _ROWS | {"thead", "tbody", "tfoot"})
_HOLDING = frozenset({"ul", "ol", "dl", "table"})
# The boxes of the classic notebook, which Bootstrap coloured, as the site's own.
_BOXES = {"alert-info", "alert-success", "alert-warning", "alert-danger"}
# Fences are found in HTML too.
_FENCE = re.compile("```|~~~")
_ENTITY = re.compile(r"(&#?\w+;)")


class HtmlBlocks:
    """Writes the HTML among the blocks of one container, and knows what is open there."""

    def __init__(self, cell: Cell) -> None:
        """Begin a container of a cell, where nothing is open."""
        self.cell, self.open = cell, OpenTags()

    def written(self, html: str) -> list[str]:
        """Write one block of HTML."""
        events = Tags(html).events
        ends = _matched(events)
        blocks, line, position = [], "", 0
        while position < len(events):
            end = ends.get(position, position)
            part = events[position : end + 1]
            position = end + 1
            if self._is_of_a_line(part):
                line += self._inline(part)
                continue
            blocks += [*_paragraphs(line), *(self._alone(*part[0]) if _is_alone(part) else ["".join(self._raw(part))])]
            line = ""
        return [block.strip() for block in [*blocks, *_paragraphs(line)] if block.strip()]

    def _is_of_a_line(self, part: list[Event]) -> bool:
        """Tell whether a whole element, or text outside of any, stands within a line: neither holds a block."""
        is_block = any(tag in _BLOCKS if kind != "text" else self._has_display(tag) for kind, tag, _ in part[1:])
        return part[0][0] == "text" or not (is_block or _is_alone(part) or part[0][1] in _BLOCKS)

    def _has_display(self, text: str) -> bool:
        return any(self.cell.marked.formulas[int(number)].display for number in MARK.findall(text))

    def _inline(self, part: list[Event]) -> str:
        """Write what stands in a line with what is beside it: Python-Markdown reads it as Markdown."""
        tags = InlineTags(self.cell)
        return "".join(self._text(event[1], tags) if event[0] == "text" else tags.event(*event) for event in part)

    def _alone(self, kind: str, tag: str, attributes: Attributes) -> list[str]:
        """Write a tag whose partner stands in another block."""
        if kind == "start" and tag not in _SELF_ENDING:
            ended = self.open.close_from(self._ended_by(tag))
            written = start_tag(self.cell, tag, _boxed(attributes), ' markdown="block"')
            self.open += [tag] if written else []
            return [*ended, written]
        return self.open.close(tag) if kind == "end" else []

    def _ended_by(self, tag: str) -> int:
        """Find the outermost element that ends where another of its list or table begins."""
        holder = max((self.open.last(each) for each in _HOLDING & {*self.open}), default=-1)
        inner = range(holder + 1, len(self.open))
        return next((place for place in inner if self.open[place] in _ENDING.get(tag, ())), len(self.open))

    def _text(self, text: str, tags: InlineTags) -> str:
        """Write text that no block holds: it is none of Markdown's, as in CommonMark."""
        text = self.cell.marked.restored(text) if tags.is_verbatim else text
        parts = MARK.split(re.sub(r"[ \t]+(?=\n)", "", text))
        parts[::2] = ["".join(map(_escaped, _ENTITY.split(part))) for part in parts[::2]]
        for index in range(1, len(parts), 2):
            number = int(parts[index])
            shown = self.cell.marked.formulas[number].display
            parts[index] = f"\n\n{self.cell.formula_on_display(number)}\n\n" if shown else self.cell.in_line(number)
        return "".join(parts)

    def _raw(self, events: list[Event]) -> Iterator[str]:
        """Write an element as it is, its formulas typeset where MathJax would typeset them."""
        around = OpenTags()
        for kind, tag, attributes in events:
            if kind == "text":
                text = self.cell.marked.restored(tag) if not VERBATIM.isdisjoint(around) else self._typeset(tag)
                yield _FENCE.sub(lambda fence: f"&#{ord(fence[0][0])};" * 3, text)
            elif kind == "start":
                if self.open and tag in _BLOCKS and VERBATIM.isdisjoint(around):
                    yield "\n"  # Python-Markdown knows a block within another by its place in the line
                around += [tag] if tag not in VOID else []
                yield start_tag(self.cell, tag, _boxed(attributes), in_link="a" in [*self.open, *around])
            elif tag not in VOID:
                around.close(tag)
                yield f"</{tag}>"

    def _typeset(self, text: str) -> str:
        return MARK.sub(lambda found: self.cell.formula_in_html(int(found[1])), text)


def _is_alone(part: list[Event]) -> bool:
    """Tell whether a tag has no partner in its block of HTML, and needs one."""
    kind, tag, _ = part[0]
    return len(part) == 1 and not (kind == "start" and tag in VOID)


def _paragraphs(line: str) -> list[str]:
    return [escaped_starts(part.strip()) for part in re.split(r"\n\n+", line)]


def _escaped(text: str) -> str:
    return text if _ENTITY.fullmatch(text) else escaped(text).replace("|", "&#124;")


def _matched(events: list[Event]) -> dict[int, int]:
    """Pair the tags that open and close within one block, by their positions."""
    opened: list[int] = []
    pairs: dict[int, int] = {}
    for position, (kind, tag, _) in enumerate(events):
        if kind == "start" and tag not in VOID:
            opened.append(position)
        elif kind == "end" and (same := [index for index in opened if events[index][1] == tag]):
            pairs[same[-1]] = position
            del opened[opened.index(same[-1]) :]
    return pairs


def _boxed(attributes: Attributes) -> Attributes:
    """Let the boxes of the classic notebook look like the site's."""
    classes = (dict(attributes).get("class") or "").split()
    if "alert" not in classes:
        return attributes
    kind = next((name.removeprefix("alert-") for name in classes if name in _BOXES), "note")
    return [(name, f"admonition {kind}" if name == "class" else value) for name, value in attributes]
