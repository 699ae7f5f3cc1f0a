"""Chains that tell right rules for their order from wrong ones."""

from collections.abc import Sequence
from functools import lru_cache
from math import inf
from random import Random
from typing import Any

from ordermatters import chains
from ordermatters.bracketings import Bracketing
from ordermatters.exercises import tempting

_CLOSE_CALLS = 12
_STEPS = 24


def telling_chains(random: Random, wrong_rules: Sequence[tempting.Rule]) -> list[list[int]]:
    """Draw chains with a single cheapest order, until each wrong rule that is known takes another on one of them.

    Small ones come first, for a message that can be followed by hand. Then come close calls, in which the second
    cheapest order is hardly dearer: a rule that prices products a little wrongly goes wrong there, known or not.
    """
    drawn = [[random.randint(2, 9) for _ in range(3)]]
    drawn += [_chain(random, 3, mirrored) for mirrored in (False, True)]
    drawn += [_chain(random, k, k % 2 == 0) for k in (4, 4, 5)]
    drawn += [_close_call(random) for _ in range(_CLOSE_CALLS)]
    drawn += [random.sample(range(5, 60), k + 1) for k in (8, 10)]
    for rule in wrong_rules:
        if all(_fits(rule, dims) for dims in sorted(drawn, key=_likely)):
            drawn.append(_counterexample(random, rule))
    return drawn


def sizes_with_a_pair(random: Random) -> tuple[int, ...]:
    """Draw four sizes of which two are equal: an answer may go wrong there alone."""
    return tuple(random.sample([random.randint(2, 9)] * 2 + random.sample(range(10, 20), 2), 4))


def _counterexample(random: Random, rule: tempting.Rule) -> list[int]:
    """Draw a chain on which a rule goes wrong: any chain will do for most, a close call for the others."""
    for dims in (_any_chain(random) for _ in range(5)):
        if not _fits(rule, dims):
            return dims
    while _fits(rule, dims := _close_call(random)):
        pass
    return dims


def _likely(dims: list[int]) -> int:
    """Look at chains of middle length first: most wrong rules fail there soonest."""
    return abs(len(dims) - 6)


def _chain(random: Random, k: int, forward_dearer: bool) -> list[int]:
    while True:
        dims = random.sample(range(1, 12), k + 1)
        costs = sorted(_cost(bracketing, dims) for bracketing in chains.all_bracketings(k))
        forward, backward = _cost(chains.forward_bracketing(k), dims), _cost(chains.backward_bracketing(k), dims)
        tempted = [tempting.smaller_end_first(dims), tempting.one_by_one(tempting.multiplications)(dims)]
        lured = all(_cost(bracketing, dims) > costs[0] for bracketing in tempted)
        apart = k == 3 or tempted[0] != tempted[1]
        if costs[0] < costs[1] and lured and apart and (forward > backward) == forward_dearer:
            return dims


def _any_chain(random: Random) -> list[int]:
    return random.sample(range(1, random.choice((9, 20, 60))), random.randint(4, 7))


def _close_call(random: Random) -> list[int]:
    """Draw a chain, and change single sizes of it as long as that brings its two cheapest orders closer."""
    dims = _any_chain(random)
    closeness = _closeness(dims)
    for _ in range(_STEPS):
        changed = list(dims)
        changed[random.randrange(len(dims))] = random.randint(1, 60)
        its = _closeness(changed)
        if its < closeness:
            dims, closeness = changed, its
    return dims


def _closeness(dims: list[int]) -> float:
    """Tell by what share the second cheapest order is dearer; infinity where two are the cheapest."""
    first, second = _two_cheapest(tuple(dims))
    return second / first - 1 if second > first else inf


@lru_cache(maxsize=1000)  # a check asks of each chain again for every wrong rule
def _two_cheapest(dims: tuple[int, ...]) -> list[int]:
    """Fill a table with the two lowest costs of each stretch."""
    k = len(dims) - 1
    lowest = {(i, i + 1): [0] for i in range(k)}
    for length in range(2, k + 1):
        for low in range(k - length + 1):
            high, area = low + length, dims[low] * dims[low + length]
            costs = [
                right + left + area * dims[s]
                for s in range(low + 1, high)
                for right in lowest[low, s]
                for left in lowest[s, high]
            ]
            lowest[low, high] = sorted(costs)[:2]
    return lowest[0, k]


def _fits(rule: tempting.Rule, dims: list[int]) -> bool:
    return _quick_cost(rule(dims), dims)[2] == _two_cheapest(tuple(dims))[0]


def _quick_cost(bracketing: Any, dims: list[int]) -> tuple[int, int, int]:
    """Cost a short chain's bracketing, well formed: the stretch's ends, and its multiplications."""
    if isinstance(bracketing, int):
        return bracketing, bracketing + 1, 0
    s, high, left = _quick_cost(bracketing[0], dims)
    low, _, right = _quick_cost(bracketing[1], dims)
    return low, high, left + right + dims[low] * dims[s] * dims[high]


def _cost(bracketing: Bracketing, dims: list[int]) -> int:
    return chains.chain_cost(dims, bracketing).multiplications
