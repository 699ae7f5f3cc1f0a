"""One text cell of a guest page, read with what the cells before it have defined."""

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from markdown_it.tree import SyntaxTreeNode

from ordermatters_site.stage.guests.blocks import Blocks, display
from ordermatters_site.stage.guests.elements import SEPARATOR
from ordermatters_site.stage.guests.escaping import escaped
from ordermatters_site.stage.guests.faults import Fault
from ordermatters_site.stage.guests.formulas import MarkedText
from ordermatters_site.stage.guests.inlines import Inlines, in_line
from ordermatters_site.stage.guests.reading import mark, title_of, tree_of
from ordermatters_site.stage.guests.targets import anchor
from ordermatters_site.stage.guests.tex import formula_html, prepared, reference

if TYPE_CHECKING:
    from ordermatters_site.stage.guests.pages import Attachments, GuestPage

_REFERENCE = re.compile(r"\\((?:eq)?ref)\{(.*)\}")
_ATTACHED = "attachment:"


class Cell:
    """One text cell: its formulas and addresses, for those who write its blocks; its faults, as they find them."""

    def __init__(
        self, page: "GuestPage", number: int, marked: MarkedText, tree: SyntaxTreeNode, files: "Attachments"
    ) -> None:
        """Take up a cell of a page."""
        self.page, self.number, self.marked, self.tree, self.files = page, number, marked, tree, files
        self.faults: list[Fault] = []
        self.notes: list[Fault] = []
        self.line = 1
        self.formulas: list[tuple[str, str]] = []

    def markdown(self) -> str:
        """Write the cell; what it begins with does not continue the cell before it."""
        blocks = self._written(self.tree)
        joining = blocks and re.match(r"[-\d>]", blocks[0])
        return "\n\n".join([SEPARATOR, *blocks] if joining else blocks)

    def blocks(self, text: str) -> list[str]:
        """Write a text that stands within this cell, in a directive say."""
        outer, line = (self.marked, self.formulas), self.line
        self.marked = mark(text, self.page.labels)
        written = self._written(tree_of(self.marked.text, tuple(self.page.footnotes)))
        (self.marked, self.formulas), self.line = outer, line
        return written

    def _written(self, tree: SyntaxTreeNode) -> list[str]:
        """Write blocks; a formula knows what was defined before it."""
        self._take_formulas()
        return Blocks(self).written(tree.children)

    def _take_formulas(self) -> None:
        self.formulas = []
        definitions = self.page.definitions
        for formula in self.marked.formulas:
            rest = definitions.take(formula.tex)
            self.formulas.append((definitions.before(rest), rest))
            self.line = formula.line
            for sentence in definitions.faults:
                self.fault(sentence)
            definitions.faults.clear()

    def at(self, node: SyntaxTreeNode) -> None:
        """Note where in the cell what comes next stands."""
        if node.map:
            self.line = self.marked.line(node.map[0] + 1)

    def fault(self, sentence: str, kind: str = "") -> None:
        """Note what is wrong here."""
        self.faults.append(Fault(self.line, sentence, kind))

    def note(self, sentence: str) -> None:
        """Note what is shown otherwise than in Jupyter, and is no fault."""
        self.notes.append(Fault(self.line, sentence))

    def _tex(self, number: int, *, display: bool) -> str:
        before, rest = self.formulas[number]
        return before + prepared(rest, self.page.numbers, display=display) if rest else ""

    def formula_in_line(self, number: int) -> str:
        """Return the TeX of a formula that stands within a line, in the size that it was meant to have."""
        tex = self._tex(number, display=False)
        return rf"\displaystyle {tex}" if tex and self.marked.formulas[number].display else tex

    def in_line(self, number: int) -> str:
        """Write a formula that stands within a line."""
        return escaped(self.plain(number)) or in_line(self.formula_in_line(number))

    def formula_on_display(self, number: int) -> str:
        """Write a formula as a block; one of definitions alone leaves nothing."""
        tex = self._tex(number, display=True)
        return display(tex) if tex else ""

    def formula_in_html(self, number: int) -> str:
        """Write a formula that stands in HTML."""
        on_display = self.marked.formulas[number].display
        tex = self._tex(number, display=on_display)
        return formula_html(tex, display=on_display) if tex else ""

    def plain(self, number: int) -> str:
        r"""Return what a formula says that is nothing but an `\eqref`, or nothing."""
        found = _REFERENCE.fullmatch(self.formulas[number][1])
        return self.number_of(found[2], found[1]) if found else ""

    def number_of(self, label: str, kind: str) -> str:
        """Write the number of a labelled formula."""
        if label not in self.page.numbers:
            self.fault(rf"no formula has the label {label}: write \label{{{label}}} into one")
        return reference(kind, self.page.numbers.get(label, "?"))

    def tex_in_line(self, tex: str) -> str:
        """Write a formula that a role holds."""
        return in_line(self.page.prepared(tex, display=False))

    def title(self, text: str) -> str:
        """Write what a part is called, within a link."""
        outer, line, faults = (self.marked, self.formulas), self.line, [*self.faults]
        self.marked = mark(text)
        self._take_formulas()
        inlines = Inlines(self, one_line=True)
        inlines.links = 1
        written = inlines.written(title_of(self.marked.text)).strip()
        (self.marked, self.formulas), self.line, self.faults = outer, line, faults
        return written

    def labelled(self, tex: str, label: str) -> str:
        """Write a formula that a directive holds, with the label that it has there."""
        if label:
            self.page.numbers.setdefault(label, str(len(self.page.numbers) + 1))
            tex += rf"\label{{{label}}}"
        return display(self.page.prepared(tex, display=True))

    def heading(self, node: SyntaxTreeNode) -> tuple[int, str]:
        """Return the level of a heading, and the attribute list with the anchor that Jupyter gives it."""
        from ordermatters_site.stage.guests.pages import anchor_of

        name = anchor_of(node)
        if name in self.page.targets:  # named by its author in the same way, above it or elsewhere
            name += "-1"
        new = name and name not in self.page.used
        self.page.used.add(name)
        return self.page.level(node), f" {{ #{name} }}" if new else ""

    def footnote(self, label: str) -> str:
        """Return the label of a footnote, one of its own where several cells define it."""
        return f"{label}-{self.number}" if self.page.footnotes[label] > 1 else label

    def is_referred_to(self, label: str) -> bool:
        """Tell whether a footnote has to be shown."""
        return label in self.page.referred

    def address(self, address: str) -> str:
        """Return where a link leads, or a picture lies, from the page's source."""
        return self._own(address) or self._named(address) or self.page.address(address)

    def named(self, name: str) -> list[str]:
        """Write the anchor of a part that MyST names; a name that is given twice names the first."""
        new = anchor(name) not in self.page.named
        self.page.named.add(anchor(name))
        return [f'<a id="{anchor(name)}"></a>'] if new else []

    def html_address(self, address: str) -> str:
        """Return the same from the page itself."""
        return self._own(address) or self.page.html_address(address)

    def _named(self, address: str) -> str:
        """Find what MyST names elsewhere, where a link says the name and no address."""
        if re.search(r"[/.:?]", address) or not (target := self.page.target(address.lstrip("#"))):
            return ""
        return target.address

    def _own(self, address: str) -> str:
        """Find what is a part of the page: one of its headings, or what hangs on the cell."""
        if address.startswith("#"):
            part = self.page.within(address[1:])
            return f"#{part}" if part in self.page.anchors else self._named(address) or f"#{part}"
        if not address.startswith(_ATTACHED):
            return ""
        name = unquote(address.removeprefix(_ATTACHED))
        for kind, content in self.files.get(name, {}).items():
            return f"data:{kind};base64,{''.join(content)}"
        self.fault(f"the cell has no attachment {name}: paste the picture again, or put it beside the notebook")
        return address

    def document(self, target: str) -> str:
        """Return the file that `{doc}` means."""
        return self.page.document(target)
