"""Cores shared out: as many side by side as there are, and one that takes them all."""

import asyncio

import pytest

from ordermatters_site.run.cores import CoreAccess, Cores


def most_at_once(cores: Cores, exclusive: list[bool]) -> tuple[int, list[int]]:
    """Let some work overlap as far as it may; return the most that ran at once, and what ran beside each exclusive."""
    running, most, beside = 0, 0, []

    async def work(exclusive: bool) -> None:
        nonlocal running, most
        async with cores.exclusive() if exclusive else cores.shared:
            running += 1
            most = max(most, running)
            for _ in range(5):
                await asyncio.sleep(0)
            if exclusive:
                beside.append(running - 1)
            running -= 1

    async def together() -> None:
        await asyncio.gather(*map(work, exclusive))

    asyncio.run(together())
    return most, beside


def test_as_many_run_side_by_side_as_there_are_cores() -> None:
    assert most_at_once(Cores(3), [False] * 8) == (3, [])


def test_nothing_runs_beside_what_runs_alone() -> None:
    assert most_at_once(Cores(3), [False, True, False, False, True, True, False]) == (3, [0, 0, 0])


def test_an_interrupted_wait_gives_the_cores_back() -> None:
    async def interrupted() -> None:
        cores = Cores(2)
        async with cores.shared:
            waiting = asyncio.create_task(cores.exclusive().__aenter__())
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
        async with asyncio.timeout(1), cores.exclusive():
            pass

    asyncio.run(interrupted())


def test_waiting_for_others_is_not_counted_as_a_lessons_time(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(100))
    monkeypatch.setattr("ordermatters_site.run.cores.time.perf_counter", lambda: float(next(clock)))

    async def two_lessons() -> list[float]:
        cores = Cores(2)
        lessons = [CoreAccess(cores), CoreAccess(cores)]

        async def run(access: CoreAccess, exclusive: bool) -> None:
            async with access.acquire(exclusive=exclusive):
                await asyncio.sleep(0)

        await asyncio.gather(run(lessons[0], exclusive=True), run(lessons[1], exclusive=False))
        return [access.seconds for access in lessons]

    assert asyncio.run(two_lessons()) == [1.0, 1.0]  # the clock ticks when it is read: twice for each, never in between
