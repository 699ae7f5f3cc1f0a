"""Bracketings, the nested pair trees that say which product of a chain comes first: checked and walked through.

C(BA) is `(2, (1, 0))`: positions count from the input side, the left factor stands first. A tree may be a hundred
thousand pairs deep, so a stack takes the place of recursion; Python's own `==` and `repr` of such a tree do recurse.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Any, TypeAlias, TypeVar

from ordermatters.arguments import described, whole_number

Bracketing: TypeAlias = "int | tuple[Bracketing, Bracketing]"
T = TypeVar("T")


def evaluated(bracketing: Bracketing, values: list[T], product: Callable[[T, T], T]) -> T:
    """Put a value at each position and multiply as the pairs say, left factor first.

    >>> evaluated((2, (1, 0)), ["A", "B", "C"], lambda left, right: f"[{left} {right}]")
    '[C [B A]]'

    Raises:
        TypeError: if a position is not an integer.
        ValueError: if the bracketing skips, repeats or reverses the values, or its tuples are not pairs.
    """
    check_bracketing(bracketing, len(values))
    pending: list[Any] = [bracketing]
    done: list[T] = []
    while pending:
        node = pending.pop()
        if node is product:  # both factors of a pair are done, the right one last
            right = done.pop()
            done.append(product(done.pop(), right))
        elif isinstance(node, tuple):
            pending += product, node[1], node[0]
        else:
            done.append(values[node])
    return done.pop()


def check_bracketing(bracketing: Bracketing, k: int) -> None:
    """Refuse what does not read `k` - 1, …, 1, 0 from left to right, and say which matrix is where it cannot be.

    >>> check_bracketing((2, 0), k=3)
    Traceback (most recent call last):
    ValueError: bracketing skips position 1 of the chain's 3 matrices

    Raises:
        TypeError: if a position is not an integer.
        ValueError: if positions are skipped, repeated, reversed or none of the chain's, or tuples are not pairs.
    """
    positions = _positions(bracketing, at_most=k + 1)
    seen: set[int] = set()
    for position in positions:
        if not 0 <= position < k:
            raise ValueError(f"bracketing names position {position}, but the chain's {k} matrices count from 0")
        if position in seen:
            raise ValueError(f"bracketing repeats position {position}; each matrix stands in a chain once")
        seen.add(position)
    if len(seen) < k:
        skipped = min(set(range(k)) - seen)
        raise ValueError(f"bracketing skips position {skipped} of the chain's {k} matrices")
    for left, right in pairwise(positions):
        if left < right:
            raise ValueError(f"bracketing has position {left} left of {right}; the matrix applied later stands left")


def _positions(bracketing: Bracketing, at_most: int) -> list[int]:
    """List the positions from left to right; a few pairs that share their parts could hold 2**100 of them."""
    positions: list[int] = []
    pending: list[Any] = [bracketing]
    while pending and len(positions) < at_most:
        node = pending.pop()
        if not isinstance(node, tuple):
            positions.append(whole_number("each position in bracketing", node))
        elif len(node) == 2:
            pending += node[1], node[0]
        else:
            raise ValueError(f"bracketing must be made of pairs (left, right), not of {described(node)}")
    return positions
