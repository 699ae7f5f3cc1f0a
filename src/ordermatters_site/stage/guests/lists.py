"""Lists of every kind, in Python-Markdown's form or as elements."""

import re
import textwrap
from typing import TYPE_CHECKING

from markdown_it.tree import SyntaxTreeNode

from ordermatters_site.stage.guests.elements import Block, element, has_tags, in_item

if TYPE_CHECKING:
    from ordermatters_site.stage.guests.blocks import Blocks

# Python-Markdown's items begin with text, and hold what stands four blanks to the right.
_INDENT = "    "


def written_list(blocks: "Blocks", node: SyntaxTreeNode) -> str:
    """Write a list in the form that Python-Markdown reads, or as an element where it has none."""
    first = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
    items = [_Item(blocks, item) for item in node.children]
    whole = _as_element(items, first)
    if first not in (None, 1) or any(item.needs_tags for item in items):
        return whole
    tight = all(item.is_tight for item in items)
    marks = ["-" if first is None else f"{first + position}." for position in range(len(items))]
    written = [
        textwrap.indent(item.body, _INDENT).replace(_INDENT, f"{mark:<4}", 1)
        for mark, item in zip(marks, items, strict=True)
    ]
    return Block(("\n" if tight else "\n\n").join(written), whole)


class _Item:
    """One item: its blocks, and how they can be written."""

    def __init__(self, blocks: "Blocks", node: SyntaxTreeNode) -> None:
        self.parts = blocks.written(node.children)
        begins_with_text = bool(self.parts) and node.children[0].type == "paragraph"
        if "checked" in node.meta:
            self.parts = _with_box(self.parts, checked=bool(node.meta["checked"]), labelled=begins_with_text)
        paragraphs = [child for child in node.children if child.type == "paragraph"]
        self.is_tight = all(child.hidden for child in paragraphs) and all(map(_may_follow, self.parts[1:]))
        self.needs_tags = not begins_with_text or any(map(has_tags, self.parts))
        is_line = begins_with_text and len(self.parts) == 1 and not self.parts[0].startswith("$$")
        self.level = "span" if is_line else "block"
        self.body = ("\n" if self.is_tight else "\n\n").join(self.parts)


def _with_box(parts: list[str], *, checked: bool, labelled: bool) -> list[str]:
    """Put the box of a task before it, the text of the task as its label."""
    box = f'<input type="checkbox" disabled{" checked" if checked else ""}'
    if labelled and not parts[0].startswith("$$"):
        return [f"<label>{box}> {parts[0]}</label>", *parts[1:]]
    return [f'{box} aria-label="{"done" if checked else "to do"}">', *parts]


def _may_follow(part: str) -> bool:
    """Tell whether a block may stand right below the text of its item: a list without empty lines may."""
    return bool(re.match(r"(?:-|\d+\.) ", part)) and "\n\n" not in part


def _as_element(items: list[_Item], first: int | None) -> str:
    name = "ul" if first is None else "ol"
    start = f' start="{first}"' if first not in (None, 1) else ""
    return element(name, [element("li", in_item(item.parts), level=item.level) for item in items], start)
