r"""What a JAX function costs, read off its jaxpr: the list of elementary steps that JAX turns a function into.

Nothing is computed: `jax.make_jaxpr` follows f with arrays that have a shape but no numbers, so counting a day's work
takes milliseconds, and `jax.ShapeDtypeStruct` stands in for arrays that would not even fit into memory.

What is counted is what f asks for, as written, before a compiler drops what nobody uses:

- *Products*: each `dot_general` by `matmul_cost`'s formula, an `m`×`n` by an `n`×`p` matrix, as often as it is done:
  for each member of a batch, in each round of a loop. A vector is a matrix of one column or of one row.
- *Routines* by their textbooks' counts: convolution, sums over windows, triangular solve, LU, Cholesky, FFT. The module
  `routines` has the formulas, with their sources.
- *Elementwise* work: add and subtract are one addition; multiply, divide and square one multiplication; the integer
  power k is k − 1 multiplications (1/x one, 1/x² two); a sum of n, or its running sums, is n − 1 additions; a product
  of n likewise n − 1 multiplications.
- *Uncounted*, by name: whatever else computes, such as `sin`, `tanh`, `neg`, `max`, `sort` or `eigh`, and arithmetic on
  integers, which is bookkeeping (indices, loop counters). How often a `while` runs is not known beforehand, so it
  stands here, with what one pass costs.

All counts are of operations on real numbers: a product of two complex ones is four multiplications and two additions,
a sum two additions, a quotient eight and three, and a product of complex matrices four of real ones, with the additions
that join them. Routines on complex numbers are named as uncounted, but for the FFT.

Moving numbers about (reshape, transpose, slice, gather, select, convert, …) is no arithmetic and not listed. Calls
(`jit`, `checkpoint`, functions with derivative rules of their own) are followed, and a `scan` counts as often as it
runs. Of a `cond`'s branches the dearest counts, and what any of them leaves uncounted is named, so that the number is
never too small.

Why not XLA's own count, `jax.jit(f).lower(x).compile().cost_analysis()`? It describes what one release's compiler made
of f for one kind of processor. It counts a loop's body once, however often the body runs. Products handed to a
processor maker's library have been counted as almost nothing (jax-ml/jax, issue 22249), or as −1 (issue 20184). And it
tells neither multiplications from additions nor one product from another.
"""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any, NamedTuple

import jax

from ordermatters.arguments import described
from ordermatters.counting import OpCount, matmul_cost
from ordermatters.tables import Table
from ordermatters.tallies import Tally


class Product(NamedTuple):
    """Products of an `m`×`n` by an `n`×`p` matrix, and how many times they are done."""

    m: int
    n: int
    p: int
    times: int

    @property
    def cost(self) -> OpCount:
        """Count all of them."""
        return self.times * matmul_cost(self.m, self.n, self.p)

    def __str__(self) -> str:
        """Spell the shapes: "3×4 by 4×5, 7 times"."""
        often = "once" if self.times == 1 else f"{self.times:,} times"
        return f"{self.m}×{self.n} by {self.n}×{self.p}, {often}"


@dataclass(frozen=True)
class OperationReport:
    """What a function asks for.

    Attributes:
        products: the matrix products shape by shape, in the order in which they first occur.
        routines: what is counted by a textbook's formula, by the primitive's name.
        elementwise: what is added and multiplied entry by entry.
        uncounted: what else computes: each primitive's name, and how many numbers it makes (a `while`: times entered).
    """

    products: tuple[Product, ...]
    routines: dict[str, OpCount]
    elementwise: OpCount
    uncounted: dict[str, int]

    @property
    def product_total(self) -> OpCount:
        """Count all matrix products together."""
        return sum((product.cost for product in self.products), OpCount(0, 0))

    @property
    def total(self) -> OpCount:
        """Count products, routines and elementwise work together."""
        return sum(self.routines.values(), self.product_total + self.elementwise)

    def _table(self) -> list[tuple[str, str, str]]:
        rows = [(str(product), product.cost) for product in self.products]
        rows += [*self.routines.items(), ("elementwise", self.elementwise), ("total", self.total)]
        return [("work", "multiplications", "additions"), *((name, f"{m:,}", f"{a:,}") for name, (m, a) in rows)]

    def _footnote(self) -> str:
        return "uncounted: " + (", ".join(f"{name} {n:,}" for name, n in self.uncounted.items()) or "nothing")

    def __str__(self) -> str:
        """Lay it out as a table of text."""
        first, second, third = (max(map(len, column)) for column in zip(*self._table(), strict=True))
        lines = [f"{name:<{first}}  {m:>{second}}  {a:>{third}}" for name, m, a in self._table()]
        return "\n".join([*lines, self._footnote()])

    def _repr_html_(self) -> str:
        """Lay it out as a table of a page."""
        header, *rows = self._table()
        return f"{Table(header, rows)._repr_html_()}<p>{escape(self._footnote())}</p>"


def operation_count(f: Callable[..., Any], *args: Any) -> OpCount:
    """Count the multiplications and additions of f(*args), without doing them.

    >>> matrix, vector = jax.numpy.ones((2, 3)), jax.numpy.ones(3)
    >>> operation_count(lambda a, x: a @ x + 1, matrix, vector)  # 2*3 and 2*2, then 2 additions of 1
    OpCount(multiplications=6, additions=6)

    Takes and raises what `operation_report` does, and returns its total.
    """
    return operation_report(f, *args).total


def operation_report(f: Callable[..., Any], *args: Any) -> OperationReport:
    """Report what f(*args) asks for, product by product, without doing it.

    >>> shape = jax.ShapeDtypeStruct((10, 2, 3), "float32")
    >>> matrix = jax.ShapeDtypeStruct((3, 4), "float32")
    >>> print(operation_report(lambda a, b: jax.numpy.sin(a @ b), shape, matrix))  # ten times 2 rows make one product
    work               multiplications  additions
    20×3 by 3×4, once              240        160
    elementwise                      0          0
    total                          240        160
    uncounted: sin 80

    Args:
        f: a function that JAX can trace.
        *args: what f takes: arrays, numbers, nested lists of them, or `jax.ShapeDtypeStruct` in their place.

    Raises:
        TypeError: if `f` is not callable, or JAX cannot trace an argument.
    """
    if not callable(f):
        raise TypeError(f"f must be a function, not {described(f)}")
    tally = Tally.of(jax.make_jaxpr(f)(*args))
    products = tuple(Product(*shape, times) for shape, times in tally.products.items())
    return OperationReport(products, tally.routines, tally.elementwise, dict(tally.uncounted))
