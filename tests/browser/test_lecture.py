"""A lesson as a lecture hall sees it: larger, one part at a time, by keys, with everything on it alive."""

from collections.abc import Iterator

import pytest
from axe import violations
from browsers import Visit
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.of_this_course

TEXT_FOLLOWS = "lessons/jacobian"
"""Where a prediction stands in the middle of its part."""
LESSON, NEXT = "lessons/order-of-a-chain", "lessons/best-order"
SHOWN = "() => [...document.querySelectorAll('article > :is(h1, h2)')].filter(h => h.checkVisibility()).map(h => h.id)"
AFTER = """box => [...box.parentElement.children]
    .filter(e => box.compareDocumentPosition(e) & 4 && e.checkVisibility()).map(e => e.outerHTML.slice(0, 99))"""
SIZE = "() => parseFloat(getComputedStyle(document.querySelector('article p')).fontSize)"


@pytest.fixture(scope="module")
def visit(browser: Browser, course_address: str) -> Iterator[Visit]:
    with browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce") as context:
        yield Visit(context.new_page(), course_address)


@pytest.fixture
def page(visit: Visit) -> Iterator[Page]:
    """The lesson, which has just been loaded."""
    visit.open(LESSON)
    yield visit.page
    assert not visit.faults


def begin(page: Page) -> None:
    page.get_by_role("button", name="Lecture").click()
    page.locator(".om-lecture-row").wait_for()


def test_one_part_at_a_time_and_larger(page: Page) -> None:
    headings, small = page.evaluate(SHOWN), page.evaluate(SIZE)
    begin(page)
    assert page.evaluate(SIZE) > 1.3 * small
    assert not page.locator(".md-header").is_visible()
    seen = [page.evaluate(SHOWN)]
    while len({*page.locator(".om-lecture-row span").inner_text().split(" of ")}) == 2:
        page.keyboard.press("ArrowRight")
        seen.append(page.evaluate(SHOWN))
    assert all(len(part) == 1 for part in seen), "one heading, whichever part"
    assert list(dict.fromkeys(part[0] for part in seen)) == headings, "all parts, in their order"
    page.keyboard.press("PageUp")
    page.keyboard.press("Escape")
    assert page.evaluate(SHOWN) == headings and page.evaluate(SIZE) == small


def test_a_part_begins_at_the_top_of_the_screen(page: Page) -> None:
    begin(page)
    top = page.locator("article h1").bounding_box()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    heading = page.locator("article > h2:visible").bounding_box()
    assert top and heading and heading["y"] <= top["y"] + 1


def test_what_follows_a_prediction_waits_and_its_answer_is_told_when_asked_for(page: Page) -> None:
    page.goto(page.url.replace(LESSON, TEXT_FOLLOWS))
    assert page.locator(".predict + p").count() == 1
    begin(page)
    box = page.locator(".predict").first
    assert box.is_visible()
    assert box.evaluate(AFTER) == []
    answer = box.locator(".om-answer").first
    assert not answer.locator("p").is_visible()
    answer.locator("summary").click()
    assert answer.locator("p").is_visible()
    page.keyboard.press("PageDown")
    assert box.evaluate(AFTER)
    assert violations(page, "article") == violations(page, ".om-lecture-row") == []


def test_keys_of_a_slider_are_its_own(page: Page) -> None:
    begin(page)
    slider = page.locator("[data-explorer] input[type=range]").first
    while not slider.is_visible():
        page.keyboard.press("ArrowRight")
    place = page.locator(".om-lecture-row span").inner_text()
    before = slider.input_value()
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert slider.input_value() != before
    assert page.locator(".om-lecture-row span").inner_text() == place
    page.locator(".om-lecture-row").get_by_label("The next part").click()
    expect(page.locator(".om-lecture-row span")).not_to_have_text(place)
