"""What stands within a line, as Python-Markdown reads it to the same result."""

import re

from markdown_it.tree import SyntaxTreeNode

from ordermatters_site.stage.guests import myst_roles
from ordermatters_site.stage.guests.cells import Cell
from ordermatters_site.stage.guests.escaping import code_span, escaped
from ordermatters_site.stage.guests.formulas import MARK
from ordermatters_site.stage.guests.html_tags import InlineTags
from ordermatters_site.stage.guests.pictures import destination, picture
from ordermatters_site.stage.guests.reading import mark, reader
from ordermatters_site.stage.guests.tex import without_bars

_TAGS = {"em": "em", "strong": "strong", "s": "del"}
_CUT = re.compile(r"\$\$|\\(?:begin|end)\{[A-Za-z]+\*?\}")
_SIGNS = {"em": "*", "strong": "**"}


class Inlines:
    """Writes the inline content of one block.

    `one_line` is a heading or a cell of a table, where nothing breaks a line and no formula stands on display;
    `bars` tells whether `|` may be written.
    """

    def __init__(self, cell: Cell, *, one_line: bool = False, bars: bool = True) -> None:
        """Write for a cell, which knows formulas and addresses."""
        self.cell, self.one_line, self.bars = cell, one_line, bars
        self.depth = self.links = 0
        self.tags = InlineTags(cell)

    def written(self, node: SyntaxTreeNode | None) -> str:
        """Write an inline node; formulas on display stay marks, for a block to stand between blocks."""
        return self._all(node.children) + self.tags.closing() if node else ""

    def _all(self, nodes: list[SyntaxTreeNode]) -> str:
        parts: list[str] = []
        for node in nodes:
            part = getattr(self, f"_{node.type}")(node)
            if node.type in ("link", "footnote_ref") and parts and parts[-1].endswith("!"):
                parts[-1] = parts[-1][:-1] + "&#33;"  # or it would be a picture
            parts.append(part)
        return "".join(parts)

    def _within(self, node: SyntaxTreeNode) -> str:
        self.depth += 1
        content = self._all(node.children)
        self.depth -= 1
        return content

    def _text(self, node: SyntaxTreeNode) -> str:
        parts = MARK.split(node.content)
        self._note_cut("".join(parts[::2]))
        parts[::2] = [self._limits(escaped(part)) for part in parts[::2]]
        parts[1::2] = [self._formula(int(number)) for number in parts[1::2]]
        return "".join(parts)

    _text_special = _text

    def _note_cut(self, text: str) -> None:
        """Note what would begin or end a formula, where it has no other end."""
        if not self.tags.is_verbatim and (found := _CUT.search(text)):
            self.cell.fault(
                f"`{found[0]}` is shown as it is typed, in Jupyter too: a formula ends before the next empty line; "
                "take out the empty lines within it, or write its other end"
            )

    def _limits(self, text: str) -> str:
        """Escape what would end a cell of a table, or a link."""
        text = text if self.bars else text.replace("|", "&#124;")
        return text.replace("]", "&#93;") if self.links else text

    def _formula(self, number: int) -> str:
        """Write a formula within a line, or leave its mark where it stands on display."""
        formula = self.cell.marked.formulas[number]
        if self.tags.is_verbatim:
            return self._limits(escaped(formula.source))
        self.cell.take(number)  # what follows it goes by what it defines
        on_display = formula.display and not self.depth and not self.one_line
        written = f"\ue000{number}\ue001" if on_display else self.cell.in_line(number, self._fitted)
        self.cell.line += formula.source.count("\n")
        return written

    def _fitted(self, tex: str) -> str:
        tex = tex.replace("\n", " ") if self.one_line else tex
        return tex if self.bars else without_bars(tex).strip()

    def _softbreak(self, node: SyntaxTreeNode) -> str:
        self.cell.line += 1
        return " " if self.one_line else "\n"

    def _hardbreak(self, node: SyntaxTreeNode) -> str:
        self.cell.line += 1
        return "<br>" if self.one_line else "<br>\n"

    def _code_inline(self, node: SyntaxTreeNode) -> str:
        code = self.cell.marked.restored(node.content)
        return code_span(code) if self.bars or "|" not in code else f"<code>{self._limits(escaped(code))}</code>"

    def _em(self, node: SyntaxTreeNode) -> str:
        """Write emphasis with asterisks, or with tags where Python-Markdown might pair them otherwise."""
        content, tag = self._within(node), _TAGS[node.type]
        sign = _SIGNS.get(node.type, "")
        nested = "*" in content.replace("\\*", "") or (node.parent and node.parent.type in _TAGS)
        beside = [other.type in _TAGS for other in (node.previous_sibling, node.next_sibling) if other]
        if not sign or nested or any(beside) or not content.strip() or content != content.strip():
            return f"<{tag}>{content}</{tag}>"
        return f"{sign}{content}{sign}"

    _strong = _s = _em

    def _link(self, node: SyntaxTreeNode) -> str:
        href, title = str(node.attrs.get("href", "")), str(node.attrs.get("title", ""))
        self.links += 1
        content = self._within(node)
        self.links -= 1
        shown = self.cell.marked.restored(node.children[0].content) if node.info == "auto" else ""
        if re.fullmatch(r"https?://[^\\\[`]+", shown):  # which Python-Markdown reads before addresses
            return f"<{shown}>"
        content = content if content.strip() or not node.attrs.get("href") else myst_roles.called(self, href)
        return f"[{content}]({destination(self.cell, href, title)})"

    def _image(self, node: SyntaxTreeNode) -> str:
        texts = [each.content for each in node.walk() if not each.children]
        alt = self.cell.marked.restored("".join(text if text else " " for text in texts))
        source, title = str(node.attrs.get("src", "")), str(node.attrs.get("title", ""))
        return picture(self.cell, source, alt, title=title, in_link=self.links > 0)

    def _html_inline(self, node: SyntaxTreeNode) -> str:
        return self.tags.written(node.content)

    def _footnote_ref(self, node: SyntaxTreeNode) -> str:
        return f"[^{self.cell.footnote(str(node.meta['label']))}]"

    def _myst_role(self, node: SyntaxTreeNode) -> str:
        content = self.cell.marked.restored(node.content)
        return myst_roles.written(self, str(node.meta["name"]), content)

    def title(self, text: str) -> str:
        """Write what a part is called, within a link; its faults are told where it stands."""
        cell = Cell(self.cell.page, self.cell.number, mark(text), self.cell.files)
        inlines = Inlines(cell, one_line=True)
        inlines.links = 1
        return inlines.written(SyntaxTreeNode(reader().parseInline(cell.marked.text)).children[0]).strip()
