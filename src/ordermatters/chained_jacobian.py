r"""The Jacobian of a composition of JAX functions, accumulated in the cheapest order.

`jax.jacfwd` starts at the input and `jax.jacrev` at the output, whatever the functions between. Where a composition is
narrow in the middle, both are a waste: there it is cheapest to start in the middle, go both ways and multiply the two
parts. `accumulation.plan_accumulation` finds the cheapest mix of tangents, adjoints and products; here it is carried
out. Each function is called once, and each is used either by JVPs or by VJPs.

Peers: graphax accumulates by eliminating vertices of the whole graph, in an order that its caller brings (at the end of
2026, its last release did not import under current JAX). sparsejac and asdex save work where a Jacobian is mostly
zeros, by pushing several columns or rows at once, as `compressed` does here. The plan looks at sizes alone, and needs a
chain.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from ordermatters.accumulation import Plan, Step, plan_accumulation
from ordermatters.accumulation_trees import Adjoints, Product, Tangents, Tree, check_tree, parts, steps_passed
from ordermatters.links import Function, Link, chain_links

Pass: TypeAlias = Callable[[jax.Array], Any]  # a JVP at some point, from a column to a column, or a VJP


def jacobian_of_chain(functions: Iterable[Function], x: ArrayLike, plan: Plan | Tree | None = None) -> jax.Array:
    """Compute the Jacobian at x of functions applied one after the other, in the cheapest order or in a given one.

    >>> double, swap = lambda x: 2 * x, lambda x: x[::-1]
    >>> jacobian_of_chain([double, swap], [1.0, 5.0]).tolist()
    [[0.0, 2.0], [2.0, 0.0]]

    Works under `jax.jit` and `jax.vmap`. The planning takes as long as tracing each function a few times more, unless
    there is a plan; under `jax.jit` it is done once, while compiling. A function with a `custom_vjp` is passed by
    adjoints alone, a `while_loop` by tangents alone. Where reverse mode ties with the cheapest, it is taken: a matrix
    is stored row by row, as adjoints read it, and tangents are the slower for that where the matrices are long.

    Args:
        functions: first applied first; each from one array to one array, of any shape, floating-point.
        x: where, one array of any shape.
        plan: made by `plan_accumulation`, or a tree of `Tangents`, `Adjoints` and `Product`, such as `Tangents(0, 2)`
            for forward mode through three functions.

    Returns:
        J, of the output's shape followed by x's: `(m, n)` between vectors, and x's shape where the output is one
        number. Equal to `jax.jacfwd` of the composition, to rounding.

    Raises:
        TypeError: if one is not callable, takes or returns anything but one array of floating-point numbers, or is a
            function that JAX can differentiate neither forwards nor backwards.
        ValueError: if there are no functions, an array has no entries, or the plan does not fit the chain.
    """
    links = chain_links(functions, x)
    tree = _planned([link.step() for link in links]) if plan is None else plan.tree if isinstance(plan, Plan) else plan
    check_tree(tree, len(links))
    before, after = links[0].before, links[-1].after
    jacobian = _accumulated(links, jnp.asarray(x).reshape(-1), tree)
    return jacobian.astype(after.dtype).reshape(after.shape + before.shape)


def chain_steps(functions: Iterable[Function], x: ArrayLike | jax.ShapeDtypeStruct) -> tuple[Step, ...]:
    """Describe functions applied one after the other as the steps that `plan_accumulation` takes.

    >>> weights = jnp.ones((2, 3))
    >>> chain_steps([jnp.tanh, lambda y: weights @ y], jax.ShapeDtypeStruct((3,), "float32"))
    (Step(outputs=3, inputs=3, edges=6), Step(outputs=2, inputs=3, edges=6))

    The edges are the multiplications that `operation_count` finds in a JVP beyond those in the function itself: here
    two by three in the product, and twice three for the slope of tanh. What it cannot count, such as eigenvalues or a
    `while_loop`, looks free; then it is better to write the steps, or the plan, by hand.

    Takes and raises what `jacobian_of_chain` does.
    """
    return tuple(link.step() for link in chain_links(functions, x))


def _planned(steps: Sequence[Step]) -> Tree:
    """Plan, and of equally cheap ways prefer reverse mode: the planner, which counts alone, prefers forward mode."""
    plan = plan_accumulation(steps)
    in_reverse = plan.adjoint_cost == plan.cost and not any(step.only == "tangents" for step in steps)
    return Adjoints(0, len(steps) - 1) if in_reverse else plan.tree


def _accumulated(links: Sequence[Link], x: jax.Array, tree: Tree) -> jax.Array:
    """Do as the tree says, seeds first."""
    values, passes = _called(links, x, tree)
    made: list[jax.Array] = []
    for part in parts(tree):
        if isinstance(part, Product):
            right, left = made.pop(), made.pop()
            made.append(left @ right)
            continue
        passed = steps_passed(part)
        start = values[passed.start if isinstance(part, Tangents) else passed.stop]
        seed = made.pop().astype(start.dtype) if part.seed else jnp.eye(start.size, dtype=start.dtype)
        made.append(
            _columns_on(seed, passes, passed) if isinstance(part, Tangents) else _rows_back(seed, passes, passed)
        )
    return made.pop()


def _called(links: Sequence[Link], x: jax.Array, tree: Tree) -> tuple[list[jax.Array], list[Pass]]:
    """Call each function once, for its value and for the one thing that the tree needs of it: its JVPs or its VJPs."""
    backwards = {i for part in parts(tree) if isinstance(part, Adjoints) for i in steps_passed(part)}
    values, passes = [x], []
    for i, link in enumerate(links):
        value, one_pass = (jax.vjp if i in backwards else jax.linearize)(link.flat, values[-1])
        values.append(value)
        passes.append(one_pass)
    return values, passes


def _columns_on(columns: jax.Array, passes: list[Pass], passed: range) -> jax.Array:
    """Take all columns at once through the JVPs of some steps."""
    for i in passed:
        columns = jax.vmap(passes[i], in_axes=-1, out_axes=-1)(columns)
    return columns


def _rows_back(rows: jax.Array, passes: list[Pass], passed: range) -> jax.Array:
    """Take all rows at once back through the VJPs of some steps."""
    for i in reversed(passed):
        (rows,) = jax.vmap(passes[i])(rows)
    return rows
