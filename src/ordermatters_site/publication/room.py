"""Figures and tables say how much room they take, so that a browser may leave them for later and nothing jumps.

A long page is laid out whole before a reader sees any of it move. What is far from the view need not be
(`content-visibility` in 5-code.css) if it says beforehand how high it will be.
"""

import re

_FIGURE = re.compile(r'(<figure class="om-figure"[^>]*><svg\b)(?P<attributes>[^>]*)')
_BOX = re.compile(r'\bviewBox="\S+ \S+ (\S+) (\S+)"')
# Alone in its scroller: what a notebook's own HTML has beside its table may be any height.
_TABLE = re.compile(
    r'(<div class="om-table" tabindex="0")>(?=<table\b(?P<rows>(?:(?!</table>).)*)</table>\s*</div>)', re.DOTALL
)


def with_room(html: str) -> str:
    """Return a page whose figures state the ratio of their sides, and whose tables their number of lines."""
    return _TABLE.sub(_with_lines, _FIGURE.sub(_with_ratio, html))


def _with_ratio(figure: re.Match[str]) -> str:
    box = _BOX.search(figure["attributes"])
    if box is None or "aspect-ratio:" in figure["attributes"] or " width=" not in figure["attributes"]:
        return figure[0]
    ratio = f"aspect-ratio:{box[1]}/{box[2]}"
    if ' style="' in figure["attributes"]:
        return figure[1] + figure["attributes"].replace(' style="', f' style="{ratio};', 1)
    return f'{figure[1]} style="{ratio}"{figure["attributes"]}'


def _with_lines(table: re.Match[str]) -> str:
    lines = len(re.findall(r"<(?:tr|caption)\b", table["rows"]))
    return f'{table[1]} style="--lines:{lines}">'
