import gc

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from ordermatters import stopwatch
from ordermatters.stopwatch import Timing, compare, duration, measure, naive, ratio


class Clock:
    """A clock that stands still until someone works."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def worker(clock, *seconds):
    """A function whose calls take so long, one after another."""
    times = iter(seconds)

    def work(*args):
        clock.now += next(times)
        return args

    return work


def test_first_call_and_later_runs_are_kept_apart():
    clock = Clock()
    timing = measure(worker(clock, 16, 1, 4, 2), repeats=3, clock=clock)
    assert timing == Timing(first=16, runs=(1, 4, 2))
    assert timing.median == 2
    assert timing.quartiles == tuple(np.quantile([1, 4, 2], [0.25, 0.75]))


def test_seven_runs_unless_told_otherwise():
    assert len(measure(lambda: None).runs) == 7


def test_one_run_is_its_own_spread():
    assert Timing(2.0, (1.0,)).quartiles == (1.0, 1.0)
    assert str(Timing(2.0, (1.0,))) == "first call 2.00 s, then 1.00 s (1.00 – 1.00, 1 run)"


def test_the_spread_is_written_in_the_unit_of_the_median():
    assert str(Timing(1.31, (0.0004, 0.0012, 0.0014))) == "first call 1.31 s, then 1.20 ms (0.800 – 1.30, 3 runs)"


def test_one_disturbed_run_does_not_move_the_median():
    calm, disturbed = Timing(1, (1, 1, 1, 1, 1)), Timing(1, (1, 1, 50, 1, 1))
    assert calm.median == disturbed.median
    assert calm.quartiles == disturbed.quartiles


def test_functions_take_turns():
    calls = []
    timings = compare({"a": lambda x: calls.append(("a", x)), "b": lambda x: calls.append(("b", x))}, 7, repeats=2)
    assert calls == [("a", 7), ("b", 7)] * 3
    assert list(timings) == ["a", "b"]


def test_each_function_gets_its_own_times():
    clock = Clock()
    timings = compare({"a": worker(clock, 8, 1, 2), "b": worker(clock, 64, 16, 32)}, repeats=2, clock=clock)
    assert timings == {"a": Timing(8, (1, 2)), "b": Timing(64, (16, 32))}


def test_a_ratio_is_taken_within_each_round():
    assert ratio(Timing(0, (10, 100, 30)), Timing(0, (5, 50, 10))) == 2
    with pytest.raises(ValueError, match="not from 2 and 1 runs"):
        ratio(Timing(0, (1, 2)), Timing(0, (1,)))


class Promise:
    """Stands for the work that JAX still does after a call returned."""

    def __init__(self, clock, seconds):
        self.clock, self.seconds = clock, seconds

    def wait(self):
        self.clock.now += self.seconds
        self.seconds = 0


def test_results_are_waited_for_but_not_by_the_naive_stopwatch(monkeypatch):
    clock = Clock()

    def late():
        clock.now += 1
        return Promise(clock, 32)

    monkeypatch.setattr(stopwatch, "_wait", lambda result: isinstance(result, Promise) and result.wait())
    assert measure(late, repeats=2, clock=clock) == Timing(33, (33, 33))
    assert naive(late, clock=clock) == 1
    assert clock.now == 100 + 4 * 33  # the naive stopwatch left no work behind either


@pytest.mark.parametrize("nest", [lambda y: y, lambda y: [y, "text"], lambda y: {"a": (1.0, None, y)}])
def test_every_array_in_a_result_is_waited_for(monkeypatch, nest):
    waited = []
    monkeypatch.setattr(jax, "block_until_ready", waited.extend)
    y = jnp.ones(3)
    measure(lambda: nest(y), repeats=1)
    assert [id(array) for array in waited] == [id(y)] * 2


def test_real_functions_of_either_kind():
    x = jnp.ones(3)
    for timing in (measure(jax.jit(jnp.sin), x, repeats=2), measure(sorted, [3, 1, 2], repeats=2)):
        assert timing.first > 0
        assert min(timing.runs) > 0
    assert naive(jax.jit(jnp.cos), x) > 0


def test_garbage_is_not_collected_while_the_clock_runs():
    assert gc.isenabled()
    states = []
    measure(lambda: states.append(gc.isenabled()), repeats=2)
    assert states == [False] * 3
    assert gc.isenabled()


def test_garbage_collection_comes_back_after_an_error():
    with pytest.raises(ZeroDivisionError):
        measure(lambda: 1 / 0)
    assert gc.isenabled()


def test_garbage_collection_that_was_off_stays_off():
    gc.disable()
    try:
        measure(lambda: None, repeats=1)
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize(
    "seconds, text",
    [
        (0, "0 ns"),
        (5e-9, "5.00 ns"),
        (0.000_999, "999 µs"),
        (0.001, "1.00 ms"),
        (0.0999, "99.9 ms"),
        (1, "1.00 s"),
        (83.456, "83.5 s"),
        (1234.6, "1235 s"),
    ],
)
def test_durations_for_people(seconds, text):
    assert duration(seconds) == text


@pytest.mark.parametrize(
    "repeats, error, words",
    [
        (0, ValueError, "repeats must be at least 1, not 0"),
        (2.5, TypeError, "repeats must be an integer, not 2.5"),
        (True, TypeError, "repeats must be an integer, not True"),
    ],
)
def test_refuses_repeats_before_anything_runs(repeats, error, words):
    with pytest.raises(error, match=words):
        measure(lambda: pytest.fail("it ran"), repeats=repeats)


def test_refuses_what_is_no_function():
    with pytest.raises(TypeError, match="f must be a function, not 3"):
        measure(3)
    with pytest.raises(TypeError, match="forward must be a function, not None"):
        compare({"forward": None})
    with pytest.raises(TypeError, match="f must be a function, not an array"):
        naive(jnp.ones(3))
