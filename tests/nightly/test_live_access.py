"""What readers run is within reach of all of them: axe-core in the states that a visit brings, phones, both schemes."""

from collections.abc import Iterator

import pytest
from axe import unseen, violations
from browsers import PYTHON_STARTS, Visit
from exercise_answers import RIGHT, WRONG
from playwright.sync_api import Browser, Page, Route, expect
from readers import Cell, Exercise, Explorer

from ordermatters import explorers

pytestmark = pytest.mark.of_this_course

expect.set_options(timeout=PYTHON_STARTS)
EXPLORED = {
    "one-product": "counting-a-product",
    "chain": "order-of-a-chain",
    "columns-or-rows": "columns-by-jvp",
    "slope": "first-gradients",
    "network": "from-the-middle",
}
"""A lesson for each explorer."""


@pytest.fixture(params=[(1280, "light"), (390, "dark")], ids=["wide and light", "narrow and dark"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    yield context.new_page()
    context.close()


def faults(page: Page, where: str = "article") -> list[str]:
    """Ask axe-core about a part of the page, and hold the whole against its width."""
    return violations(page, where) + unseen(page)


def test_cells(page: Page, address: str) -> None:
    visit = Visit(page, address)
    visit.open("cells")
    assert faults(page) == []
    cell = page.locator('.om-cell[data-number="1"]')
    cell.get_by_role("button", name="Try it").click()
    cell.locator(".cm-content").wait_for()
    held: list[Route] = []
    page.route("**/pyodide.asm.wasm", lambda route: held.append(route))
    cell.get_by_role("button", name="Run").click()
    cell.locator("progress").wait_for()
    assert faults(page) == []
    page.wait_for_function("document.querySelector('progress').value > 0")
    for route in held:
        route.continue_()
    page.wait_for_selector("[data-running]", state="detached")
    assert faults(page) == []
    cell.locator(".cm-content").click()
    page.keyboard.insert_text("1 / 0\n")
    cell.get_by_role("button", name="Run").click()
    page.locator(".om-error").wait_for()
    assert faults(page) == []


def test_exercises(page: Page, address: str) -> None:
    visit = Visit(page, address)
    visit.open("exercises")
    assert faults(page) == []
    exercise = page.locator('[data-exercise="matmul-cost"]')
    exercise.locator("summary").first.click()
    exercise.locator("textarea").click()
    exercise.locator(".cm-content").wait_for()
    exercise.get_by_role("button", name="Check").click()
    expect(exercise.locator("[data-verdict] p")).to_be_visible()
    exercise.get_by_role("button", name="Show a solution").click()
    exercise.get_by_role("button", name="Show a solution").click()
    expect(exercise.locator("[data-solution] pre")).to_be_visible()
    assert faults(page) == []
    page.keyboard.press("Control+a")
    exercise.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("from ordermatters.counting import matmul_cost")
    exercise.get_by_role("button", name="Check").click()
    expect(exercise.locator(".om-judged--right")).to_be_visible()
    assert faults(page) == []


def test_explorers(page: Page, address: str) -> None:
    visit = Visit(page, address)
    visit.open("explorers")
    assert faults(page) == []
    explorer = page.locator('[data-explorer="stand-in"]')
    explorer.locator('[data-control="m"] input[type="number"]').fill("0")
    expect(explorer.locator("[data-status]")).to_contain_text("must be an integer")
    assert faults(page) == []
    page.goto(f"{address}explorers/?stand-in.m=30")
    assert faults(page) == []


def test_predictions(page: Page, address: str) -> None:
    visit = Visit(page, address)
    visit.open("predictions")
    page.get_by_label("Your guess").first.fill("12")
    page.get_by_role("button", name="Compare").first.click()
    expect(page.locator("[data-result]").first).to_contain_text("You said 12")
    assert faults(page) == []


def test_the_course_after_its_readers_used_it(browser: Browser, course_address: str) -> None:
    """The small course has every part once; here stand long outputs, wide tables and real verdicts."""
    visit = Visit(browser.new_page(reduced_motion="reduce"), course_address)
    assert set(EXPLORED) == set(explorers.names())
    found = {state: told for state, where in used(visit) for told in faults_everywhere(visit.page, where) if told}
    assert found == {}
    assert not visit.faults


def used(visit: Visit) -> Iterator[tuple[str, str]]:
    """Run a cell, answer an exercise, change every explorer: what was done, and where it is seen."""
    visit.turn_to("lessons/counting-a-product")
    cell = Cell(visit.page, 1)
    cell.open()
    cell.run()
    yield "a cell that ran", ".om-cell:has(+ [data-live-output])"
    yield "its output", "[data-live-output]"
    exercise = Exercise(visit.page, "matmul-cost")
    for source in (WRONG["matmul-cost"][0][0], RIGHT["matmul-cost"][0]):
        yield exercise.check(source), '[data-exercise="matmul-cost"]'
    for name, lesson in EXPLORED.items():
        visit.turn_to(f"lessons/{lesson}")
        explorer = Explorer(visit.page, name)
        built = explorer.verdict.inner_text()
        explorer.root.locator("button[data-values]").last.click()
        expect(explorer.verdict).not_to_have_text(built)
        yield f"{name} after a change", f'[data-explorer="{name}"]'


def faults_everywhere(page: Page, where: str) -> Iterator[str]:
    """Look at a part wide and light, and narrow and dark, as the button in the page's head would switch it."""
    for width, scheme in ((1280, "default"), (390, "slate")):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("scheme => document.body.dataset.mdColorScheme = scheme", scheme)
        yield from faults(page, where)
