"""What only a visit shows: the way of the focus, the search by keys, no motion for those who ask for none."""

from collections.abc import Iterator

import pytest
from browsers import PYTHON_STARTS
from opened_parts import LESSON
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.of_this_course

expect.set_options(timeout=PYTHON_STARTS)


@pytest.fixture(scope="module")
def still(browser: Browser) -> Iterator[Page]:
    with browser.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        page.set_default_timeout(PYTHON_STARTS)
        yield page


@pytest.fixture
def page(still: Page) -> Page:
    """A wide page of somebody who asks for no motion; each test opens in it what it looks at."""
    still.set_viewport_size({"width": 1280, "height": 900})
    still.emulate_media(reduced_motion="reduce")
    return still


def test_the_focus_is_seen_wherever_it_goes(page: Page, course_address: str) -> None:
    page.goto(course_address + LESSON)
    outline = """() => {
        const {activeElement: element} = document, {outlineStyle, outlineWidth} = getComputedStyle(element);
        return [element.outerHTML.slice(0, 100), outlineStyle, parseFloat(outlineWidth)];
    }"""
    visited = []
    for _ in range(60):
        page.keyboard.press("Tab")
        visited.append(page.evaluate(outline))
    assert len({html for html, _, _ in visited}) > 40
    assert [html for html, style, width in visited if style == "none" or width < 1] == []


def test_the_focus_is_covered_by_nothing(page: Page, course_address: str) -> None:
    """Back from the end of a page, where the header lies over what comes into view."""
    page.goto(course_address + LESSON)
    page.locator(".md-footer a").last.focus()
    covered = """() => {
        const {activeElement: element} = document, {top, height} = element.getBoundingClientRect();
        const edge = document.querySelector(".md-header").getBoundingClientRect().bottom;
        return element.closest("article") && (!height || top < edge) ? [element.outerHTML.slice(0, 100)] : [];
    }"""
    found = []
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        expect(page.locator(".om-area:focus")).to_have_count(0)  # an editor takes its place
        found += page.evaluate(covered)
    assert page.evaluate("scrollY") < 8000
    assert found == []


def test_tab_passes_a_search_that_is_closed(page: Page, course_address: str) -> None:
    page.goto(course_address + LESSON)
    page.locator("input[name=query]").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.md-nav__link')")


def test_nothing_moves_for_those_who_ask_for_stillness(page: Page, course_address: str) -> None:
    moving = "document.getAnimations().length"
    page.goto(course_address)
    assert page.locator(".om-squares").count() == 2
    assert page.evaluate(moving) == 0
    page.emulate_media(reduced_motion="no-preference")
    page.reload()
    assert page.evaluate(moving) > 0


def test_what_is_too_wide_for_a_phone_is_scrolled_by_keyboard(page: Page, course_address: str) -> None:
    """Code, tables and formulas: whatever holds more than it shows can be reached and moved."""
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(course_address + LESSON)
    page.locator("pre code[tabindex]").first.wait_for()
    unreachable = """() => [...document.querySelectorAll("article *")].filter(element =>
        element.scrollWidth > element.clientWidth + 1 && element.tabIndex < 0
        && ["auto", "scroll"].includes(getComputedStyle(element).overflowX)
    ).map(element => element.outerHTML.slice(0, 200))"""
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    page.wait_for_function(f"({unreachable})().length == 0")
    wide = page.locator("pre code[tabindex]").first
    wide.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("element => element.scrollLeft > 0", arg=wide.element_handle())


def test_the_search_knows_words_without_what_stands_beside_them(page: Page, course_address: str) -> None:
    """In the text they are followed by commas, and code joins them by dots."""
    page.goto(course_address)
    page.keyboard.press("/")
    for typed, found in [("matrix", ""), ("jvp", "columns-by-jvp/"), ("jax.jvp", "columns-by-jvp/")]:
        page.locator("input[name=query]").fill("")
        page.keyboard.press("End")  # the search listens to keys
        expect(page.locator(".md-search-result__item")).to_have_count(0)
        page.locator("input[name=query]").press_sequentially(typed)
        expect(page.locator(f".md-search-result__link[href*='lessons/{found}']").first).to_be_visible()
        expect(page.locator(".md-search__suggest")).to_have_text(typed)
