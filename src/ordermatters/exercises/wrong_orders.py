"""Wrong ways to look for the cheapest order of a chain, with the sentence that each earns."""

from collections.abc import Callable, Iterator
from typing import Any

from ordermatters.exercises.exercise import Mistake
from ordermatters.exercises.tempting import (
    Join,
    Price,
    Rule,
    better_end,
    by_table,
    from_the_last,
    from_the_smallest,
    halves,
    multiplications,
    one_by_one,
    smaller_end_first,
)

_LATEST: Callable[[int, int], Any] = lambda low, high: range(low + 1, high - 1)  # noqa: E731
_EARLIEST: Callable[[int, int], Any] = lambda low, high: range(low + 2, high)  # noqa: E731
_ENDS: Callable[[int, int], Any] = lambda low, high: sorted({low + 1, high - 1})  # noqa: E731


def _priced(*prices: Price) -> Iterator[Rule]:
    """Make tables that price a single product wrongly; of equals, the first split or the last."""
    for price in prices:
        yield by_table(price)
        yield by_table(price, last_of_equals=True)


def _joined(*joins: Join) -> Iterator[Rule]:
    for join in joins:
        yield by_table(join=join)
        yield by_table(join=join, last_of_equals=True)


WRONG_ORDERS = (
    Mistake("You take the better of the two ends. The cheapest order may begin at neither.", better_end),
    Mistake(
        "You begin at the smaller end. What a product costs to make does not tell what its result will cost to use: "
        "compare whole orders.",
        smaller_end_first,
    ),
    Mistake(
        "You begin at the smallest size and work outwards to both ends. That is often right, and not always: further "
        "out, two other sizes may be small enough to meet first.",
        from_the_smallest,
    ),
    Mistake(
        "You always do the cheapest product first. Its result has to be used, too, and that may cost more than you "
        "saved: compare whole orders.",
        one_by_one(multiplications),
    ),
    Mistake(
        "You get rid of the largest size first, or keep the smallest for the last product. A product costs its three "
        "sizes multiplied, and the two others count as much: compare whole orders.",
        one_by_one(lambda a, s, b: -s),
        from_the_last(multiplications),
    ),
    Mistake(
        "You cut the chain in the middle, whatever the sizes are. Try every place for the last joint.",
        halves,
    ),
    Mistake(
        "You look for the smallest results, or price a product by the numbers that it takes and makes. Its price is "
        "three sizes multiplied, also the one that is summed away: m×n by n×p takes m·n·p multiplications.",
        one_by_one(lambda a, s, b: a * b),
        one_by_one(lambda a, s, b: a + b),
        *_priced(
            lambda a, s, b: a * b,
            lambda a, s, b: a + s + b,
            lambda a, s, b: a * s + s * b,
            lambda a, s, b: a * s + s * b + a * b,
            lambda a, s, b: a * s,
            lambda a, s, b: s * b,
        ),
    ),
    Mistake(
        "Your search counts additions as well, or them alone. In a close call that takes another order; here it is "
        "about multiplications.",
        *_priced(lambda a, s, b: a * b * (2 * s - 1), lambda a, s, b: a * b * (s - 1)),
    ),
    Mistake(
        "Your search counts the entries that a product reads or stores beside its multiplications. In a close call "
        "that takes another order; here the multiplications alone are counted.",
        *_priced(
            lambda a, s, b: a * s * b + a * b,
            lambda a, s, b: a * s * b + a * s + s * b,
            lambda a, s, b: a * s * b + a * s + s * b + a * b,
        ),
    ),
    Mistake(
        "Your search takes the dearer of the two factors, with `max`, or the cheaper. Both have to be made: add up "
        "what they cost, and what the last product does.",
        *_joined(
            lambda right, left, last: max(right, left) + last,
            lambda right, left, last: min(right, left) + last,
            lambda right, left, last: max(right, left, last),
        ),
    ),
    Mistake(
        "Your search forgets a part of what a stretch costs. It is both factors, left and right, and the last product.",
        *_joined(
            lambda right, left, last: right + last,
            lambda right, left, last: left + last,
        ),
    ),
    Mistake(
        "Your search does not try every place for the last joint: the first one or the last is missing, or all but "
        "those two. It may be any size in between.",
        by_table(splits=_LATEST),
        by_table(splits=_EARLIEST),
        by_table(splits=_ENDS),
    ),
    Mistake("That is the dearest order. Look for the fewest multiplications.", by_table(best=max)),
)
