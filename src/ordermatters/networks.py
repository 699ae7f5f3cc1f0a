r"""The functions that the lessons differentiate: F narrows, G widens, an hourglass does one and then the other.

A network is a tuple of functions, the first one applied first, each from a vector to a vector; `composition` makes one
function of them. Nothing is built at import: a network's matrices are made when they are first needed, then kept.
They are computed by NumPy in float64 and rounded to float32 once, so that every machine gets the same numbers.

To count operations, no numbers are needed: wherever sizes are taken, the layers themselves may stand, and
`layer_shapes` has layers that are shapes alone. `operation_count(narrowing, x, layer_shapes())` builds no matrix.
"""

from collections.abc import Callable, Sequence
from functools import cache, partial
from itertools import pairwise
from typing import Any, NamedTuple, TypeGuard

import jax
import jax.numpy as jnp
import numpy as np
from jax.typing import ArrayLike

from ordermatters.arguments import listed, size, whole_number

Function = Callable[[jax.Array], jax.Array]

SIZES = (5000, 1000, 30, 1)
"""The sizes that F passes through, from its input to its output; G passes through them the other way round."""


class Layer(NamedTuple):
    """A matrix, `(outputs, inputs)`, and a bias, `(outputs,)`, both float32."""

    matrix: jax.Array
    bias: jax.Array


Sizes = Sequence[int] | Sequence[Layer]


def narrowing(x: ArrayLike, sizes: Sizes = SIZES) -> jax.Array:
    r"""Compute F(x), one number from 5000: $\mathbb R^{5000} \to \mathbb R^{1000} \to \mathbb R^{30} \to \mathbb R$.

    $u = A_1 x + b_1,\ y_1 = \tanh u + 0.1 \sin u$; then $u = A_2 y_1 + b_2,\ y_2 = \tanh u + 0.1\,u^2$;
    F is the one number in $A_3 y_2 + b_3$. `sine_layers` has the matrices and biases.

    Args:
        x: the input, shape `(5000,)`.
        sizes: other sizes, for a small copy of F: four, the last of them 1; or F's three layers.

    Returns:
        F(x), shape `()`.

    Raises:
        TypeError: if a size is not an integer.
        ValueError: if there are not four sizes, or they do not end with 1.
    """
    return composition(narrowing_steps(sizes))(x).reshape(())


def widening(z: ArrayLike, sizes: Sizes = SIZES) -> jax.Array:
    r"""Compute G(z), 5000 numbers from one: $\mathbb R \to \mathbb R^{30} \to \mathbb R^{1000} \to \mathbb R^{5000}$.

    F's matrices, transposed and in the opposite order: $u = A_3^T (z - b_3),\ y_2 = \tanh u + 0.1 \sin u$; then
    $u = A_2^T (y_2 - b_2),\ y_1 = \tanh u + 0.1\,u^2$; G is $A_1^T (y_1 - b_1)$.

    Args:
        z: the input, shape `(1,)` or a bare number.
        sizes: other sizes, for a small copy of G, in the order in which F has them; or F's three layers.

    Returns:
        G(z), shape `(5000,)`.
    """
    return composition(widening_steps(sizes))(z)


def narrowing_input(sizes: Sequence[int] = SIZES) -> jax.Array:
    """Draw the x at which F is differentiated: standard normal, shape `(5000,)`, the same at every call."""
    return jax.random.normal(jax.random.PRNGKey(0), (sizes[0],), jnp.float32)


def widening_input(sizes: Sequence[int] = SIZES) -> jax.Array:
    """Draw the z at which G is differentiated: standard normal, shape `(1,)`, the same at every call."""
    return jax.random.normal(jax.random.PRNGKey(0), (sizes[-1],), jnp.float32)


def narrowing_steps(sizes: Sizes = SIZES) -> tuple[Function, ...]:
    """Build F as its three steps, vector to vector; the last one returns shape `(1,)`."""
    first, second, third = _three_layers(sizes)
    return (
        lambda x: wave(first.matrix @ x + first.bias),
        lambda y: bowl(second.matrix @ y + second.bias),
        lambda y: third.matrix @ y + third.bias,
    )


def widening_steps(sizes: Sizes = SIZES) -> tuple[Function, ...]:
    """Build G as its three steps, vector to vector."""
    first, second, third = _three_layers(sizes)
    return (  # y @ A is Aᵀ y, without a transposed copy of A
        lambda z: wave((z - third.bias) @ third.matrix),
        lambda y: bowl((y - second.bias) @ second.matrix),
        lambda y: (y - first.bias) @ first.matrix,
    )


