"""Every exercise of the course in a browser: what students write, what they are told, what is kept for them."""

import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from importlib.metadata import version

import pytest
from browsers import PYTHON_STARTS, Visit, course_site
from exercise_answers import RIGHT, WRONG
from exercise_visits import from_starter_to_solution, hand_in
from playwright.sync_api import Browser, Page, expect
from readers import Exercise

from ordermatters import exercises

expect.set_options(timeout=PYTHON_STARTS)


@pytest.fixture(scope="module")
def visit(browser: Browser, course_address: str) -> Iterator[Visit]:
    """One visit to the page of all exercises: Python starts once."""
    visit = Visit(browser.new_context().new_page(), course_address)
    visit.open("reference/exercises")
    yield visit
    assert not visit.faults


def test_an_exercise_from_starter_to_solution(visit: Visit) -> None:
    """One of them; tests/nightly goes through all."""
    from_starter_to_solution(visit.page, "matmul-cost")


def test_hints_come_one_after_the_other(visit: Visit) -> None:
    hints = Exercise(visit.page, "best-order").root.locator("summary")
    assert [hint.is_visible() for hint in hints.all()][:2] == [True, False]
    hints.first.click()
    assert hints.nth(1).is_visible()


def lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]  # an empty last line may be read, or not


def test_by_keyboard_alone(visit: Visit) -> None:
    exercise = Exercise(visit.page, "three-matrix-cost")
    exercise.editor.focus()
    exercise.root.locator(".cm-content").wait_for()
    written = exercise.editor.inner_text()
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.textContent") == "Check", "it only passed"
    visit.page.keyboard.press("Shift+Tab")
    assert exercise.editor.inner_text() == written
    expect(exercise.root.get_by_text("Esc, then Tab leaves")).to_be_visible()
    visit.page.keyboard.press("Control+a")
    visit.page.keyboard.press("Tab")
    assert lines(exercise.editor.inner_text()) == [f"    {line}" for line in lines(written)]
    visit.page.keyboard.press("Control+a")
    visit.page.keyboard.insert_text(RIGHT["three-matrix-cost"][0])
    visit.page.keyboard.press("Escape")
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.textContent") == "Check"
    visit.page.keyboard.press("Enter")
    expect(exercise.verdict).to_contain_text("Right")


def erase(page: Page) -> None:
    page.get_by_role("button", name="Erase what is kept").click()
    page.get_by_role("button", name="Press again").click()


def begin_afresh(visit: Visit) -> None:
    """Erase what is kept, and come again to a page that knows of nothing, by links: Python stays."""
    erase(visit.page)
    visit.turn_to("reference/exercises")


def test_the_solution_is_told_after_an_attempt_or_on_a_second_click(visit: Visit) -> None:
    begin_afresh(visit)
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


def test_one_file_holds_every_answer_in_a_page_loaded_anew_too(visit: Visit) -> None:
    """Made by the browser from what it keeps, and sent by nobody."""
    begin_afresh(visit)
    cost, rows = Exercise(visit.page, "matmul-cost"), Exercise(visit.page, "rows")
    wrong, right = WRONG["matmul-cost"][0][0], RIGHT["matmul-cost"][0]
    cost.check()
    cost.check(wrong)
    verdict = cost.check(right)
    rows.write("# begun <b>here</b>")
    visit.page.get_by_label("Your name").fill("Ada Löve lace ✓")
    requests = len(visit.requests)
    name, file = hand_in(visit)
    assert name == "hand-in-Ada-Lo-ve-lace.json"
    assert {key: file[key] for key in ("format", "version", "course", "student")} == {
        "format": "ordermatters hand-in",
        "version": 1,
        "course": version("ordermatters"),
        "student": "Ada Löve lace ✓",
    }
    assert abs((datetime.now().astimezone() - datetime.fromisoformat(file["made"])).total_seconds()) < 600
    solved, begun = file["exercises"]["matmul-cost"], file["exercises"]["rows"]
    assert set(file["exercises"]) == {"matmul-cost", "rows"}
    assert solved["text"].strip() == right.strip() and solved["message"].replace("`", "") == verdict
    assert (solved["tries"], solved["passed"], solved["course"]) == (2, True, version("ordermatters"))
    untried = {"tries": 0, "passed": None, "message": "", "course": version("ordermatters")}
    assert begun == {"text": "# begun <b>here</b>", **untried}
    assert [url for url in visit.requests[requests:] if not url.startswith("blob:") and "/hand_in.js" not in url] == []
    anew = Visit(visit.page.context.new_page(), visit.address)
    anew.open("reference/exercises")
    assert anew.page.get_by_label("Your name").input_value() == "Ada Löve lace ✓"
    again = hand_in(anew)[1]["exercises"]
    anew.page.close()
    assert again["matmul-cost"]["tries"] == 2 and again["rows"]["text"] == "# begun <b>here</b>"


def test_a_program_that_never_ends_is_stopped_for_its_reader(visit: Visit) -> None:
    """From here on the clock of the visit is the test's."""
    exercise = Exercise(visit.page, "matmul-cost")
    exercise.check()
    visit.page.clock.install()
    exercise.write("def matmul_cost(m, n, p):\n    while True: pass")
    exercise.press("Check")
    expect(exercise.root.get_by_role("button", name="Stop")).to_be_visible()
    visit.page.clock.fast_forward(10_000)
    expect(exercise.status).to_contain_text("it ran longer than 10 seconds")
    assert "Right" in exercise.check(RIGHT["matmul-cost"][0])


def test_what_was_written_and_solved_is_kept_until_erased(visit: Visit) -> None:
    """The last of the long visit: it loads the page anew, and Python ends with the old one."""
    count, rows = visit.page.locator("[data-count]"), Exercise(visit.page, "rows")
    erase(visit.page)
    expect(count).to_have_text(f"0 of {len(exercises.names())} solved in this browser.")
    rows.write("# my draft")
    Exercise(visit.page, "matmul-cost").check(RIGHT["matmul-cost"][0])
    expect(count).to_contain_text("1 of ")
    visit.page.reload()
    expect(count).to_contain_text("1 of ")
    assert rows.root.locator("textarea").input_value() == "# my draft"
    rows.press("Reset")
    assert rows.root.locator("textarea").input_value() == exercises.load("rows").starter.strip()
    erase(visit.page)
    expect(count).to_contain_text("0 of ")
    visit.page.reload()
    expect(count).to_contain_text("0 of ")
    assert visit.page.evaluate("Object.values(localStorage)") == ["{}"]


def test_without_scripts_there_is_the_text_the_starter_and_the_hints(browser: Browser, course_address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{course_address}reference/exercises/")
    exercise = page.locator('[data-exercise="matmul-cost"]')
    assert "def matmul_cost(m, n, p):" in exercise.locator("textarea").input_value()
    assert all(hint.is_visible() for hint in exercise.locator("summary").all())
    assert not exercise.get_by_text("Check", exact=True).is_visible()
    assert exercise.get_by_text("has to run JavaScript").is_visible()
    context.close()


def test_no_page_and_no_search_tells_a_solution() -> None:
    site, _ = course_site()
    for path in [*site.rglob("*.html"), *site.rglob("*.json")]:
        text = unescape(re.sub(r"<[^>]*>", "", path.read_text(encoding="utf-8"))).replace("\\n", "\n")
        for name in exercises.names():
            assert exercises.load(name).solution.strip().partition("\n")[2] not in text, (path, name)
