"""MyST in a page that is read as this site's own Markdown, where readers would see it as it is typed."""

import re
from collections.abc import Iterator

_NAME = r"[A-Za-z][\w:.+-]*"
_FENCE = re.compile(r"^[ \t>]*(?P<fence>`{3,}|~{3,}|:{3,})[ \t]*(?P<info>[^`\n]*)$")
_DIRECTIVE = re.compile(rf"\{{{_NAME}\}}")
# A span of code begins where no role does: what it holds is meant to be seen.
_ROLE = re.compile(rf"(?P<role>\{{{_NAME}\}})?(?P<ticks>`+)(?!`)(?:.*?[^`])(?P=ticks)(?!`)")
_TARGET = re.compile(r"^\([^()\s][^()\n]*\)=[ \t]*$")
_FRONT_MATTER = "`jupytext: {text_representation: {extension: .md, format_name: myst}}` and "
_FRONT_MATTER += "`kernelspec: {display_name: Python 3, language: python, name: python3}`"
MEND = f"Write it as plain Markdown, or have the page read as MyST: {_FRONT_MATTER} in its front matter."


def typed_myst(text: str) -> Iterator[tuple[int, str]]:
    """Yield the directives, roles and names of MyST's that a page holds, each with its line, from 1.

    >>> list(typed_myst("See {doc}`other`, not `{doc}`.\\n\\n:::{note}\\n:::"))
    [(1, '{doc}'), (3, '{note}')]
    """
    fence = ""
    for number, line in enumerate(text.split("\n"), 1):
        found = _FENCE.match(line)
        if fence:
            ends = found and found["fence"].startswith(fence) and not found["info"].strip()
            fence = "" if ends else fence
        elif found:
            directive = _DIRECTIVE.match(found["info"])
            if directive:
                yield number, directive[0]
            fence = found["fence"] if not found["fence"].startswith(":") else ""
        else:
            yield from ((number, name) for name in _in_line(line))


def _in_line(line: str) -> Iterator[str]:
    if _TARGET.match(line):
        yield line.strip()
    for found in _ROLE.finditer(line):
        if found["role"]:
            yield found["role"]
