"""What may be wider than a phone scrolls by itself, by keyboard too, and without a script."""

import re

_OPENING = '<div class="om-table" tabindex="0">'
_TABLE = re.compile(r"<table(?![^>]*highlighttable)([^>]*)>(.*?)</table>", re.DOTALL)


def scrolling_tables(html: str) -> str:
    """Put each table of a page into a scroller of its own, unless it stands in one already.

    Material would do it by a script, after the first paint, and the text below would jump. It leaves alone what has a
    class; so each table gets one.
    """

    def scroller(match: re.Match[str]) -> str:
        attributes, rows = match.groups()
        classed = attributes if "class=" in attributes else f'{attributes} class="om"'
        table = f"<table{classed}>{rows}</table>"
        wrapped = html.endswith(_OPENING, 0, match.start())
        return table if wrapped else f"{_OPENING}{table}</div>"

    return _TABLE.sub(scroller, html)
