"""MyST in a page that is read as this site's own Markdown, where readers would see it as it is typed."""

import re
from operator import itemgetter

from ordermatters_site.run.prose import blank

_NAME = r"\{[A-Za-z][\w:.+-]*\}"
_FENCE = re.compile(
    rf"^[ \t>]*(?P<fence>`{{3,}}|~{{3,}})[ \t]*(?P<name>{_NAME})?[^`\n]*(?:\n.*)*?\n[ \t>]*(?P=fence)[`~]*[ \t]*$",
    re.MULTILINE,
)
# A directive of colons, a name, a role. A span of code begins where no role does: what it holds is meant to be seen.
_OTHER = re.compile(
    rf"^[ \t>]*:{{3,}}[ \t]*(?P<directive>{_NAME})|^(?P<target>\([^()\s][^()\n]*\)=)[ \t]*$"
    rf"|(?P<role>{_NAME})?(?P<ticks>`+)(?!`)(?:.*?[^`])(?P=ticks)(?!`)",
    re.MULTILINE,
)
_FRONT_MATTER = "`jupytext: {text_representation: {extension: .md, format_name: myst}}` and "
_FRONT_MATTER += "`kernelspec: {display_name: Python 3, language: python, name: python3}`"
MEND = f"Write it as plain Markdown, or have the page read as MyST: {_FRONT_MATTER} in its front matter."


def typed_myst(text: str) -> list[tuple[int, str]]:
    """List the directives, roles and names of MyST's that a page holds, each with its line, from 1.

    >>> typed_myst("See {doc}`other`, not `{doc}`.\\n\\n:::{note}\\n:::")
    [(1, '{doc}'), (3, '{note}')]
    """
    found = [(fence.start(), fence["name"]) for fence in _FENCE.finditer(text)]
    for other in _OTHER.finditer(_FENCE.sub(blank, text)):
        found.append((other.start(), other["directive"] or other["target"] or other["role"]))
    return [(text.count("\n", 0, start) + 1, name) for start, name in sorted(found, key=itemgetter(0)) if name]
