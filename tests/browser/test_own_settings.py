"""Readers with settings of their own: colours, letters farther apart, fingers, a magnified page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.of_this_course

LESSON = "lessons/order-of-a-chain/"
# WCAG 2.2, section 1.4.12.
_SPACED = """p { margin-bottom: 2em !important }
* { letter-spacing: 0.12em !important; line-height: 1.5 !important; word-spacing: 0.16em !important }"""
_COLOURS = """([selector, pseudo]) => [...document.querySelectorAll(selector)].map(element =>
    getComputedStyle(element, pseudo || null).backgroundColor)"""
_SMALL = """fields => fields.filter(field => parseFloat(getComputedStyle(field).fontSize) < 16)
    .map(field => field.outerHTML)"""


@pytest.fixture(scope="module")
def forced(browser: Browser) -> Iterator[Page]:
    """A page in forced colours, which stays where it is for the next test that looks at the same."""
    page = browser.new_page(forced_colors="active", color_scheme="dark")
    yield page
    page.close()


@pytest.mark.parametrize(
    ("where", "selector", "pseudo"),
    [
        ("", ".om-squares i", ""),
        (LESSON, "details.om-check > summary", "::before"),
        (LESSON, "details.om-check > summary", "::after"),
        (LESSON, ".om-measured", "::before"),
    ],
)
def test_what_a_background_draws_is_seen_in_forced_colours(
    forced: Page, course_address: str, where: str, selector: str, pseudo: str
) -> None:
    if forced.url != course_address + where:
        forced.goto(course_address + where)
    paper = forced.evaluate("getComputedStyle(document.body).backgroundColor")
    colours = forced.evaluate(_COLOURS, [selector, pseudo])
    assert colours and paper not in colours


@pytest.fixture(scope="module")
def narrow(browser: Browser) -> Iterator[Page]:
    """The narrowest page, which lets tests bring styles of their own."""
    with browser.new_context(viewport={"width": 320, "height": 900}, bypass_csp=True) as context:
        yield context.new_page()


@pytest.mark.parametrize("where", ["", LESSON])
def test_letters_farther_apart_fit_the_narrowest_page(narrow: Page, course_address: str, where: str) -> None:
    narrow.goto(course_address + where)
    narrow.add_style_tag(content=_SPACED)
    assert narrow.evaluate("document.documentElement.scrollWidth") == 320


def test_no_field_makes_a_phone_magnify_the_page(browser: Browser, course_address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(course_address + LESSON)
    page.get_by_role("button", name="Try it").first.tap()
    page.locator(".cm-content").wait_for()
    assert page.locator("article input[type=number]").count() > 3
    fields = page.locator("article :is(input:not([type=range], [type=radio]), textarea, .cm-content)")
    assert fields.evaluate_all(_SMALL) == []
    context.close()


def test_a_line_stays_as_long_as_it_can_be_read(browser: Browser, course_address: str) -> None:
    page = browser.new_page(viewport={"width": 853, "height": 480})
    page.goto(course_address + LESSON)
    for width in (853, 1280):  # 1280 pixels at 150 %, and as they are
        page.set_viewport_size({"width": width, "height": 480})
        assert page.evaluate("innerWidth") == width
        assert 0 < characters(page) < 90, width
    page.close()


def characters(page: Page) -> float:
    """Say how many characters of the text stand in a line, by the mean width of one."""
    measured: float = page.evaluate("""() => {
        const paragraph = document.querySelector("article > p:not([class])"), range = document.createRange();
        range.selectNodeContents(paragraph);
        const {length} = [...range.getClientRects()], lines = new Set([...range.getClientRects()].map(({top}) => top));
        return length && paragraph.textContent.length / (lines.size - 0.5);
    }""")
    return measured
