"""What figures say to those who cannot see them: which outputs are figures, and where their alt text comes from."""

from ordermatters_site.run.allowances import ALT_TEXT, allowances, how_to_allow
from ordermatters_site.run.lessons import Lesson, LessonError
from ordermatters_site.run.notebooks import Cell, Notebook, Output

# Jupyter's own order: what SymPy shows is a formula, though it brings a picture too.
IMAGES = ("image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp")
RICHEST_FIRST = ("text/html", "text/markdown", "text/latex", *IMAGES, "application/json", "text/plain")

_HOW = {
    ".md": 'Take it from `ordermatters.figures`, or open its cell with ```python alt="what it shows".',
    ".py": 'Begin its cell with `# %% alt="what it shows"`.',
    ".ipynb": 'Write `"alt": "what it shows"` into the metadata of its cell: in JupyterLab, select the cell, open the '
    "gears at the right, and *Advanced Tools*.",
}


def check_figures(lesson: Lesson, notebook: Notebook) -> None:
    """Refuse a page that shows figures without alt text.

    Raises:
        LessonError: if there is one; the message names each cell, and how to add the text in this kind of file.
    """
    if ALT_TEXT in allowances(lesson.meta):
        return
    mend = f"{_HOW[lesson.path.suffix]} {how_to_allow(lesson, ALT_TEXT)}"
    faults = [
        LessonError(
            lesson.name,
            "a figure without alt text",
            cell=lesson.cell_number(index),
            line=lesson.line_of(index),
            mend=mend,
        )
        for index, cell in enumerate(notebook["cells"])
        if any(not alt_text(cell, output) for output in figures(cell))
    ]
    if faults:
        raise LessonError.joined(faults)


def figures(cell: Cell) -> list[Output]:
    """List the outputs of a cell that are figures."""
    return [output for output in cell.get("outputs", []) if richest(output) in IMAGES]


def alt_text(cell: Cell, output: Output) -> str:
    """Return what a figure says of itself, or else what its cell says of it.

    A cell says it in `alt`: of each of its figures in a list of texts, or of all of them in one, which is counted on.
    """
    own = output.get("metadata", {}).get(richest(output), {})
    if isinstance(own, dict) and own.get("alt"):
        return str(own["alt"]).strip()
    given, shown = cell["metadata"].get("alt", ""), figures(cell)
    number = next((position for position, other in enumerate(shown) if other is output), 0)
    if isinstance(given, list):
        return str(given[number]).strip() if number < len(given) else ""
    text = str(given).strip()
    return f"{text} ({number + 1} of {len(shown)})" if text and len(shown) > 1 else text


def richest(output: Output) -> str:
    """Return the kind of content, of those that an output brings, that a page shows."""
    data = output.get("data", {})
    return next((kind for kind in RICHEST_FIRST if kind in data), "")
