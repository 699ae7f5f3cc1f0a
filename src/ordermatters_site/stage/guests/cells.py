"""One text cell of a guest page, read with what the cells before it have defined."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from markdown_it.tree import SyntaxTreeNode

from ordermatters_site.stage.guests.anchors import anchor_of, closest
from ordermatters_site.stage.guests.escaping import escaped
from ordermatters_site.stage.guests.formulas import MarkedText
from ordermatters_site.stage.guests.reading import mark
from ordermatters_site.stage.guests.targets import anchor
from ordermatters_site.stage.guests.tex import display, formula_html, in_line, prepared, reference

if TYPE_CHECKING:
    from ordermatters_site.stage.guests.pages import Attachments, GuestPage

_REFERENCE = re.compile(r"\\((?:eq)?ref)\{(.*)\}")
_ATTACHED = "attachment:"


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that cannot be shown as Jupyter shows it."""

    line: int
    """In the text of its cell, from 1."""
    sentence: str
    """What it is, and how to mend it."""
    kind: str = ""
    """What a page may let through on purpose, if this is of such a kind."""


class Cell:
    """One text cell: its formulas and addresses, for those who write its blocks; its faults, as they find them."""

    def __init__(self, page: "GuestPage", number: int, marked: MarkedText, files: "Attachments") -> None:
        """Take up a cell of a page."""
        self.page, self.number, self.marked, self.files = page, number, marked, files
        self.faults: list[Fault] = []
        self.notes: list[Fault] = []
        self.line = 1
        self.above = 0
        self._taken: dict[int, tuple[str, str]] = {}

    def within(self, text: str) -> "Cell":
        """Take up a text that stands within this cell, in a directive say; its faults are this cell's."""
        inner = Cell(self.page, self.number, mark(text, self.page.labels), self.files)
        inner.faults, inner.notes, inner.line = self.faults, self.notes, self.line
        here = "\n".join(self.marked.restored(self.marked.text).split("\n")[self.line - self.above - 1 :])
        inner.above = self.line - 1 + here.count("\n", 0, here.find(f"\n{text}") + 1)
        return inner

    def at(self, node: SyntaxTreeNode) -> None:
        """Note where in the cell what comes next stands."""
        if node.map:
            self.line = self.above + self.marked.line(node.map[0] + 1)

    def fault(self, sentence: str, kind: str = "") -> None:
        """Note what is wrong here."""
        self.faults.append(Fault(self.line, sentence, kind))

    def note(self, sentence: str) -> None:
        """Note what is shown otherwise than in Jupyter, and is no fault."""
        self.notes.append(Fault(self.line, sentence))

    def placed(self, part: str, line: int = 0) -> str:
        """Note where a formula or an address stands, which the check of the built site may find fault with."""
        self.page.places.setdefault(part, []).append(f"text cell {self.number + 1}, line {line or self.line}")
        return part

    def take(self, number: int) -> tuple[str, str]:
        """Take up a formula where it stands, and once: return the definitions that it needs, and the rest of it."""
        if number not in self._taken:
            self._taken[number] = self._parted(self.marked.formulas[number].tex, self._line_of(number))
        return self._taken[number]

    def _line_of(self, number: int) -> int:
        return self.above + self.marked.formulas[number].line

    def _parted(self, tex: str, line: int) -> tuple[str, str]:
        rest = self.page.definitions.take(tex, lambda sentence: self.faults.append(Fault(line, sentence)))
        return self.page.definitions.before(rest), rest

    def _tex(self, before: str, rest: str, *, display: bool) -> str:
        """Rewrite a formula for KaTeX; one of definitions alone leaves nothing."""
        return before + prepared(rest, self.page.numbers, display=display) if rest else ""

    def tex(self, tex: str, *, display: bool) -> str:
        """Rewrite a formula for KaTeX that a role or a directive holds."""
        return self.placed(self._tex(*self._parted(tex, self.line), display=display))

    def in_line(self, number: int, fitted: Callable[[str], str] = str) -> str:
        r"""Write a formula that stands within a line, in the size that it was meant to have, its TeX `fitted` in.

        One that is nothing but an `\eqref` is text.
        """
        before, rest = self.take(number)
        if found := _REFERENCE.fullmatch(rest):
            return escaped(self.number_of(found[2], found[1]))
        tex = self._tex(before, rest, display=False)
        fitting = fitted(rf"\displaystyle {tex}" if tex and self.marked.formulas[number].display else tex)
        return in_line(self.placed(fitting, self._line_of(number)))

    def formula_on_display(self, number: int) -> str:
        """Write a formula as a block; one of definitions alone leaves nothing."""
        return display(self.placed(self._tex(*self.take(number), display=True), self._line_of(number)))

    def formula_in_html(self, number: int) -> str:
        """Write a formula that stands in HTML."""
        on_display = self.marked.formulas[number].display
        tex = self.placed(self._tex(*self.take(number), display=on_display), self._line_of(number))
        return formula_html(tex, display=on_display) if tex else ""

    def number_of(self, label: str, kind: str) -> str:
        """Write the number of a labelled formula."""
        if label not in self.page.numbers:
            self.fault(rf"no formula has the label {label}: write \label{{{label}}} into one")
        return reference(kind, self.page.numbers.get(label, "?"))

    def labelled(self, tex: str, label: str) -> str:
        """Write a formula that a directive holds, with the label that it has there."""
        return display(self.tex(rf"{tex}\label{{{label}}}" if label else tex, display=True))

    def heading(self, node: SyntaxTreeNode) -> tuple[int, str]:
        """Return the level of a heading, and the attribute list with the anchor that Jupyter gives it."""
        name = anchor_of(node, self.marked)
        if name in self.page.targets:  # named by its author in the same way, above it or elsewhere
            name += "-1"
        new = name and name not in self.page.used
        self.page.used.add(name)
        return self.page.level(node), f" {{ #{escaped(name)} }}" if new else ""

    def footnote(self, label: str) -> str:
        """Return the label of a footnote, one of its own where several cells define it."""
        return f"{label}-{self.number}" if self.page.footnotes[label] > 1 else label

    def address(self, address: str) -> str:
        """Return where a link leads, or a picture lies, from the page's source."""
        return self.placed(self._own(address) or self._named(address) or self.page.addresses.from_source(address))

    def named(self, name: str) -> list[str]:
        """Write the anchor of a part that MyST names; a name that is given twice names the first."""
        new = anchor(name) not in self.page.used
        self.page.used.add(anchor(name))
        return [f'<a id="{anchor(name)}"></a>'] if new else []

    def html_address(self, address: str) -> str:
        """Return the same from the page itself."""
        return self.placed(self._own(address) or self.page.addresses.from_page(address))

    def _named(self, address: str) -> str:
        """Find what MyST names elsewhere, where a link says the name and no address."""
        if re.search(r"[/.:?]", address) or not (target := self.page.target(address.lstrip("#"))):
            return ""
        return target.address

    def _own(self, address: str) -> str:
        """Find what is a part of the page: one of its headings, or what hangs on the cell."""
        if address.startswith("#"):
            part = closest(unquote(address[1:]), self.page.anchors)
            return f"#{part}" if part in self.page.anchors else self._named(address) or f"#{part}"
        if not address.startswith(_ATTACHED):
            return ""
        name = unquote(address.removeprefix(_ATTACHED))
        for kind, content in self.files.get(name, {}).items():
            return f"data:{kind};base64,{''.join(content)}"
        self.fault(f"the cell has no attachment {name}: paste the picture again, or put it beside the notebook")
        return address
