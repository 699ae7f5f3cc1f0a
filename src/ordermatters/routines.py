r"""What the routines that JAX calls by one name cost, by their textbooks' counts, in operations on real numbers.

- *Convolution*: each product of an entry of the image with one of the kernel that is really there. Zeros that pad the
  image, or lie between its entries, are not multiplied. So a convolution and its two transposes, the tangent's and the
  adjoint's way through it, cost the same.
- *Sum over windows*, as in a mean that pools: likewise, an addition less than entries in each window.
- *Triangular solve*, `n`×`n`, by substitution: $n(n-1)/2$ multiplications, as many additions, and n divisions (none
  with a diagonal of ones) for each right-hand side. Golub and Van Loan, *Matrix Computations*, 4th edition, JHU Press
  2013, section 3.1.
- *LU*, `m`×`n`: at step k, $m-1-k$ divisions, then that many times $n-1-k$ multiplications and additions; about
  $2n^3/3$ operations. To search for pivots takes comparisons, no arithmetic. Sections 3.2 and 3.4 there.
- *Cholesky*, `n`×`n`: $(n^3-n)/6$ multiplications and additions, $n(n-1)/2$ divisions, n square roots; about $n^3/3$
  operations. Section 4.2 there.
- *FFT* of N = 2ᵏ complex numbers, by halves: k rounds of N/2 butterflies, each a product of complex numbers (4
  multiplications, 2 additions) and two sums (2 additions each): $2Nk$ multiplications and $3Nk$ additions, $5Nk$
  together; the inverse divides by N, too. Several axes take turns. A transform of real numbers counts as one of complex
  ones, though half can do. Cooley and Tukey, *Math. Comp.* 19 (1965) 297–301; Van Loan, *Computational Frameworks for
  the Fast Fourier Transform*, SIAM 1992, section 1.4.

A division counts as a multiplication. What a library does for these names on some processor may differ.
"""

from collections.abc import Callable
from math import prod
from typing import Any

import jax.numpy as jnp
import numpy as np
from jax.extend.core import JaxprEqn

from ordermatters.counting import OpCount


def routine_cost(step: JaxprEqn) -> OpCount | str:
    """Count a step whose name is in `ROUTINES`, or name what of it the textbook does not count."""
    name, dtype = step.primitive.name, step.outvars[0].aval.dtype  # type: ignore[attr-defined]
    if name == "fft":
        return _fft_cost(step)
    if not jnp.issubdtype(dtype, jnp.floating):
        return f"{name} of {'complex numbers' if jnp.issubdtype(dtype, jnp.complexfloating) else 'integers'}"
    return ROUTINES[name](step)


def square_roots(step: JaxprEqn) -> int:
    """Count the square roots that a routine takes, beside multiplications and additions: one a row for Cholesky's."""
    shape = _shape(step.invars[0])
    return prod(shape[:-1]) if step.primitive.name == "cholesky" else 0


def _convolution_cost(step: JaxprEqn) -> OpCount:
    image, kernel = (_shape(variable) for variable in step.invars)
    made, layout = _shape(step.outvars[0]), step.params["dimension_numbers"]
    axes = zip(
        *([made[i] for i in layout.out_spec[2:]], [kernel[i] for i in layout.rhs_spec[2:]]),
        *([image[i] for i in layout.lhs_spec[2:]], step.params["window_strides"], step.params["padding"]),
        *(step.params["lhs_dilation"], step.params["rhs_dilation"]),
        strict=True,
    )
    met, reached = (prod(counts) for counts in zip((1, 1), *(_met(*axis) for axis in axes), strict=True))
    channels = prod(made[i] for i in layout.out_spec[:2])
    products = channels * kernel[layout.rhs_spec[1]] * met
    return OpCount(products, max(products - channels * reached, 0))


def _window_cost(step: JaxprEqn) -> OpCount:
    names = ("window_dimensions", "window_strides", "padding", "base_dilation", "window_dilation")
    windows, *others = (step.params[name] for name in names)
    axes = zip(_shape(step.outvars[0]), windows, _shape(step.invars[0]), *others, strict=True)
    met, reached = (prod(counts) for counts in zip(*(_met(*axis) for axis in axes), strict=True))
    return OpCount(0, met - reached)


def _met(made: int, taps: int, n: int, stride: int, padding: Any, spread: int, gap: int) -> tuple[int, int]:
    """Count, along one axis, how often a tap of the kernel meets one of n entries, and the outputs with such a tap.

    Output i holds tap k against place `i * stride + k * gap - padding[0]`; entries lie at every `spread`-th place.
    """
    met = np.zeros(made, int)
    for tap in range(taps):
        place = np.arange(made) * stride + tap * gap - padding[0]
        met += (place >= 0) & (place <= (n - 1) * spread) & (place % spread == 0)
    return int(met.sum()), int((met > 0).sum())


def _triangular_solve_cost(step: JaxprEqn) -> OpCount:
    n, entries = _shape(step.invars[0])[-1], prod(_shape(step.invars[1]))
    products = entries * (n - 1) // 2  # n(n − 1)/2 for each right-hand side, of n entries
    return OpCount(products + (0 if step.params["unit_diagonal"] else entries), products)


def _lu_cost(step: JaxprEqn) -> OpCount:
    *batch, m, n = _shape(step.invars[0])
    return prod(batch) * OpCount(_shrinking(m - 1, n, min(m, n)), _shrinking(m - 1, n - 1, min(m, n)))


def _shrinking(m: int, n: int, steps: int) -> int:
    """Add up (m − k)(n − k) for k = 0, 1, …, steps − 1."""
    numbers, squares = steps * (steps - 1) // 2, steps * (steps - 1) * (2 * steps - 1) // 6
    return steps * m * n - (m + n) * numbers + squares


def _cholesky_cost(step: JaxprEqn) -> OpCount:
    *batch, n, _ = _shape(step.invars[0])
    products = (n**3 - n) // 6
    return prod(batch) * OpCount(products + n * (n - 1) // 2, products)


def _fft_cost(step: JaxprEqn) -> OpCount | str:
    lengths, kind = step.params["fft_lengths"], step.params["fft_type"].name
    points = prod(lengths)
    if points.bit_count() != 1:
        return f"fft of {'×'.join(map(str, lengths))} numbers"
    rounds = points.bit_length() - 1
    scaled = {"IFFT": 2 * points, "IRFFT": points}.get(kind, 0)
    batch = prod(_shape(step.invars[0])[: -len(lengths)])
    return batch * OpCount(2 * points * rounds + scaled, 3 * points * rounds)


def _shape(variable: Any) -> tuple[int, ...]:
    shape: tuple[int, ...] = variable.aval.shape
    return shape


ROUTINES: dict[str, Callable[[JaxprEqn], OpCount | str]] = {
    "conv_general_dilated": _convolution_cost,
    "reduce_window_sum": _window_cost,
    "triangular_solve": _triangular_solve_cost,
    "lu": _lu_cost,
    "cholesky": _cholesky_cost,
    "fft": _fft_cost,
}
