"""Runs lessons beside whoever serves their pages: what was asked for last counts, and an open page comes first."""

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable, Sequence

from ordermatters_site.run.cores import CoreAccess, Cores
from ordermatters_site.run.lessons import LessonError
from ordermatters_site.run.notebooks import Notebook
from ordermatters_site.run.schedule import Planned

log = logging.getLogger("mkdocs.plugins.ordermatters")

Result = Notebook | LessonError
Run = Callable[[Planned, CoreAccess], Awaitable[Result]]
Done = Callable[[Planned, Result, float], None]


class BackgroundRuns:
    """A queue of lessons and the thread that works it off, some at a time."""

    def __init__(self, run: Run, done: Done, cores: int | None = None) -> None:
        """Begin with nothing to do.

        Args:
            run: runs a lesson.
            done: is told, in the thread, what came of a page and the seconds that it took; never of one that was
                overtaken.
            cores: how many lessons run side by side; as many as this process may use, if that is not said.
        """
        self._run, self._done, self._count = run, done, cores
        self._lock = threading.RLock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._cores: Cores | None = None
        self._waiting: dict[str, Planned] = {}
        self._running: dict[str, tuple[Planned, asyncio.Task[None]]] = {}
        self._errors: dict[str, tuple[str, LessonError]] = {}
        self._opened: list[str] = []
        self.finished, self.total = 0, 0

    def request(self, pages: Sequence[Planned], *, retry: bool = True) -> None:
        """Say what is to run, in order; it takes the place of all that was asked for before.

        A run under way goes on if its page is still wanted in the same state, and ends otherwise. What has failed
        runs again only if something may have been mended: on `retry`.
        """
        with self._lock:
            if retry:
                self._errors.clear()
            wanted = {page.name: page for page in pages if not self.error(page)}
            for name, (page, task) in list(self._running.items()):
                if wanted.get(name, page).state == page.state and name in wanted:
                    del wanted[name]
                else:
                    del self._running[name]
                    self._in_loop(task.cancel)
            if not self.busy:
                self.finished = 0
            self._waiting = wanted
            self.total = self.finished + len(wanted) + len(self._running)
        if wanted:
            self._start()
            self._in_loop(self._fill)

    def prioritize(self, name: str) -> None:
        """Let a page come before all that wait: a reader has it open."""
        with self._lock:
            self._opened = [*(other for other in self._opened if other != name), name]

    def error(self, page: Planned) -> LessonError | None:
        """Return why a page failed, if it has been tried."""
        state, error = self._errors.get(page.name, ("", None))
        return error if state == page.state else None

    @property
    def busy(self) -> bool:
        """Whether something runs or waits."""
        return bool(self._running or self._waiting)

    @property
    def status(self) -> str:
        """How far the runs have come, for whoever waits; empty when all is done."""
        with self._lock:
            now = ", ".join(page.lesson.path.stem for page, _ in self._running.values())
            left = ", ".join(page.lesson.path.stem for page in self._in_order())
        progress = f"{self.finished} of {self.total} have run, now: {now}" + (f"; to come: {left}" if left else "")
        return progress if now or left else ""

    def is_pending(self, name: str) -> bool:
        """Tell whether a page runs or waits."""
        return name in self._running or name in self._waiting

    def stop(self) -> None:
        """End all runs and the thread, and return when that is done."""
        self.request([])
        with self._lock:
            loop, thread, self._loop, self._thread = self._loop, self._thread, None, None
        if loop and thread:
            loop.call_soon_threadsafe(loop.stop)
            thread.join()

    def _start(self) -> None:
        with self._lock:
            if self._loop is None:
                # Not told, it would make it this thread's; on Windows its own choice is not what ZeroMQ needs.
                runner = asyncio.Runner(loop_factory=asyncio.SelectorEventLoop)
                self._loop, self._cores = runner.get_loop(), Cores(self._count)
                self._thread = threading.Thread(target=self._work, args=(runner,), name="lessons", daemon=True)
                self._thread.start()

    def _work(self, runner: asyncio.Runner) -> None:
        with runner:  # at its end it cancels what still runs, and kernels end with their runs
            runner.get_loop().run_forever()

    def _in_loop(self, call: Callable[[], object]) -> None:
        with self._lock:
            if self._loop:
                self._loop.call_soon_threadsafe(call)

    def _fill(self) -> None:
        """Start as many of the waiting pages as there are places."""
        with self._lock:
            assert self._cores
            for page in self._in_order()[: max(0, self._cores.count - len(self._running))]:
                del self._waiting[page.name]
                task = asyncio.ensure_future(self._finish(page, CoreAccess(self._cores)))
                self._running[page.name] = page, task

    def _in_order(self) -> list[Planned]:
        """Sort what waits: pages opened last come first, the others as they were asked for."""
        pages = list(self._waiting.values())
        return sorted(pages, key=lambda page: -self._opened.index(page.name) if page.name in self._opened else 1)

    async def _finish(self, page: Planned, access: CoreAccess) -> None:
        try:
            result = await self._run(page, access)
        except Exception as error:  # a fault of this program; the other lessons go on
            log.exception("a run of %s could not be made", page.name)
            result = LessonError(page.name, f"{type(error).__name__}: {error}")
        with self._lock:
            if self._running.get(page.name, (None, None))[0] is not page:  # it was overtaken
                return
            del self._running[page.name]
            self.finished += 1
            if isinstance(result, LessonError):
                self._errors[page.name] = page.state, result
        try:
            self._done(page, result, access.seconds)
        finally:
            self._fill()
