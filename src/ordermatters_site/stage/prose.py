"""The prose of a page, its values filled in."""

from ordermatters_site.run.notebooks import Cell
from ordermatters_site.run.prose import fill_in

TO_COME = "…"
"""Stands where a value will, once its lesson has run."""


def with_values(cell: Cell) -> str:
    """Return the text of a Markdown cell with its values filled in, the measured ones marked as such.

    A value that is not there yet shows as dots.
    """
    values = cell["metadata"].get("inline", [])

    def value(kind: str, expression: str, position: int) -> str:
        text = values[position] if position < len(values) else None
        text = TO_COME if text is None else text
        return f"<span data-measured data-search-exclude>{text}</span>" if kind == "measured" else text

    return fill_in(cell["source"], value)
