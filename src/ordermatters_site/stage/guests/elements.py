"""Containers as elements with Markdown within, for what Python-Markdown's syntax has no form for."""

import re
import textwrap
from collections.abc import Callable

# Stands between two blocks that would be read as one.
SEPARATOR = "<!-- -->"
_TAG = re.compile(r"^<(?!label|https?:)[a-z!/][^>]*>\s*$", re.MULTILINE)


class Block(str):
    """A block that is another within an item that is an element: Python-Markdown would count blanks from there.

    So lists are elements there, and what holds them.
    """

    in_item: str

    def __new__(cls, text: str, in_item: str) -> "Block":
        """Take both."""
        block = super().__new__(cls, text)
        block.in_item = in_item
        return block


def in_item(blocks: list[str]) -> list[str]:
    """Return blocks as they stand within an item that is an element."""
    return [block.in_item if isinstance(block, Block) else block for block in blocks]


def container(write: Callable[[list[str]], str], blocks: list[str]) -> list[str]:
    """Write what holds some blocks."""
    return [Block(write(blocks), write(in_item(blocks)))]


def quotation(blocks: list[str]) -> str:
    """Write a quotation."""
    if any(map(has_tags, blocks)):
        return element("blockquote", blocks)
    return "\n".join(f"> {line}".rstrip() for line in "\n\n".join(blocks).split("\n"))


def box(kind: str, title: str, blocks: list[str], *, fold: bool = False) -> list[str]:
    """Write a box with a title, one to unfold if `fold`."""

    def written(blocks: list[str]) -> str:
        if any(map(has_tags, blocks)):
            heading = f'<p class="admonition-title">{title}</p>'
            name, first = ("details", f"<summary>{title}</summary>") if fold else ("div", heading)
            return element(name, [first, *blocks], f' class="{kind if fold else f"admonition {kind}"}"')
        body, quoted = textwrap.indent("\n\n".join(blocks), "    "), title.replace('"', "&quot;")
        return f'{"???" if fold else "!!!"} {kind} "{quoted}"\n\n{body}'

    return container(written, blocks)


def element(name: str, blocks: list[str], attributes: str = "", level: str = "1") -> str:
    """Write a container as an element; Python-Markdown reads what is within as blocks."""
    if level == "span":
        return f'<{name}{attributes} markdown="{level}">{blocks[0]}</{name}>'
    return "\n\n".join([f'<{name}{attributes} markdown="{level}">', *blocks, f"</{name}>"])


def has_tags(block: str) -> bool:
    """Tell whether a block has a tag on a line of its own: Python-Markdown reads none that is indented."""
    return bool(_TAG.search(block))


def fence(language: str, code: str) -> str:
    """Write code between more backticks than it holds."""
    ticks = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`+", code)), 3)
    known = re.match(r"(?:\{\s*\.?)?([\w#.+-]*)", language)  # in braces in Pandoc and R: `{.python .cell}`
    return "\n".join([f"{ticks}{known[1] if known else ''}", code.removesuffix("\n"), ticks])
