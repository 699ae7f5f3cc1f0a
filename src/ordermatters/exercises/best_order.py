"""Exercise `best-order`: the cheapest order of a chain of any length."""

from random import Random
from typing import Any

from ordermatters import chains
from ordermatters.bracketings import Bracketing
from ordermatters.exercises import tempting
from ordermatters.exercises.comparing import shown
from ordermatters.exercises.exercise import Exercise, Mistake

STATEMENT = """\
A chain of two or more matrices takes a vector through the sizes `dims`. Write `best_order(dims)` so that it returns the
bracketing with the fewest multiplications, as pairs of positions: a pair is a product, its left factor first, and the
matrix that is applied first has position 0. C(BA) is `(2, (1, 0))`, (CB)A is `((2, 1), 0)`.

Do one by hand first, 5 → 2 → 6 → 1 → 4: write down its five bracketings, or the cheapest way to make each stretch of
two matrices, then three, then four. Which did you find shorter?
"""

STARTER = """\
def best_order(dims):
    k = len(dims) - 1  # as many matrices
    return ...
"""

HINTS = (
    "Some product comes last. It joins two stretches of the chain at one of the sizes in between, and both must be "
    "made in their own cheapest order. Try every place for that last joint.",
    "Write a function `best(low, high)` for the stretch from `dims[low]` to `dims[high]` that returns its "
    "multiplications *and* its bracketing. A single matrix costs 0, and its bracketing is `low`.",
    "Joined at s, the stretch costs what `best(low, s)` and `best(s, high)` cost, and `dims[low] * dims[s] * "
    "dims[high]` more. The right factor is applied first, from low to s. With `functools.cache` none is done twice.",
)

SOLUTION = """\
from functools import cache


def best_order(dims):
    @cache
    def best(low, high):
        if high - low == 1:
            return 0, low
        choices = []
        for s in range(low + 1, high):
            right_cost, right = best(low, s)
            left_cost, left = best(s, high)
            last_product = dims[low] * dims[s] * dims[high]
            choices.append((right_cost + left_cost + last_product, (left, right)))
        return min(choices, key=lambda choice: choice[0])

    return best(0, len(dims) - 1)[1]
"""


def inputs(random: Random) -> list[tuple[Any, ...]]:
    """Draw chains with a single cheapest order that none of the tempting rules finds every time."""
    drawn = [[random.randint(2, 9) for _ in range(3)]]
    drawn += [_chain(random, 3, mirrored) for mirrored in (False, True)]
    drawn += [_chain(random, k, k % 2 == 0) for k in (4, 4, 5)]
    last, rules = _chain(random, 5, False), (tempting.largest_first, tempting.smallest_last, tempting.better_end)
    while any(is_right(rule(last), last) for rule in rules):
        last = _chain(random, 5, False)
    even = random.sample(range(5, 30), 6)  # no size so small that all is best joined to it
    while is_right(tempting.from_the_smallest(even), even):
        even = random.sample(range(5, 30), 6)
    return [(dims,) for dims in [*drawn, last, even]]


def _chain(random: Random, k: int, forward_dearer: bool) -> list[int]:
    while True:
        dims = random.sample(range(1, 12), k + 1)
        costs = sorted(_cost(bracketing, dims) for bracketing in chains.all_bracketings(k))
        forward, backward = _cost(chains.forward_bracketing(k), dims), _cost(chains.backward_bracketing(k), dims)
        tempted = [tempting.smaller_end_first(dims), tempting.cheapest_product_first(dims)]
        lured = all(_cost(bracketing, dims) > costs[0] for bracketing in tempted)
        apart = k == 3 or tempted[0] != tempted[1]
        if costs[0] < costs[1] and lured and apart and (forward > backward) == forward_dearer:
            return dims


def _cost(bracketing: Bracketing, dims: list[int]) -> int:
    return chains.chain_cost(dims, bracketing).multiplications


def answer(dims: list[int]) -> Bracketing:
    """Return the library's choice; any other of the same cost is as good."""
    return chains.best_bracketing(dims)[0]


