"""Decide which pages run, run them side by side, and say which ran and why."""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from nbformat import NotebookNode

from ordermatters_site.cores import Cores, Turns
from ordermatters_site.fingerprints import Fingerprint, fingerprint
from ordermatters_site.kept_runs import KeptRun, KeptRuns
from ordermatters_site.lessons import Lesson, LessonError
from ordermatters_site.outputs import check_figures
from ordermatters_site.running import RunOptions, run_lesson

log = logging.getLogger("mkdocs.plugins.ordermatters")


@dataclass(frozen=True)
class Outcome:
    """What became of one page: its executed notebook, or the error that stopped it."""

    name: str
    reason: str | None
    """Why the page ran; `None` where it did not."""
    notebook: NotebookNode | None
    error: LessonError | None = None
    seconds: float = 0.0
    meta: dict[str, Any] = field(default_factory=dict)


def run_all(lessons: Sequence[Lesson], runs: KeptRuns, options: RunOptions) -> dict[str, Outcome]:
    """Bring every page up to date: use the run that is kept, or run the page now and keep it.

    Pages run side by side, one for each core, those that measure first: they take longest. While a `measured` cell
    runs, the others wait, so that nothing competes with what it times.
    """
    plans = [(lesson, fingerprint(lesson, options.that_shape_outputs())) for lesson in lessons]
    outcomes = {lesson.name: _kept(lesson, wanted, runs) for lesson, wanted in plans}
    todo = [(lesson, wanted) for lesson, wanted in plans if outcomes[lesson.name].reason]
    progress = Progress(len(todo))

    async def run(lesson: Lesson, wanted: Fingerprint, cores: Cores) -> None:
        outcomes[lesson.name] = await _run(lesson, wanted, outcomes[lesson.name], runs, options, cores)
        progress.advance(lesson.name)

    if todo:
        asyncio.run(_side_by_side(run, todo))
    progress.clear()
    for outcome in outcomes.values():
        log.info(_line(outcome))
    return outcomes


def _kept(lesson: Lesson, wanted: Fingerprint, runs: KeptRuns) -> Outcome:
    """Use the run that is kept for this state of things, or say why there is none."""
    run = runs.find(lesson.name, wanted)
    if run:
        runs.touch(lesson.name, wanted)
        return Outcome(lesson.name, None, run.notebook, meta=lesson.meta)
    if runs.is_damaged(lesson.name, wanted):
        return Outcome(lesson.name, "its kept run was damaged", None, meta=lesson.meta)
    earlier = runs.latest(lesson.name)
    reason = wanted.differences(earlier.fingerprint) if earlier else "no kept run"
    return Outcome(lesson.name, reason, None, meta=lesson.meta)


async def _side_by_side(
    run: Callable[[Lesson, Fingerprint, Cores], Awaitable[None]], todo: list[tuple[Lesson, Fingerprint]]
) -> None:
    cores = Cores()
    places = asyncio.Semaphore(cores.count)  # a kernel with JAX takes some hundred megabytes: not all at once

    async def take_a_place(lesson: Lesson, wanted: Fingerprint) -> None:
        async with places:
            await run(lesson, wanted, cores)

    await asyncio.gather(*(take_a_place(*plan) for plan in sorted(todo, key=lambda plan: not plan[0].measured)))


async def _run(
    lesson: Lesson, wanted: Fingerprint, waiting: Outcome, runs: KeptRuns, options: RunOptions, cores: Cores
) -> Outcome:
    turns = Turns(cores)
    try:
        notebook = await run_lesson(lesson, options, turns)
        check_figures(lesson, notebook)
    except LessonError as error:
        return replace(waiting, error=error, seconds=turns.seconds)
    runs.keep(lesson.name, KeptRun(wanted, notebook))
    return replace(waiting, notebook=notebook, seconds=turns.seconds)


def _line(outcome: Outcome) -> str:
    """Write one line of the report: what happened to a page, why, and how long it took."""
    if outcome.reason is None:
        return f"kept  {outcome.name}"
    word = "FAILED" if outcome.error else "ran "
    return f"{word}  {outcome.name}: {outcome.reason} ({outcome.seconds:.1f} s)"


class Progress:
    """A bar on a terminal, and nothing anywhere else."""

    def __init__(self, total: int):
        """Begin with nothing done of `total` pages."""
        self.done, self.total = 0, total
        self.shown = sys.stderr.isatty() and total > 0
        self._draw("")

    def advance(self, name: str) -> None:
        """Count one more page as done."""
        self.done += 1
        self._draw(name)

    def clear(self) -> None:
        """Leave the line empty for what is printed next."""
        if self.shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def _draw(self, name: str) -> None:
        if self.shown:
            bar = ("█" * self.done).ljust(self.total, "░")
            print(f"\r\x1b[KRunning lessons {bar} {self.done}/{self.total} {name}", end="", file=sys.stderr, flush=True)
