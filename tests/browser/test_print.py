"""A lesson on paper: a handout with its figures and its external addresses, without controls and answers."""

from collections.abc import Iterator

import pytest
from browsers import course_site, served
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.of_this_course


@pytest.fixture(scope="module")
def paper(browser: Browser) -> Iterator[Page]:
    """Open a lesson as a reader does who likes it dark and prints it; Material unfolds everything before it prints."""
    context = browser.new_context(viewport={"width": 794, "height": 1123}, color_scheme="dark")
    page = context.new_page()
    with served(*course_site()) as address:
        page.goto(f"{address}lessons/best-order/")
        page.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")
        page.keyboard.press("Control")  # on a narrow page the theme's script waits for a sign; it makes links whole
        page.locator("article p a[href^='http'][href*='/lessons/']").first.wait_for()
        page.emulate_media(media="print", color_scheme="dark")
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
        yield page
    context.close()


@pytest.mark.parametrize(
    "unwanted",
    [
        *(".md-header", ".md-sidebar", ".md-footer", ".headerlink", ".om-bar", ".om-controls", ".om-predict"),
        *(".om-answer", ".om-hints", ".om-check", ".om-fold", ".om-eyebrow a", "summary svg", "[data-linked]"),
    ],
)
def test_leaves_out_what_only_a_screen_can_do(paper: Page, unwanted: str) -> None:
    found = paper.locator(unwanted)
    assert not any(found.nth(i).is_visible() for i in range(found.count()))


@pytest.mark.parametrize("wanted", ["h1", ".predict p", "figure svg", ".om-table", ".katex", ".om-exercise textarea"])
def test_keeps_what_the_lesson_says(paper: Page, wanted: str) -> None:
    assert paper.locator(f"article {wanted}").first.is_visible()


def test_spells_out_links_that_lead_out_of_the_course_and_no_others(paper: Page) -> None:
    written = "element => getComputedStyle(element, '::after').content"
    outer = paper.locator("article a[href*='numpy.org']").first
    inner = paper.locator("article p a[href*='/lessons/']").first
    assert outer.evaluate(written).startswith('" (" attr(href)') or "numpy.org" in outer.evaluate(written)
    assert inner.evaluate(written) in ("none", "normal")


def test_is_printed_in_light_colours(paper: Page) -> None:
    assert paper.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert paper.evaluate("getComputedStyle(document.querySelector('article')).color") == "rgb(34, 31, 26)"
    assert paper.evaluate("getComputedStyle(document.querySelector('article pre code')).backgroundColor") in (
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    )


def test_breaks_no_figure_and_no_code_across_pages(paper: Page) -> None:
    torn = """() => [...document.querySelectorAll("article :is(pre, figure, .om-table table, .admonition)")]
        .filter(element => getComputedStyle(element).breakInside !== "avoid").map(element => element.className)"""
    assert paper.evaluate(torn) == []
