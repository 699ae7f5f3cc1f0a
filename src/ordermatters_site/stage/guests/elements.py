"""Containers as elements with Markdown within, for what Python-Markdown's syntax has no form for."""

import re

# Stands between two blocks that would be read as one.
SEPARATOR = "<!-- -->"
_TAG = re.compile(r"^<(?!label|https?:)[a-z!/][^>]*>\s*$", re.MULTILINE)


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
    known = re.match(r"[\w#.+-]*", language)
    return "\n".join([f"{ticks}{known[0] if known else ''}", code.removesuffix("\n"), ticks])
