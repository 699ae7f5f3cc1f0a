"""A lesson's boxes as any Jupyter shows them: quotations and folds."""

import re
import textwrap

from ordermatters_site.stage.parts import fold

_BOX = re.compile(
    r"^(?P<mark>!!!|\?\?\?\+?) +(?P<kind>[\w-]+)(?: +\"(?P<title>[^\"]*)\")?[ \t]*\n"
    r"(?P<body>(?:(?: {4}|\t).*(?:\n|\Z)|[ \t]*\n(?=(?:[ \t]*\n)*(?: {4}|\t)))+)",
    re.MULTILINE,
)


def admonitions_for_jupyter(markdown: str) -> str:
    """Write the boxes of a cell for a notebook."""
    return _BOX.sub(_box, markdown)


def _box(box: re.Match[str]) -> str:
    title, body = box["title"] or box["kind"].capitalize(), textwrap.dedent(box["body"]).strip()
    if box["mark"] != "!!!":
        return fold(title, body) + "\n"
    return textwrap.indent(f"**{title}**\n\n{body}", "> ", lambda _: True) + "\n"
