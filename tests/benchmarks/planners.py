"""Time what plans the order of a chain: this library, NumPy, and opt_einsum; and see how good JAX's order is.

    python tests/benchmarks/planners.py

Prints Markdown tables. Sizes are drawn uniformly from 1 to 1000. All sides plan the same chains in turn, round by
round, so that their ratios can be trusted more than their times.
"""

import math
import random
import statistics
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import opt_einsum
from numpy.linalg import _linalg

from ordermatters.chains import best_bracketing
from ordermatters.operations import operation_count
from ordermatters.stopwatch import compare, duration, ratio

LENGTHS = {3: 500, 10: 100, 50: 5, 300: 1}  # matrices, and how many chains are planned in one go
LONG = (1_000, 10_000, 100_000)
SHORT = (3, 4, 5, 6, 8, 10, 15, 20)
CHAINS = 25  # per length in SHORT
# What this library's planner is held to, as so many times NumPy's speed.
BARS = {3: 1 / 3, 10: 2, 50: 40, 300: 1000}


def drawn_sizes(matrices: int, seed: int) -> list[int]:
    draw = random.Random(1000 * matrices + seed)
    return [draw.randint(1, 1000) for _ in range(matrices + 1)]


def einsum_terms(sizes: list[int]) -> tuple[list[frozenset[str]], frozenset[str], dict[str, int]]:
    """Describe a chain as opt_einsum's planners want it: the letters of each matrix, of the result, and their sizes."""
    letters = [opt_einsum.get_symbol(i) for i in range(len(sizes))]
    terms = [frozenset(pair) for pair in pairwise(letters)]
    return terms, frozenset((letters[0], letters[-1])), dict(zip(letters, sizes, strict=True))


def path_cost(path: list[tuple[int, ...]], terms: list[frozenset[str]], sizes: dict[str, int]) -> int:
    """Count the multiplications of opt_einsum's path: it takes terms off a list, and puts what they make at its end."""
    terms = list(terms)
    total = 0
    for pair in path:
        left, right = (terms.pop(i) for i in sorted(pair, reverse=True))
        total += math.prod(sizes[letter] for letter in left | right)
        terms.append(left ^ right)
    return total


def on_all(plan: Callable[[Any], Any], chains: list[Any]) -> Callable[[], None]:
    def planned() -> None:
        for chain in chains:
            plan(chain)

    return planned


def speeds() -> None:
    print("| matrices | this library | NumPy | opt_einsum, `auto` | times NumPy's speed | bar | times opt_einsum's |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for matrices, batch in LENGTHS.items():
        chains = [drawn_sizes(matrices, seed) for seed in range(batch)]
        arrays = [[np.empty(shape, np.int8) for shape in pairwise(sizes)] for sizes in chains]
        terms = [einsum_terms(sizes) for sizes in chains]
        sides = {
            "ours": on_all(best_bracketing, chains),
            "numpy": on_all(_linalg._multi_dot_matrix_chain_order, arrays),
            "opt_einsum": on_all(lambda chain: opt_einsum.paths.auto(*chain), terms),
        }
        timings = compare(sides, repeats=3 if matrices > 50 else 9)
        times = " | ".join(duration(timing.median / batch) for timing in timings.values())
        numpy, einsum = (ratio(timings[name], timings["ours"]) for name in ("numpy", "opt_einsum"))
        print(f"| {matrices} | {times} | {numpy:,.2f} | {BARS[matrices]:,.2f} | {einsum:.1f} |", flush=True)


def growth() -> None:
    print("\n| matrices | this library |\n| ---: | ---: |")
    chains = {matrices: drawn_sizes(matrices, seed=0) for matrices in LONG}
    timings = compare({str(n): on_all(best_bracketing, [sizes]) for n, sizes in chains.items()}, repeats=5)
    for matrices in LONG:
        print(f"| {matrices:,} | {duration(timings[str(matrices)].median)} |")
    first, last = LONG[0], LONG[-1]
    exponent = math.log(ratio(timings[str(last)], timings[str(first)]), last / first)
    print(f"\nTime grows as the {exponent:.2f}th power of the number of matrices (bar: 1.2).")


def times_the_optimum(matrices: int) -> tuple[list[float], list[float]]:
    """Compare the multiplications that JAX and opt_einsum plan with the fewest there are, chain by chain."""
    by_jax, by_einsum = [], []
    for seed in range(CHAINS):
        sizes = drawn_sizes(matrices, seed)
        fewest = best_bracketing(sizes)[1].multiplications
        shapes = [jax.ShapeDtypeStruct(shape, "float32") for shape in pairwise(sizes)]
        by_jax.append(operation_count(jnp.linalg.multi_dot, shapes).multiplications / fewest)
        terms, result, letter_sizes = einsum_terms(sizes)
        path = opt_einsum.paths.auto(terms, result, letter_sizes)
        by_einsum.append(path_cost(path, terms, letter_sizes) / fewest)
    return by_jax, by_einsum


def quality() -> None:
    print(f"\nMultiplications, as a multiple of the fewest: median and worst of {CHAINS} chains.\n")
    print("| matrices | `jax.numpy.linalg.multi_dot` | worst | opt_einsum, `auto` | worst |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    for matrices in SHORT:
        cells = [
            f"{value:.2f}" for side in times_the_optimum(matrices) for value in (statistics.median(side), max(side))
        ]
        print(f"| {matrices} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    speeds()
    growth()
    quality()
