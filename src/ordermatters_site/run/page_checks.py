"""What keeps a page from being published, and what it lets through on purpose: typed numbers, missing alt texts."""

from collections.abc import Mapping
from typing import Any

from ordermatters_site.run.captions import caption_of
from ordermatters_site.run.lessons import Lesson, LessonError
from ordermatters_site.run.notebooks import Cell, Notebook, Output, is_myst
from ordermatters_site.run.prose import misspelt_values, typed_numbers

NUMBERS, WEIGHT, ALT_TEXT = "numbers", "weight", "alt text"
_KNOWN = (NUMBERS, WEIGHT, ALT_TEXT)

# Jupyter's own order: what SymPy shows is a formula, though it brings a picture too.
IMAGES = ("image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp")
RICHEST_FIRST = ("text/html", "text/markdown", "text/latex", *IMAGES, "application/json", "text/plain")

_HOW = {
    ".md": 'Take it from `ordermatters.figures`, or open its cell with ```python alt="what it shows".',
    "myst": "Begin its `{code-cell}` with a line `:alt: what it shows`.",
    ".py": 'Begin its cell with `# %% alt="what it shows"`.',
    ".ipynb": 'Write `"alt": "what it shows"` into the metadata of its cell: in JupyterLab, select the cell, open the '
    "gears at the right, and *Advanced Tools*.",
}


def allowances(meta: Mapping[str, Any]) -> list[str]:
    """List what a page lets through, by its setting `allow`."""
    listed = meta.get("allow") or []
    return [str(name) for name in listed] if isinstance(listed, list) else [str(listed)]


def check_allowances(lesson: Lesson) -> None:
    """Refuse a page that lets through what there is not.

    Raises:
        LessonError: if a name is unknown; the message lists the known ones.
    """
    for name in allowances(lesson.meta):
        if name not in _KNOWN:
            mend = f"It can let through {', '.join(_KNOWN[:-1])} and {_KNOWN[-1]}."
            raise LessonError(lesson.name, f"`allow: [{name}]` names no kind of fault", mend=mend)


def check_numbers(lesson: Lesson) -> None:
    """Refuse a lesson of this site's own kind with a number of two or more digits in its prose that is no input.

    In a lesson of any kind, an inline value of a misspelt kind is refused first: it would be shown as it is typed.

    Code, mathematics, links and citations may hold numbers. A page's inputs (the sizes it starts from, a year) are
    listed in its front matter: `inputs: [100, 200]`.

    Raises:
        LessonError: if there is one, with each line and number; or if `inputs` is not a list.
    """
    _check_inline_values(lesson)
    if lesson.path.suffix != ".md" or is_myst(lesson.notebook) or NUMBERS in allowances(lesson.meta):
        return
    listed = lesson.meta.get("inputs") or []
    if not isinstance(listed, list):
        raise LessonError(lesson.name, f"`inputs: {listed}` is no list", mend=f"Write `inputs: [{listed}]`.")
    inputs = {str(number) for number in listed}
    mend = "Let the code say it, `{python} …`, or name it an input in the front matter: `inputs: [ … ]`."
    faults = [
        LessonError(
            lesson.name,
            f"the number {number} is typed into the prose",
            line=lesson.line_of(index, line),
            mend=f"{mend} {how_to_allow(lesson.name, NUMBERS)}",
        )
        for index, cell in enumerate(lesson.notebook["cells"])
        if cell["cell_type"] == "markdown"
        for line, number in typed_numbers(cell["source"], inputs)
    ]
    if faults:
        raise LessonError.joined(faults)


def _check_inline_values(lesson: Lesson) -> None:
    faults = [
        LessonError(
            lesson.name, f"there is no inline `{{{kind}}}`; is it `{{{meant}}}`?", line=lesson.line_of(index, line)
        )
        for index, cell in enumerate(lesson.notebook["cells"])
        if cell["cell_type"] == "markdown"
        for line, kind, meant in misspelt_values(cell["source"])
    ]
    if faults:
        raise LessonError.joined(faults)


def check_figures(lesson: Lesson, notebook: Notebook) -> None:
    """Refuse a page that shows figures without alt text.

    Raises:
        LessonError: if there is one; the message names each cell, and how to add the text in this kind of file.
    """
    if ALT_TEXT in allowances(lesson.meta):
        return
    mend = f"{_HOW['myst' if is_myst(notebook) else lesson.path.suffix]} {how_to_allow(lesson.name, ALT_TEXT)}"
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
    given, shown = cell["metadata"].get("alt") or _alt_of_myst(cell), figures(cell)
    number = next((position for position, other in enumerate(shown) if other is output), 0)
    if isinstance(given, list):
        return str(given[number]).strip() if number < len(given) else ""
    text = str(given).strip()
    return f"{text} ({number + 1} of {len(shown)})" if text and len(shown) > 1 else text


def _alt_of_myst(cell: Cell) -> str:
    """Return the alt text that a cell for MyST-NB or Quarto brings, or the caption that it gives its figure."""
    said, caption = cell["metadata"].get("mystnb", {}), caption_of(cell)
    return str(said.get("image", {}).get("alt") or caption.alt or caption.text)


def richest(output: Output) -> str:
    """Return the kind of content, of those that an output brings, that a page shows."""
    data = output.get("data", {})
    return next((kind for kind in RICHEST_FIRST if kind in data), "")


def how_to_allow(page: str, name: str) -> str:
    """Say how a page lets something through on purpose, in the way of its kind of file."""
    if page.endswith(".ipynb"):
        return f'Or let it through: `allow: [{name}]` between two lines `---` in a first cell of the kind "Raw".'
    return f"Or let it through: `allow: [{name}]` in the front matter."