def is_right(value: Any, dims: list[int]) -> bool:
    """Compare costs."""
    return is_formed(value, dims) and _cost(_pairs(value), dims) == _cost(answer(dims), dims)


def is_formed(value: Any, dims: list[int]) -> bool:
    """Tell whether pairs hold each position once, in the order of the chain."""
    try:
        _cost(_pairs(value), dims)
    except (TypeError, ValueError):
        return False
    return True


def show(value: Any, dims: list[int]) -> str:
    """Write a bracketing as pairs, as a product and with its cost."""
    if not is_formed(value, dims):
        return f"`{shown(value)}`"
    bracketing = _pairs(value)
    product = chains.spell(bracketing, "ABCDEFGH"[: len(dims) - 1])
    return f"`{shown(bracketing)}`, that is {product} with {_cost(bracketing, dims):,} multiplications"


def _pairs(value: Any) -> Any:
    return tuple(map(_pairs, value)) if isinstance(value, list | tuple) else value


def _dearest(dims: list[int]) -> Bracketing:
    return max(chains.all_bracketings(len(dims) - 1), key=lambda bracketing: _cost(bracketing, dims))


def _turned(bracketing: Any) -> Any:
    return bracketing if isinstance(bracketing, int) else (_turned(bracketing[1]), _turned(bracketing[0]))


MISTAKES = (
    Mistake(
        "The order is the cheapest, but it is written the wrong way round. A product is written as it is read: the "
        "left factor of a pair is applied later, so it holds the higher positions.",
        lambda dims: _turned(answer(dims)),
    ),
    Mistake(
        "You read the chain from the wrong end: `dims[0]` is the input's size, and the matrix there has position 0.",
        lambda dims: answer(dims[::-1]),
        lambda dims: _turned(answer(dims[::-1])),
    ),
    Mistake(
        "You go from one end to the other, always the same way; so does a search that forgets what the last product "
        "costs. The cheapest order may begin at the other end, or at neither.",
        lambda dims: chains.forward_bracketing(len(dims) - 1),
        lambda dims: chains.backward_bracketing(len(dims) - 1),
    ),
    Mistake(
        "You begin at the smaller end. What a product costs to make does not tell what its result will cost to use: "
        "compare whole orders.",
        tempting.smaller_end_first,
    ),
    Mistake(
        "You take the better of the two ends. The cheapest order may begin at neither.",
        tempting.better_end,
    ),
    Mistake(
        "You begin at the smallest size and work outwards to both ends. That is often right, and not always: further "
        "out, two other sizes may be small enough to meet first.",
        tempting.from_the_smallest,
    ),
    Mistake(
        "You always do the cheapest product first. Its result has to be used, too, and that may cost more than you "
        "saved: compare whole orders.",
        tempting.cheapest_product_first,
    ),
    Mistake(
        "You get rid of the largest size first, or keep the smallest for the last product. A product costs its three "
        "sizes multiplied, and the two others count as much: compare whole orders.",
        tempting.largest_first,
        tempting.smallest_last,
    ),
    Mistake(
        "The order is the cheapest, and its multiplications are right. Return the order alone.",
        lambda dims: (chains.best_bracketing(dims)[1].multiplications, answer(dims)),
        lambda dims: (answer(dims), chains.best_bracketing(dims)[1].multiplications),
    ),
    Mistake("That is the dearest order. Look for the fewest multiplications.", _dearest),
    Mistake(
        "That is the number of multiplications, and it is right. Return the order that takes so few.",
        lambda dims: chains.best_bracketing(dims)[1].multiplications,
    ),
)

EXERCISE = Exercise(
    name="best-order",
    title="The cheapest order",
    lesson="best-order",
    statement=STATEMENT,
    starter=STARTER,
    hints=HINTS,
    solution=SOLUTION,
    praise="5 → 2 → 6 → 1 → 4 is cheapest as D((CB)A), with 42 multiplications.",
    function="best_order",
    returns="pairs of positions, each position once and the highest on the left, such as `(2, (1, 0))` for C(BA)",
    inputs=inputs,
    answer=answer,
    mistakes=MISTAKES,
    is_right=is_right,
    is_formed=is_formed,
    show=show,
)
