"""What stands where from the first paint on: nothing jumps, nothing is loaded or coloured twice."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from browsers import Visit

LESSON = "lessons/counting-a-product"
SHIFTS = """() => new Promise(resolve => {
    const values = [];
    new PerformanceObserver(list => values.push(...list.getEntries().map(entry => entry.value)))
        .observe({type: "layout-shift", buffered: true});
    setTimeout(() => resolve(values), 500);
})"""
PAPER = "getComputedStyle(document.body).backgroundColor"
LIGHT, DARK = "rgb(253, 251, 246)", "rgb(21, 24, 29)"


@pytest.fixture
def visit(browser: Browser, course_address: str) -> Iterator[Visit]:
    with browser.new_context(viewport={"width": 412, "height": 823}, color_scheme="dark") as context:
        yield Visit(context.new_page(), course_address)


@pytest.mark.parametrize("name", ["", LESSON, "lessons/forward-or-reverse"])
def test_nothing_jumps(visit: Visit, name: str) -> None:
    visit.page.goto(f"{visit.address}{name}")
    visit.page.wait_for_load_state("networkidle")
    assert sum(visit.page.evaluate(SHIFTS)) < 0.001  # a formula whose face comes a frame late moves by less


def test_the_style_sheet_is_loaded_once_and_stays_from_page_to_page(visit: Visit) -> None:
    visit.page.add_init_script("""
        window.loads = 0;
        document.addEventListener("load", ({target}) => loads += target.rel === "stylesheet", true);
    """)
    visit.open(LESSON)
    visit.page.wait_for_load_state("networkidle")
    visit.turn_to("lessons/jacobian")
    assert visit.page.evaluate("loads") == 1
    assert sum(url.endswith("site.css") for url in visit.requests) == 1


def test_colours_are_there_before_scripts_come(visit: Visit) -> None:
    visit.page.route("**/*.js", lambda route: route.abort())
    visit.open(LESSON)
    assert visit.page.evaluate(PAPER) == DARK
    expect(visit.page.locator("form [for=__palette_0]")).to_be_visible()


def test_a_reader_chooses_the_colours_and_finds_them_again(visit: Visit) -> None:
    visit.open(LESSON)
    visit.page.locator("form [for=__palette_0]").click()
    assert visit.page.evaluate(PAPER) == LIGHT
    visit.turn_to("lessons/jacobian")
    assert visit.page.evaluate(PAPER) == LIGHT
    visit.page.reload()
    assert visit.page.evaluate(PAPER) == LIGHT
    visit.page.locator("#__palette_0").press("Enter")
    assert visit.page.evaluate(PAPER) == DARK and not visit.faults
