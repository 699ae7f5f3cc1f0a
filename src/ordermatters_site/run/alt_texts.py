"""What figures say to those who cannot see them: which outputs are figures, and where their alt text comes from."""

from ordermatters_site.run.lessons import Lesson, LessonError
from ordermatters_site.run.notebooks import Cell, Notebook, Output

RICHEST_FIRST = ("text/html", "image/svg+xml", "image/png", "image/jpeg", "text/markdown", "text/latex", "text/plain")
IMAGES = ("image/svg+xml", "image/png", "image/jpeg")


def check_figures(lesson: Lesson, notebook: Notebook) -> None:
    """Refuse a page that shows a figure without alt text.

    Raises:
        LessonError: naming the cell, and the two ways to give the text.
    """
    for index, cell in enumerate(notebook["cells"]):
        for output in cell.get("outputs", []):
            if richest(output) in IMAGES and not alt_text(cell, output):
                raise LessonError(
                    lesson.name,
                    "a figure without alt text",
                    cell=lesson.cell_number(index),
                    line=lesson.line_of(index),
                    mend='Take it from `ordermatters.figures`, or open its cell with ```python alt="what it shows".',
                )


def alt_text(cell: Cell, output: Output) -> str:
    """Return what a figure says of itself, or else what its cell says of it."""
    own = output.get("metadata", {}).get(richest(output), {})
    return str((own.get("alt") if isinstance(own, dict) else "") or cell["metadata"].get("alt", "")).strip()


def richest(output: Output) -> str:
    """Return the kind of content, of those that an output brings, that a page shows."""
    data = output.get("data", {})
    return next((kind for kind in RICHEST_FIRST if kind in data), "")
