"""Ways to miscount the operations of a product that may itself be right."""

from collections.abc import Callable
from typing import Any

from ordermatters.exercises.exercise import Mistake


def _counts(wrong: Callable[[int, int, int], tuple[Any, Any]]) -> Callable[..., Any]:
    """Make a twin that goes wrong in counting, whatever it makes."""
    return lambda A, B: (..., *wrong(len(A), len(B), len(B[0])))


# How often a line is passed that stands in some of the three loops, not in all.
_PASSES: tuple[Callable[[int, int, int], int], ...] = (
    lambda m, n, p: 1,
    lambda m, n, p: m,
    lambda m, n, p: n,
    lambda m, n, p: p,
    lambda m, n, p: m * n,
    lambda m, n, p: m * p,
    lambda m, n, p: n * p,
)


def _multiplications_by(passes: Callable[[int, int, int], int]) -> Callable[..., Any]:
    return _counts(lambda m, n, p: (passes(m, n, p), ...))


def _additions_by(passes: Callable[[int, int, int], int]) -> Callable[..., Any]:
    return _counts(lambda m, n, p: (m * n * p, passes(m, n, p)))


MISCOUNTS = (
    Mistake(
        "You count n additions for each entry. Each entry adds n numbers, and that takes n − 1 additions: begin with "
        "the first product instead of a zero.",
        _counts(lambda m, n, p: (m * n * p, m * n * p)),
    ),
    Mistake(
        "Both counts are right, but they have changed places: the multiplications come first.",
        _counts(lambda m, n, p: (m * p * (n - 1), m * p * n)),
    ),
    Mistake(
        "The multiplications are right, but you take one addition off the whole product, or one for each row or "
        "column. Each of the m·p entries takes one fewer than it has terms.",
        _counts(lambda m, n, p: (m * n * p, m * n * p - 1)),
        _counts(lambda m, n, p: (m * n * p, m * n * p - m)),
        _counts(lambda m, n, p: (m * n * p, m * n * p - p)),
    ),
    Mistake(
        "Your counters start again for every row or entry, so what you return is the count of the last one. Set them "
        "to zero once, before all loops.",
        _counts(lambda m, n, p: (n, n - 1)),
        _counts(lambda m, n, p: (n, n)),
        _counts(lambda m, n, p: (n * p, p * (n - 1))),
        _counts(lambda m, n, p: (n * p, n * p)),
    ),
    Mistake(
        "You count multiplications in the wrong loop. There is one for each term of each entry, m·n·p in all: the "
        "counter belongs beside the `*`, in the innermost loop.",
        *map(_multiplications_by, _PASSES),
    ),
    Mistake(
        "The multiplications are right, but you count additions in the wrong loop. Every term of an entry but the "
        "first is added: the counter belongs beside the `+`, in the innermost loop.",
        *map(_additions_by, _PASSES),
    ),
    Mistake(
        "The additions are right, but the first product of each entry is a multiplication, too, and is not counted.",
        _counts(lambda m, n, p: (m * p * (n - 1), m * p * (n - 1))),
    ),
    Mistake(
        "The multiplications are right, but no addition is counted: every term of an entry but the first is added.",
        _counts(lambda m, n, p: (m * n * p, 0)),
    ),
)
