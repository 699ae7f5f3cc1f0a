"""The prose of a page, by the kind of its file: a lesson's Markdown as it is, a guest notebook's turned into it."""

from ordermatters_site.run.notebooks import Cell
from ordermatters_site.run.prose import fill_in


def prose(cell: Cell, suffix: str = ".md") -> str:
    """Return the text of a Markdown cell as Python-Markdown reads it, with its values filled in.

    `suffix` is the file's: a lesson in `.md` is written for Python-Markdown, what Jupyter shows is CommonMark.
    """
    return with_values(cell)


def with_values(cell: Cell) -> str:
    """Return the text of a Markdown cell with its values filled in, the measured ones marked as such.

    A value that is not there yet shows as its expression.
    """
    values = cell["metadata"].get("inline", [])

    def value(kind: str, expression: str, position: int) -> str:
        text = values[position] if position < len(values) else f"`{expression}`"
        return f"<span data-measured data-search-exclude>{text}</span>" if kind == "measured" else text

    return fill_in(cell["source"], value)
