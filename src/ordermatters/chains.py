"""Chains of matrices: ways to bracket them, what each costs, and the cheapest.

A chain maps a vector of size `dims[0]` to sizes `dims[1]`, …, `dims[k]`: matrix `i` has shape
`(dims[i + 1], dims[i])` and is applied `i`-th. Products are written as they are read, C B A for A, B, C applied in that
order, and so is a bracketing: a nested pair tree over positions, left factor first. C(BA) is `(2, (1, 0))`.

A tree may be a hundred thousand pairs deep, so nothing but `all_bracketings` recurses along a chain.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from ordermatters.arguments import chain_sizes, described, listed, matrix_rows, size
from ordermatters.bracketings import Bracketing, check_bracketing, evaluated
from ordermatters.counting import Matrix, OpCount, counted_matmul, matmul_cost
from ordermatters.polygon import best_bracketing_by_polygon


def forward_bracketing(k: int) -> Bracketing:
    """Bracket `k` matrices from the input side, the way a vector would pass through them.

    >>> forward_bracketing(3)  # C(BA)
    (2, (1, 0))
    """
    bracketing: Bracketing = 0
    for position in range(1, size("k", k)):
        bracketing = (position, bracketing)
    return bracketing


def backward_bracketing(k: int) -> Bracketing:
    """Bracket `k` matrices from the output side.

    >>> backward_bracketing(3)  # (CB)A
    ((2, 1), 0)
    """
    bracketing: Bracketing = size("k", k) - 1
    for position in reversed(range(k - 1)):
        bracketing = (bracketing, position)
    return bracketing


def all_bracketings(k: int) -> Iterator[Bracketing]:
    """Go through every bracketing of `k` matrices, one at a time, from the forward one to the backward one.

    >>> list(all_bracketings(3))  # C(BA) and (CB)A
    [(2, (1, 0)), ((2, 1), 0)]

    There are 1, 1, 2, 5, 14, 42, … of them, the Catalan numbers, nearly four times as many for each further matrix.
    None is made before it is asked for.
    """
    return _bracketings_between(0, size("k", k))


def _bracketings_between(first: int, end: int) -> Iterator[Bracketing]:
    if end - first == 1:
        yield first
    for split in reversed(range(first + 1, end)):  # the left factor holds the positions from split on
        for left in _bracketings_between(split, end):
            for right in _bracketings_between(first, split):
                yield left, right


def chain_cost(dims: Any, bracketing: Bracketing) -> OpCount:
    """Count the operations of a chain of matrices multiplied in the order of a bracketing, without doing it.

    >>> chain_cost((3, 4, 5, 6), (2, (1, 0)))  # BA is 5×4 by 4×3, then C(BA) is 6×5 by 5×3: 60 + 90 and 45 + 72
    OpCount(multiplications=150, additions=117)

    Args:
        dims: the sizes between the matrices, from the input's to the output's; one more than there are matrices.
        bracketing: each position once, left factor first.

    Raises:
        TypeError: if a size or a position is not an integer.
        ValueError: if a size is below 1, there are fewer than two, or the bracketing skips, repeats or reverses any.
    """
    sizes = chain_sizes(dims)
    counts: list[OpCount] = []

    def product(left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int]:
        counts.append(matmul_cost(left[0], left[1], right[1]))
        return left[0], right[1]

    evaluated(bracketing, [(rows, columns) for columns, rows in pairwise(sizes)], product)
    return sum(counts, OpCount(0, 0))


def best_bracketing(dims: Any) -> tuple[Bracketing, OpCount]:
    """Find a bracketing with the fewest multiplications, and what it costs.

    >>> best_bracketing((2, 9, 1, 9))  # BA first: 2*9*1 + 2*1*9 = 36, where CB first is 9*1*9 + 2*9*9 = 243
    ((2, (1, 0)), OpCount(multiplications=36, additions=16))

    It takes hardly longer per matrix for a hundred thousand of them than for three: `polygon` tells how.

    Args:
        dims: the sizes between the matrices, from the input's to the output's; one more than there are matrices.

    Raises:
        TypeError: if a size is not an integer.
        ValueError: if a size is below 1, or there are fewer than two.
    """
    return best_bracketing_by_polygon(dims)


def best_bracketing_by_table(dims: Any) -> tuple[Bracketing, OpCount]:
    """Find a bracketing with the fewest multiplications by dynamic programming: a table over all sub-chains.

    >>> best_bracketing_by_table((9, 1, 9, 2))  # CB first: 1*9*2 + 9*1*2 = 36, where BA first is 9*1*9 + 9*9*2 = 243
    (((2, 1), 0), OpCount(multiplications=36, additions=16))

    The last product of the sub-chain from `low` to `high` splits it somewhere, and both halves must be cheapest
    themselves. Short sub-chains come first. It takes time as the cube of the number of matrices.

    Source: Cormen, Leiserson, Rivest and Stein, *Introduction to Algorithms*, section “Matrix-chain multiplication”.
    """
    sizes = chain_sizes(dims)
    k = len(sizes) - 1
    cost = {(i, i + 1): 0 for i in range(k)}
    tree: dict[tuple[int, int], Bracketing] = {(i, i + 1): i for i in range(k)}
    for length in range(2, k + 1):
        for low in range(k - length + 1):
            high = low + length
            area = sizes[low] * sizes[high]
            cheapest = min((cost[low, s] + cost[s, high] + area * sizes[s], -s) for s in range(low + 1, high))
            cost[low, high], split = cheapest[0], -cheapest[1]  # of equals, the split nearest to forward order
            tree[low, high] = (tree[split, high], tree[low, split])
    return tree[0, k], chain_cost(sizes, tree[0, k])


def counted_chain(matrices: Any, bracketing: Bracketing) -> tuple[Matrix, OpCount]:
    """Multiply a chain of matrices in the order of a bracketing, by plain loops that count each operation.

    >>> a, b, c = [[1], [2]], [[3, 4]], [[5], [6]]  # applied in that order: C B A
    >>> counted_chain([a, b, c], (2, (1, 0)))  # BA = 3*1 + 4*2 = 11, then 5*11 and 6*11: 2 + 2 and 1 + 0
    ([[55], [66]], OpCount(multiplications=4, additions=1))

    Args:
        matrices: in the order in which they are applied; each nested lists, tuples or an array.
        bracketing: each position once, left factor first.

    Returns:
        The product as nested lists, and the count of what was done to get it.

    Raises:
        TypeError: if one is not a matrix of numbers, or a position is not an integer.
        ValueError: if neighbours do not fit, or the bracketing skips, repeats or reverses matrices.
    """
    chain = [matrix_rows(f"matrices[{i}]", matrix) for i, matrix in enumerate(listed("matrices", matrices, "matrices"))]
    shapes = [(len(rows), len(rows[0])) for rows in chain]
    for i, ((rows, _), (_, n)) in enumerate(pairwise(shapes)):
        if n != rows:
            pair = f"matrices[{i + 1}] {shapes[i + 1]} by matrices[{i}] {shapes[i]}"
            raise ValueError(f"cannot multiply {pair}: inner sizes {n} and {rows} differ")
    counts: list[OpCount] = []

    def product(left: Matrix, right: Matrix) -> Matrix:
        result, count = counted_matmul(left, right)
        counts.append(count)
        return result

    return evaluated(bracketing, chain, product), sum(counts, OpCount(0, 0))


def spell(bracketing: Bracketing, names: Any) -> str:
    """Write a bracketing as it is read; `names[0]` is applied first and stands last.

    >>> spell((2, (1, 0)), "ABC")
    'C(BA)'

    Raises:
        TypeError: if a name is not a string, or a position is not an integer.
        ValueError: if the bracketing skips, repeats or reverses matrices.
    """
    texts = list(names) if isinstance(names, str) else listed("names", names, "strings")
    for i, text in enumerate(texts):
        if not isinstance(text, str):
            raise TypeError(f"names[{i}] must be a string, not {described(text)}")
    check_bracketing(bracketing, len(texts))
    pieces: list[str] = []
    pending: list[Any] = [bracketing]
    while pending:
        node = pending.pop()
        if isinstance(node, tuple):
            pieces.append("(")
            pending += ")", node[1], node[0]
        else:
            pieces.append(node if isinstance(node, str) else texts[node])
    return "".join(pieces[1:-1] if isinstance(bracketing, tuple) else pieces)