def hourglass(widths: Sizes, seed: int = 0) -> tuple[Function, ...]:
    r"""Build a network of layers $\tanh(W x + b)$, one between each two neighbouring widths.

    The entries of `W` are normal with variance 1/inputs, those of `b` normal with variance 1/100: signals keep their
    size from layer to layer, and no layer saturates. The same widths and seed give the same network, and it is drawn
    when one of its steps is first called. Layers in place of the widths are used as they are.

    >>> up, down = hourglass((3, 5, 2))
    >>> up(np.ones(3)).shape, down(np.ones(5)).shape
    ((5,), (2,))

    Raises:
        TypeError: if a width is not an integer.
        ValueError: if there are fewer than two widths, or one is below 1.
    """
    if _are_layers(widths):
        return tuple(tanh_step(layer) for layer in widths)
    checked, number = _checked_sizes("widths", widths), whole_number("seed", seed)
    return tuple(_drawn_step(checked, number, i) for i in range(len(checked) - 1))


def composition(functions: Sequence[Function]) -> Callable[[ArrayLike], jax.Array]:
    """Make one function of several: the first is applied first, the next one to what it returns.

    >>> float(composition([jnp.exp, jnp.negative])(0.0))
    -1.0
    """
    functions = tuple(functions)

    def composed(x: ArrayLike) -> jax.Array:
        value = jnp.asarray(x)
        for function in functions:
            value = function(value)
        return value

    return composed


def wave(u: jax.Array) -> jax.Array:
    r"""Compute $\tanh u + 0.1 \sin u$, entry by entry."""
    return jnp.tanh(u) + 0.1 * jnp.sin(u)


def bowl(u: jax.Array) -> jax.Array:
    r"""Compute $\tanh u + 0.1\,u^2$, entry by entry."""
    return jnp.tanh(u) + 0.1 * u**2


def tanh_step(layer: Layer) -> Function:
    r"""Make the function $x \mapsto \tanh(W x + b)$ of a layer."""
    return lambda x: jnp.tanh(layer.matrix @ x + layer.bias)


def layer_shapes(sizes: Sequence[int] = SIZES) -> tuple[Layer, ...]:
    """Give the layers between some sizes as shapes alone: enough to count with, and nothing is built.

    >>> [layer.matrix.shape for layer in layer_shapes((5, 3, 2))]
    [(3, 5), (2, 3)]
    """
    shape: Any = partial(jax.ShapeDtypeStruct, dtype=jnp.float32)  # stands where an array would
    checked = _checked_sizes("sizes", sizes)
    return tuple(Layer(shape((rows, columns)), shape((rows,))) for columns, rows in pairwise(checked))


@cache
def sine_layers(sizes: tuple[int, ...] = SIZES) -> tuple[Layer, ...]:
    r"""Build the layers of F and G: matrix entries $\sin(0.001\,k)$, biases $\tanh$ of the rows' sums.

    In each matrix k counts from 0, row by row.
    """
    matrices = [np.sin(0.001 * np.arange(rows * columns)).reshape(rows, columns) for columns, rows in pairwise(sizes)]
    return tuple(_layer(matrix, np.tanh(matrix.sum(axis=1))) for matrix in matrices)


@cache
def normal_layers(widths: tuple[int, ...], seed: int) -> tuple[Layer, ...]:
    """Draw the layers of an hourglass, as `hourglass` says."""
    draw = np.random.default_rng(seed).standard_normal
    return tuple(_layer(draw((rows, columns)) / columns**0.5, draw(rows) / 10) for columns, rows in pairwise(widths))


def _layer(matrix: np.ndarray, bias: np.ndarray) -> Layer:
    # The first use may be inside jax.jit: without this, its tracers would be kept in place of numbers.
    with jax.ensure_compile_time_eval():
        return Layer(jnp.asarray(matrix, jnp.float32), jnp.asarray(bias, jnp.float32))


def _drawn_step(widths: tuple[int, ...], seed: int, i: int) -> Function:
    return lambda x: tanh_step(normal_layers(widths, seed)[i])(x)


def _are_layers(sizes: Any) -> TypeGuard[Sequence[Layer]]:
    return isinstance(sizes, Sequence) and bool(sizes) and all(isinstance(layer, Layer) for layer in sizes)


def _three_layers(sizes: Sizes) -> Sequence[Layer]:
    if _are_layers(sizes) and len(sizes) == 3:
        return sizes
    checked = _checked_sizes("sizes", sizes)
    if len(checked) != 4 or checked[-1] != 1:
        raise ValueError(f"sizes must be four, the last of them 1, not {checked}")
    return sine_layers(checked)


def _checked_sizes(name: str, sizes: Any) -> tuple[int, ...]:
    checked = tuple(size(f"{name}[{i}]", value) for i, value in enumerate(listed(name, sizes, "sizes")))
    if len(checked) < 2:
        raise ValueError(f"{name} must be at least two sizes, an input's and an output's, not {checked}")
    return checked
