"""Lessons kept up to date behind a server: what there is of each page at once, and the rest when it has run."""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

from ordermatters_site.run.background import BackgroundRuns, Job, Result
from ordermatters_site.run.cores import CoreAccess
from ordermatters_site.run.kernel_steps import with_results
from ordermatters_site.run.lessons import Lesson
from ordermatters_site.run.run_cache import RunCache
from ordermatters_site.run.run_options import RunOptions
from ordermatters_site.run.schedule import Outcome, Planned, finished, plan
from ordermatters_site.store import Store

log = logging.getLogger("mkdocs.plugins.ordermatters")

_SAVED = "its code changed"
_MOMENT = 4
"""Seconds; two builds, which a brief run spares when the first one waits for it, take about as long."""


class ServedRuns:
    """The runs of one server, from its first build to its end."""

    def __init__(self, runs: RunCache, news: Callable[[], None]) -> None:
        """Keep what has run in `runs`, and call for `news` whenever a page has run; from another thread."""
        self.runs, self._news = runs, news
        self.saved = True
        """Whether something was saved since the last build, so that what had failed is worth another run."""
        self.queue = BackgroundRuns(_run, self._done)
        self._planned: dict[str, Planned] = {}
        self._awaited, self._arrived = "", threading.Condition()

    def cold_start(self, lessons: Sequence[Lesson]) -> dict[str, Outcome] | None:
        """Return what there is to show of each page where one has never run, without a look at what they depend on.

        In a new clone somebody waits for the first page, and to read all modules of the library takes a second.
        """
        latest = {lesson.name: self.runs.latest(lesson.name) for lesson in lessons}
        if all(latest.values()):
            return None
        shown = {
            lesson.name: with_results(lesson.notebook, run.notebook if (run := latest[lesson.name]) else None)
            for lesson in lessons
        }
        return {
            lesson.name: Outcome(
                lesson.name,
                None,
                shown[lesson.name],
                note="This page is about to run; its outputs come in by themselves.",
                meta=lesson.meta,
            )
            for lesson in lessons
        }

    def outcomes(
        self,
        lessons: Sequence[Lesson],
        options: RunOptions,
        store: Store,
        only: str | None = None,
        *,
        retry: bool = True,
    ) -> dict[str, Outcome]:
        """Return what there is to show of each page now, and have run behind it what has to.

        Lessons run in the order in which they are given, those whose own code has changed first: they were just saved.
        What has failed runs again on `retry`.
        """
        pages = plan(lessons, self.runs, options, store, only)
        todo = [page for page in pages if page.outcome.reason]
        self._planned = {page.lesson.name: page for page in todo}
        jobs = [Job(page.lesson, page.state, page.outcome.reason or "", options) for page in todo]
        jobs.sort(key=lambda job: not job.reason.startswith(_SAVED))
        for job in jobs:
            if not self.queue.is_pending(job.name) and (retry or not self.queue.error(job)):
                log.info(f"to run  {job.name}: {job.reason}")
        brief = self._awaited = self._brief_run(jobs)
        self.queue.request(jobs, retry=retry)
        if brief and self._arrives(brief):
            (ran,) = plan([lesson for lesson in lessons if lesson.name == brief], self.runs, options, store)
            pages = [ran if page.lesson.name == brief else page for page in pages]
        by_name = {job.name: job for job in jobs}
        return {page.lesson.name: self._outcome(page, by_name.get(page.lesson.name)) for page in pages}

    def _brief_run(self, jobs: Sequence[Job]) -> str:
        """Name the page to wait for: the only one that is to run, if its last run was brief."""
        if len(jobs) != 1 or self.queue.busy or self.queue.error(jobs[0]):
            return ""
        latest = self.runs.latest(jobs[0].name)
        seconds = latest.notebook["metadata"].get("ordermatters", {}).get("seconds") if latest else None
        return jobs[0].name if seconds is not None and seconds < _MOMENT else ""

    def _arrives(self, name: str) -> bool:
        """Wait a moment for a page that runs: to build the site without it, and again with it, would take longer."""
        with self._arrived:
            self._arrived.wait_for(lambda: self._awaited != name, _MOMENT)
            self._awaited = ""
        return not self.queue.is_pending(name)

    def wait_no_longer(self) -> None:
        """Let a build go on: somebody has saved again."""
        with self._arrived:
            self._awaited = ""
            self._arrived.notify()

    def stop(self) -> None:
        """End what runs."""
        self.queue.stop()

    def _outcome(self, page: Planned, job: Job | None) -> Outcome:
        """Say what there is to show of a page."""
        if job is None or not page.outcome.reason:
            return page.outcome
        latest = self.runs.latest(page.lesson.name)
        shown = with_results(page.lesson.notebook, latest.notebook if latest else None)
        if error := self.queue.error(job):
            return replace(page.outcome, error=error, notebook=None if latest else shown)
        note = f"This page is about to run ({job.reason}); its outputs come in by themselves."
        if latest and _SAVED not in job.reason:
            note += " Those that are here are of its last run."
        return replace(page.outcome, notebook=shown, note=note)

    def _done(self, job: Job, result: Result, seconds: float) -> None:
        finished(self._planned[job.name], result, seconds, self.runs)
        if progress := self.queue.status:
            log.info(progress)
        elif isinstance(result, dict):
            log.info("all pages have run")
        with self._arrived:
            if awaited := self._awaited == job.name:
                self._awaited = ""
                self._arrived.notify()
        if not awaited:
            self._news()


def import_ahead() -> None:
    """Import what brings all of Jupyter while nobody waits: the first save would."""
    import jupytext  # noqa: F401

    import ordermatters_site.run.parallel  # noqa: F401


async def _run(lesson: Lesson, options: RunOptions, access: CoreAccess) -> Result:
    from ordermatters_site.run.parallel import result_of  # it brings all of Jupyter

    return await result_of(lesson, options, access)
