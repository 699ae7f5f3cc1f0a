"""Exercise `cheaper-direction`: which order of three matrices is cheaper, and by what factor."""

from collections.abc import Callable
from random import Random
from typing import Any

from ordermatters import chains
from ordermatters.exercises.comparing import begins_with, in_words
from ordermatters.exercises.exercise import Exercise, Mistake

STATEMENT = """\
Write `cheaper_direction(n0, n1, n2, n3)` for the chain n0 → n1 → n2 → n3. It returns two things: `"forward"` if C(BA)
takes fewer multiplications or `"backward"` if (CB)A does, and the ratio: how many times as many the dearer order takes.

Then, on paper: three matrices lead 784 → 128 → 64 → 10. Which way, and which of the four sizes decides it?
"""

STARTER = """\
def cheaper_direction(n0, n1, n2, n3):
    direction = ...  # "forward" or "backward"
    ratio = ...
    return direction, ratio
"""

HINTS = (
    "Work out the multiplications of both orders, as in `three-matrix-cost`, then compare them.",
    "The ratio says how many times as many: the larger number divided by the smaller one. It is never below 1.",
    "`forward = n0 * n2 * (n1 + n3)` and `backward = n1 * n3 * (n0 + n2)`. The ratio is `max(forward, backward) / "
    "min(forward, backward)`.",
)

SOLUTION = """\
def cheaper_direction(n0, n1, n2, n3):
    forward = n0 * n2 * (n1 + n3)
    backward = n1 * n3 * (n0 + n2)
    if forward < backward:
        return "forward", backward / forward
    return "backward", forward / backward
"""

_OTHER_WORDS = {"c(ba)": "forward", "ba": "forward", "(cb)a": "backward", "cb": "backward", "reverse": "backward"}


def inputs(random: Random) -> list[tuple[Any, ...]]:
    """Draw chains for which each order is cheaper: with the narrow end where one expects it, where not, or nowhere."""
    drawn = []
    for direction, narrow_input in [("forward", True), ("backward", False), ("forward", False), ("backward", True)]:
        drawn += [_chain(random, direction, narrow_input, largest) for largest in (8, 30, 300)]
    drawn += [_misleading(random, rule) for rule in (_entries_in_between, _side_of_the_smallest)]
    for direction in ("forward", "backward"):
        drawn += [_close_call(random, direction, largest) for largest in (8, 30, 30, 300)]
    size, first, second = random.sample(range(2, 12), 3)
    drawn.append((size, first, second, size))  # no tie, for the two in between differ
    return sorted(drawn, key=sum)


def _chain(random: Random, direction: str, narrow_input: bool, largest: int) -> tuple[Any, ...]:
    while True:
        dims = tuple(random.sample(range(1, largest + 1), 4))
        if answer(*dims)[0] == direction and (dims[0] < dims[3]) == narrow_input and answer(*dims)[1] > 1:
            return dims


def _close_call(random: Random, direction: str, largest: int) -> tuple[Any, ...]:
    """Draw a chain whose dearer order is hardly dearer: a rule that is a little wrong is wrong there."""
    drawn = [tuple(random.sample(range(1, largest + 1), 4)) for _ in range(200)]
    for dims in sorted(drawn, key=_closeness):
        if answer(*dims)[0] == direction and answer(*dims)[1] > 1:
            return dims
    return _close_call(random, direction, largest)


def _closeness(dims: tuple[Any, ...]) -> float:
    """Compare the two sums of the lesson's rule: equal ones mean a tie."""
    return float(abs((1 / dims[1] + 1 / dims[3]) / (1 / dims[0] + 1 / dims[2]) - 1))


def _misleading(random: Random, rule: Callable[..., str]) -> tuple[Any, ...]:
    """Draw a chain on which a tempting rule names the dearer order."""
    while True:
        dims = tuple(random.sample(range(1, 31), 4))
        if rule(*dims) != answer(*dims)[0] and answer(*dims)[1] > 1:
            return dims


def answer(n0: int, n1: int, n2: int, n3: int) -> tuple[str, float]:
    """Compare what the library says of both bracketings."""
    forward, backward = _costs(n0, n1, n2, n3)
    return "forward" if forward < backward else "backward", max(forward, backward) / min(forward, backward)


def read(returned: Any) -> Any:
    """Take other words for the directions, too."""
    return in_words(returned, _OTHER_WORDS)


def _entries_in_between(n0: int, n1: int, n2: int, n3: int) -> str:
    return "forward" if n0 * n2 < n1 * n3 else "backward"


