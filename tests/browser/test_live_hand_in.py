"""Handing in: what is missing, and what a draft was written for; test_live_exercises hands in what was checked."""

from collections.abc import Iterator
from importlib.metadata import version

import pytest
from browsers import PYTHON_STARTS, Visit
from exercise_visits import hand_in
from light_pages import leave_the_theme_out
from playwright.sync_api import Browser, expect
from readers import Exercise

expect.set_options(timeout=PYTHON_STARTS)


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    context = browser.new_context()
    visit = Visit(context.new_page(), address)
    visit.open("exercises")
    yield visit
    context.close()
    assert not visit.faults


Draft = tuple[Visit, str]


@pytest.fixture(scope="module")
def draft(browser: Browser, address: str) -> Iterator[Draft]:
    """A visit that has written something, and what its browser keeps then."""
    context = browser.new_context()
    leave_the_theme_out(context, "exercises")
    visit = Visit(context.new_page(), address)
    visit.open("exercises")
    Exercise(visit.page, "matmul-cost").write("# written long ago")
    yield visit, visit.page.evaluate("localStorage.getItem('ordermatters /')")
    assert not visit.faults


def test_what_is_missing_is_said(visit: Visit) -> None:
    said = visit.page.locator('[data-live="hand-in"] [data-status]')
    visit.page.get_by_role("button", name="Hand in").click()
    expect(said).to_contain_text("Write your name first")
    visit.page.get_by_label("Your name").fill("Ada Lovelace")
    visit.page.keyboard.press("Enter")
    expect(said).to_contain_text("There is nothing to hand in yet")


@pytest.mark.parametrize(
    ("version_then", "state", "said"),
    [
        ("0.0.1", "{0} {1} {2}", "What you wrote was for version 0.0.1 of the course; this is {now}. {same}"),
        ("0.0.1", None, "What you wrote was for version 0.0.1 of the course; this is {now}."),
        ("{now}", "{0} {1} {2}", ""),
        ("{now}", "other {1} {2}", "Since you wrote this, the task was reworded. {kept}"),
        (
            "{now}",
            "{0} other other",
            "Since you wrote this, what it begins with has changed, its tests have changed. {kept}",
        ),
        (
            "0.0.1",
            "{0} {1} other",
            "What you wrote was for version 0.0.1 of the course; this is {now}. "
            "Since you wrote this, its tests have changed. {kept}",
        ),
    ],
)
def test_a_draft_knows_what_it_was_written_for(draft: Draft, version_then: str, state: str | None, said: str) -> None:
    visit, kept = draft
    exercise = Exercise(visit.page, "matmul-cost")
    now = {"now": version("ordermatters"), "same": "The task and its tests are the same."}
    now["kept"] = "What you wrote is as it was."
    then = state and state.format(*(exercise.root.get_attribute("data-state") or "").split())
    visit.page.evaluate(
        """([text, version, state]) => {
        const kept = JSON.parse(text);
        kept.versions["matmul-cost"] = version;
        if (state) kept.states["matmul-cost"] = state;
        else delete kept.states;
        localStorage.setItem("ordermatters /", JSON.stringify(kept));
    }""",
        [kept, version_then.format(**now), then],
    )
    visit.page.reload()
    expect(exercise.root.locator("textarea")).to_have_value("# written long ago")
    expect(exercise.status).to_have_text(said.format(**now))
    visit.page.get_by_label("Your name").fill("A")
    assert hand_in(visit)[1]["exercises"]["matmul-cost"]["course"] == version_then.format(**now)
