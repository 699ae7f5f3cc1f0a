"""Functions of `jax.numpy` that pick entries, order them, or look at diagonals."""

from math import prod
from operator import index

from smalljax import dtypes, gathers, joins, moves, sums
from smalljax import operations as op
from smalljax.arrays import Array
from smalljax.core import Tracer
from smalljax.errors import ConcretizationTypeError
from smalljax.functions.entry import not_text
from smalljax.functions.logic import not_zero, where
from smalljax.functions.making import eye
from smalljax.functions.reducing import axes_of, kept, mean, one_axis, reshaped
from smalljax.functions.reducing import sum as total
from smalljax.functions.shaping import moveaxis
from smalljax.indexing import getitem
from smalljax.refusals import lacking, public
from smalljax.values import asarray, convert


@public("jnp")
def take(a, indices, axis=None, mode=None):
    """Pick entries by index arrays; what is outside becomes nan, or the least integer."""
    if mode not in (None, "fill", "clip"):
        raise lacking(f"jnp.take(…, mode={mode!r})")
    not_text("take", a, indices)
    x, places = asarray(a), asarray(indices)
    if places.dtype.kind == "f":
        raise TypeError(f"take requires indices of integers, got {places.dtype}")
    x, axis = (reshaped(x, (x.size,)), 0) if axis is None else (x, one_axis(axis, x.ndim))
    wide = moves.broadcast_in_dim(places, shape=(*places.shape, 1), broadcast_dimensions=tuple(range(places.ndim)))
    picked = gathers.gather(x, wide, axes=(axis,), mode="clip" if mode == "clip" else "fill")
    n = places.ndim
    order = [*range(n, n + axis), *range(n), *range(n + axis, picked.ndim)]
    return moves.transpose(picked, permutation=tuple(order)) if order != sorted(order) else picked


def _along(x, order, axis):
    """Put entries along the last axis into an order."""
    n = x.shape[-1]
    rows = x.size // n if n else 0
    first = joins.iota(shape=(rows, n), dtype=order.dtype, dimension=0)
    places = op.add(op.mul(first, op.constant(first, n)), reshaped(order, (rows, n)))
    flat = gathers.gather(reshaped(x, (x.size,)), reshaped(places, (x.size, 1)), axes=(0,), mode="clip")
    return moveaxis(reshaped(flat, x.shape), -1, axis)


def _last(a, axis):
    x = asarray(a)
    x, axis = (reshaped(x, (x.size,)), 0) if axis is None else (x, one_axis(axis, x.ndim))
    return moveaxis(x, axis, -1), axis


@public("jnp")
def sort(a, axis=-1, descending=False):
    """Order entries along an axis, the smallest first."""
    not_text("sort", a)
    x, axis = _last(a, axis)
    result = _along(x, sums.argsort(x, index_dtype=dtypes.default("i")), axis)
    return moves.rev(result, dimensions=(axis,)) if descending else result


@public("jnp")
def argsort(a, axis=-1):
    """Say in which order the entries along an axis rise."""
    not_text("argsort", a)
    x, axis = _last(a, axis)
    return moveaxis(sums.argsort(x, index_dtype=dtypes.default("i")), -1, axis)


@public("jnp")
def median(a, axis=None, keepdims=False):
    """Take the middle: the mean of the two middle ones if they are even in number."""
    x = asarray(a)
    x = x if x.dtype.kind == "f" else convert(x, dtypes.default("f"))
    axes = axes_of(axis, x)
    moved = moveaxis(x, axes, tuple(range(x.ndim - len(axes), x.ndim)))
    lines = sort(
        reshaped(moved, (*(rest := moved.shape[: x.ndim - len(axes)]), x.size // max(prod(rest), 1))) if axes else moved
    )
    n = lines.shape[-1]
    middle = getitem(lines, (..., slice((n - 1) // 2, n // 2 + 1)))
    return kept(mean(middle, axis=-1), x, axes, keepdims)


@public("jnp")
def nonzero(a):
    """List where an array is not zero, one index array for each axis."""
    from smalljax.indexing import _places

    mask = not_zero(a)
    if isinstance(mask, Tracer):
        raise ConcretizationTypeError("The size argument of jnp.nonzero must be specified under a transformation")
    return tuple(_places(mask))


@public("jnp")
def flatnonzero(a):
    """List where the flat array is not zero."""
    x = asarray(a)
    return nonzero(reshaped(x, (x.size,)))[0]


@public("jnp")
def argwhere(a):
    """List where an array is not zero, one row for each entry."""
    from smalljax.functions.joining import stack

    return stack(nonzero(a), axis=1)


@public("jnp")
def diagonal(a, offset=0):
    """Take a diagonal of a matrix."""
    x, k = asarray(a), index(offset)
    if x.ndim != 2:
        if x.ndim < 2:
            raise ValueError("diagonal requires an array of at least two dimensions.")
        raise lacking("jnp.diagonal of more than two axes")
    start = (max(-k, 0), max(k, 0))
    n = max(0, min(x.shape[0] - start[0], x.shape[1] - start[1]))
    places = Array(
        [start[0] + i if c == 0 else start[1] + i for i in range(n) for c in (0, 1)], (n, 2), dtypes.default("i")
    )
    return gathers.gather(x, places, axes=(0, 1), mode="clip")


@public("jnp")
def diag(v, k=0):
    """Make a matrix of its diagonal, or take the diagonal of a matrix."""
    x = asarray(v)
    if x.ndim == 1:
        n = x.shape[0] + abs(k)
        whole = moves.pad(x, padding_config=((max(k, 0), max(-k, 0), 0),))
        return where(eye(n, k=k, dtype=bool), whole, op.constant(x, 0))
    if x.ndim != 2:
        raise ValueError("diag input must be 1d or 2d")
    return diagonal(x, k)


@public("jnp")
def trace(a, offset=0):
    """Add up a diagonal."""
    return total(diagonal(a, offset))


def _triangle(m, k, lower):
    x = asarray(m)
    if x.ndim < 2:
        raise ValueError("Argument to jax.numpy.tril or triu must be at least 2D")
    rows, columns = (joins.iota(shape=x.shape, dtype=dtypes.default("i"), dimension=x.ndim - d) for d in (2, 1))
    inside = op.ge(op.add(rows, op.constant(rows, k if lower else k - 1)), columns)
    zero = op.constant(x, 0)
    return op.where(inside, x, zero) if lower else op.where(inside, zero, x)


@public("jnp")
def tril(m, k=0):
    """Keep what is on and below a diagonal."""
    return _triangle(m, k, True)


@public("jnp")
def triu(m, k=0):
    """Keep what is on and above a diagonal."""
    return _triangle(m, k, False)
