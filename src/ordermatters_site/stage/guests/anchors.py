"""Anchors of headings as Jupyter has them, and how to find one that a link means."""

import re

from markdown_it.tree import SyntaxTreeNode

from ordermatters_site.stage.guests.formulas import MarkedText

# What can stand in an attribute list without quotes, and in an address as it is.
_PLAIN_NAME = re.compile(r"[^\s()={}\"'<>&$\\`*\[\]|]+")


def anchor_of(heading: SyntaxTreeNode, marked: MarkedText) -> str:
    """Name a heading as Jupyter does, its text with hyphens for blanks; without signs where that cannot be a name."""
    text = "".join(node.content for node in heading.walk() if node.type in ("text", "code_inline"))
    anchor = marked.restored(text).strip().replace(" ", "-")
    return anchor if _PLAIN_NAME.fullmatch(anchor) else _plain(anchor)


def closest(wanted: str, anchors: list[str]) -> str:
    """Return the anchor that a link means, whether it spells it as Jupyter, as GitHub or as this site does.

    >>> closest("chain-rule", ["The-rule", "Chain-Rule:"])
    'Chain-Rule:'
    """
    if wanted in anchors:
        return wanted
    return next((anchor for anchor in anchors if _plain(anchor) == _plain(wanted)), wanted)


def _plain(anchor: str) -> str:
    return re.sub(r"-+", "-", re.sub(r"[^\w-]", "", anchor.lower())).strip("-")
