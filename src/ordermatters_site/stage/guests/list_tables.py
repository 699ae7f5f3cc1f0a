"""MyST's `{list-table}`: a list of rows, each a list of cells, which may hold any blocks."""

import re
from functools import partial
from typing import TYPE_CHECKING

from markdown_it.tree import SyntaxTreeNode

from ordermatters_site.stage.guests.elements import container, element, in_item
from ordermatters_site.stage.guests.targets import Directive

if TYPE_CHECKING:
    from ordermatters_site.stage.guests.blocks import Blocks

_FORM = "{list-table} is a list of rows, and each row a list of cells: `* - first cell`, and below it `  - second cell`"


def list_table(blocks: "Blocks", this: Directive) -> list[str]:
    """Write a table as an element, below its title; note as a fault what is none."""
    inner, lists = blocks.reading(this.body)
    rows = [item.children for part in lists for item in part.children]
    if not rows or not all([part.type for part in row] == ["bullet_list"] for row in rows):
        blocks.cell.fault(_FORM)
        return []
    heads, stubs = (int(re.sub(r"\D", "", this.options.get(name, "")) or 0) for name in ("header-rows", "stub-columns"))
    written = [
        element("tr", [_cell(inner, cell, y < heads or x < stubs) for x, cell in enumerate(row[0].children)])
        for y, row in enumerate(rows)
    ]
    parts = [element(name, some) for name, some in (("thead", written[:heads]), ("tbody", written[heads:])) if some]
    return [*blocks.of_text(this.argument), *container(partial(element, "table"), parts)]


def _cell(blocks: "Blocks", cell: SyntaxTreeNode, is_head: bool) -> str:
    parts = in_item(blocks.written(cell.children)) or [""]
    is_line = [each.type for each in cell.children] in ([], ["paragraph"]) and not parts[0].startswith("$$")
    return element("th" if is_head else "td", parts, level="span" if is_line and len(parts) == 1 else "block")
