"""Tables that end a lesson's cell: HTML for the page, aligned text for everything else."""

import re
from collections.abc import Sequence
from html import escape
from numbers import Integral, Real
from typing import Any

from ordermatters.arguments import listed, plain

# "1,020,000", "20.4×", "3 ms"; and what may stand in a column of numbers where one is missing
_NUMBER = re.compile(r"[-−+]?(\d[\d,]*(\.\d+)?(e[-+]?\d+)?\s?(×|%|[a-zµ]{1,2})?|inf|nan)")
_MISSING = {"", "—", "–"}


class Table:
    """Show rows of text and numbers under column headings; the first cell of a row is its heading.

    >>> Table(["order", "multiplications"], [["C(BA)", 1_020_000], ["(CB)A", 50_000]])
    order  multiplications
    -----  ---------------
    C(BA)        1,020,000
    (CB)A           50,000

    Integers get thousands separators, floats three significant digits or no decimals from a thousand on, `None`
    becomes a dash; text, formatted by the caller, stays as it is.

    Args:
        columns: one heading per column.
        rows: as many cells in each as there are columns.
        caption: what the table shows, in a sentence.

    Raises:
        TypeError: if columns or rows are not lists.
        ValueError: if there are no columns, or a row has too few or too many cells.
    """

    def __init__(self, columns: Sequence[Any], rows: Sequence[Sequence[Any]], caption: str | None = None) -> None:
        """Write out every cell at once: a table shows what was true when it was made."""
        self.columns = [str(column) for column in listed("columns", columns, "headings")]
        if not self.columns:
            raise ValueError("columns must hold at least one heading")
        self.rows = [self._cells(i, row) for i, row in enumerate(listed("rows", rows, "rows"))]
        self.caption = caption

    def _cells(self, i: int, row: Any) -> list[str]:
        cells = [_text(cell) for cell in listed(f"rows[{i}]", row, "cells")]
        if len(cells) != len(self.columns):
            raise ValueError(f"rows[{i}] has {len(cells)} cells, but there are {len(self.columns)} columns")
        return cells

    def _repr_html_(self) -> str:
        """Write the table for a page, readable by ear: headings know what they head."""
        numeric = self._numeric_columns()
        caption = "" if self.caption is None else f"<caption>{escape(self.caption)}</caption>\n"
        head = "".join(_heading(*cell) for cell in zip(self.columns, numeric, strict=True))
        body = "".join(self._html_row(row, numeric) for row in self.rows)
        return f"<table>\n{caption}<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>"

    def _html_row(self, row: list[str], numeric: list[bool]) -> str:
        rest = "".join(_html("td", "", *cell) for cell in zip(row[1:], numeric[1:], strict=True))
        return f"<tr>{_html('th', 'row', row[0], numeric[0])}{rest}</tr>\n"

    def __repr__(self) -> str:
        """Write the table as aligned text."""
        widths = [max(map(len, column)) for column in zip(self.columns, *self.rows, strict=True)]
        aligned = [str.rjust if number else str.ljust for number in self._numeric_columns()]
        lines = [
            "  ".join(align(text, width) for align, text, width in zip(aligned, row, widths, strict=True)).rstrip()
            for row in [self.columns, ["-" * width for width in widths], *self.rows]
        ]
        return "\n".join(lines if self.caption is None else [self.caption, "", *lines])

    def _numeric_columns(self) -> list[bool]:
        columns = [[row[i] for row in self.rows] for i in range(len(self.columns))]
        given = [[text for text in column if text not in _MISSING] for column in columns]
        return [bool(texts) and all(map(_NUMBER.fullmatch, texts)) for texts in given]


def _text(value: Any) -> str:
    value = plain("cell", value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Integral):
        return f"{int(value):,}"
    if isinstance(value, Real):
        number = float(value)
        return f"{number:,.0f}" if 1000 <= abs(number) < 1e15 else f"{number:.3g}"
    return "—" if value is None else str(value)


def _heading(text: str, number: bool) -> str:
    """Write a heading; the empty corner over the rows' headings heads nothing."""
    return _html("th", "col", text, number) if text else "<td></td>"


def _html(tag: str, scope: str, text: str, number: bool) -> str:
    attributes = (f' scope="{scope}"' if scope else "") + (' class="number"' if number else "")
    return f"<{tag}{attributes}>{escape(text)}</{tag}>"
