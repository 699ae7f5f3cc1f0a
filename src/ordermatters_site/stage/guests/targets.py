"""What MyST's roles can refer to: parts named by `(name)=`, and directives that give themselves a name."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from markdown_it.tree import SyntaxTreeNode

from ordermatters_site.stage.guests.formulas import MARK, MarkedText
from ordermatters_site.stage.guests.reading import FENCES, mark, tree_of
from ordermatters_site.stage.guests.tex import labels

_OPTIONS = re.compile(r"\A(?:---\n(?P<yaml>.*?)\n---\n?|(?P<lines>(?:[ \t]*:[\w-]+:[^\n]*\n?)+))", re.DOTALL)
_OPTION = re.compile(r"^[ \t]*:?(?P<name>[\w-]+):[ \t]*(?P<value>.*)$", re.MULTILINE)
_TARGET = re.compile(r"^\(([^()\n]*[^()\s])\)=[ \t]*(?:\n|$)")
INCLUDE = "include"
_FENCE = re.compile(r"\{(?P<name>[A-Za-z][\w:.+-]*)\}\s*(?P<argument>.*)")


@dataclass(frozen=True)
class Target:
    """A part that a role leads to."""

    address: str
    title: str
    """As its author wrote it, formulas included."""


def anchor(name: str) -> str:
    """Return the anchor of a named part; names differ neither by capitals nor by blanks.

    >>> anchor("My part")
    'my-part'
    """
    return re.sub(r"\s+", "-", name.strip()).lower() if " " in name.strip() else name.strip()


@dataclass(frozen=True)
class Directive:
    """A fence with a name in braces."""

    name: str
    argument: str
    options: Mapping[str, str]
    body: str
    """What it holds besides its options."""

    @classmethod
    def of(cls, info: str, content: str) -> "Directive | None":
        """Read a fence; one with attributes as Pandoc or R has them, `{.python .cell}`, is none."""
        found = _FENCE.match(info.strip())
        return cls(found["name"].lower(), found["argument"].strip(), *options_of(content)) if found else None

    @property
    def label(self) -> str:
        """The name that it gives itself, or nothing."""
        return self.options.get("label") or self.options.get("name") or ""

    @property
    def kind(self) -> str:
        """What it is, in a word.

        >>> Directive.of("{prf:theorem}", "").kind, Directive.of("{exercise-start}", "").kind
        ('Theorem', 'Exercise')
        """
        return self.name.rpartition(":")[2].removesuffix("-start").capitalize()

    @property
    def title(self) -> str:
        """What a link to it is called."""
        is_picture = self.name in ("figure", "image")
        title = self.body.partition("\n\n")[0].replace("\n", " ") if is_picture else self.argument
        return title.strip() or self.kind


@dataclass
class Named:
    """What texts name, in their order: the numbers of formulas by their labels, and the titles of parts."""

    labels: Collection[str]
    """Those that stand after a formula and may not be a remark."""
    included: Callable[[str], str] = lambda _: ""
    """Reads a file that a text takes in."""
    numbers: dict[str, str] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)
    counted: int = 0

    def read(self, marked: MarkedText, tree: SyntaxTreeNode) -> None:
        """Note what a text names, and what stands in its directives."""
        for node in tree.walk():
            if node.type in FENCES and (directive := Directive.of(node.info, node.content)):
                self._read_directive(directive)
            elif node.type in ("inline", "html_block"):
                for number in MARK.findall(node.content):
                    self._count(labels(marked.formulas[int(number)].tex))
                self._read_names(marked, node)

    def _read_names(self, marked: MarkedText, inline: SyntaxTreeNode) -> None:
        names, rest = names_of(inline.content)
        below = inline.parent.next_sibling if names and not rest and inline.parent else None
        title = marked.restored(below.children[0].content) if below and below.type == "heading" else ""
        self.targets |= {anchor(name): title or name for name in names}

    def _read_directive(self, directive: Directive) -> None:
        if directive.label and directive.name == "math":
            self._count({directive.label: labels(rf"{directive.body}\label{{{directive.label}}}")[directive.label]})
        elif directive.label:
            self.targets[anchor(directive.label)] = directive.title
        body = mark(self.included(directive.argument) if directive.name == INCLUDE else directive.body, self.labels)
        self.read(body, tree_of(body.text))

    def _count(self, labels: Mapping[str, str]) -> None:
        for label, own in labels.items():
            if label not in self.numbers:
                self.counted += not own
                self.numbers[label] = own or str(self.counted)


def names_of(paragraph: str) -> tuple[list[str], str]:
    """Part the names that a paragraph gives to what follows, `(name)=`, from the rest of it."""
    names = []
    while found := _TARGET.match(paragraph):
        names.append(found[1])
        paragraph = paragraph[found.end() :]
    return names, paragraph


def options_of(content: str) -> tuple[dict[str, str], str]:
    """Part the options of a directive from what it holds."""
    found = _OPTIONS.match(content)
    if not found:
        return {}, content.strip("\n")
    written = found["yaml"] or found["lines"] or ""
    options = {each["name"]: each["value"].strip() for each in _OPTION.finditer(written)}
    return options, content[found.end() :].strip("\n")
