"""Exercise `forward-or-reverse`: which mode for which network, and how many sweeps."""

from collections.abc import Callable
from itertools import pairwise
from random import Random
from typing import Any

from ordermatters import chains
from ordermatters.counting import OpCount
from ordermatters.exercises.comparing import begins_with, in_words
from ordermatters.exercises.exercise import Exercise, Mistake

STATEMENT = """\
`widths` lists the sizes of a network's layers, from its input to its output. You want its Jacobian. Write
`forward_or_reverse(widths)` so that it returns three things: the cheaper mode, `"forward"` or `"reverse"`, then the
number of sweeps that forward mode takes, then the number that reverse mode takes.
"""

STARTER = """\
def forward_or_reverse(widths):
    forward_sweeps = ...
    reverse_sweeps = ...
    mode = ...  # "forward" or "reverse"
    return mode, forward_sweeps, reverse_sweeps
"""

HINTS = (
    "A sweep of forward mode is a JVP: a one-hot v goes in at the input, a column comes out. How many columns has J?",
    "A sweep of reverse mode is a VJP: a one-hot u goes in at the output, a row comes out. How many rows has J?",
    "A sweep costs about as much as the network itself, whichever way it goes, so the fewer sweeps win. The widths in "
    "between are in every sweep, and decide nothing.",
)

SOLUTION = """\
def forward_or_reverse(widths):
    forward_sweeps = widths[0]
    reverse_sweeps = widths[-1]
    mode = "forward" if forward_sweeps < reverse_sweeps else "reverse"
    return mode, forward_sweeps, reverse_sweeps
"""

_OTHER_WORDS = {"backward": "reverse", "jacrev": "reverse", "vjp": "reverse", "jacfwd": "forward", "jvp": "forward"}
_OTHER_WORDS |= {f"{mode} mode": mode for mode in ("forward", "reverse")}


def inputs(random: Random) -> list[tuple[Any, ...]]:
    """Draw networks that narrow and widen, and such as a rule goes wrong on that looks at anything but the two ends.

    These come in pairs: the same layers in between, and two ends of nearly the same size, once in each order. A rule
    that looks at what is in between, or at how large an end is, says the same of both.
    """
    drawn = [sorted(random.sample(range(1, 9), 4), reverse=down) for down in (True, False)]
    drawn += [sorted(random.sample(range(1, 1000), 6), reverse=down) for down in (True, False)]
    drawn += [random.sample(range(1, 100), 5) for _ in range(4)]
    drawn += [random.sample(range(1, 30), 2) for _ in range(2)]
    for rule in (_mode_of_products, _side_of_the_narrowest, _side_of_the_widest):
        drawn += [_misleading(random, mode, rule) for mode in ("forward", "reverse")]
    for ends in ([1, 2, 3, 9], [9, 99, random.randint(4, 8)], random.sample(range(20, 90), 4), [99, 999, 300]):
        for end in ends:
            drawn += _twins(random, end, random.randint(1, 4))
    return [(widths,) for widths in sorted(drawn, key=len)]


def _twins(random: Random, end: int, between: int) -> list[list[int]]:
    """Draw layers in between, wide ones and narrow ones, and set two ends around them in both orders."""
    layers = [random.choice((random.randint(1, end), random.randint(end, 3 * end))) for _ in range(between)]
    return [[end, *layers, end + 1], [end + 1, *layers, end]]


def _misleading(random: Random, mode: str, rule: Callable[[list[int]], str]) -> list[int]:
    while True:
        widths = random.sample(range(1, 100), 4)
        if answer(widths)[0] == mode != rule(widths):
            return widths


def answer(widths: list[int]) -> tuple[str, int, int]:
    """Return the mode with the fewer sweeps: one per input, or one per output."""
    return "forward" if widths[0] < widths[-1] else "reverse", widths[0], widths[-1]


def read(returned: Any) -> Any:
    """Take other words for the modes, too."""
    return in_words(returned, _OTHER_WORDS)


def _mode_of_products(widths: list[int], cost: Callable[[OpCount], Any] = lambda count: count.multiplications) -> str:
    k = len(widths) - 1
    bracketings = chains.forward_bracketing(k), chains.backward_bracketing(k)
    forward, backward = (cost(chains.chain_cost(widths, bracketing)) for bracketing in bracketings)
    return "forward" if forward < backward else "reverse"


def _side_of_the_narrowest(widths: list[int]) -> str:
    return "forward" if widths.index(min(widths)) < len(widths) / 2 else "reverse"


