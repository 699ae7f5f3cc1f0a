"""Behind a server, a page is there at once, with what is known of it, and the rest comes when it has run."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from mkdocs.livereload import LiveReloadServer

from ordermatters_site.run import served
from ordermatters_site.run.kernel_steps import with_results
from ordermatters_site.run.lessons import Lesson, read_lesson
from ordermatters_site.run.run_cache import RunCache
from ordermatters_site.run.run_options import RunOptions
from ordermatters_site.run.schedule import Outcome, Planned, run_all
from ordermatters_site.run.served import ServedRuns
from ordermatters_site.shell.served_site import ServedSite
from ordermatters_site.store import Store

HEAD = "---\njupyter:\n  kernelspec: {display_name: Python 3, language: python, name: python3}\n---\n\n# A lesson\n\n"
TEXT = "```python\nx = 6\nprint(x)\n```\n\nIt is `{python} x`, later `{later} y`.\n\n```python\ny = 7\nprint(y)\n```\n"


class Course:
    """Some lessons in a folder and the runs behind a server for them."""

    def __init__(self, folder: Path):
        self.folder, self.store, self.news = folder, Store(), threading.Event()
        self.runs = ServedRuns(RunCache(folder / "kept"), self.news.set)

    def lesson(self, name: str, text: str) -> Lesson:
        path = self.folder / "docs" / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(HEAD + text)
        return read_lesson(path, f"{name}.md", self.store)

    def outcomes(self, *lessons: Lesson, only: str | None = None, retry: bool = True) -> dict[str, Outcome]:
        return self.runs.outcomes(lessons, RunOptions(), self.store, only, retry=retry)

    def settle(self) -> None:
        deadline = time.monotonic() + 60
        while self.runs.queue.busy or not self.news.is_set():
            assert time.monotonic() < deadline
            time.sleep(0.02)
        self.news.clear()


@pytest.fixture
def course(tmp_path: Path) -> Iterator[Course]:
    course = Course(tmp_path)
    yield course
    course.runs.queue.stop()


def shown(outcome: Outcome) -> list[object]:
    """What a page shows: of code its text outputs, of prose its values; nothing yet is `None`."""
    assert outcome.notebook
    found: list[object] = []
    for cell in outcome.notebook["cells"]:
        if cell["cell_type"] == "code":
            found.append("".join(o["text"] for o in cell["outputs"]) if "outputs" in cell else None)
        else:
            found += cell["metadata"].get("inline", [])
    return found


def test_a_page_is_there_before_it_has_run_and_is_that_of_a_build_after(course: Course) -> None:
    lesson = course.lesson("lesson", TEXT)
    first = course.outcomes(lesson)["lesson.md"]
    assert shown(first) == [None, None, None, None] and "about to run (no cached run)" in first.note
    course.settle()
    then = course.outcomes(lesson)["lesson.md"]
    assert shown(then) == ["6\n", "6", "7", "7\n"] and not then.note and not then.reason
    built = run_all([lesson], RunCache(course.folder / "kept"), RunOptions(), course.store)["lesson.md"]
    assert built == then


def test_what_arrives_while_a_build_looks_is_shown_by_the_next(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """It had stood under a note that the page was about to run."""
    lesson, request = course.lesson("lesson", TEXT), course.runs.queue.request

    def request_and_wait(pages: Sequence[Planned], *, retry: bool = True) -> None:
        request(pages, retry=retry)
        if pages:
            course.settle()

    monkeypatch.setattr(course.runs.queue, "request", request_and_wait)
    first = course.outcomes(lesson)["lesson.md"]
    assert shown(first) == [None] * 4 and first.note
    assert shown(course.outcomes(lesson)["lesson.md"]) == ["6\n", "6", "7", "7\n"]


def test_what_stands_above_a_change_keeps_its_outputs(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served, "_MOMENT", 0)
    course.outcomes(course.lesson("lesson", TEXT))
    course.settle()
    edited = course.lesson("lesson", TEXT.replace("y = 7", "y = 8"))
    assert shown(course.outcomes(edited)["lesson.md"]) == ["6\n", "6", None, None]
    course.settle()
    assert shown(course.outcomes(edited)["lesson.md"]) == ["6\n", "6", "8", "8\n"]
    longer = course.lesson("lesson", TEXT.replace("y = 7", "y = 8") + "\n```python\nprint(3)\n```\n")
    assert shown(course.outcomes(longer)["lesson.md"]) == ["6\n", "6", None, "8\n", None]


def test_a_brief_run_of_what_was_saved_is_waited_for(course: Course) -> None:
    """The site is built once with it, and not without it and then again."""
    course.outcomes(course.lesson("lesson", TEXT))
    course.settle()
    saved = course.outcomes(course.lesson("lesson", TEXT.replace("y = 7", "y = 8")))["lesson.md"]
    assert shown(saved) == ["6\n", "6", "8", "8\n"] and not saved.note
    failed = course.outcomes(course.lesson("lesson", TEXT.replace("y = 7", "1 / 0")))["lesson.md"]
    assert failed.error and "ZeroDivisionError" in str(failed.error)
    assert not course.news.is_set(), "there is nothing new to build"


def test_a_first_build_waits_for_a_brief_run_that_is_under_way(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """It had waited for one that could not start before it was done."""
    course.outcomes(course.lesson("lesson", TEXT))
    course.settle()
    course.runs.queue.stop()
    monkeypatch.setattr(served, "_MOMENT", 20)
    course.runs = ServedSite(course.runs.runs).runs
    first = course.outcomes(course.lesson("lesson", TEXT.replace("y = 7", "y = 8")))["lesson.md"]
    assert shown(first) == ["6\n", "6", "8", "8\n"] and not first.note


@pytest.mark.parametrize("has_news", [True, False])
def test_what_ran_beside_the_first_build_is_news_for_the_server(tmp_path: Path, has_news: bool) -> None:
    site = ServedSite(RunCache(tmp_path / "kept"))
    if has_news:
        site.refresh()  # as when a page has run; MkDocs makes its server after the build
    with LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path)) as server:
        site.take_over(server, [])
        assert server._want_rebuild == has_news


@pytest.mark.parametrize("end", ["it takes longer than a moment", "somebody saves again"])
def test_a_run_that_is_waited_for_in_vain_is_news_when_it_comes(
    course: Course, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    course.outcomes(course.lesson("lesson", TEXT))
    course.settle()
    waiting = "while not pathlib.Path('go').exists(): time.sleep(0.01)\ny = 8"
    lesson = course.lesson("lesson", TEXT.replace("x = 6", "x = 6\nimport pathlib, time").replace("y = 7", waiting))
    if end == "somebody saves again":
        monkeypatch.setattr(served, "_MOMENT", 100)
        threading.Timer(0.5, course.runs.wait_no_longer).start()
    else:
        monkeypatch.setattr(served, "_MOMENT", 2)
    assert shown(course.outcomes(lesson)["lesson.md"])[-1] is None
    (course.folder / "docs/go").touch()
    course.settle()
    assert shown(course.outcomes(lesson)["lesson.md"])[-1] == "8\n"


def test_a_fault_is_told_and_tried_again_after_a_save(course: Course) -> None:
    good, bad = course.lesson("good", TEXT), course.lesson("bad", "```python\nopen('data.txt')\n```\n")
    course.outcomes(bad, good)
    course.settle()
    outcomes = course.outcomes(bad, good, retry=False)
    assert "FileNotFoundError" in str(outcomes["bad.md"].error) and outcomes["bad.md"].notebook
    assert shown(outcomes["good.md"])[0] == "6\n", "what fails keeps nothing from running"
    assert not course.runs.queue.busy, "and is not tried again for nothing"
    (course.folder / "docs/data.txt").touch()
    course.outcomes(bad, good)
    course.settle()
    assert not course.outcomes(bad, good)["bad.md"].error


def test_one_lesson_alone_runs_and_the_others_say_that_they_never_have(course: Course) -> None:
    one, other = course.lesson("one", TEXT), course.lesson("other", TEXT)
    outcomes = course.outcomes(one, other, only="one")
    course.settle()
    assert shown(outcomes["other.md"]) == [None] * 4 and "has never run" in outcomes["other.md"].note
    assert shown(course.outcomes(one, other, only="one")["one.md"])[0] == "6\n"


def test_a_page_of_its_own_folder_that_cannot_be_kept_runs_once(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    (course.folder / "kept").write_text("a file where the folder should be")
    lesson = course.lesson("lesson", TEXT)
    course.outcomes(lesson)
    course.settle()
    assert shown(course.outcomes(lesson)["lesson.md"])[0] == "6\n" and not course.runs.queue.busy


def test_what_a_first_save_needs_can_be_imported_ahead() -> None:
    names = "{'jupytext', 'nbclient', 'ordermatters_site.run.running'}"
    program = "import sys\nfrom ordermatters_site.run.served import import_ahead\n"
    program += f"print({names} & set(sys.modules))\nimport_ahead()\nprint({names} <= set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["set()", "True"], done.stdout


def test_a_preview_of_nothing_has_no_outputs() -> None:
    page = {"metadata": {}, "cells": [{"cell_type": "code", "source": "1", "metadata": {}, "outputs": []}]}
    assert "outputs" not in with_results(page, None)["cells"][0]
