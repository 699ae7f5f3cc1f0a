"""Run pages side by side, one for each core, and show how far they have come."""

import asyncio
import sys
from collections.abc import Callable, Sequence

from ordermatters_site.run.cores import CoreAccess, Cores
from ordermatters_site.run.lessons import Lesson, LessonError
from ordermatters_site.run.notebooks import Notebook
from ordermatters_site.run.page_checks import check_figures
from ordermatters_site.run.run_options import RunOptions
from ordermatters_site.run.running import run_lesson

Done = Callable[[Lesson, Notebook | LessonError, float], None]


def run_side_by_side(lessons: Sequence[Lesson], options: RunOptions, done: Done) -> None:
    """Run pages and say of each, as soon as it is `done`, what came of it and the seconds it took.

    Those that measure start first: they take longest. While a `measured` cell runs, the others wait, so that nothing
    competes with what it times.
    """
    progress = Progress(len(lessons))

    async def run_all() -> None:
        cores = Cores()
        places = asyncio.Semaphore(cores.count)  # a kernel with JAX takes some hundred megabytes: not all at once

        async def run(lesson: Lesson) -> None:
            async with places:
                access = CoreAccess(cores)
                progress.begin(lesson.path.stem)
                result = await result_of(lesson, options, access)
                progress.clear()
                done(lesson, result, access.seconds)
                progress.advance(lesson.path.stem)

        await asyncio.gather(*map(run, sorted(lessons, key=lambda lesson: not lesson.measured)))

    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:  # on Windows its own choice is another one
        runner.run(run_all())
    progress.clear()


async def result_of(lesson: Lesson, options: RunOptions, access: CoreAccess) -> Notebook | LessonError:
    """Run a page; return its notebook, or why it cannot be published."""
    try:
        notebook = await run_lesson(lesson, options, access)
        check_figures(lesson, notebook)
    except LessonError as error:
        return error
    return notebook


class Progress:
    """A bar on a terminal."""

    def __init__(self, total: int):
        """Begin with nothing done of `total` pages."""
        self.done, self.total = 0, total
        self.running: list[str] = []
        self.shown = sys.stderr.isatty() and total > 0
        self._draw()

    def begin(self, name: str) -> None:
        """Name one page more that runs."""
        self.running.append(name)
        self._draw()

    def advance(self, name: str) -> None:
        """Count one more page as done."""
        self.running.remove(name)
        self.done += 1
        self._draw()

    def clear(self) -> None:
        """Leave the line empty for what is printed next."""
        if self.shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def _draw(self) -> None:
        names = ", ".join(self.running)
        if self.shown:
            bar = ("█" * self.done).ljust(self.total, "░")
            print(f"\r\x1b[KRunning {bar} {self.done}/{self.total} {names}", end="", file=sys.stderr, flush=True)
