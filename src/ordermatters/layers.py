"""The layers of networks: a matrix and a bias each, built when they are first needed, or shapes alone.

Matrices are computed by NumPy in float64 and rounded to float32 once, so that every machine gets the same numbers. To
count operations, shapes are enough: `operation_count(narrowing, x, layer_shapes())` builds no matrix.
"""

from collections.abc import Sequence
from functools import cache, partial
from itertools import pairwise
from typing import Any, NamedTuple, TypeGuard

import jax
import jax.numpy as jnp
import numpy as np

from ordermatters.arguments import listed, size

SIZES = (5000, 1000, 30, 1)
"""The sizes that F passes through, from its input to its output; G passes through them the other way round."""


class Layer(NamedTuple):
    """A matrix, `(outputs, inputs)`, and a bias, `(outputs,)`, both float32."""

    matrix: jax.Array
    bias: jax.Array


Sizes = Sequence[int] | Sequence[Layer]


def layer_shapes(sizes: Sequence[int] = SIZES) -> tuple[Layer, ...]:
    """Give the layers between some sizes as shapes alone: enough to count with, and nothing is built.

    >>> [layer.matrix.shape for layer in layer_shapes((5, 3, 2))]
    [(3, 5), (2, 3)]
    """
    shape: Any = partial(jax.ShapeDtypeStruct, dtype=jnp.float32)  # stands where an array would
    checked = checked_sizes("sizes", sizes)
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


def are_layers(sizes: Any) -> TypeGuard[Sequence[Layer]]:
    """Tell whether layers stand in the place of sizes."""
    return isinstance(sizes, Sequence) and bool(sizes) and all(isinstance(layer, Layer) for layer in sizes)


def checked_sizes(name: str, sizes: Any) -> tuple[int, ...]:
    """Return sizes as integers, an input's and an output's at least."""
    checked = tuple(size(f"{name}[{i}]", value) for i, value in enumerate(listed(name, sizes, "sizes")))
    if len(checked) < 2:
        raise ValueError(f"{name} must be at least two sizes, an input's and an output's, not {checked}")
    return checked


def _layer(matrix: np.ndarray, bias: np.ndarray) -> Layer:
    # The first use may be inside jax.jit: without this, its tracers would be kept in place of numbers.
    with jax.ensure_compile_time_eval():
        return Layer(jnp.asarray(matrix, jnp.float32), jnp.asarray(bias, jnp.float32))
