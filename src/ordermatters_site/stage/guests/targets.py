"""What MyST's roles can refer to: parts named by `(name)=`, and directives that give themselves a name."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_OPTIONS = re.compile(r"\A(?:---\n(?P<yaml>.*?)\n---\n?|(?P<lines>(?:[ \t]*:[\w-]+:[^\n]*\n?)+))", re.DOTALL)
_OPTION = re.compile(r"^[ \t]*:?(?P<name>[\w-]+):[ \t]*(?P<value>.*)$", re.MULTILINE)
TARGET = re.compile(r"^\(([^()\n]*[^()\s])\)=[ \t]*(?:\n|$)")
_PART = re.compile(r"^\(([^()\n]*[^()\s])\)=[ \t]*(?:\n+(?:#+[ \t]+(.*))?|\Z)", re.MULTILINE)
_DIRECTIVE = re.compile(
    r"^[ \t]*(?P<fence>`{3,}|:{3,})[ \t]*\{(?P<name>[\w:-]+)\}[ \t]*(?P<argument>[^\n]*)\n"
    r"(?P<content>.*?)^[ \t]*(?P=fence)[ \t]*$",
    re.MULTILINE | re.DOTALL,
)


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


def targets_of(text: str) -> Iterator[tuple[str, str]]:
    """Yield the names that a cell defines, each with what a link to it is called."""
    for name, title in _PART.findall(text):
        yield anchor(name), title or name
    for found in _directives(text):
        options, body = options_of(found["content"])
        if found["name"] != "math" and (name := name_of(options)):
            is_picture = found["name"] in ("figure", "image")
            title = body.partition("\n\n")[0].replace("\n", " ") if is_picture else found["argument"]
            yield anchor(name), title.strip() or kind_of(found["name"])


def _directives(text: str) -> Iterator[re.Match[str]]:
    """Find the directives of a text, and those within them."""
    for found in _DIRECTIVE.finditer(text):
        yield found
        yield from _directives(found["content"])


def labels_of_directives(text: str) -> list[str]:
    """List the labels of formulas that are directives."""
    found = (options_of(each["content"])[0] for each in _directives(text) if each["name"] == "math")
    return [name for options in found if (name := name_of(options))]


def held_by_directives(text: str) -> list[str]:
    """List what the directives of a text hold, which is read as Markdown of its own."""
    return [options_of(found["content"])[1] for found in _directives(text)]


def kind_of(directive: str) -> str:
    """Say in a word what a directive is.

    >>> kind_of("prf:theorem"), kind_of("exercise-start")
    ('Theorem', 'Exercise')
    """
    return directive.rpartition(":")[2].removesuffix("-start").capitalize()


def name_of(options: Mapping[str, str]) -> str:
    """Return the name that a directive gives itself, or nothing."""
    return options.get("label") or options.get("name") or ""


def options_of(content: str) -> tuple[dict[str, str], str]:
    """Part the options of a directive from what it holds."""
    found = _OPTIONS.match(content)
    if not found:
        return {}, content.strip("\n")
    written = found["yaml"] or found["lines"] or ""
    options = {each["name"]: each["value"].strip() for each in _OPTION.finditer(written)}
    return options, content[found.end() :].strip("\n")
