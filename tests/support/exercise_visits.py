"""What a student does with exercises in a browser: one from its starter to its solution, and handing in."""

import json
from pathlib import Path

from browsers import Visit
from exercise_answers import WRONG
from playwright.sync_api import Page, expect
from readers import Exercise

from ordermatters import exercises
from ordermatters.exercises.hand_in import read


def from_starter_to_solution(page: Page, name: str) -> None:
    """The starter fails helpfully, wrong answers are diagnosed as in a terminal, what never ends is stopped."""
    exercise = Exercise(page, name)
    starter = exercises.load(name).starter.strip()
    told = exercise.check()
    assert told == exercises.check(name, starter).message.replace("`", "") and len(told) > 20
    for source, words in WRONG[name][:3]:
        assert words.replace("`", "") in exercise.check(source)
    assert "Line 2" in exercise.check("answer = 1\nreturn (answer *")
    exercise.write("while True: pass")
    exercise.press("Check")
    exercise.press("Stop")
    expect(exercise.status).to_have_text("Stopped.")
    assert not exercise.root.locator("[data-solved]").is_visible()
    exercise.check(exercises.load(name).solution)
    expect(exercise.verdict).to_have_class("om-judged om-judged--right")
    assert exercise.root.locator("[data-solved]").is_visible()


def hand_in(visit: Visit) -> tuple[str, dict]:
    """Press the button, and return the name of the file and what it holds."""
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name="Hand in").click()
    path = Path(download.value.path())
    assert read(path).student == json.loads(path.read_text(encoding="utf-8"))["student"], "what marks it can read it"
    return download.value.suggested_filename, json.loads(path.read_text(encoding="utf-8"))
