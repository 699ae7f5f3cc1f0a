"""Refuse a number that was typed into a lesson's prose: it would go stale unseen."""

from ordermatters_site.run.allowances import NUMBERS, allowances, how_to_allow
from ordermatters_site.run.lessons import Lesson, LessonError
from ordermatters_site.run.prose import typed_numbers


def check_numbers(lesson: Lesson) -> None:
    """Refuse a Markdown page with a standalone number of two or more digits that is no input of the page.

    Code, mathematics, links and citations may hold numbers. A page's inputs (the sizes it starts from, a year) are
    listed in its front matter: `inputs: [100, 200]`.

    Raises:
        LessonError: if there is one, with each line and number; or if `inputs` is not a list.
    """
    if lesson.path.suffix != ".md" or NUMBERS in allowances(lesson.meta):
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
            mend=f"{mend} {how_to_allow(lesson, NUMBERS)}",
        )
        for index, cell in enumerate(lesson.notebook["cells"])
        if cell["cell_type"] == "markdown"
        for line, number in typed_numbers(cell["source"], inputs)
    ]
    if faults:
        raise LessonError.joined(faults)
