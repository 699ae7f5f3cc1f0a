"""Rules for the order of a chain that are tempting and wrong."""

from collections.abc import Callable
from functools import reduce

from ordermatters import chains
from ordermatters.bracketings import Bracketing


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


def cheapest_product_first(dims: list[int]) -> Bracketing:
    """Do the cheapest of all possible products, and go on like that."""
    return _one_by_one(dims, lambda sizes, s: sizes[s - 1] * sizes[s] * sizes[s + 1])


def largest_first(dims: list[int]) -> Bracketing:
    """Get rid of the largest size between, and go on like that."""
    return _one_by_one(dims, lambda sizes, s: -sizes[s])


def _one_by_one(dims: list[int], price: Callable[[list[int], int], int]) -> Bracketing:
    """Do the product that swallows the size with the lowest price, until one is left."""
    sizes, factors = list(dims), list[Bracketing](range(len(dims) - 1))
    while len(factors) > 1:
        s = min(range(1, len(factors)), key=lambda s: price(sizes, s))
        factors[s - 1 : s + 1] = [(factors[s], factors[s - 1])]
        del sizes[s]
    return factors[0]


def smallest_last(dims: list[int], low: int = 0, high: int | None = None) -> Bracketing:
    """Keep the smallest size between for the last product, and so on in both its factors."""
    high = len(dims) - 1 if high is None else high
    if high - low == 1:
        return low
    s = min(range(low + 1, high), key=lambda s: dims[s])
    return smallest_last(dims, s, high), smallest_last(dims, low, s)
