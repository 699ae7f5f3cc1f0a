"""The lessons that small JAX takes long over; and the exceptions among the cells, each of which has to be one."""

import pytest
from shown_on_pages import check_outputs
from small_lessons import EXCEPTED, LONG, cells, check_cells, run, skipped


@pytest.mark.parametrize("lesson", sorted(LONG))
def test_each_cell_runs_and_its_claims_hold(lesson: str) -> None:
    check_cells(lesson)


@pytest.mark.parametrize("lesson", sorted(LONG))
def test_each_cell_shows_what_the_page_shows(lesson: str) -> None:
    check_outputs(lesson)


@pytest.mark.parametrize("lesson", sorted(EXCEPTED))
def test_an_exception_that_runs_is_no_exception(lesson: str) -> None:
    measured = {cell.number for cell in cells(lesson) if "measured" in cell.tags}
    outcomes = run(lesson, measured)
    for number in skipped(lesson) - measured:
        other_numbers = lesson == "order-of-a-chain"  # its last cell runs, but on the matrices of an earlier one
        assert outcomes[number].error or other_numbers, f"code cell {number} of {lesson} runs after all"
