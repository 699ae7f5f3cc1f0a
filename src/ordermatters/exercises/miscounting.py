"""Ways to miscount the operations of a product that is itself right."""

from collections.abc import Callable
from itertools import product
from typing import Any

from ordermatters import counting
from ordermatters.exercises.exercise import Mistake


def _counts(wrong: Callable[[int, int, int], tuple[Any, Any]]) -> Callable[..., Any]:
    """Make a twin that goes wrong in counting alone: where R is wrong too, the counts say nothing for certain."""
    return lambda A, B: (counting.counted_matmul(A, B)[0], *wrong(len(A), len(B), len(B[0])))


def _no_additions_to_zero(A: list[list[Any]], B: list[list[Any]]) -> Any:
    """Count no addition where the sum before it is 0."""
    R, (multiplications, additions) = counting.counted_matmul(A, B)[0], (0, 0)
    for row, column in product(A, zip(*B, strict=True)):
        entry = 0
        for x, y in zip(row, column, strict=True):
            multiplications, additions = multiplications + 1, additions + (entry != 0)
            entry += x * y
    return R, multiplications, additions


def _nonzero_terms(A: list[list[Any]], B: list[list[Any]]) -> Any:
    """Leave out terms with a zero in them, and count the others."""
    terms = [
        [sum(bool(x and y) for x, y in zip(row, column, strict=True)) for column in zip(*B, strict=True)] for row in A
    ]
    multiplications = sum(map(sum, terms))
    return counting.counted_matmul(A, B)[0], multiplications, sum(max(n - 1, 0) for row in terms for n in row)


# How often a line is passed that stands in some of the three loops, not in all.
_PASSES: tuple[Callable[[int, int, int], int], ...] = (
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
        "Whether a sum has begun is not told by its being 0: a first term may be 0, and terms may cancel. Count an "
        "addition for every term but the first, whatever the numbers are.",
        _no_additions_to_zero,
    ),
    Mistake(
        "Terms with a zero in them are left out. A product by the definition multiplies and adds zeros as well.",
        _nonzero_terms,
    ),
    Mistake(
        "A counter ends at 1, whatever the sizes are: it is set anew instead of raised, `= 1` for `+= 1`, or it is "
        "raised once, outside of the loops.",
        _counts(lambda m, n, p: (1, ...)),
        _counts(lambda m, n, p: (m * n * p, 1)),
        _counts(lambda m, n, p: (m * n * p, int(n > 1))),
        _counts(lambda m, n, p: (1, int(n > 1))),
    ),
    Mistake(
        "You count n additions for each entry. Each entry adds n numbers, and that takes n − 1 additions: begin with "
        "the first product instead of a zero.",
        _counts(lambda m, n, p: (m * n * p, m * n * p)),
    ),
    Mistake(
        "The multiplications are right, but two terms of each entry count no addition. Places are counted from 0: the "
        "second term has k = 1, and it is the first that is added.",
        _counts(lambda m, n, p: (m * n * p, m * p * max(n - 2, 0))),
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
