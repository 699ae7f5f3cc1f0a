"""Runs behind a served site: in reading order, an open page first, and nothing runs that the newest save needs not."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ordermatters_site.run.background import BackgroundRuns, Result
from ordermatters_site.run.cores import CoreAccess
from ordermatters_site.run.fingerprints import Fingerprint
from ordermatters_site.run.lessons import Lesson, LessonError
from ordermatters_site.run.run_options import RunOptions
from ordermatters_site.run.schedule import Outcome, Planned


class Work:
    """Runs that end when they are told to, each by the name of its page, and what was seen of them."""

    def __init__(self) -> None:
        self.began: list[str] = []
        self.ended: list[str] = []
        self.done: list[str] = []
        self.results: dict[str, Result | Exception] = {}
        self.events: dict[str, threading.Event] = {}
        self.runs = BackgroundRuns(self.run, lambda page, result, seconds: self.done.append(page.name), cores=1)

    async def run(self, page: Planned, access: CoreAccess) -> Result:
        self.began.append(page.name)
        try:
            while not self.event(page.name).is_set():
                await asyncio.sleep(0.001)
        except asyncio.CancelledError:  # as nbclient does: it takes it for the death of the kernel
            return LessonError(page.name, "the kernel died")
        finally:
            self.ended.append(page.name)
        result = self.results.get(page.name, {"cells": []})
        if isinstance(result, Exception) and not isinstance(result, LessonError):
            raise result
        return result

    def event(self, name: str) -> threading.Event:
        return self.events.setdefault(name, threading.Event())

    def finish(self, *names: str) -> None:
        for name in names:
            self.event(name).set()
        until(lambda: set(names) <= set(self.done))


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.002)


def pages(*names: str, code: str = "1") -> list[Planned]:
    lessons = [Lesson(name, Path(name), "", {"cells": []}, {}) for name in names]
    wanted = Fingerprint(code, {}, "", {}, "")
    return [Planned(lesson, wanted, Outcome(lesson.name, "new", None), RunOptions()) for lesson in lessons]


@pytest.fixture
def work() -> Iterator[Work]:
    work = Work()
    yield work
    work.runs.stop()
    assert sorted(work.ended) == sorted(work.began), "a run that began has ended"


def test_lessons_run_in_the_order_asked_for(work: Work) -> None:
    work.runs.request(pages("a", "b", "c"))
    until(lambda: work.began == ["a"])
    assert work.runs.status == "0 of 3 have run, now: a; to come: b, c"
    work.finish("a", "b")
    assert work.runs.status == "2 of 3 have run, now: c"
    work.finish("c")
    assert work.began == ["a", "b", "c"] and not work.runs.busy and work.runs.status == ""


def test_a_page_that_is_open_comes_first(work: Work) -> None:
    work.runs.request(pages("a", "b", "c", "d"))
    until(lambda: work.began == ["a"])
    work.runs.prioritize("c")
    work.runs.prioritize("d")
    work.finish("a", "d", "c", "b")
    assert work.began == ["a", "d", "c", "b"]


def test_the_newest_request_overtakes(work: Work) -> None:
    work.runs.request(pages("a", "b", "c"))
    until(lambda: work.began == ["a"])
    work.runs.request([*pages("c"), *pages("a")])
    work.finish("a", "c")
    assert work.began == ["a", "c"], "what runs in the state that is wanted goes on; b is not wanted any more"

    work.runs.request(pages("x"))
    until(lambda: work.began[-1] == "x")
    work.runs.request(pages("x", code="2"))
    until(lambda: work.began == ["a", "c", "x", "x"] and work.ended == ["a", "c", "x"])
    work.runs.request(pages("y"))
    work.finish("y")
    assert work.done == ["a", "c", "y"], "nobody hears of a run that was overtaken"


def test_what_failed_waits_for_a_save(work: Work) -> None:
    fault = work.results["a"] = LessonError("a", "wrong")
    work.results["b"] = ZeroDivisionError("a fault of the program")
    wanted = pages("a", "b", "c")
    work.runs.request(wanted)
    work.finish("a", "b", "c")
    assert work.runs.error(wanted[0]) is fault and "ZeroDivisionError" in str(work.runs.error(wanted[1]))
    assert work.runs.error(wanted[2]) is None and work.runs.error(pages("a", code="2")[0]) is None

    work.runs.request(wanted[:2], retry=False)
    assert not work.runs.busy
    del work.results["a"]
    work.runs.request(wanted[:1])
    until(lambda: work.done == ["a", "b", "c", "a"])
    assert work.runs.error(wanted[0]) is None


def test_it_can_be_stopped_and_begin_anew(work: Work) -> None:
    work.runs.stop()
    work.runs.request(pages("a", "b"))
    until(lambda: work.began == ["a"])
    work.runs.stop()
    assert work.ended == ["a"] and not work.runs.busy
    work.runs.request(pages("b"))
    work.finish("b")
    assert work.done == ["b"]
