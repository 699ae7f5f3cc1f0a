"""What MyST's roles can refer to: parts named by `(name)=`, and directives that give themselves a name."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ordermatters_site.stage.guests.reading import reader

_OPTIONS = re.compile(r"\A(?:---\n(?P<yaml>.*?)\n---\n?|(?P<lines>(?:[ \t]*:[\w-]+:[^\n]*\n?)+))", re.DOTALL)
_OPTION = re.compile(r"^[ \t]*:?(?P<name>[\w-]+):[ \t]*(?P<value>.*)$", re.MULTILINE)
TARGET = re.compile(r"^\(([^()\n]*[^()\s])\)=[ \t]*(?:\n|$)")
_PART = re.compile(r"^\(([^()\n]*[^()\s])\)=[ \t]*(?:\n+(?:#+[ \t]+(.*))?|\Z)", re.MULTILINE)
_FENCE = re.compile(r"\{(?P<name>[^.\s}][^}]*)\}\s*(?P<argument>.*)")


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
        """Read a fence; one with attributes as Pandoc has them, `{.python .cell}`, is none."""
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


def directives_of(text: str) -> Iterator[Directive]:
    """Find the directives of a text, and those within them."""
    for token in reader().parse(text):
        if token.type in ("fence", "colon_fence") and (found := Directive.of(token.info, token.content)):
            yield found
            yield from directives_of(found.body)


def parts_of(text: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of a text that are named by `(name)=`, each with what a link to it is called."""
    return ((anchor(name), title or name) for name, title in _PART.findall(text))


def options_of(content: str) -> tuple[dict[str, str], str]:
    """Part the options of a directive from what it holds."""
    found = _OPTIONS.match(content)
    if not found:
        return {}, content.strip("\n")
    written = found["yaml"] or found["lines"] or ""
    options = {each["name"]: each["value"].strip() for each in _OPTION.finditer(written)}
    return options, content[found.end() :].strip("\n")
