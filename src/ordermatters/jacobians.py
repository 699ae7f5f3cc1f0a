r"""The Jacobian of a JAX function, one column per JVP or one row per VJP: what `jax.jacfwd` and `jax.jacrev` do.

For $f: \mathbb R^n \to \mathbb R^m$ the Jacobian J has shape `(m, n)`, and $J_{ij}$ says how much output i changes with
input j. A JVP gives $J v$, and a one-hot v makes that a column: n of them are J. A VJP gives $u^T J$, and a one-hot u
makes that a row: m of them are J. So columns are the cheaper way where f widens, rows where it narrows.

`jax.vmap` pushes all one-hots at once: instead of n products of a matrix and a vector, one of a matrix and a matrix.

For a composition of functions there are more ways than these two: `jacobian_of_chain` takes the cheapest.
"""

from collections.abc import Callable

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from ordermatters.arguments import described
from ordermatters.chained_jacobian import jacobian_of_chain
from ordermatters.vectors import check_vector

__all__ = ["jacobian_by_columns", "jacobian_by_rows", "jacobian_of_chain"]


def jacobian_by_columns(f: Callable[[jax.Array], jax.Array], x: ArrayLike) -> jax.Array:
    r"""Compute the Jacobian of f at x in forward mode: one JVP, one column for each of the n inputs.

    >>> jacobian_by_columns(lambda x: jnp.stack([2 * x[0] * x[1], x[2] ** 2]), [2.0, 3.0, 2.0]).tolist()
    [[6.0, 4.0, 0.0], [0.0, 0.0, 4.0]]

    Args:
        f: from a vector, shape `(n,)`, to a vector, shape `(m,)`, or to one number, shape `()`.
        x: where, shape `(n,)`, floating-point.

    Returns:
        J, shape `(m, n)`; where f returns one number its gradient, shape `(n,)`. Equal to `jax.jacfwd(f)(x)`.

    Raises:
        TypeError: if `x` is not a vector of floating-point numbers, or `f` does not return a vector or one number.
        ValueError: if `x` or `f(x)` has no entries.
    """
    x, _ = _checked(f, x)

    def column(v: jax.Array) -> jax.Array:
        tangent: jax.Array
        _, tangent = jax.jvp(f, (x,), (v,))
        return tangent

    one_hots = jnp.eye(x.size, dtype=x.dtype)
    return jax.vmap(column, out_axes=-1)(one_hots)


def jacobian_by_rows(f: Callable[[jax.Array], jax.Array], x: ArrayLike) -> jax.Array:
    r"""Compute the Jacobian of f at x in reverse mode: f once, then one VJP, one row for each of the m outputs.

    >>> jacobian_by_rows(lambda x: jnp.stack([2 * x[0] * x[1], x[2] ** 2]), [2.0, 3.0, 2.0]).tolist()
    [[6.0, 4.0, 0.0], [0.0, 0.0, 4.0]]

    Args:
        f: from a vector, shape `(n,)`, to a vector, shape `(m,)`, or to one number, shape `()`.
        x: where, shape `(n,)`, floating-point.

    Returns:
        J, shape `(m, n)`; where f returns one number its gradient, shape `(n,)`. Equal to `jax.jacrev(f)(x)`.

    Raises:
        TypeError: if `x` is not a vector of floating-point numbers, or `f` does not return a vector or one number.
        ValueError: if `x` or `f(x)` has no entries.
    """
    x, output = _checked(f, x)
    _, pullback = jax.vjp(f, x)

    def row(u: jax.Array) -> jax.Array:
        adjoint: jax.Array
        (adjoint,) = pullback(u)
        return adjoint

    if output.ndim == 0:  # one output: its one row is the gradient
        return row(jnp.ones((), output.dtype))
    one_hots = jnp.eye(output.size, dtype=output.dtype)
    return jax.vmap(row)(one_hots)


def _checked(f: Callable[[jax.Array], jax.Array], x: ArrayLike) -> tuple[jax.Array, jax.ShapeDtypeStruct]:
    """Turn x into an array and find out, without computing anything, what f makes of it."""
    if not callable(f):
        raise TypeError(f"f must be a function, not {described(f)}")
    array = jnp.asarray(x)
    check_vector("x", array, dimensions=(1,), kinds="a vector, shape (n,)")
    output = jax.eval_shape(f, array)
    check_vector("f(x)", output, dimensions=(0, 1), kinds="a vector, shape (m,), or one number, shape ()")
    return array, output
