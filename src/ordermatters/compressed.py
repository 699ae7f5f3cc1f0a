r"""The Jacobian of a JAX function that is mostly zero, several columns in one sweep.

One JVP with ones in several places gives the sum of those columns. Where no two of them meet in a row, each entry of
the sum is an entry of one column, and the pattern says of which. So the columns are coloured as `patterns` does, each
colour takes one JVP, and the *compressed* Jacobian, a row for each colour, holds every entry of the full one.

A pattern that leaves out an entry would put it in another's place, unseen. So one more JVP, with a random vector, is
held against the entries found.

Peers: sparsejac does the same from a given pattern; asdex finds the pattern itself, goes by rows, too, or by both, and
compresses Hessians.
"""

from collections.abc import Callable
from random import Random
from typing import Any

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from ordermatters.arguments import described
from ordermatters.patterns import Pattern, column_colours, pattern_of
from ordermatters.vectors import check_vector

Function = Callable[[jax.Array], jax.Array]


def jacobian_by_colours(f: Function, x: ArrayLike, pattern: Any, seed: int | None = 0) -> jax.Array:
    """Compute the Jacobian of f at x, zero outside its pattern, by one JVP for each colour of its columns.

    >>> differences = lambda x: x[1:] ** 2 - x[:-1]
    >>> jacobian_by_colours(differences, [1.0, 2.0, 3.0], [[1, 1, 0], [0, 1, 1]]).tolist()  # two colours
    [[-1.0, 4.0, 0.0], [0.0, -1.0, 6.0]]

    Args:
        f: from a vector, shape `(n,)`, to a vector, shape `(m,)`.
        x: where, shape `(n,)`, floating-point.
        pattern: a `Pattern`, or a matrix, `m`×`n`, that is zero where the Jacobian is.
        seed: of the random vector that the pattern is checked with; None for no check. Under `jax.jit` there are no
            numbers yet to check, and it must be None.

    Returns:
        J, shape `(m, n)`. Equal to `jax.jacfwd(f)(x)`.

    Raises:
        TypeError: if `x` or `f(x)` is not a vector of floats, the pattern is not one, or it is checked under `jax.jit`.
        ValueError: if the pattern has another shape, or leaves out an entry.
    """
    pattern = pattern_of(pattern)
    entries = entries_by_colours(f, x, pattern, seed)
    rows, columns = _places(pattern)
    zeros = jnp.zeros((len(pattern.rows), pattern.columns), entries.dtype)
    return zeros.at[jnp.array(rows, int), jnp.array(columns, int)].set(entries)


def entries_by_colours(f: Function, x: ArrayLike, pattern: Any, seed: int | None = 0) -> jax.Array:
    """Compute the entries of the Jacobian of f at x alone, in the order of `Pattern.entries`: no zeros are stored.

    >>> differences = lambda x: x[1:] ** 2 - x[:-1]
    >>> entries_by_colours(differences, [1.0, 2.0, 3.0], [[1, 1, 0], [0, 1, 1]]).tolist()
    [-1.0, 4.0, -1.0, 6.0]

    Takes and raises what `jacobian_by_colours` does.
    """
    pattern, x = pattern_of(pattern), jnp.asarray(x)
    _check_shapes(f, x, pattern)
    colours = column_colours(pattern)
    rows, columns = _places(pattern)
    entries = _compressed(f, x, colours)[jnp.array([colours[j] for j in columns], int), jnp.array(rows, int)]
    if seed is not None:
        _check_entries(f, x, pattern, entries, Random(seed))
    return entries


def _compressed(f: Function, x: jax.Array, colours: list[int]) -> jax.Array:
    """Send a tangent through f for each colour, with a one in each of its columns; shape `(colours, m)`."""
    tangents = [[float(colour == mine) for colour in colours] for mine in range(max(colours) + 1)]

    def swept(v: jax.Array) -> jax.Array:
        tangent: jax.Array
        _, tangent = jax.jvp(f, (x,), (v,))
        return tangent

    return jax.vmap(swept)(jnp.array(tangents, x.dtype))


def _places(pattern: Pattern) -> tuple[list[int], list[int]]:
    return [i for i, _ in pattern.entries], [j for _, j in pattern.entries]


def _check_shapes(f: Function, x: jax.Array, pattern: Pattern) -> None:
    if not callable(f):
        raise TypeError(f"f must be a function, not {described(f)}")
    check_vector("x", x, dimensions=(1,), kinds="a vector, shape (n,)")
    output = jax.eval_shape(f, x)
    check_vector("f(x)", output, dimensions=(1,), kinds="a vector, shape (m,)")
    shape, needed = (len(pattern.rows), pattern.columns), (output.size, x.size)
    if shape != needed:
        raise ValueError(f"pattern must be {needed[0]}×{needed[1]}, outputs by inputs, not {shape[0]}×{shape[1]}")


def _check_entries(f: Function, x: jax.Array, pattern: Pattern, entries: jax.Array, random: Random) -> None:
    """Hold the JVP with a random vector against the entries times it: an entry left out shows, rounding does not."""
    v = [random.choice((-1, 1)) * random.uniform(1, 2) for _ in range(x.size)]  # none so small that it hides an entry
    _, tangent = jax.jvp(f, (x,), (jnp.array(v, x.dtype),))
    try:
        found, expected = entries.tolist(), tangent.tolist()
    except TypeError as error:  # what JAX raises for numbers that are not there yet
        raise TypeError("the pattern cannot be checked while JAX traces: under jax.jit, pass seed=None") from error
    products = iter([entry * v[j] for entry, (_, j) in zip(found, pattern.entries, strict=True)])
    tolerance = float(jnp.finfo(entries.dtype).eps) ** 0.5  # type: ignore[no-untyped-call]
    for i, (row, change) in enumerate(zip(pattern.rows, expected, strict=True)):
        terms = [next(products) for _ in row]
        if abs(sum(terms) - change) > tolerance * (abs(change) + sum(map(abs, terms))):
            raise ValueError(
                f"pattern must hold every entry, and misses one in row {i}: times a random vector this row gives "
                f"{change:.6g}, its entries {sum(terms):.6g}"
            )
