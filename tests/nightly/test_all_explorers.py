"""Every explorer of every lesson, by keyboard alone, in one visit on a phone."""

import re
from collections.abc import Iterator

import pytest
from browsers import PYTHON_STARTS, Visit
from courses import ROOT
from explorer_visits import by_keyboard
from playwright.sync_api import Browser, expect

expect.set_options(timeout=PYTHON_STARTS)

# Each explorer of each lesson, as its author put it there.
PLACES = [
    (path.stem, name)
    for path in sorted((ROOT / "docs/lessons").glob("*.md"))
    for name in re.findall(r'data-explorer="([\w-]+)"', path.read_text(encoding="utf-8"))
]


@pytest.fixture(scope="module")
def reader(browser: Browser, course_address: str) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    visit = Visit(context.new_page(), course_address)
    yield visit
    context.close()
    assert visit.starts_of_python() == 1
    assert not visit.faults


@pytest.mark.parametrize(("lesson", "name"), PLACES)
def test_an_explorer_of_a_lesson_by_keyboard_alone(reader: Visit, lesson: str, name: str) -> None:
    reader.turn_to(f"lessons/{lesson}")
    by_keyboard(reader.page, name)