def _side_of_the_widest(widths: list[int]) -> str:
    return "reverse" if widths.index(max(widths)) < len(widths) / 2 else "forward"


def _other(mode: str) -> str:
    return "reverse" if mode == "forward" else "forward"


MISTAKES = (
    Mistake(
        "The mode is right, but the sweeps have changed places. A forward sweep gives a column, one for each input; a "
        "reverse sweep gives a row, one for each output.",
        lambda widths: (answer(widths)[0], widths[-1], widths[0]),
    ),
    Mistake(
        "Everything is the wrong way round. A forward sweep gives a column of J, one for each input; a reverse sweep "
        "gives a row, one for each output.",
        lambda widths: (_other(answer(widths)[0]), widths[-1], widths[0]),
    ),
    Mistake(
        "The sweeps are right, but you name the mode that takes more of them.",
        lambda widths: (_other(answer(widths)[0]), widths[0], widths[-1]),
    ),
    Mistake(
        "The sweeps are right, but you name the same mode for every network. Reverse is for many inputs and few "
        "outputs, as in training; forward is for few inputs and many outputs.",
        lambda widths: ("reverse", widths[0], widths[-1]),
        lambda widths: ("forward", widths[0], widths[-1]),
    ),
    Mistake(
        "The mode is chosen as if the layers' Jacobians were multiplied with each other. Neither mode does that: the "
        "fewer sweeps win, and the widths in between decide nothing.",
        lambda widths: (_mode_of_products(widths), ..., ...),
        lambda widths: (_mode_of_products(widths, lambda count: count), ..., ...),
        lambda widths: (_mode_of_products(widths, lambda count: count.total), ..., ...),
    ),
    Mistake(
        "The mode is chosen by where the narrowest layer is, or the widest. A sweep begins at an end and crosses every "
        "layer, so the two ends alone decide.",
        lambda widths: (_side_of_the_narrowest(widths), ..., ...),
        lambda widths: (_side_of_the_widest(widths), ..., ...),
    ),
    Mistake(
        "You take the smallest width and the largest, as a sorted list has them at its ends. The network's own order "
        "counts: its first width and its last.",
        lambda widths: (..., min(widths), max(widths)),
        lambda widths: (..., max(widths), min(widths)),
    ),
    Mistake(
        "Sweeps are not layers: every sweep goes through all layers. Count the columns of J, and its rows.",
        lambda widths: (..., len(widths) - 1, len(widths) - 1),
        lambda widths: (..., len(widths), len(widths)),
        lambda widths: (..., len(widths), len(widths) - 1),
        lambda widths: (..., widths[0] * (len(widths) - 1), widths[-1] * (len(widths) - 1)),
    ),
    Mistake(
        "The run forward that reverse mode needs first makes the value and no row of J. It is not counted as a sweep.",
        lambda widths: (..., widths[0], widths[-1] + 1),
        lambda widths: (..., widths[0], 2 * widths[-1]),
        lambda widths: (..., widths[0] + 1, widths[-1] + 1),
    ),
    Mistake(
        "You add up widths. A sweep begins at one end and crosses every layer: that end's width alone counts.",
        lambda widths: (..., sum(widths[:-1]), sum(widths[1:])),
        lambda widths: (..., sum(widths), sum(widths)),
    ),
    Mistake(
        "One sweep gives a single column, or a single row. J has more than that.",
        lambda widths: (..., 1, 1),
    ),
    Mistake(
        "You count multiplications, or entries of J. A sweep is one JVP or one VJP, whatever it costs.",
        lambda widths: (answer(widths)[0], *(end * _one_sweep(widths) for end in (widths[0], widths[-1]))),
        lambda widths: (answer(widths)[0], widths[0] * widths[-1], widths[0] * widths[-1]),
    ),
)


def _one_sweep(widths: list[int]) -> int:
    return sum(n * m for n, m in pairwise(widths))


EXERCISE = Exercise(
    name="forward-or-reverse",
    title="Which mode, and how many sweeps",
    lesson="forward-or-reverse",
    statement=STATEMENT,
    starter=STARTER,
    hints=HINTS,
    solution=SOLUTION,
    praise="Training has a single output, its loss: one reverse sweep, for any number of inputs.",
    function="forward_or_reverse",
    returns='three things, `"forward"` or `"reverse"`, the sweeps of forward mode and those of reverse mode',
    inputs=inputs,
    answer=answer,
    mistakes=MISTAKES,
    read=read,
    is_formed=lambda value, widths: begins_with(value, ("forward", "reverse"), 1, 1),
)
