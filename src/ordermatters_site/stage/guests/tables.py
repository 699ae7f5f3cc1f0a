"""Tables, one line a row."""

from typing import TYPE_CHECKING

from markdown_it.tree import SyntaxTreeNode

from ordermatters_site.stage.guests.inlines import Inlines

if TYPE_CHECKING:
    from ordermatters_site.stage.guests.cells import Cell

_RULES = {"left": ":--", "center": ":-:", "right": "--:"}


def written_table(cell: "Cell", node: SyntaxTreeNode) -> str:
    """Write a table; what would end a cell is written otherwise within one."""
    rows = [row for part in node.children for row in part.children]
    rules = [_RULES.get(str(each.attrs.get("style", "")).rpartition(":")[2], "---") for each in rows[0].children]
    lines = [[_cell(cell, each) for each in row.children] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in [lines[0], rules, *lines[1:]])


def _cell(cell: "Cell", node: SyntaxTreeNode) -> str:
    content = node.children[0] if node.children else None
    return Inlines(cell, one_line=True, bars=False).written(content).strip()
