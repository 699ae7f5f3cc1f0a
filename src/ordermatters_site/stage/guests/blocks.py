"""The blocks of a cell in a normal form that Python-Markdown reads to the same result.

Blocks stand apart by empty lines, what belongs to an item of a list stands four blanks to the right. A container that
Python-Markdown's own syntax has no form for (a list that begins at 2, HTML within an item) is written as the element
that it is, with `markdown="1"`, and Markdown within.
"""

import re
import textwrap

from markdown_it.tree import SyntaxTreeNode

from ordermatters_site.stage.guests import directives
from ordermatters_site.stage.guests.cells import Cell
from ordermatters_site.stage.guests.elements import SEPARATOR, box, container, fence, quotation
from ordermatters_site.stage.guests.escaping import escaped, escaped_starts
from ordermatters_site.stage.guests.formulas import MARK
from ordermatters_site.stage.guests.html_blocks import HtmlBlocks
from ordermatters_site.stage.guests.inlines import Inlines
from ordermatters_site.stage.guests.lists import written_list
from ordermatters_site.stage.guests.reading import tree_of
from ordermatters_site.stage.guests.targets import Directive, names_of
from ordermatters_site.stage.guests.tex import display

# Blocks that Python-Markdown would join with one like it before it.
_JOINING = ("bullet_list", "ordered_list", "blockquote")
_RULES = {"left": ":--", "center": ":-:", "right": "--:"}
# A break at either end of a paragraph is a break twice.
_BREAKS = re.compile(r"\A\s*(?:<br>\s*)+|(?:\s*<br>)+\s*\Z")


class Blocks:
    """Writes the blocks of one container after another."""

    def __init__(self, cell: Cell) -> None:
        """Write for a cell, which knows formulas and addresses."""
        self.cell = cell

    def written(self, nodes: list[SyntaxTreeNode]) -> list[str]:
        """Write blocks; tags that are left open end with their container."""
        html, blocks, before = HtmlBlocks(self.cell), [], ""
        for node in nodes:
            self.cell.at(node)
            part = html.written(node.content) if node.type == "html_block" else self._block(node)
            if part and node.type in _JOINING and before in _JOINING:
                blocks.append(SEPARATOR)
            blocks += part
            before = node.type if part else before
        return [*blocks, *html.open.close_from()]

    def of_text(self, text: str) -> list[str]:
        """Write a text that stands within the cell, in a directive say."""
        inner, nodes = self.reading(text)
        return inner.written(nodes)

    def reading(self, text: str) -> tuple["Blocks", list[SyntaxTreeNode]]:
        """Read a text that stands within the cell, for its blocks to be written one by one."""
        cell = self.cell.within(text)
        return Blocks(cell), tree_of(cell.marked.text, tuple(cell.page.footnotes)).children

    def _block(self, node: SyntaxTreeNode) -> list[str]:
        return list(getattr(self, f"_{node.type}")(node))

    def _paragraph(self, node: SyntaxTreeNode) -> list[str]:
        """Write a paragraph; a formula on display within it parts it."""
        content = node.children[0] if node.children else None
        names, text = names_of(Inlines(self.cell).written(content))
        anchors = [each for name in names for each in self.cell.named(name)]
        parts = MARK.split(text)
        parts[::2] = [escaped_starts(_BREAKS.sub("", part).strip()) for part in parts[::2]]
        parts[1::2] = [self.cell.formula_on_display(int(number)) for number in parts[1::2]]
        breaks = MARK.sub("", text).strip()  # a paragraph of nothing else
        return [*anchors, *filter(None, parts)] or [breaks] * bool(breaks)

    def _heading(self, node: SyntaxTreeNode) -> list[str]:
        text = Inlines(self.cell, one_line=True).written(node.children[0]).strip()
        level, anchor = self.cell.heading(node)
        text = re.sub(r"#(?=#*$)", "&#35;", text)
        return [f"{'#' * level} {text}{anchor}".rstrip()]

    def _hr(self, node: SyntaxTreeNode) -> list[str]:
        return ["---"]

    def _fence(self, node: SyntaxTreeNode) -> list[str]:
        """Write code, as a fence whatever it was; a directive or a formula may be fenced too."""
        code, info = map(self.cell.marked.restored, (node.content, node.info.strip()))
        directive = Directive.of(info, code)
        if directive or node.type == "colon_fence":
            return directives.written(self, directive or Directive(info, "", {}, code))
        if info == "math":
            return [display(self.cell.tex(code, display=True))]
        return [fence(info, code)]

    _code_block = _colon_fence = _fence

    def _bullet_list(self, node: SyntaxTreeNode) -> list[str]:
        return [written_list(self, node)]

    _ordered_list = _bullet_list

    def _table(self, node: SyntaxTreeNode) -> list[str]:
        """Write a table; what would end a cell is written otherwise within one."""
        rows = [row for part in node.children for row in part.children]
        rules = [_RULES.get(str(each.attrs.get("style", "")).rpartition(":")[2], "---") for each in rows[0].children]
        lines = [[self._table_cell(each) for each in row.children] for row in rows]
        return ["\n".join(f"| {' | '.join(line)} |" for line in [lines[0], rules, *lines[1:]])]

    def _table_cell(self, node: SyntaxTreeNode) -> str:
        content = node.children[0] if node.children else None
        return Inlines(self.cell, one_line=True, bars=False).written(content).strip()

    def _blockquote(self, node: SyntaxTreeNode) -> list[str]:
        blocks = self.written(node.children)
        return container(quotation, blocks) if blocks else []

    def _alert(self, node: SyntaxTreeNode) -> list[str]:
        kind = str(node.meta["kind"]).lower()
        return box(kind, kind.capitalize(), self.written(node.children[1:]))

    def _footnote_reference(self, node: SyntaxTreeNode) -> list[str]:
        label, content = str(node.meta["label"]), self.written(node.children)
        if label not in self.cell.page.referred:  # no place leads to it: it stays where it stands
            return [" ".join([escaped(f"[^{label}]:"), *content[:1]]), *content[1:]]
        begin = f"[^{self.cell.footnote(label)}]: "
        return container(lambda blocks: begin + textwrap.indent("\n\n".join(blocks), "    ").lstrip(), content)


def cell_markdown(cell: Cell, tree: SyntaxTreeNode) -> str:
    """Write a cell; what it begins with does not continue the cell before it."""
    blocks = Blocks(cell).written(tree.children)
    joining = blocks and re.match(r"[-\d>]", blocks[0])
    return "\n\n".join([SEPARATOR, *blocks] if joining else blocks)
