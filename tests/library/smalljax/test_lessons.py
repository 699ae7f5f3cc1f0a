"""Every cell of every lesson runs on small JAX, with JAX, NumPy and Matplotlib hidden, and what it asserts holds."""

import pytest
from small_lessons import LESSONS, check_cells

LESSON_NAMES = sorted(path.stem for path in LESSONS.glob("*.md"))


@pytest.mark.parametrize("lesson", LESSON_NAMES)
def test_each_cell_runs_and_its_claims_hold(lesson: str) -> None:
    check_cells(lesson)
