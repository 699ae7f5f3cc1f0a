"""Lists of the lessons in a page: what each answers and how long it takes, and how much of it runs in a browser."""

import re
from collections.abc import Callable, Mapping
from math import ceil
from typing import Any

from ordermatters_site.run.notebooks import Notebook
from ordermatters_site.run.prose import FENCE
from ordermatters_site.stage.browser_cells import BrowserCell, counted_cells
from ordermatters_site.stage.course import Course, CoursePage
from ordermatters_site.stage.prose import with_values

WORDS_A_MINUTE = 120
"""How fast a page is read; docs/reference/this-site.md tells its readers.

Half of the 238 words at which adults read prose in silence (M. Brysbaert, J. Mem. Lang. 109 (2019) 104047): code,
formulas and figures, whose words are not counted, stand between those of a lesson.
"""

EMPTY: Notebook = {"cells": [], "metadata": {}}
"""What there is to show of a page without a run."""

_LESSONS, _CELLS = "<!-- lessons -->", "<!-- cells -->"
_WORD, _TAG = re.compile(r"\w+(?:[-'’.]\w+)*"), re.compile(r"<[^>]*>")


def with_lists(text: str, page: CoursePage, course: Course, known: Callable[[Notebook], list[BrowserCell]]) -> str:
    """Put the lists in where the text of a page asks for them; `known` tells a notebook's cells as a browser sees them.

    `<!-- lessons -->` becomes the lessons with their questions and minutes, `<!-- cells -->` the table of their cells.
    """
    text = text.replace(_LESSONS, _lessons(page, course)) if _LESSONS in text else text
    return text.replace(_CELLS, _cell_counts(page, course, known)) if _CELLS in text else text


def minutes_of(notebook: Notebook) -> int:
    """Estimate the minutes that a page takes to read: its words, by a reading speed."""
    texts = (with_values(cell) for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    words = sum(len(_WORD.findall(_TAG.sub(" ", FENCE.sub("", text)))) for text in texts)
    return max(1, ceil(words / WORDS_A_MINUTE))


def _lessons(page: CoursePage, course: Course) -> str:
    """List the lessons in reading order, each with what it answers and how long it takes."""
    lessons, up = course.lessons(), "../" * page.name.count("/")
    minutes = [minutes_of(lesson.notebook or EMPTY) for lesson in lessons]
    said = f"{len(lessons)} lessons, {sum(minutes)} minutes of reading. Exercises take what you give them."
    items = [
        f'<li markdown="span">[{course.title(lesson)}]({up}{lesson.name})'
        f"{_question(lesson.meta)}<span>{time} minutes</span></li>"
        for lesson, time in zip(lessons, minutes, strict=True)
    ]
    before = [f"<p data-search-exclude>{said}</p>", "", '<ol class="om-path" data-search-exclude markdown="block">']
    return "\n".join([*before, *items, "</ol>"]) if lessons else ""


def _question(meta: Mapping[str, Any]) -> str:
    return f"<p>{meta['question']}</p>" if meta.get("question") else ""


def _cell_counts(page: CoursePage, course: Course, known: Callable[[Notebook], list[BrowserCell]]) -> str:
    """Say of each lesson how many code cells it shows, and how many of these run in the page."""
    counts = [(lesson, *counted_cells(known(lesson.notebook or EMPTY))) for lesson in course.lessons()]
    up = "../" * page.name.count("/")
    rows = [f"| [{course.title(lesson)}]({up}{lesson.name}) | {shown} | {run} |" for lesson, shown, run in counts]
    total = f"| All lessons | {sum(shown for _, shown, _ in counts)} | {sum(run for *_, run in counts)} |"
    return "\n".join(["| Lesson | Cells shown | Run in the page |", "| --- | ---: | ---: |", *rows, total])
