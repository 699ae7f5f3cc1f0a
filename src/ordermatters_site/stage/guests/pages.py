"""A guest page: its text cells, and what they share."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from markdown_it.tree import SyntaxTreeNode

from ordermatters_site.run.captions import Caption
from ordermatters_site.stage.guests.addresses import Addresses
from ordermatters_site.stage.guests.anchors import anchor_of
from ordermatters_site.stage.guests.blocks import cell_markdown
from ordermatters_site.stage.guests.cells import Cell, Fault
from ordermatters_site.stage.guests.definitions import Definitions
from ordermatters_site.stage.guests.formulas import MarkedText
from ordermatters_site.stage.guests.inclusions import Included, no_files
from ordermatters_site.stage.guests.reading import mark, tree_of
from ordermatters_site.stage.guests.targets import Named, Target, anchor
from ordermatters_site.stage.guests.tex import prepared

_FOOTNOTE = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)
_LABELS = re.compile(r"\{(?:eq|math:numref)\}`([^`]+)`|\$\$ *\((\w[\w.-]*:[\w:.-]+)\)[ \t]*$", re.MULTILINE)
_NAMED = re.compile(r"<[a-z][^<>]*\s(?:id|name)\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
# A generator calls a page by the heading that it begins with, and by the name of its file if anything stands above.
_ANCHORED_TITLE = re.compile(r"\A((?:<a id=\"[^\"]+\"></a>\n\n)+)# ")

Attachments = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Opened:
    """An exercise or a solution whose end stands in a later cell."""

    kind: str
    cell: Cell
    line: int
    fold: bool


@dataclass
class GuestPage:
    """The text cells of one page, and what they share: macros, numbers of formulas, anchors, footnotes.

    `elsewhere` finds what another page calls by a name, or the number of a `formula` with that label. `attachments`
    holds those of each cell, `labels` those labels of formulas that other pages refer to, `figures` what cells of code
    show, by its name; `included` reads a file that the page takes in.
    """

    texts: Sequence[str]
    attachments: Sequence[Attachments] = ()
    addresses: Addresses = field(default_factory=Addresses)
    elsewhere: Callable[[str, bool], Target | None] = lambda *_: None
    labels: Collection[str] = ()
    figures: Mapping[str, str] = field(default_factory=dict)
    included: Callable[[str], Included] = no_files
    definitions: Definitions = field(default_factory=Definitions)

    def __post_init__(self) -> None:
        """Look at all cells for what one of them may say of another."""
        self.labels = {*self.labels, *labels_referred_to(self.texts)}
        marked = [mark(text.replace("\r\n", "\n"), self.labels) for text in self.texts]
        self.footnotes = Counter(label for each in marked for label in _FOOTNOTE.findall(each.text))
        self.trees = [tree_of(each.text, tuple(self.footnotes)) for each in marked]
        named = Named(self.labels, lambda name: self.included(name).text)
        for each in zip(marked, self.trees, strict=True):
            named.read(*each)
        figures = {anchor(name): title or name for name, title in self.figures.items()}
        self.numbers, self.targets = named.numbers, named.targets | figures
        nodes = [node for tree in self.trees for node in tree.walk()]
        self.referred = {str(node.meta["label"]) for node in nodes if node.type == "footnote_ref"}
        self.anchors = list(dict.fromkeys([*filter(None, self._anchors_of_headings(marked)), *self.targets]))
        self.anchors += [name for text in self.texts for name in _NAMED.findall(text)]
        self.places: dict[str, list[str]] = {}  # of formulas and addresses, as they are written
        self.used: set[str] = set()  # of the anchors, those that are written
        self.titles_seen = 0
        self.open: list[Opened] = []
        files = [*self.attachments, *([{}] * (len(marked) - len(self.attachments)))]
        self.cells = [Cell(self, *each) for each in zip(range(len(marked)), marked, files, strict=True)]

    def _anchors_of_headings(self, marked: list[MarkedText]) -> Iterator[str]:
        for text, tree in zip(marked, self.trees, strict=True):
            yield from (anchor_of(node, text) for node in tree.walk() if node.type == "heading")

    def markdown(self) -> list[str]:
        """Write all cells, in order."""
        written = [cell_markdown(*each) for each in zip(self.cells, self.trees, strict=True)]
        while self.open:
            opened = self.open[-1]
            opened.cell.line = opened.line
            opened.cell.fault(f"{{{opened.kind}-start}} has no end: write {{{opened.kind}-end}} below it")
            written[-1:] = ["\n\n".join([*written[-1:], *self.close_fold(opened.kind)])]
        first = next((number for number, text in enumerate(written) if text), None)
        if first is not None:
            written[first] = _ANCHORED_TITLE.sub(lambda above: "# " + above[1].replace("\n", ""), written[first])
        return written

    def open_fold(self, kind: str, cell: Cell, *, fold: bool) -> None:
        """Begin what goes on to a later cell, folded or not."""
        self.open.append(Opened(kind, cell, cell.line, fold))

    def close_fold(self, kind: str) -> list[str]:
        """End what an earlier cell has begun, and write its end if it is folded."""
        if not self.open or self.open[-1].kind != kind:
            return []
        return ["</details>"] * self.open.pop().fold

    def shown(self, text: str) -> str:
        """Write Markdown that a cell displays, which knows what the page names, its macros and addresses."""
        shown = replace(self, texts=[text], attachments=(), labels=())
        shown.titles_seen, shown.used, shown.anchors = self.titles_seen, self.used, shown.anchors + self.anchors
        shown.numbers, shown.targets = shown.numbers | self.numbers, shown.targets | self.targets
        return shown.markdown()[0]

    def tex_shown(self, tex: str, display: bool) -> str:
        """Write a formula that a cell displays, which knows the page's macros and adds to them."""
        rest = self.definitions.take(tex, lambda _: None)  # of what is not defined KaTeX will say so
        return self.definitions.before(rest) + prepared(rest, self.numbers, display=display)

    def captioned(self, caption: Caption) -> tuple[list[str], list[str]]:
        """Write what stands above a figure of code and below it: the anchor of its name, its caption."""
        above = self.cells[0].named(caption.name) if caption.name and self.cells else []
        return above, [self.shown(caption.text)] if caption.text else []

    def faults(self) -> list[list[Fault]]:
        """List what is wrong with each cell, once it is written."""
        return [sorted(set(cell.faults)) for cell in self.cells]

    def level(self, node: SyntaxTreeNode) -> int:
        """Return the level of a heading: a page has one title, and what a second one heads is a part of it."""
        self.titles_seen += node.tag == "h1"
        return min(6, int(node.tag[1:]) + (self.titles_seen > 1))

    def target(self, name: str) -> Target | None:
        """Find what a role refers to by a name, on this page or another."""
        if (title := self.targets.get(anchor(name))) is not None:
            return Target(f"#{anchor(name)}", title)
        return self.elsewhere(anchor(name), False)


def labels_referred_to(texts: Iterable[str]) -> set[str]:
    """List the labels of formulas that roles of MyST's refer to, or that cannot be taken for a remark."""
    return {label for text in texts for found in _LABELS.findall(text) for label in found if label}
