"""Every exercise in a browser: what students write, what they are told, what is kept for them."""

from collections.abc import Iterator
from html import unescape

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browsers import PYTHON_STARTS, Visit, needs_browser
from exercise_answers import RIGHT, WRONG
from live_course import live_course
from ordermatters import exercises

pytestmark = needs_browser
expect.set_options(timeout=PYTHON_STARTS)


@pytest.fixture(scope="module")
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """One visit to the page of all exercises: Python starts once."""
    visit = Visit(browser.new_page(), address)
    visit.open("exercises")
    yield visit
    assert not visit.faults


class Exercise:
    """An exercise as its reader finds it."""

    def __init__(self, page: Page, name: str):
        self.page = page
        self.root = page.locator(f'[data-exercise="{name}"]')
        self.verdict = self.root.locator("[data-verdict]")
        self.status = self.root.locator("[data-status]")

    def press(self, name: str) -> None:
        self.root.get_by_role("button", name=name, exact=True).click()

    @property
    def editor(self) -> Locator:
        return self.root.locator("textarea:visible, .cm-content")

    def write(self, text: str) -> None:
        self.editor.click()
        self.root.locator(".cm-content").wait_for()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.press("Delete")
        self.page.keyboard.insert_text(text)

    def check(self, text: str | None = None) -> str:
        if text is not None:
            self.write(text)
        self.press("Check")
        self.page.wait_for_selector("[data-running]", state="detached")
        return self.verdict.inner_text()


@pytest.mark.parametrize("name", exercises.names())
def test_an_exercise_from_starter_to_solution(visit: Visit, name: str) -> None:
    """The starter fails helpfully, wrong answers are diagnosed as they are in a terminal, the solution passes."""
    exercise = Exercise(visit.page, name)
    starter = exercises.load(name).starter.strip()
    told = exercise.check()
    assert told == exercises.check(name, starter).message.replace("`", "") and len(told) > 20
    for source, words in WRONG[name][:3]:
        assert words.replace("`", "") in exercise.check(source)
    assert not exercise.root.locator("[data-solved]").is_visible()
    exercise.check(exercises.load(name).solution)
    expect(exercise.verdict).to_have_class("om-judged om-judged--right")
    assert exercise.root.locator("[data-solved]").is_visible()


def test_a_syntax_error_is_told_with_its_line(visit: Visit) -> None:
    told = Exercise(visit.page, "matmul-cost").check("def matmul_cost(m, n, p):\n    return (m *")
    assert "Line 2" in told


def test_a_program_that_never_ends_is_stopped(visit: Visit) -> None:
    exercise = Exercise(visit.page, "matmul-cost")
    exercise.write("def matmul_cost(m, n, p):\n    while True: pass")
    exercise.press("Check")
    exercise.press("Stop")
    expect(exercise.status).to_have_text("Stopped.")
    exercise.check("def matmul_cost(m, n, p):\n    while True: pass")
    expect(exercise.status).to_contain_text("it ran longer than 10 seconds")
    assert "Right" in exercise.check(RIGHT["matmul-cost"][0])


def test_what_was_written_and_solved_is_kept_until_erased(browser: Browser, address: str) -> None:
    context = browser.new_context()
    visit = Visit(context.new_page(), address)
    visit.open("exercises")
    count = visit.page.locator("[data-count]")
    expect(count).to_have_text(f"0 of {len(exercises.names())} solved in this browser.")
    rows = Exercise(visit.page, "rows")
    rows.write("# my draft")
    Exercise(visit.page, "matmul-cost").check(RIGHT["matmul-cost"][0])
    expect(count).to_contain_text("1 of ")
    visit.page.reload()
    expect(count).to_contain_text("1 of ")
    assert rows.root.locator("textarea").input_value() == "# my draft"
    rows.press("Reset")
    assert rows.root.locator("textarea").input_value() == exercises.load("rows").starter.strip()
    visit.page.get_by_role("button", name="Erase what is kept").click()
    expect(count).to_contain_text("1 of ")
    visit.page.get_by_role("button", name="Press again").click()
    expect(count).to_contain_text("0 of ")
    visit.page.reload()
    expect(count).to_contain_text("0 of ")
    assert visit.page.evaluate("localStorage.getItem('ordermatters')") is None
    context.close()
    assert not visit.faults


def test_the_solution_is_told_after_an_attempt_or_on_a_second_click(browser: Browser, address: str) -> None:
    context = browser.new_context()
    visit = Visit(context.new_page(), address)
    visit.open("exercises")
    tried, untried = Exercise(visit.page, "matmul-cost"), Exercise(visit.page, "counted-matmul")
    untried.press("Show a solution")
    expect(untried.status).to_contain_text("You have not tried yet")
    untried.press("Show a solution")
    expect(untried.root.locator("[data-solution]")).to_contain_text("def counted_matmul")
    tried.check()
    tried.press("Show a solution")
    expect(tried.status).to_contain_text("You have not tried yet")
    tried.check(WRONG["matmul-cost"][0][0])
    tried.press("Show a solution")
    expect(tried.root.locator("[data-solution] pre")).to_have_text(exercises.load("matmul-cost").solution.strip())
    context.close()


def test_hints_come_one_after_the_other(visit: Visit) -> None:
    hints = Exercise(visit.page, "best-order").root.locator("summary")
    assert [hint.is_visible() for hint in hints.all()][:2] == [True, False]
    hints.first.click()
    assert hints.nth(1).is_visible()


def test_by_keyboard_alone(browser: Browser, address: str) -> None:
    page = browser.new_page()
    visit = Visit(page, address)
    visit.open("exercises")
    exercise = Exercise(page, "matmul-cost")
    exercise.root.locator("textarea").focus()
    exercise.root.locator(".cm-content").wait_for()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(RIGHT["matmul-cost"][0])
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Check"
    page.keyboard.press("Enter")
    expect(exercise.verdict).to_contain_text("Right")
    page.close()


def test_without_scripts_there_is_the_text_the_starter_and_the_hints(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}exercises/")
    exercise = page.locator('[data-exercise="matmul-cost"]')
    assert "def matmul_cost(m, n, p):" in exercise.locator("textarea").input_value()
    assert all(hint.is_visible() for hint in exercise.locator("summary").all())
    assert not exercise.get_by_text("Check", exact=True).is_visible()
    assert exercise.get_by_text("has to run JavaScript").is_visible()
    context.close()


def test_no_page_and_no_search_tells_a_solution() -> None:
    site, _ = live_course()
    pages = [*site.rglob("*.html"), *site.rglob("*.json")]
    texts = {path.name: unescape(path.read_text(encoding="utf-8")).replace("\\n", "\n") for path in pages}
    for name in exercises.names():
        body = exercises.load(name).solution.strip().partition("\n")[2]
        assert not [page for page, text in texts.items() if body in text], name
