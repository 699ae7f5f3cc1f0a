"""A count in the making: reads a jaxpr step by step, and the jaxprs within its steps."""

from collections import Counter
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

import jax.numpy as jnp
from jax.extend.core import JaxprEqn

from ordermatters.counting import OpCount, matmul_cost
from ordermatters.primitives import CALLS, MOVES, elementwise_cost, entries_made, product_shape
from ordermatters.routines import ROUTINES, routine_cost, square_roots


@dataclass
class Tally:
    """What has been read so far.

    Attributes:
        products: how often a product of an m×n by an n×p matrix is done, by (m, n, p), in the order of appearance.
        routines: what each routine costs, by its name.
        elementwise: what is added and multiplied entry by entry.
        uncounted: how many numbers each primitive makes that is not counted.
    """

    products: Counter[tuple[int, int, int]] = field(default_factory=Counter)
    routines: dict[str, OpCount] = field(default_factory=dict)
    elementwise: OpCount = field(default=OpCount(0, 0))
    uncounted: Counter[str] = field(default_factory=Counter)

    @staticmethod
    def of(*jaxprs: Any) -> "Tally":
        """Count jaxprs that are run once each."""
        tally = Tally()
        for jaxpr in jaxprs:
            tally.read(jaxpr)
        return tally

    @property
    def total(self) -> OpCount:
        """Count everything together."""
        products = (times * matmul_cost(*shape) for shape, times in self.products.items())
        return sum([*products, *self.routines.values()], self.elementwise)

    def read(self, jaxpr: Any, times: int = 1) -> None:
        """Count a jaxpr, closed or not, that is run so many times."""
        for step in getattr(jaxpr, "jaxpr", jaxpr).eqns if times else ():
            self._read_step(step, times)

    def _read_step(self, step: JaxprEqn, times: int) -> None:
        name, params = step.primitive.name, step.params
        if name in CALLS:
            self.read(params[CALLS[name]], times)
        elif name == "custom_linear_solve":  # a solver with the system that it solves, for derivatives to go by
            self.read(params["jaxprs"].solve, times)
        elif name == "scan":
            self.read(params["jaxpr"], times * params["length"])
        elif name == "cond":
            self._read_dearest(params["branches"], times)
        elif name == "while":
            self._read_while(step, times)
        elif name == "dot_general":
            self._read_product(step, times)
        elif name in ROUTINES:
            self._read_routine(step, times)
        elif name not in MOVES:
            self._read_elementwise(step, times)

    def _read_dearest(self, branches: Any, times: int) -> None:
        tallies = [Tally.of(branch) for branch in branches]
        dearest = max(tallies, key=lambda tally: tally.total.total)
        for shape, often in dearest.products.items():
            self.products[shape] += times * often
        for name, cost in dearest.routines.items():
            self._add_routine(name, times * cost)
        self.elementwise += times * dearest.elementwise
        for name, made in reduce(or_, (tally.uncounted for tally in tallies)).items():  # the most of any branch
            self.uncounted[name] += times * made

    def _read_product(self, step: JaxprEqn, times: int) -> None:
        batch, m, n, p = product_shape(step)
        if not batch * m * n * p:  # an array without entries takes no work
            return
        if _is_complex(step):  # (A + iB)(C + iD): four products of real matrices, and their results joined
            self.elementwise += times * OpCount(0, 2 * batch * m * p)
            batch *= 4
        self.products[m, n, p] += times * batch

    def _read_routine(self, step: JaxprEqn, times: int) -> None:
        name, cost = step.primitive.name, routine_cost(step)
        if isinstance(cost, str):
            self.uncounted[cost] += times * entries_made(step)
            return
        self._add_routine(name, times * cost)
        if roots := square_roots(step):
            self.uncounted[f"sqrt (in {name})"] += times * roots

    def _add_routine(self, name: str, cost: OpCount) -> None:
        self.routines[name] = self.routines.get(name, OpCount(0, 0)) + cost

    def _read_elementwise(self, step: JaxprEqn, times: int) -> None:
        name, cost = step.primitive.name, elementwise_cost(step, _is_complex(step))
        if cost is None:
            self.uncounted[name] += times * entries_made(step)
        elif jnp.issubdtype(step.outvars[0].aval.dtype, jnp.inexact):  # type: ignore[attr-defined]
            self.elementwise += times * cost
        else:
            self.uncounted[f"{name} of integers"] += times * entries_made(step)

    def _read_while(self, step: JaxprEqn, times: int) -> None:
        one_pass = Tally.of(step.params["cond_jaxpr"], step.params["body_jaxpr"])
        multiplications, additions = one_pass.total
        self.uncounted[f"while (a pass: {multiplications:,} multiplications, {additions:,} additions)"] += times
        for name, made in one_pass.uncounted.items():
            self.uncounted[f"{name} (a pass of while)"] += times * made


def _is_complex(step: JaxprEqn) -> bool:
    dtype = getattr(step.outvars[0].aval, "dtype", None) if step.outvars else None
    return dtype is not None and jnp.issubdtype(dtype, jnp.complexfloating)
