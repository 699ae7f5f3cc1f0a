"""Lessons kept up to date behind a server: what there is of each page at once, and the rest when it has run."""

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ordermatters_site.run.background import BackgroundRuns, Result
from ordermatters_site.run.cores import CoreAccess
from ordermatters_site.run.lessons import Lesson
from ordermatters_site.run.run_cache import CachedRun, RunCache
from ordermatters_site.run.run_options import RunOptions
from ordermatters_site.run.schedule import Outcome, Planned, finished, plan, previewed
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
        self._awaited, self._arrived = "", threading.Condition()

    def cold_start(self, lessons: Sequence[Lesson]) -> dict[str, Outcome] | None:
        """Return what there is to show of each page where one has never run, without a look at what they depend on.

        In a new clone somebody waits for the first page, and to read all modules of the library takes a second.
        """
        latest = [(lesson, self.runs.latest(lesson.name)) for lesson in lessons]
        if all(run for _, run in latest):
            return None
        note = "This page is about to run; its outputs come in by themselves."
        return {
            lesson.name: Outcome(lesson.name, None, previewed(lesson, run), note=note, meta=lesson.meta)
            for lesson, run in latest
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
        todo.sort(key=lambda page: not str(page.outcome.reason).startswith(_SAVED))
        # What comes from now on is for the next build.
        latest = {page.name: self.runs.latest(page.name) for page in todo}
        for page in todo:
            if not self.queue.is_pending(page.name) and (retry or not self.queue.error(page)):
                log.info(f"to run  {page.name}: {page.outcome.reason}")
        brief = self._awaited = self._brief_run(todo, latest)
        self.queue.request(todo, retry=retry)
        if brief and self._arrives(brief):
            (ran,) = plan([lesson for lesson in lessons if lesson.name == brief], self.runs, options, store)
            pages = [ran if page.name == brief else page for page in pages]
        return {page.name: self._outcome(page, latest.get(page.name)) for page in pages}

    def _brief_run(self, todo: Sequence[Planned], latest: Mapping[str, CachedRun | None]) -> str:
        """Name the page to wait for: the only one that is to run, if its last run was brief."""
        if len(todo) != 1 or self.queue.busy or self.queue.error(todo[0]):
            return ""
        run = latest[todo[0].name]
        seconds = run.notebook["metadata"].get("ordermatters", {}).get("seconds") if run else None
        return todo[0].name if seconds is not None and seconds < _MOMENT else ""

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

    def _outcome(self, page: Planned, latest: CachedRun | None) -> Outcome:
        """Say what there is to show of a page, `latest` of it if it is still to run."""
        reason = page.outcome.reason
        if not reason:
            return page.outcome
        shown = previewed(page.lesson, latest)
        if error := self.queue.error(page):
            return replace(page.outcome, error=error, notebook=None if latest else shown)
        note = f"This page is about to run ({reason}); its outputs come in by themselves."
        if latest and _SAVED not in reason:
            note += " Those that are here are of its last run."
        return replace(page.outcome, notebook=shown, note=note)

    def _done(self, page: Planned, result: Result, seconds: float) -> None:
        finished(page, result, seconds, self.runs)
        if progress := self.queue.status:
            log.info(progress)
        elif isinstance(result, dict):
            log.info("all pages have run")
        with self._arrived:
            if awaited := self._awaited == page.name:
                self._awaited = ""
                self._arrived.notify()
        if not awaited:
            self._news()


def import_ahead() -> None:
    """Import what brings all of Jupyter while nobody waits: the first save would."""
    import jupytext  # noqa: F401

    import ordermatters_site.run.parallel  # noqa: F401


async def _run(page: Planned, access: CoreAccess) -> Result:
    from ordermatters_site.run.parallel import result_of  # it brings all of Jupyter

    return await result_of(page.lesson, page.options, access)
