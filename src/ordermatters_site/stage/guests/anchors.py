"""Anchors of headings as Jupyter has them, and how to find one that a link means."""

import re


def jupyter_anchor(text: str) -> str:
    """Name a heading as Jupyter does: its text, with hyphens for blanks.

    >>> jupyter_anchor("The chain rule")
    'The-chain-rule'
    """
    return text.strip().replace(" ", "-")


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
