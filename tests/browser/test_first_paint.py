"""What stands where from the first paint on: nothing jumps, nothing is loaded or coloured twice."""

from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler
from threading import Event
from typing import BinaryIO

import pytest
from browsers import Visit, course_site, served
from playwright.sync_api import Browser, expect
from tour import SHIFT, Sight

pytestmark = pytest.mark.of_this_course

LESSON = "lessons/counting-a-product"
FIGURES = """() => [...document.querySelectorAll(".om-figure > svg")].map(svg => {
    const {width, height} = svg.getBoundingClientRect();
    return [width, height, svg.firstElementChild.checkVisibility({contentVisibilityAuto: true})];
})"""
TABLES = """() => [...document.querySelectorAll(".om-table[style]")].map(({offsetWidth, offsetHeight, firstChild}) =>
    [offsetWidth, offsetHeight, firstChild.checkVisibility({contentVisibilityAuto: true})])"""
STYLE = """declarations => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`.om-figure > svg, .om-table { ${declarations} }`);
    document.adoptedStyleSheets.push(sheet);
}"""
PAPER = "getComputedStyle(document.body).backgroundColor"
LIGHT, DARK = "rgb(253, 251, 246)", "rgb(21, 24, 29)"


@pytest.fixture
def visit(browser: Browser, course_address: str) -> Iterator[Visit]:
    with browser.new_context(viewport={"width": 412, "height": 823}, color_scheme="dark") as context:
        yield Visit(context.new_page(), course_address)


# A table may be off by what its borders are rounded to; what a phone breaks into more lines comes on top there.
@pytest.mark.parametrize(("width", "kinds"), [(412, {FIGURES: 0.1}), (900, {FIGURES: 0.1, TABLES: 4})])
def test_what_is_far_from_the_view_has_its_place_before_it_is_laid_out(
    visit: Visit, width: int, kinds: dict[str, float]
) -> None:
    """Each kind of part in its size, within so many pixels."""
    visit.page.set_viewport_size({"width": width, "height": 823})
    visit.page.add_init_script(f"({STYLE})('animation: none !important')")  # which lays all out a moment later
    visit.open("lessons/forward-or-reverse")
    before = {}
    for parts in kinds:
        visit.page.wait_for_function(f"!({parts})().slice(1).some(([width, height, laidOut]) => laidOut)")
        before[parts] = visit.page.evaluate(f"document.fonts.ready.then({parts})")
    visit.page.evaluate(STYLE, "aspect-ratio: auto !important; content-visibility: visible !important")
    for parts, off in kinds.items():
        after = visit.page.evaluate(parts)
        assert all(laid_out for *_, laid_out in after)
        assert [size for *size, _ in before[parts]] == [pytest.approx(size, abs=off) for *size, _ in after]


def test_soon_after_the_first_paint_a_picture_of_the_whole_page_misses_nothing(visit: Visit) -> None:
    visit.open("lessons/forward-or-reverse")
    for parts in (FIGURES, TABLES):
        visit.page.wait_for_function(f"() => ({parts})().every(([width, height, laidOut]) => laidOut)")


# Behind the first cell of a wide table, the cells to come need other widths; a formula in the middle has parts to come.
@pytest.mark.parametrize(
    ("name", "begun", "after"),
    [("reference/notation/", "td", b"</td>"), ("lessons/forward-or-reverse/", ".col-align-r", b'"col-align-l"')],
)
def test_what_comes_in_two_parts_does_not_move(browser: Browser, name: str, begun: str, after: bytes) -> None:
    go_on = Event()

    def copyfile(_: SimpleHTTPRequestHandler, source: BinaryIO, target: BinaryIO) -> None:
        body = source.read()
        cut = body.find(after) + 1
        target.write(body[:cut])
        target.flush()
        assert not cut or go_on.wait(60)
        target.write(body[cut:])

    with (
        served(*course_site(), copyfile=copyfile) as address,
        Sight(390, "dark").opened(browser) as page,
    ):
        page.goto(address + name, wait_until="commit")
        page.wait_for_selector(begun, state="attached")
        page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 200)))")
        go_on.set()
        page.wait_for_load_state("networkidle")
        assert page.locator(begun).first.is_visible()
        assert page.evaluate("document.fonts.ready.then(() => shifted)") < SHIFT


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
