"""What a student does with one exercise in a browser, from its starter to its solution."""

from exercise_answers import WRONG
from playwright.sync_api import Page, expect
from readers import Exercise

from ordermatters import exercises


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
