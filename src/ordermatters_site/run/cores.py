"""Who may compute when: cells of several lessons side by side, and a cell that measures with nothing beside it."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from ordermatters_site.provenance import usable_cores


class Cores:
    """The cores of this machine, shared out cell by cell.

    A lesson that measures has to be alone only while it measures: its other cells, and the start of its kernel, run
    beside other lessons.
    """

    def __init__(self, count: int | None = None):
        """Share out `count` cores, or as many as this process may use."""
        self.count = count or usable_cores()
        self.shared = asyncio.Semaphore(self.count)
        """Holds one core, beside others."""
        self._exclusive = asyncio.Lock()

    @asynccontextmanager
    async def exclusive(self) -> AsyncIterator[None]:
        """Wait until every core is free, and hold them all."""
        async with self._exclusive:  # two that each held half of the cores would wait for each other for ever
            taken = 0
            try:
                while taken < self.count:
                    await self.shared.acquire()
                    taken += 1
                yield
            finally:
                for _ in range(taken):
                    self.shared.release()


@dataclass
class CoreAccess:
    """One lesson's access to the cores, and the seconds that it held some: waiting for others is not its time."""

    cores: Cores
    seconds: float = 0.0

    @asynccontextmanager
    async def acquire(self, *, exclusive: bool = False) -> AsyncIterator[None]:
        """Hold one core, or all of them."""
        async with self.cores.exclusive() if exclusive else self.cores.shared:
            started = time.perf_counter()
            try:
                yield
            finally:
                self.seconds += time.perf_counter() - started
