"""Pieces of HTML as a Markdown page holds them: whole blocks, figures and tables with their space reserved.

A long page is laid out before its reader sees any of it move. What is far from the view need not be
(`content-visibility` in 5-code.css) if it says beforehand how high it will be.
"""

import re

END_OF_BLOCK = '<span hidden=""></span>'
"""Says that a table or a formula has come whole; while it comes, its parts move, and 3-page.css does not show it."""
_BOX = re.compile(r'\bviewBox="\S+ \S+ (\S+) (\S+)"')
_ROW = re.compile(r"<(?:tr|caption)\b")
# A row with more text than this may be broken into more lines on a phone.
_FITS_A_PHONE = 40
_ONE_TABLE = re.compile(r"\s*<table\b(?:(?!</table>).)*</table>\s*", re.DOTALL)
_MARKS = re.compile(r"[\\`*_\[\]~^$]")
_REFERENCE = re.compile(r"&#(9|10|36|42|91|92|93|94|95|96|126);")
_WRAPPED = re.compile(r'<p>(?=<(?:section|form) class="om-)|(?<=</section>)</p>|(?<=</details>)</p>')
_VERBATIM = re.compile(r"(<(pre|textarea)\b[^>]*>)(.*?)(?=</\2>)", re.DOTALL)


def html_block(html: str) -> str:
    """Write HTML so that every Markdown reads it as one block: no blank line in it, and no line that begins a fence.

    What is shown as it is keeps its line breaks and tabs, as character references.
    """
    html = _VERBATIM.sub(lambda part: part[1] + part[3].replace("\n", "&#10;").replace("\t", "&#9;"), html.strip())
    return re.sub(r"\n\s*", "\n", html)


def to_come(what: str, classes: str = "") -> str:
    """Say in the place of something that it will be there."""
    names = f"{classes} om-coming".strip()
    return f'<div class="{names}" data-search-exclude><p>{what} is still to come.</p></div>'


def figure(drawing: str, attributes: str = "") -> str:
    """Put a drawing into a figure, with the ratio of its sides."""
    opening, rest = drawing.split(">", 1)
    box = _BOX.search(opening)
    if box and " width=" in opening:
        ratio = f"aspect-ratio:{box[1]}/{box[2]}"
        has_style = ' style="' in opening
        opening = (
            opening.replace(' style="', f' style="{ratio};', 1)
            if has_style
            else opening.replace("<svg", f'<svg style="{ratio}"', 1)
        )
    return f'<figure class="om-figure"{attributes}>{opening}>{rest}</figure>'


def scrolling_table(html: str) -> str:
    """Put what holds a table into a scroller, reached by keyboard too; a table alone, of short rows, states its lines.

    Material would do it by a script, after the first paint, and the text below would jump. It leaves alone what has a
    class; so each table gets one.
    """
    rows = [re.sub(r"<[^>]*>|\s+", " ", row).split() for row in _ROW.split(html)]
    is_short = all(len(" ".join(row)) <= _FITS_A_PHONE for row in rows)
    lines = f' style="--lines:{len(rows) - 1}"' if is_short and _ONE_TABLE.fullmatch(html) else ""
    classed = re.sub(r"<table(?![^>]*\bclass=)", '<table class="om"', html)
    return f'<div class="om-table" tabindex="0"{lines}>{classed}{END_OF_BLOCK}</div>'


def inline_html(html: str) -> str:
    """Write HTML on one line, in which Markdown finds nothing to read: its own characters become references."""
    line = " ".join(html_block(html).split("\n"))
    return _MARKS.sub(lambda mark: f"&#{ord(mark[0])};", line)


def restored(html: str) -> str:
    """Undo on a finished page what was written for Markdown to read past, and the paragraph that it put around."""
    html = html.replace(' data-search-exclude="data-search-exclude"', " data-search-exclude")
    html = _REFERENCE.sub(lambda reference: chr(int(reference[1])), html)
    return _WRAPPED.sub("", html)
