"""Which way to a network's Jacobian is cheapest, and at which widths of one layer that changes."""

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ordermatters.accumulation import Plan, plan_accumulation
from ordermatters.explorers.words import number

#: The widths between which a layer is varied.
NARROWEST, WIDEST = 1, 5000
#: Those at which the costs are drawn.
WIDTHS = sorted({round(WIDEST ** (i / 16)) for i in range(17)})


class Stretch(NamedTuple):
    """Widths from `first` to `last` for which the same way is cheapest."""

    first: int
    last: int
    winner: str


@lru_cache(maxsize=512)
def plan_of(widths: tuple[int, ...]) -> Plan:
    """Plan for a network of layers in which every output depends on every input."""
    return plan_accumulation([(outputs, inputs, outputs * inputs) for inputs, outputs in pairwise(widths)])


def winner(plan: Plan) -> str:
    """Name the cheapest way.

    >>> winner(plan_of((3, 4, 1))), winner(plan_of((3, 4, 3))), winner(plan_of((20, 20, 2, 20, 20)))
    ('reverse', 'a tie', 'the middle')
    """
    forward, reverse = plan.tangent_cost == plan.cost, plan.adjoint_cost == plan.cost
    if forward and reverse:
        return "a tie"
    return "forward" if forward else "reverse" if reverse else "the middle"


def varied(widths: tuple[int, ...], layer: int, width: int) -> tuple[int, ...]:
    """Give one layer another width."""
    return (*widths[:layer], width, *widths[layer + 1 :])


def stretches(widths: tuple[int, ...], layer: int) -> list[Stretch]:
    """Find where the verdict changes as one layer grows, each change to the exact width, by halving.

    The middle helps just where a layer between is narrower than both ends, and else the narrower end wins. So no way
    wins, loses and wins again as a layer widens: between two widths with the same verdict there is no other.
    """

    def at(width: int) -> str:
        return winner(plan_of(varied(widths, layer, width)))

    found: list[Stretch] = []
    known = {width: at(width) for width in sorted({*WIDTHS, widths[layer]})}
    pending = list(pairwise(known))[::-1]
    first = NARROWEST
    while pending:
        low, high = pending.pop()
        if known[low] == known[high]:
            continue
        if high - low == 1:
            found.append(Stretch(first, low, known[low]))
            first = high
            continue
        middle = (low + high) // 2
        known[middle] = at(middle)
        pending += (middle, high), (low, middle)
    return [*found, Stretch(first, WIDEST, known[WIDEST])]


def summarized(found: list[Stretch], layer: int) -> str:
    """Say in a sentence where the verdict changes."""
    if len(found) == 1:
        same = "forward and reverse tie" if found[0].winner == "a tie" else f"{found[0].winner} stays cheapest"
        return f"Whatever the width of place {layer}, from {NARROWEST} to {number(WIDEST)}, {same}."
    return f"As place {layer} widens: {', '.join(map(_spelled, found))}."


def _spelled(stretch: Stretch) -> str:
    if stretch.first == stretch.last:
        return f"{stretch.winner} at {number(stretch.first)}"
    if stretch.first == NARROWEST:
        return f"{stretch.winner} up to {number(stretch.last)}"
    return f"{stretch.winner} from {number(stretch.first)} on"
