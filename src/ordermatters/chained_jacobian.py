r"""The Jacobian of a composition of JAX functions, accumulated in the cheapest order.

`jax.jacfwd` starts at the input and `jax.jacrev` at the output, whatever the functions between. Where a composition is
narrow in the middle, both are a waste: there it is cheapest to start in the middle, go both ways and multiply the two
parts. `accumulation.plan_accumulation` finds the cheapest mix of tangents, adjoints and products; here it is carried
out. Each function is called once, and each is used either by JVPs or by VJPs.

Peers: graphax accumulates by eliminating vertices of the whole graph, in an order that its caller brings (at the end of
2026, its last release did not import under current JAX). sparsejac and asdex save work where a Jacobian is mostly
zeros, by pushing several columns or rows at once. The plan here looks at sizes alone, and needs a chain.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from ordermatters.accumulation import Plan, Step, plan_accumulation
from ordermatters.accumulation_trees import Adjoints, Product, Tangents, Tree, check_tree, parts, steps_passed
from ordermatters.arguments import described, listed
from ordermatters.operations import operation_count
from ordermatters.vectors import check_vector

Function: TypeAlias = Callable[[jax.Array], jax.Array]
Pass: TypeAlias = Callable[[jax.Array], Any]  # a JVP at some point, from a column to a column, or a VJP


def jacobian_of_chain(functions: Iterable[Function], x: ArrayLike, plan: Plan | Tree | None = None) -> jax.Array:
    """Compute the Jacobian at x of functions applied one after the other, in the cheapest order or in a given one.

    >>> double, swap = lambda x: 2 * x, lambda x: x[::-1]
    >>> jacobian_of_chain([double, swap], [1.0, 5.0]).tolist()
    [[0.0, 2.0], [2.0, 0.0]]

    Works under `jax.jit` and `jax.vmap`. The planning takes as long as tracing each function twice more, unless there
    is a plan; under `jax.jit` it is done once, while compiling.

    Args:
        functions: first applied first; each from a vector to a vector, floating-point.
        x: where, shape `(n,)`.
        plan: made by `plan_accumulation`, or a tree of `Tangents`, `Adjoints` and `Product`, such as `Tangents(0, 2)`
            for forward mode through three functions.

    Returns:
        J, shape `(m, n)`. Equal to `jax.jacfwd` of the composition, to rounding.

    Raises:
        TypeError: no functions, or something else than vectors of floating-point numbers goes in or comes out.
        ValueError: no functions at all, vectors without entries, or a plan that does not fit the chain.
    """
    chain, shapes = _checked(functions, x)
    if plan is None:
        plan = plan_accumulation(_steps(chain, shapes))
    tree = plan.tree if isinstance(plan, Plan) else plan
    check_tree(tree, len(chain))
    return _accumulated(chain, jnp.asarray(x), tree).astype(shapes[-1].dtype)


def chain_steps(functions: Iterable[Function], x: ArrayLike | jax.ShapeDtypeStruct) -> tuple[Step, ...]:
    """Describe functions applied one after the other as the steps that `plan_accumulation` takes.

    >>> weights = jnp.ones((2, 3))
    >>> chain_steps([jnp.tanh, lambda y: weights @ y], jax.ShapeDtypeStruct((3,), "float32"))
    (Step(outputs=3, inputs=3, edges=6), Step(outputs=2, inputs=3, edges=6))

    The edges are the multiplications that `operation_count` finds in a JVP beyond those in the function itself: here
    two by three in the product, and twice three for the slope of tanh. What it cannot count, such as a convolution,
    looks free; then it is better to write the steps, or the plan, by hand.

    Takes and raises what `jacobian_of_chain` does.
    """
    return _steps(*_checked(functions, x))


def _steps(chain: tuple[Function, ...], shapes: list[jax.ShapeDtypeStruct]) -> tuple[Step, ...]:
    around = zip(chain, shapes, shapes[1:], strict=False)
    return tuple(Step(after.size, before.size, _edges(function, before)) for function, before, after in around)


def _edges(function: Function, before: jax.ShapeDtypeStruct) -> int:
    both = operation_count(lambda x, v: jax.jvp(function, (x,), (v,)), before, before)
    return max(both.multiplications - operation_count(function, before).multiplications, 0)


def _accumulated(chain: tuple[Function, ...], x: jax.Array, tree: Tree) -> jax.Array:
    """Do as the tree says, seeds first."""
    values, passes = _called(chain, x, tree)
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


def _called(chain: tuple[Function, ...], x: jax.Array, tree: Tree) -> tuple[list[jax.Array], list[Pass]]:
    """Call each function once, for its value and for the one thing that the tree needs of it: its JVPs or its VJPs."""
    backwards = {i for part in parts(tree) if isinstance(part, Adjoints) for i in steps_passed(part)}
    values, passes = [x], []
    for i, function in enumerate(chain):
        value, one_pass = (jax.vjp if i in backwards else jax.linearize)(function, values[-1])
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


def _checked(functions: Any, x: Any) -> tuple[tuple[Function, ...], list[jax.ShapeDtypeStruct]]:
    """Find out, without computing anything, what each function makes of what the one before it makes."""
    chain = tuple(listed("functions", functions, "functions"))
    if not chain:
        raise ValueError("functions must hold at least one function")
    for i, function in enumerate(chain):
        if not callable(function):
            raise TypeError(f"functions[{i}] must be a function, not {described(function)}")
    given = x if isinstance(x, jax.ShapeDtypeStruct) else jnp.asarray(x)
    check_vector("x", given, dimensions=(1,), kinds="a vector, shape (n,)")
    shapes = [jax.eval_shape(lambda x: x, given)]
    for i, function in enumerate(chain):
        shapes.append(jax.eval_shape(function, shapes[-1]))
        check_vector(f"the output of functions[{i}]", shapes[-1], dimensions=(1,), kinds="a vector, shape (m,)")
    return chain, shapes
