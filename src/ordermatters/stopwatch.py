"""Honest timing: the first call and the steady state apart, results waited for, medians and their spread.

Three things make a stopwatch lie about JAX. The *first call* of a function also traces and compiles it; later calls
don't. A call *returns before its result is there*: JAX hands out a promise and computes on, so a stopwatch has to wait
with `jax.block_until_ready`. And a computer has *other things to do*: noise, which only ever adds time. Hence several
runs, their median (one disturbed run does not move it), and the quartiles that show how far to trust it. Python's
garbage collector is one such noise, and the only one that can be told to wait: it does, as in `timeit`.

A ratio of times is only as fair as its two halves are alike: a machine that is busy now and idle a minute later gives
any ratio. `compare` therefore runs all its functions in turn, round by round, and `ratio` divides within a round.

Plain Python functions may be timed too; there is then nothing to wait for, and nothing special about the first call.
"""

import gc
import math
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

import jax

from ordermatters.arguments import described, size

Clock = Callable[[], float]


class Timing(NamedTuple):
    """How long one function took, in seconds: its first call, and each of its runs after that.

    >>> print(Timing(first=1.31, runs=(0.0123, 0.0119, 0.0131, 0.0122, 0.0999)))
    first call 1.31 s, then 12.3 ms (12.2 – 13.1, 5 runs)
    """

    first: float
    runs: tuple[float, ...]

    @property
    def median(self) -> float:
        """Take the run in the middle: the steady state."""
        return statistics.median(self.runs)

    @property
    def quartiles(self) -> tuple[float, float]:
        """Bound the middle half of the runs."""
        if len(self.runs) == 1:
            return self.runs[0], self.runs[0]
        lower, _, upper = statistics.quantiles(self.runs, n=4, method="inclusive")
        return lower, upper

    def __str__(self) -> str:
        """Say it in a line, for people."""
        lower, upper = (duration(t, like=self.median).split()[0] for t in self.quartiles)
        runs = "1 run" if len(self.runs) == 1 else f"{len(self.runs)} runs"
        return f"first call {duration(self.first)}, then {duration(self.median)} ({lower} – {upper}, {runs})"


def measure(f: Callable[..., Any], *args: Any, repeats: int = 7, clock: Clock = time.perf_counter) -> Timing:
    """Time f(*args): a first call, then some more, each result waited for.

    The first call is a first call only if f was never called before: pass a fresh `jax.jit(f)`.

    Args:
        f: any function, of JAX arrays or not.
        *args: what it is called with, each time.
        repeats: how many runs after the first call.
        clock: returns seconds.

    Raises:
        TypeError: if `f` is not callable or `repeats` is not an integer.
        ValueError: if `repeats` is below 1.
        NotImplementedError: on small JAX, which compiles nothing.
    """
    return compare({"f": f}, *args, repeats=repeats, clock=clock)["f"]


def compare(
    functions: Mapping[str, Callable[..., Any]], *args: Any, repeats: int = 7, clock: Clock = time.perf_counter
) -> dict[str, Timing]:
    """Time several functions of the same arguments side by side: all of them once, then again, round by round.

    Args:
        functions: by name.
        *args: what each is called with, each time.
        repeats: how many rounds after the first calls.
        clock: returns seconds.

    Returns:
        For each name its `Timing`; the runs at one position belong to one round.

    Raises:
        TypeError: if one of the functions is not callable or `repeats` is not an integer.
        ValueError: if `repeats` is below 1.
        NotImplementedError: on small JAX, which compiles nothing.
    """
    rounds = size("repeats", repeats)
    for name, f in functions.items():
        _check_function(name, f)
    _wait(args)
    with _no_garbage_collection():
        first = {name: _seconds(f, args, clock) for name, f in functions.items()}
        later = [{name: _seconds(f, args, clock) for name, f in functions.items()} for _ in range(rounds)]
    return {name: Timing(first[name], tuple(times[name] for times in later)) for name in functions}


def ratio(a: Timing, b: Timing) -> float:
    """Say how many times as long as b the steady state of a took: the median of the rounds' ratios.

    >>> ratio(Timing(9.0, (4.0, 8.0, 6.0)), Timing(9.0, (2.0, 4.0, 2.0)))  # the machine was busy in round 2
    2.0

    Raises:
        ValueError: if the two were not timed in the same rounds of `compare`.
    """
    if len(a.runs) != len(b.runs):
        raise ValueError(f"the timings must come from the same rounds, not from {len(a.runs)} and {len(b.runs)} runs")
    return statistics.median(x / y for x, y in zip(a.runs, b.runs, strict=True))


def naive(f: Callable[..., Any], *args: Any, clock: Clock = time.perf_counter) -> float:
    """Time f(*args) as one should not: one call, compiling included, and the clock stopped before the result is there.

    Returns:
        Seconds until f *returned*.

    Raises:
        TypeError: if `f` is not callable.
        NotImplementedError: on small JAX, which compiles nothing.
    """
    _check_function("f", f)
    _wait(args)
    start = clock()
    result = f(*args)
    seconds = clock() - start
    _wait(result)  # too late for the number, but nobody else's time is to be spoilt
    return seconds


def duration(seconds: float, like: float | None = None) -> str:
    """Write a time in three digits with a unit that suits it, or that suits a time like it.

    >>> duration(1.31), duration(0.0123), duration(0.00004567)
    ('1.31 s', '12.3 ms', '45.7 µs')
    """
    scale = abs(seconds if like is None else like)
    unit, factor = next(((u, f) for u, f in (("s", 1), ("ms", 1e3), ("µs", 1e6)) if scale * f >= 1), ("ns", 1e9))
    value = seconds * factor
    decimals = 2 - math.floor(math.log10(abs(value))) if value else 0
    return f"{value:.{min(max(decimals, 0), 3)}f} {unit}"


def _seconds(f: Callable[..., Any], args: tuple[Any, ...], clock: Clock) -> float:
    start = clock()
    result = f(*args)
    _wait(result)
    return clock() - start  # the result is freed after the clock was read


def _wait(results: Any) -> None:
    """Wait for all JAX arrays in nested results; a list of a million plain numbers is passed over quickly."""
    arrays = [leaf for leaf in jax.tree.leaves(results) if isinstance(leaf, jax.Array)]
    jax.block_until_ready(arrays)  # type: ignore[no-untyped-call]


def _check_function(name: str, f: Any) -> None:
    if jax.__name__ == "smalljax":  # it compiles nothing: its times would be told as those of JAX
        raise NotImplementedError("small JAX has no `compiled functions` to be timed: the notebook runs the real one")
    if not callable(f):
        raise TypeError(f"{name} must be a function, not {described(f)}")


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Collect now, and not again before the end."""
    was_on = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
