"""Exercise `best-order`: the cheapest order of a chain of any length."""

from collections.abc import Callable
from random import Random
from string import ascii_uppercase
from typing import Any

from ordermatters import chains
from ordermatters.bracketings import Bracketing
from ordermatters.exercises.comparing import shown
from ordermatters.exercises.exercise import Exercise, Mistake
from ordermatters.exercises.telling_chains import telling_chains
from ordermatters.exercises.wrong_orders import WRONG_ORDERS

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
    """Draw chains on which each wrong rule that is known is not the cheapest, then one of equal sizes.

    There any order will do: it is for a search that compares orders where their costs are the same.
    """
    telling = telling_chains(random, [rule for mistake in WRONG_ORDERS for rule in mistake.twins])
    return [(dims,) for dims in [*telling, [random.randint(2, 9)] * 5]]


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
    product = chains.spell(bracketing, ascii_uppercase[: len(dims) - 1])
    return f"`{shown(bracketing)}`, that is {product} with {_cost(bracketing, dims):,} multiplications"


def _pairs(value: Any) -> Any:
    return tuple(map(_pairs, value)) if isinstance(value, list | tuple) else value


def _turned(bracketing: Any) -> Any:
    return bracketing if isinstance(bracketing, int) else (_turned(bracketing[1]), _turned(bracketing[0]))


def _of_the_cheapest(wrong: Callable[[list[int]], Any]) -> Callable[[list[int]], Any]:
    """Make a twin that finds the cheapest order and then goes wrong; with equal sizes it may have found any."""
    return lambda dims: ... if len(set(dims)) == 1 else wrong(dims)


MISTAKES = (
    Mistake(
        "The order is the cheapest, but it is written the wrong way round. A product is written as it is read: the "
        "left factor of a pair is applied later, so it holds the higher positions.",
        _of_the_cheapest(lambda dims: _turned(answer(dims))),
    ),
    Mistake(
        "You read the chain from the wrong end: `dims[0]` is the input's size, and the matrix there has position 0.",
        _of_the_cheapest(lambda dims: answer(dims[::-1])),
        _of_the_cheapest(lambda dims: _turned(answer(dims[::-1]))),
    ),
    Mistake(
        "You go from one end to the other, always the same way; so does a search that forgets what the last product "
        "costs. The cheapest order may begin at the other end, or at neither.",
        lambda dims: chains.forward_bracketing(len(dims) - 1),
        lambda dims: chains.backward_bracketing(len(dims) - 1),
    ),
    *WRONG_ORDERS,
    Mistake(
        "The order is the cheapest, and its multiplications are right. Return the order alone.",
        _of_the_cheapest(lambda dims: (chains.best_bracketing(dims)[1].multiplications, answer(dims))),
        _of_the_cheapest(lambda dims: (answer(dims), chains.best_bracketing(dims)[1].multiplications)),
    ),
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
    library=("best_bracketing", "best_bracketing_by_table", "best_bracketing_by_polygon"),
    is_right=is_right,
    is_formed=is_formed,
    show=show,
)
