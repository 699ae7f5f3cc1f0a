r"""The functions that the lessons differentiate: F narrows, G widens, an hourglass does one and then the other.

A network is a tuple of functions, the first one applied first, each from a vector to a vector; `composition` makes one
function of them. Nothing is built at import: a network's matrices are made when they are first needed, then kept.
To count operations, no numbers are needed: wherever sizes are taken, layers may stand, shapes alone among them.
"""

from collections.abc import Callable, Sequence

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from ordermatters.arguments import whole_number
from ordermatters.layers import SIZES, Layer, Sizes, are_layers, checked_sizes, normal_layers, sine_layers
from ordermatters.layers import layer_shapes as layer_shapes  # lessons take it from here

Function = Callable[[jax.Array], jax.Array]


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
    >>> up(jnp.ones(3)).shape, down(jnp.ones(5)).shape
    ((5,), (2,))

    Raises:
        TypeError: if a width is not an integer.
        ValueError: if there are fewer than two widths, or one is below 1.
    """
    if are_layers(widths):
        return tuple(tanh_step(layer) for layer in widths)
    checked, number = checked_sizes("widths", widths), whole_number("seed", seed)
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


def _drawn_step(widths: tuple[int, ...], seed: int, i: int) -> Function:
    return lambda x: tanh_step(normal_layers(widths, seed)[i])(x)


def _three_layers(sizes: Sizes) -> Sequence[Layer]:
    if are_layers(sizes) and len(sizes) == 3:
        return sizes
    checked = checked_sizes("sizes", sizes)
    if len(checked) != 4 or checked[-1] != 1:
        raise ValueError(f"sizes must be four, the last of them 1, not {checked}")
    return sine_layers(checked)
