"""Text that stays text when Python-Markdown reads it, whatever it looks like."""

import re

# Entities where a backslash would mean something to one of the extensions: `\\[` opens a formula, say.
_ENTITIES = {"\\": "&#92;", "[": "&#91;", "{": "&#123;", "<": "&lt;", "&": "&amp;", "$": "&#36;"}
_ANYWHERE = re.compile(r"[\\\[{<&$`*]|(?<!\w)_|_(?!\w)|_(?=_)|(?<=_)_")
# What begins a block where it begins a line; numbers and hyphens only do with a blank behind them.
_LINE_START = re.compile(
    r"^(?P<before>[ \t]*(?:\d+(?=[.)](?:\s|$)))?)(?P<sign>[#>]|!(?=!!)|\?(?=\?\?)|=(?==)|~(?=~~)|:(?=[:\s])"
    r"|\|(?=[-|:\s]*$)|[-+](?=[-+=\s]|$)|(?<=\d)[.)])",
    re.MULTILINE,
)


def escaped(text: str) -> str:
    r"""Escape what would be markup anywhere in a line.

    >>> escaped("a_b, _c_ and [d] for $5")
    'a_b, \\_c\\_ and &#91;d] for &#36;5'
    """
    return _ANYWHERE.sub(lambda found: _ENTITIES.get(found[0], f"\\{found[0]}"), text)


def escaped_starts(paragraph: str) -> str:
    r"""Escape what would begin a block at the start of a line.

    >>> escaped_starts("1. May\n- or")
    '1&#46; May\n&#45; or'
    """
    return _LINE_START.sub(lambda found: f"{found['before']}&#{ord(found['sign'])};", paragraph)


def attribute(text: str) -> str:
    """Escape what a quoted attribute cannot hold."""
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


def code_span(code: str) -> str:
    """Write code within a line."""
    if re.match(r"#!|:::|\s*$", code) or "\n" in code:  # of a language, pymdownx.inlinehilite would say
        return f"<code>{escaped(code)}</code>"
    ticks = "`" * next(n for n in range(1, len(code) + 2) if not re.search(rf"(?<!`)`{{{n}}}(?!`)", code))
    blank = " " if code.startswith("`") or code.endswith("`") else ""
    return f"{ticks}{blank}{code}{blank}{ticks}"
