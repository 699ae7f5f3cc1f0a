"""Functions of `jax.numpy` that bring arrays into another shape, and put several together."""

from math import prod
from operator import index

from smalljax import moves
from smalljax.functions.entry import not_text
from smalljax.functions.making import shape_of
from smalljax.functions.reducing import axes_of, one_axis, reshaped
from smalljax.refusals import lacking, public
from smalljax.values import asarray, broadcast_shapes
from smalljax.values import broadcast_to as spread


@public("jnp")
def reshape(a, shape, order="C"):
    """Put the same numbers into another shape; one length may be −1."""
    if order != "C":
        raise lacking(f"jnp.reshape(…, order={order!r})")
    not_text("reshape", a)
    x = asarray(a)
    sizes = [index(n) for n in (shape if isinstance(shape, (tuple, list)) else (shape,))]
    if sizes.count(-1) == 1:
        rest = prod(n for n in sizes if n != -1)
        sizes[sizes.index(-1)] = x.size // rest if rest else 0
    if prod(sizes) != x.size or min(sizes, default=0) < 0:
        raise TypeError(
            f"cannot reshape array of shape {x.shape} (size {x.size}) into shape {tuple(sizes)} (size {prod(sizes)})"
        )
    return reshaped(x, sizes)


@public("jnp")
def ravel(a, order="C"):
    """Lay all numbers out in one row."""
    return reshape(a, (-1,), order)


@public("jnp")
def transpose(a, axes=None):
    """Put axes in another order, the opposite one if none is given."""
    not_text("transpose", a)
    x = asarray(a)
    order = tuple(reversed(range(x.ndim))) if axes is None else tuple(one_axis(i, x.ndim) for i in axes)
    if sorted(order) != list(range(x.ndim)):
        raise TypeError(f"axes {axes} do not match an array of {x.ndim} dimensions")
    return moves.transpose(x, permutation=order) if order != tuple(range(x.ndim)) else x


permute_dims = transpose


@public("jnp")
def matrix_transpose(x, /):
    """Swap the last two axes."""
    return swapaxes(x, -1, -2)


@public("jnp")
def swapaxes(a, axis1, axis2):
    """Swap two axes."""
    x = asarray(a)
    order = list(range(x.ndim))
    i, j = one_axis(axis1, x.ndim), one_axis(axis2, x.ndim)
    order[i], order[j] = j, i
    return transpose(x, order)


@public("jnp")
def moveaxis(a, source, destination):
    """Move axes to other places."""
    x = asarray(a)
    start, end = (axes_of(axis, x) for axis in (source, destination))
    if len(start) != len(end):
        raise ValueError(f"Inconsistent number of elements: {len(start)} vs {len(end)}")
    order = [axis for axis in range(x.ndim) if axis not in start]
    for place, axis in sorted(zip(end, start, strict=True)):
        order.insert(place, axis)
    return transpose(x, order)


@public("jnp")
def expand_dims(a, axis):
    """Add axes of length 1."""
    x = asarray(a)
    added = axis if isinstance(axis, (tuple, list)) else (axis,)
    ndim = x.ndim + len(added)
    added = [one_axis(k, ndim) for k in added]
    kept = tuple(k for k in range(ndim) if k not in added)
    shape = [1] * ndim
    for k, n in zip(kept, x.shape, strict=True):
        shape[k] = n
    return moves.broadcast_in_dim(x, shape=tuple(shape), broadcast_dimensions=kept)


@public("jnp")
def squeeze(a, axis=None):
    """Drop axes of length 1."""
    x = asarray(a)
    axes = tuple(k for k, n in enumerate(x.shape) if n == 1) if axis is None else axes_of(axis, x)
    if any(x.shape[k] != 1 for k in axes):
        raise ValueError(
            f"cannot select an axis to squeeze out which has size not equal to one, got {x.shape} and {axis}"
        )
    return moves.squeeze(x, dimensions=axes) if axes else x


@public("jnp")
def broadcast_to(array, shape):
    """Repeat an array to a shape."""
    x, shape = asarray(array), shape_of(shape)
    if len(shape) < x.ndim or broadcast_shapes(x.shape, shape) != shape:
        raise ValueError(f"Incompatible shapes for broadcasting: {x.shape} and requested shape {shape}")
    return spread(x, shape)


@public("jnp")
def broadcast_arrays(*args):
    """Repeat arrays to their common shape."""
    arrays = [asarray(x) for x in args]
    shape = broadcast_shapes(*(x.shape for x in arrays))
    return [spread(x, shape) for x in arrays]


@public("jnp")
def flip(m, axis=None):
    """Turn axes round."""
    x = asarray(m)
    return moves.rev(x, dimensions=axes_of(axis, x))


@public("jnp")
def atleast_1d(*arys):
    """Give arrays without axes one."""
    found = [x if x.ndim else reshaped(x, (1,)) for x in map(asarray, arys)]
    return found[0] if len(found) == 1 else found


@public("jnp")
def atleast_2d(*arys):
    """Give arrays at least two axes."""
    found = [x if x.ndim > 1 else reshaped(x, (1,) * (2 - x.ndim) + x.shape) for x in map(asarray, arys)]
    return found[0] if len(found) == 1 else found
