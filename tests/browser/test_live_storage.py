"""What a browser keeps for its reader: of this course alone, and nothing that was damaged."""

import json
from pathlib import Path

import pytest
from browsers import Visit, served
from light_pages import leave_the_theme_out
from live_course import live_course
from playwright.sync_api import Browser, expect

NAME = "matmul-cost"


@pytest.fixture(scope="module")
def site() -> tuple[Path, int]:
    return live_course()


def draft(visit: Visit) -> str:
    return str(visit.page.locator(f'[data-exercise="{NAME}"] textarea').input_value())


def write(visit: Visit, text: str) -> None:
    visit.page.locator(f'[data-exercise="{NAME}"] textarea').fill(text)


def test_two_courses_on_one_origin_keep_their_drafts_apart(browser: Browser, site: tuple[Path, int]) -> None:
    context = browser.new_context()
    context.route("**/codemirror.js", lambda route: route.abort())
    leave_the_theme_out(context, "exercises")
    with served(site[0], prefix="/a/") as address:
        visit = Visit(context.new_page(), address)
        visit.open("exercises")
        starter = draft(visit)
        write(visit, "# written in a")
        assert visit.page.evaluate("Object.keys(localStorage)") == ["ordermatters /a/"]
        visit.page.evaluate("localStorage.setItem('ordermatters /b/', localStorage.getItem('ordermatters /a/'))")
        visit.page.evaluate("localStorage.setItem('ordermatters /a/', '{}')")
        visit.page.reload()
        assert draft(visit) == starter
        write(visit, "# written again")
        visit.page.get_by_role("button", name="Erase what is kept").click()
        visit.page.get_by_role("button", name="Press again").click()
        kept = visit.page.evaluate("({...localStorage})")
    assert kept["ordermatters /a/"] == "{}"
    assert json.loads(kept["ordermatters /b/"])["drafts"] == {NAME: "# written in a"}
    context.close()


def test_what_an_earlier_release_kept_is_there_until_it_is_erased(browser: Browser, address: str) -> None:
    context = browser.new_context()
    leave_the_theme_out(context, "exercises")
    visit = Visit(context.new_page(), address)
    visit.open("exercises")
    old = json.dumps({"solved": {NAME: True}, "drafts": {NAME: "# earlier"}})
    visit.page.evaluate("old => localStorage.setItem('ordermatters', old)", old)
    visit.page.reload()
    assert draft(visit) == "# earlier"
    expect(visit.page.locator("[data-count]")).to_contain_text("1 of ")
    visit.page.get_by_role("button", name="Erase what is kept").click()
    visit.page.get_by_role("button", name="Press again").click()
    visit.page.reload()
    expect(visit.page.locator("[data-count]")).to_contain_text("0 of ")
    assert draft(visit) != "# earlier"
    context.close()
    assert not visit.faults


DAMAGED = [
    "",
    "{",
    "null",
    "3",
    '"text"',
    "[]",
    '{"solved": null}',
    '{"tries": {"matmul-cost": "3"}, "passed": 1, "messages": null, "student": {"a": 1}, "versions": [1]}',
    '{"solved": 3, "drafts": null}',
    '{"solved": "text", "drafts": "text"}',
    '{"solved": [true], "drafts": ["text"]}',
    '{"solved": {"matmul-cost": 1}, "drafts": {"matmul-cost": null}}',
    '{"solved": {"matmul-cost": "yes"}, "drafts": {"matmul-cost": {"a": 1}}}',
    '{"__proto__": {"solved": {"matmul-cost": true}}}',
]


def test_damaged_values_are_ignored(browser: Browser, address: str) -> None:
    context = browser.new_context()
    context.route("**/codemirror.js", lambda route: route.abort())
    leave_the_theme_out(context, "exercises")
    visit = Visit(context.new_page(), address)
    visit.open("exercises")
    starter = draft(visit)
    for damaged in DAMAGED:
        visit.page.evaluate("text => localStorage.setItem('ordermatters /', text)", damaged)
        visit.page.reload()
        expect(visit.page.locator("[data-count]")).to_contain_text("0 of ")
        assert draft(visit) == starter, damaged
        write(visit, "# goes on")
        kept = json.loads(visit.page.evaluate("localStorage.getItem('ordermatters /')"))
        assert kept["drafts"][NAME] == "# goes on", damaged
    visit.page.reload()
    assert draft(visit) == "# goes on"
    context.close()
    assert [fault for fault in visit.faults if "net::ERR_FAILED" not in fault] == []
