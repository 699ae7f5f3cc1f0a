r"""What a JAX function costs, read off its jaxpr: the list of elementary steps that JAX turns a function into.

Nothing is computed: `jax.make_jaxpr` follows f with arrays that have a shape but no numbers, so counting a day's work
takes milliseconds, and `jax.ShapeDtypeStruct` stands in for arrays that would not even fit into memory.

What is counted is what f asks for, as written, before a compiler drops what nobody uses:

- *Products*: each `dot_general` by `matmul_cost`'s formula, an `m`×`n` by an `n`×`p` matrix, as often as it is done:
  for each member of a batch, in each round of a loop. A vector is a matrix of one column or of one row.
- *Elementwise* work on real and complex numbers: add and subtract are one addition; multiply, divide and square one
  multiplication; the integer power k is k − 1 multiplications (1/x one, 1/x² two); a sum of n, or its running sums, is
  n − 1 additions; a product of n likewise n − 1 multiplications.
- *Uncounted*, by name: whatever else computes, such as `sin`, `tanh`, `neg`, `max` or a convolution, and arithmetic on
  whole numbers, which is bookkeeping (indices, loop counters). How often a `while` runs is not known beforehand, so it
  stands here, with what one pass costs.

Moving numbers about (reshape, transpose, slice, gather, select, convert, …) is no arithmetic and not listed. Calls
(`jit`, `checkpoint`, functions with derivative rules of their own) are followed, a `scan` counts as often as it runs,
and of a `cond`'s branches the dearest counts, so that the number is never too small.

Why not XLA's own count, `jax.jit(f).lower(x).compile().cost_analysis()`? It describes what one release's compiler made
of f for one kind of processor. It counts a loop's body once, however often the body runs. Products handed to a
processor maker's library have been counted as almost nothing (jax-ml/jax, issue 22249), or as −1 (issue 20184). And it
tells neither multiplications from additions nor one product from another.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax.extend.core import JaxprEqn

from ordermatters.arguments import described
from ordermatters.counting import OpCount, matmul_cost
from ordermatters.primitives import CALLS, MOVES, elementwise_cost, entries_made, product_shape
from ordermatters.tables import Table


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
        elementwise: what is added and multiplied entry by entry.
        uncounted: what else computes: each primitive's name, and how many numbers it makes (a `while`: times entered).
    """

    products: tuple[Product, ...]
    elementwise: OpCount
    uncounted: dict[str, int]

    @property
    def product_total(self) -> OpCount:
        """Count all matrix products together."""
        return sum((product.cost for product in self.products), OpCount(0, 0))

    @property
    def total(self) -> OpCount:
        """Count products and elementwise work together."""
        return self.product_total + self.elementwise

    def _table(self) -> list[tuple[str, str, str]]:
        rows = [(str(product), product.cost) for product in self.products]
        rows += [("elementwise", self.elementwise), ("total", self.total)]
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

    >>> matrix, vector = jnp.ones((2, 3)), jnp.ones(3)
    >>> operation_count(lambda a, x: a @ x + 1, matrix, vector)  # 2*3 and 2*2, then 2 additions of 1
    OpCount(multiplications=6, additions=6)

    Takes and raises what `operation_report` does, and returns its total.
    """
    return operation_report(f, *args).total


def operation_report(f: Callable[..., Any], *args: Any) -> OperationReport:
    """Report what f(*args) asks for, product by product, without doing it.

    >>> shape = jax.ShapeDtypeStruct((10, 2, 3), "float32")
    >>> print(operation_report(lambda a: jnp.sin(a @ jnp.ones((3, 4))), shape))  # ten times 2 rows make one product
    work               multiplications  additions
    20×3 by 3×4, once              240        160
    elementwise                      0          0
    total                          240        160
    uncounted: sin 80

    Args:
        f: a function that JAX can trace.
        *args: what f takes: arrays, numbers, nested lists of them, or `jax.ShapeDtypeStruct` in their place.

    Raises:
        TypeError: f no function, or an argument that JAX cannot trace.
    """
    if not callable(f):
        raise TypeError(f"f must be a function, not {described(f)}")
    return _Tally.of(jax.make_jaxpr(f)(*args)).report()


@dataclass
class _Tally:
    """A count in the making: reads jaxprs, and jaxprs within jaxprs."""

    products: Counter[tuple[int, int, int]] = field(default_factory=Counter)
    elementwise: OpCount = field(default=OpCount(0, 0))
    uncounted: Counter[str] = field(default_factory=Counter)

    @staticmethod
    def of(*jaxprs: Any) -> "_Tally":
        tally = _Tally()
        for jaxpr in jaxprs:
            tally.read(jaxpr)
        return tally

    def report(self) -> OperationReport:
        products = tuple(Product(*shape, times) for shape, times in self.products.items())
        return OperationReport(products, self.elementwise, dict(self.uncounted))

    def read(self, jaxpr: Any, times: int = 1) -> None:
        """Count a jaxpr, closed or not, that is run so many times."""
        for step in getattr(jaxpr, "jaxpr", jaxpr).eqns if times else ():
            self._read_step(step, times)

    def _read_step(self, step: JaxprEqn, times: int) -> None:
        name, params = step.primitive.name, step.params
        if name in CALLS:
            self.read(params[CALLS[name]], times)
        elif name == "scan":
            self.read(params["jaxpr"], times * params["length"])
        elif name == "cond":
            self.read(max(params["branches"], key=lambda branch: _Tally.of(branch).report().total.total), times)
        elif name == "while":
            self._read_while(step, times)
        elif name == "dot_general":
            self._read_product(step, times)
        elif name not in MOVES:
            self._read_elementwise(step, times)

    def _read_product(self, step: JaxprEqn, times: int) -> None:
        batch, m, n, p = product_shape(step)
        if batch * m * n * p:  # an array without entries takes no work
            self.products[m, n, p] += times * batch

    def _read_elementwise(self, step: JaxprEqn, times: int) -> None:
        name, cost = step.primitive.name, elementwise_cost(step)
        if cost is None:
            self.uncounted[name] += times * entries_made(step)
        elif jnp.issubdtype(step.outvars[0].aval.dtype, jnp.inexact):  # type: ignore[attr-defined]
            self.elementwise += times * cost
        else:
            self.uncounted[f"{name} of whole numbers"] += times * entries_made(step)

    def _read_while(self, step: JaxprEqn, times: int) -> None:
        one_pass = _Tally.of(step.params["cond_jaxpr"], step.params["body_jaxpr"])
        multiplications, additions = one_pass.report().total
        self.uncounted[f"while (a pass: {multiplications:,} multiplications, {additions:,} additions)"] += times
        for name, made in one_pass.uncounted.items():
            self.uncounted[f"{name} (a pass of while)"] += times * made
