"""What the cells of the lessons come to in the page: each shows on small JAX what the page shows, and nearly all run.

JAX, NumPy and Matplotlib are hidden from them. By day `tests/site/test_live_cells.py` runs those that are offered.
"""

import pytest
from shown_on_pages import check_outputs
from small_lessons import LESSONS, check_cells

pytestmark = pytest.mark.of_this_course

LESSON_NAMES = sorted(path.stem for path in LESSONS.glob("*.md"))


@pytest.mark.parametrize("lesson", LESSON_NAMES)
def test_each_cell_runs_and_its_claims_hold(lesson: str) -> None:
    check_cells(lesson)


@pytest.mark.parametrize("lesson", LESSON_NAMES)
def test_each_cell_shows_what_the_page_shows(lesson: str) -> None:
    check_outputs(lesson)
