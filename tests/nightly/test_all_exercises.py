"""Every exercise of the course in a browser, through every state."""

from collections.abc import Iterator

import pytest
from browsers import PYTHON_STARTS, Visit
from exercise_visits import from_starter_to_solution
from playwright.sync_api import Browser, expect

from ordermatters import exercises

expect.set_options(timeout=PYTHON_STARTS)


@pytest.fixture(scope="module")
def visit(browser: Browser, course_address: str) -> Iterator[Visit]:
    """One visit to the page of all exercises: Python starts once."""
    visit = Visit(browser.new_page(), course_address)
    visit.open("reference/exercises")
    yield visit
    assert not visit.faults


@pytest.mark.parametrize("name", exercises.names())
def test_an_exercise_from_starter_to_solution(visit: Visit, name: str) -> None:
    from_starter_to_solution(visit.page, name)
