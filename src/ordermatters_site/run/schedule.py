"""Decide which pages run, and say which ran and why."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File

from ordermatters_site.run.fingerprints import Fingerprint, fingerprint, library
from ordermatters_site.run.kernel_steps import slowest_cell, with_results
from ordermatters_site.run.lessons import Lesson, LessonError, read_lesson
from ordermatters_site.run.notebooks import Notebook
from ordermatters_site.run.page_checks import check_allowances, check_numbers
from ordermatters_site.run.read_files import changed_files
from ordermatters_site.run.run_cache import CachedRun, RunCache
from ordermatters_site.run.run_options import RunOptions
from ordermatters_site.store import Store

log = logging.getLogger("mkdocs.plugins.ordermatters")


@dataclass(frozen=True)
class Outcome:
    """What became of one page: its executed notebook, or the error that stopped it."""

    name: str
    reason: str | None
    """Why the page ran; `None` where it did not."""
    notebook: Notebook | None
    error: LessonError | None = None
    seconds: float = 0.0
    note: str = ""
    """What to say of a page that is served although not all of it has run."""
    meta: dict[str, Any] = field(default_factory=dict)


def read_all(files: Iterable[File], store: Store) -> tuple[list[Lesson], dict[str, Outcome]]:
    """Read pages, and say of each what it is before it has run: text with code, or one that cannot be accepted."""
    lessons, outcomes = [], {}
    for file in files:
        name = file.src_uri
        try:
            lesson = read_lesson(Path(str(file.abs_src_path)), name, store)
            check_allowances(lesson)
            check_numbers(lesson)
        except LessonError as error:
            outcomes[name] = Outcome(name, None, None, error)
        else:
            outcomes[name] = Outcome(name, None, lesson.notebook, meta=lesson.meta)
            lessons.append(lesson)
    return lessons, outcomes


@dataclass(frozen=True)
class Planned:
    """One page and what is to become of it."""

    lesson: Lesson
    fingerprint: Fingerprint
    outcome: Outcome
    """What there is to show of it now; its `reason` says why it has to run, if it has to."""
    options: RunOptions

    @property
    def name(self) -> str:
        """The name of the page."""
        return self.lesson.name

    @property
    def state(self) -> str:
        """Name everything that a run depends on, the files that an earlier one has read among it."""
        return f"{self.fingerprint.digest} {self.outcome.reason}"


def plan(
    lessons: Sequence[Lesson], runs: RunCache, options: RunOptions, store: Store, only: str | None = None
) -> list[Planned]:
    """Say of each page whether its cached run can be used, or why it has to run.

    Where `only` one is to run, by the name of its file, the others stay as they were last run.
    """
    modules, shaping = library(store), options.that_shape_outputs()
    planned = []
    for lesson in lessons:
        wanted = fingerprint(lesson, shaping, modules)
        outcome = _cached(lesson, wanted, runs)
        if only not in (None, lesson.path.stem):
            outcome = _last_outcome(lesson, outcome, runs)
        planned.append(Planned(lesson, wanted, outcome, options))
    return planned


def run_all(
    lessons: Sequence[Lesson], runs: RunCache, options: RunOptions, store: Store, only: str | None = None
) -> dict[str, Outcome]:
    """Bring every page up to date: use its cached run, or run the page now and cache that."""
    pages = {page.name: page for page in plan(lessons, runs, options, store, only)}
    outcomes = {name: page.outcome for name, page in pages.items()}

    def done(lesson: Lesson, result: Notebook | LessonError, seconds: float) -> None:
        outcomes[lesson.name] = finished(pages[lesson.name], result, seconds, runs)

    if todo := [page.lesson for page in pages.values() if page.outcome.reason]:
        # They bring all of Jupyter: only where a page runs.
        from ordermatters_site.run.parallel import run_side_by_side
        from ordermatters_site.run.preflight import preflight

        if faults := preflight(lessons, options):
            return outcomes | {fault.page: replace(outcomes[fault.page], error=fault) for fault in faults}

        for lesson in todo:
            log.info(f"to run  {lesson.name}: {outcomes[lesson.name].reason}")
        run_side_by_side(todo, options, done)
    log.info(f"kept  {len(lessons) - len(todo)} of {len(lessons)} pages as they were last run")
    return outcomes


def finished(page: Planned, result: Notebook | LessonError, seconds: float, runs: RunCache) -> Outcome:
    """Cache the run of a page, if it was good, and say what became of it."""
    outcome = replace(page.outcome, seconds=seconds)
    if isinstance(result, LessonError):
        outcome = replace(outcome, error=result)
    else:
        outcome = replace(outcome, notebook=result)
        runs.put(outcome.name, CachedRun(page.fingerprint, result))
    log.info(_line(outcome))
    return outcome


def _cached(lesson: Lesson, wanted: Fingerprint, runs: RunCache) -> Outcome:
    """Use the cached run of this state of things, or say why there is none."""
    run = runs.get(lesson.name, wanted)
    if run and not (changed := changed_files(run.files, lesson.docs)):
        notebook = with_results(lesson.notebook, run.notebook)
        if notebook == run.notebook:
            runs.touch(lesson.name, wanted)
        else:  # its last good state has the text of today
            runs.put(lesson.name, CachedRun(wanted, notebook))
        return Outcome(lesson.name, None, notebook, meta=lesson.meta)
    if run:
        reason = ", ".join(f"`{name}` changed" for name in changed)
    elif runs.is_damaged(lesson.name, wanted):
        reason = "its cached run was damaged"
    else:
        earlier = runs.latest(lesson.name)
        reason = wanted.differences(earlier.fingerprint) if earlier else "no cached run"
    return Outcome(lesson.name, reason, None, meta=lesson.meta)


def _last_outcome(lesson: Lesson, outcome: Outcome, runs: RunCache) -> Outcome:
    """Show a page that is not to run as its last run left it, or else without outputs."""
    if not outcome.reason:
        return outcome
    run = runs.latest(lesson.name)
    note = "This page was not run again" if run else "This page has never run"
    return replace(outcome, reason=None, notebook=previewed(lesson, run), note=f"{note}: `LESSON` names another.")


def previewed(lesson: Lesson, run: CachedRun | None) -> Notebook:
    """Return a page before its run, with what an earlier one has left of it."""
    return with_results(lesson.notebook, run.notebook if run else None)


def _line(outcome: Outcome) -> str:
    """Write one line of the report: what happened to a page, why, and how long it took."""
    word = "FAILED" if outcome.error else "ran "
    slowest = slowest_cell(outcome.notebook) if outcome.notebook else ""
    return f"{word}  {outcome.name}: {outcome.reason} ({outcome.seconds:.1f} s{slowest})"
