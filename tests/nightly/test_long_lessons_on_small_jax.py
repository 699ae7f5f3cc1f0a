"""The lessons whose cells take small JAX long: they run there, and show what the page shows."""

import pytest
from shown_on_pages import check_outputs
from small_lessons import LONG, check_cells

pytestmark = pytest.mark.of_this_course


@pytest.mark.parametrize("lesson", LONG)
def test_each_cell_runs_and_shows_what_the_page_shows(lesson: str) -> None:
    check_cells(lesson)
    check_outputs(lesson)
