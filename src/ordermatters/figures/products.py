"""A chain as the pictures see it: its matrices, and the products that a bracketing makes of them, step by step."""

from collections.abc import Sequence
from itertools import pairwise
from string import ascii_uppercase
from typing import Any, NamedTuple

from ordermatters.arguments import chain_sizes
from ordermatters.bracketings import Bracketing, evaluated
from ordermatters.chains import spell
from ordermatters.counting import OpCount, matmul_cost
from ordermatters.figures.spelling import listed, number


class Factor(NamedTuple):
    """One matrix of a chain, or the product of neighbours: what it is called, its shape, what making it takes.

    `first` and `end` are the positions that it covers, counted from the input side, the second one excluded; `factors`
    are the two that make a product.
    """

    name: str
    rows: int
    columns: int
    first: int
    end: int
    factors: tuple[Any, ...] = ()
    cost: OpCount = OpCount(0, 0)

    @property
    def shape(self) -> str:
        """Spell the shape: `"50×100"`."""
        return f"{self.rows}×{self.columns}"


def chain_products(
    dims: Any, bracketing: Bracketing, names: Sequence[str] | None = None
) -> tuple[list[Factor], list[Factor]]:
    """List the matrices of a chain as they are read, and the products in the order in which they are made.

    >>> matrices, products = chain_products((200, 100, 50, 2), (2, (1, 0)))
    >>> [f"{matrix.name} {matrix.shape}" for matrix in matrices]
    ['C 2×50', 'B 50×100', 'A 100×200']
    >>> [f"{product.name} takes {product.cost.multiplications}" for product in products]
    ['BA takes 1000000', 'CBA takes 20000']

    Raises:
        TypeError: if a size or a position is not an integer.
        ValueError: if sizes, names or the bracketing do not fit together.
    """
    sizes = chain_sizes(dims)
    names = list(names if names is not None else ascii_uppercase[: len(sizes) - 1])
    if len(names) != len(sizes) - 1:
        raise ValueError(f"names has {len(names)} entries for a chain of {len(sizes) - 1} matrices")
    space = "" if all(len(name.rstrip("₀₁₂₃₄₅₆₇₈₉ᵀ′")) == 1 for name in names) else " "
    matrices = [Factor(names[i], rows, columns, i, i + 1) for i, (columns, rows) in enumerate(pairwise(sizes))]
    products: list[Factor] = []

    def product(left: Factor, right: Factor) -> Factor:
        cost = matmul_cost(left.rows, left.columns, right.columns)
        name = f"{left.name}{space}{right.name}"
        products.append(Factor(name, left.rows, right.columns, right.first, left.end, (left, right), cost))
        return products[-1]

    evaluated(bracketing, matrices, product)
    return matrices[::-1], products


def rows_of_factors(matrices: list[Factor], products: list[Factor]) -> list[list[Factor]]:
    """Give what the chain consists of before the first product, after it, after the second, …, as it is read."""
    rows = [list(matrices)]
    for product in products:
        row = rows[-1]
        at = row.index(product.factors[0])
        rows.append([*row[:at], product, *row[at + 2 :]])
    return rows


def described(matrices: list[Factor], bracketing: Bracketing, products: list[Factor]) -> str:
    """Say what is multiplied, in which order, and what each product takes."""
    spelled = spell(bracketing, [matrix.name for matrix in reversed(matrices)])
    steps = listed(f"{product.name} takes {number(product.cost.multiplications)}" for product in products)
    total = number(sum(product.cost.multiplications for product in products))
    shapes = listed(f"{matrix.name} ({matrix.shape})" for matrix in matrices)
    return f"{spelled} for {shapes}. In multiplications, {steps}; together {total}."
