"""One lesson's cells on small JAX, with JAX, NumPy and Matplotlib hidden: `tests/site` runs those of all."""

from small_lessons import check_cells


def test_the_cells_of_a_lesson_run_and_their_claims_hold() -> None:
    check_cells("first-gradients")
