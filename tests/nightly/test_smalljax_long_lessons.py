"""The lessons that small JAX takes long over; and the exceptions among the cells, each of which has to be one."""

import pytest
from shown_on_pages import check_outputs
from small_lessons import LONG, check_cells


@pytest.mark.parametrize("lesson", sorted(LONG))
def test_each_cell_runs_and_its_claims_hold(lesson: str) -> None:
    check_cells(lesson)


@pytest.mark.parametrize("lesson", sorted(LONG))
def test_each_cell_shows_what_the_page_shows(lesson: str) -> None:
    check_outputs(lesson)
