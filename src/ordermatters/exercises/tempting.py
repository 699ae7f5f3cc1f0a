"""Rules for the order of a chain that are tempting and wrong: greedy ones, and tables with a wrong recurrence."""

from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any

from ordermatters import chains
from ordermatters.bracketings import Bracketing

Rule = Callable[[list[int]], Bracketing]
Price = Callable[[int, int, int], int]
"""What a product with the outer sizes of the first and the last argument is thought to cost."""
Join = Callable[[int, int, int], int]
"""What a stretch is thought to cost, from the costs of its right and left factor and of the last product."""


def smaller_end_first(dims: list[int]) -> Bracketing:
    """Begin where the vector is shorter, and go on to the other end."""
    k = len(dims) - 1
    return chains.forward_bracketing(k) if dims[0] < dims[-1] else chains.backward_bracketing(k)


def better_end(dims: list[int]) -> Bracketing:
    """Begin at that end from which the whole chain takes fewer multiplications."""
    ends = chains.forward_bracketing(len(dims) - 1), chains.backward_bracketing(len(dims) - 1)
    return min(ends, key=lambda end: chains.chain_cost(dims, end).multiplications)


def from_the_smallest(dims: list[int]) -> Bracketing:
    """Begin where the chain is narrowest, and work outwards to both ends."""
    k, narrowest = len(dims) - 1, dims.index(min(dims))
    before, after = list[Bracketing](range(narrowest)), list[Bracketing](range(narrowest, k))
    halves = []
    if after:
        halves.append(reduce(lambda made, matrix: (matrix, made), after))
    if before:
        halves.append(reduce(lambda made, matrix: (made, matrix), reversed(before)))
    return halves[0] if len(halves) == 1 else (halves[0], halves[1])


def one_by_one(price: Price) -> Rule:
    """Make the rule that always does the product with the lowest price, until one matrix is left."""

    def rule(dims: list[int]) -> Bracketing:
        sizes, factors = list(dims), list[Bracketing](range(len(dims) - 1))
        while len(factors) > 1:
            s = min(range(1, len(factors)), key=lambda s: price(sizes[s - 1], sizes[s], sizes[s + 1]))
            factors[s - 1 : s + 1] = [(factors[s], factors[s - 1])]
            del sizes[s]
        return factors[0]

    return rule


def from_the_last(price: Price) -> Rule:
    """Make the rule that chooses the last product by its price alone, and so on in both its factors."""

    def rule(dims: list[int], low: int = 0, high: int | None = None) -> Bracketing:
        high = len(dims) - 1 if high is None else high
        if high - low == 1:
            return low
        s = min(range(low + 1, high), key=lambda s: price(dims[low], dims[s], dims[high]))
        return rule(dims, s, high), rule(dims, low, s)

    return rule


def halves(dims: list[int]) -> Bracketing:
    """Cut the chain in the middle, and so on, whatever the sizes are."""
    made = list[Bracketing](range(len(dims) - 1))
    while len(made) > 1:
        made = [(made[i + 1], made[i]) if i + 1 < len(made) else made[i] for i in range(0, len(made), 2)]
    return made[0]


def multiplications(a: int, s: int, b: int) -> int:
    """Price a product right."""
    return a * s * b


def added_up(right: int, left: int, last: int) -> int:
    """Price a stretch right."""
    return right + left + last


def by_table(
    price: Price = multiplications,
    join: Join = added_up,
    splits: Callable[[int, int], Iterable[int]] = lambda low, high: range(low + 1, high),
    best: Callable[..., Any] = min,
    last_of_equals: bool = False,
) -> Rule:
    """Make the rule that fills a table over all stretches, right where nothing is exchanged.

    Args:
        price: of a single product.
        join: the costs of both factors and of the last product.
        splits: where a stretch may be cut.
        best: min, or max for the dearest.
        last_of_equals: which split to take where several are as cheap.
    """

    def rule(dims: list[int]) -> Bracketing:
        k = len(dims) - 1
        cost, tree = {(i, i + 1): 0 for i in range(k)}, {(i, i + 1): i for i in range(k)}
        for length in range(2, k + 1):
            for low in range(k - length + 1):
                high = low + length
                prices = {
                    s: join(cost[low, s], cost[s, high], price(dims[low], dims[s], dims[high]))
                    for s in splits(low, high) or [low + 1]
                }
                cost[low, high] = best(prices.values())
                chosen = [s for s, found in prices.items() if found == cost[low, high]]
                s = chosen[-1 if last_of_equals else 0]
                tree[low, high] = (tree[s, high], tree[low, s])  # type: ignore[assignment]
        return tree[0, k]

    return rule
