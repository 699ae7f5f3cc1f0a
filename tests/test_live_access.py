"""What readers run is within reach of all of them: axe-core in the states that a visit brings, phones, both schemes."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browsers import PYTHON_STARTS, Visit
from courses import ROOT
from ordermatters_site.npm import installed_packages

expect.set_options(timeout=PYTHON_STARTS)


@pytest.fixture(params=[(1280, "light"), (390, "dark")], ids=["wide and light", "narrow and dark"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    yield context.new_page()
    context.close()


def violations(page: Page) -> list[str]:
    """Ask axe-core about the article, and hold the page against its width."""
    if not page.evaluate("'axe' in window"):
        page.evaluate((installed_packages(ROOT / ".cache") / "axe-core/axe.min.js").read_text(encoding="utf-8"))
    # Material names none of the groups of buttons that it puts on code.
    where = "{include: ['article'], exclude: ['.md-code__nav']}"
    found = page.evaluate(f"axe.run({where}).then(({{violations}}) => violations)")
    told = [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]
    width, available = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return told + ([f"the page is {width} wide, the window {available}"] if width > available else [])


def test_cells(page: Page, address: str) -> None:
    visit = Visit(page, address)
    visit.open("cells")
    assert violations(page) == []
    cell = page.locator('.om-cell[data-number="1"]')
    cell.get_by_role("button", name="Try it").click()
    cell.locator(".cm-content").wait_for()
    cell.get_by_role("button", name="Run").click()
    cell.locator("progress").wait_for()
    assert violations(page) == []
    page.wait_for_selector("[data-running]", state="detached")
    assert violations(page) == []
    cell.locator(".cm-content").click()
    page.keyboard.insert_text("1 / 0\n")
    cell.get_by_role("button", name="Run").click()
    page.locator(".om-error").wait_for()
    assert violations(page) == []


def test_exercises(page: Page, address: str) -> None:
    visit = Visit(page, address)
    visit.open("exercises")
    assert violations(page) == []
    exercise = page.locator('[data-exercise="matmul-cost"]')
    exercise.locator("summary").first.click()
    exercise.locator("textarea").click()
    exercise.locator(".cm-content").wait_for()
    exercise.get_by_role("button", name="Check").click()
    expect(exercise.locator("[data-verdict] p")).to_be_visible()
    exercise.get_by_role("button", name="Show a solution").click()
    exercise.get_by_role("button", name="Show a solution").click()
    expect(exercise.locator("[data-solution] pre")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Control+a")
    exercise.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("from ordermatters.counting import matmul_cost")
    exercise.get_by_role("button", name="Check").click()
    expect(exercise.locator(".om-judged--right")).to_be_visible()
    assert violations(page) == []


def test_explorers(page: Page, address: str) -> None:
    visit = Visit(page, address)
    visit.open("explorers")
    assert violations(page) == []
    explorer = page.locator('[data-explorer="stand-in"]')
    explorer.locator('[data-control="m"] input[type="number"]').fill("0")
    expect(explorer.locator("[data-status]")).to_contain_text("must be a whole number")
    assert violations(page) == []
    page.goto(f"{address}explorers/?stand-in.m=30")
    assert violations(page) == []


def test_predictions(page: Page, address: str) -> None:
    visit = Visit(page, address)
    visit.open("predictions")
    page.get_by_label("Your guess").first.fill("12")
    page.get_by_role("button", name="Compare").first.click()
    expect(page.locator("[data-result]").first).to_contain_text("You said 12")
    assert violations(page) == []