def _side_of_the_smallest(*dims: int) -> str:
    return "forward" if min(dims) in (dims[0], dims[2]) else "backward"


def _costs(*dims: int) -> tuple[int, int]:
    forward, backward = (chains.chain_cost(dims, bracketing) for bracketing in chains.all_bracketings(3))
    return forward.multiplications, backward.multiplications


def _ratio_of_operations(*dims: int) -> float:
    cheaper, dearer = sorted(chains.chain_cost(dims, bracketing) for bracketing in chains.all_bracketings(3))
    return dearer.total / cheaper.total  # below 1 where additions turn a close call


def _ratio(wrong: Callable[..., float]) -> Callable[..., Any]:
    """Make a twin that names the right direction, and gets the ratio wrong."""
    return lambda *dims: (answer(*dims)[0], wrong(*dims))


MISTAKES = (
    Mistake(
        "The order you name is the dearer one, every time. C(BA) is forward: it begins at the input, where n0 is.",
        lambda *dims: ("backward" if answer(*dims)[0] == "forward" else "forward", ...),
    ),
    Mistake(
        "You name the same direction for every chain. Compare the multiplications of both orders.",
        lambda *dims: ("forward", ...),
        lambda *dims: ("backward", ...),
    ),
    Mistake(
        "You begin at the smaller end, or compare the two first products, which comes to the same. That is often "
        "right, and not always: all four sizes have a say. Compare the multiplications of both orders, both products "
        "of each.",
        lambda *dims: ("forward" if dims[0] < dims[3] else "backward", ...),
    ),
    Mistake(
        "You let the smallest of the four sizes decide. Alone it decides only where it is less than half of both "
        "sizes in the other sum. Compare the multiplications of both orders.",
        lambda *dims: (_side_of_the_smallest(*dims), ...),
    ),
    Mistake(
        "You compare the matrices in between, n2·n0 entries against n3·n1. Each entry also has to be made and used: "
        "those of BA take n1 + n3 multiplications each, those of CB n2 + n0.",
        lambda *dims: (_entries_in_between(*dims), ...),
    ),
    Mistake(
        "The direction is right, but the ratio is upside down: divide the dearer by the cheaper. “How many times as "
        "many” is never below 1.",
        _ratio(lambda *dims: 1 / answer(*dims)[1]),
    ),
    Mistake(
        "The direction is right, but the ratio is always the same order divided by the other, so it is upside down for "
        "some chains: divide the dearer by the cheaper.",
        _ratio(lambda *dims: _costs(*dims)[0] / _costs(*dims)[1]),
        _ratio(lambda *dims: _costs(*dims)[1] / _costs(*dims)[0]),
    ),
    Mistake(
        "The direction is right, but the ratio is rounded. Return it as it is, with `/` and without `round`.",
        *(_ratio(lambda *dims, digits=digits: round(answer(*dims)[1], digits)) for digits in range(5)),
        _ratio(lambda *dims: answer(*dims)[1] // 1),
    ),
    Mistake(
        "The direction is right, but you return how many more multiplications the dearer order takes. How many "
        "times as many is a ratio: divide.",
        _ratio(lambda *dims: max(_costs(*dims)) - min(_costs(*dims))),
        _ratio(lambda *dims: answer(*dims)[1] - 1),
    ),
    Mistake(
        "The direction is right, but you return per cent. “How many times as many” is the dearer divided by the "
        "cheaper, and nothing else.",
        _ratio(lambda *dims: 100 * answer(*dims)[1]),
        _ratio(lambda *dims: 100 * (answer(*dims)[1] - 1)),
    ),
    Mistake(
        "The direction is right, but your ratio counts additions as well. Here it is about multiplications alone.",
        _ratio(_ratio_of_operations),
        _ratio(lambda *dims: max(_ratio_of_operations(*dims), 1 / _ratio_of_operations(*dims))),
    ),
)

EXERCISE = Exercise(
    name="cheaper-direction",
    title="Which way, and by what factor",
    lesson="order-of-a-chain",
    statement=STATEMENT,
    starter=STARTER,
    hints=HINTS,
    solution=SOLUTION,
    praise="For 784 → 128 → 64 → 10 it is backward, and the 10 decides: it is less than half of 784 and of 64.",
    function="cheaper_direction",
    returns='two things, `"forward"` or `"backward"` and a ratio',
    inputs=inputs,
    answer=answer,
    mistakes=MISTAKES,
    library=("chain_cost", "best_bracketing", "counted_chain"),
    read=read,
    is_formed=lambda value, *dims: begins_with(value, ("forward", "backward"), 1.0),
)
