"""Functions of `jax.numpy` that bring arrays into another shape, and put several together."""

from math import prod
from operator import index

from smalljax import moves
from smalljax.arrays import Value
from smalljax.functions.entry import not_text
from smalljax.functions.making import shape_of
from smalljax.functions.reducing import axes_of, one_axis, reshaped
from smalljax.refusals import lacking, public
from smalljax.values import asarray, broadcast_shapes, promoted
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
        raise TypeError(f"cannot reshape array of shape {x.shape} (size {x.size}) into shape {tuple(sizes)} (size {prod(sizes)})")
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
        raise ValueError(f"axes {axes} do not match an array of {x.ndim} dimensions")
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
        raise ValueError(f"cannot select an axis to squeeze out which has size not equal to one, got {x.shape} and {axis}")
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


def _several(name, arrays):
    if isinstance(arrays, Value):
        if not arrays.ndim:
            raise TypeError(f"{name} of an array without axes")
        arrays = list(arrays)
    if hasattr(arrays, "_flat"):
        arrays = list(arrays)
    if not isinstance(arrays, (list, tuple)):
        raise TypeError(f"{name} requires a sequence of arrays, got {type(arrays)}")
    if not arrays:
        raise ValueError(f"Need at least one array to {name}.")
    not_text(name, *arrays)
    return promoted(*arrays)


@public("jnp")
def concatenate(arrays, axis=0):
    """Put arrays one after the other along an axis that they have."""
    xs = _several("concatenate", arrays)
    if axis is None:
        return concatenate([ravel(x) for x in xs])
    if not xs[0].ndim:
        raise ValueError("Zero-dimensional arrays cannot be concatenated.")
    axis = one_axis(axis, xs[0].ndim)
    rest = {(*x.shape[:axis], *x.shape[axis + 1 :]) for x in xs}
    if len(rest) > 1 or len({x.ndim for x in xs}) > 1:
        raise TypeError(f"Cannot concatenate arrays with different numbers of dimensions or other sizes: got {', '.join(str(x.shape) for x in xs)}.")
    return moves.concatenate(*xs, dimension=axis) if len(xs) > 1 else xs[0]


@public("jnp")
def stack(arrays, axis=0):
    """Put arrays side by side in a new axis."""
    xs = _several("stack", arrays)
    if len({x.shape for x in xs}) > 1:
        raise ValueError("All input arrays must have the same shape.")
    axis = one_axis(axis, xs[0].ndim + 1)
    return concatenate([expand_dims(x, axis) for x in xs], axis)


@public("jnp")
def vstack(tup):
    """Put arrays under each other."""
    return concatenate([x if x.ndim > 1 else reshaped(x, (1, x.size)) for x in _several("vstack", tup)])


@public("jnp")
def hstack(tup):
    """Put arrays side by side."""
    xs = [x if x.ndim else reshaped(x, (1,)) for x in _several("hstack", tup)]
    return concatenate(xs, 0 if xs[0].ndim == 1 else 1)


@public("jnp")
def column_stack(tup):
    """Put vectors side by side as columns."""
    xs = [x if x.ndim > 1 else reshaped(x, (x.size, 1)) for x in _several("column_stack", tup)]
    return concatenate(xs, 1)


@public("jnp")
def append(arr, values, axis=None):
    """Put numbers after an array."""
    return concatenate([ravel(arr), ravel(values)] if axis is None else [arr, values], 0 if axis is None else axis)


@public("jnp")
def tile(A, reps):
    """Repeat a whole array along axes."""
    x, counts = asarray(A), [index(n) for n in (reps if isinstance(reps, (tuple, list)) else (reps,))]
    ndim = max(len(counts), x.ndim)
    x, counts = reshaped(x, (1,) * (ndim - x.ndim) + x.shape), [1] * (ndim - len(counts)) + counts
    for axis, n in enumerate(counts):
        if n != 1:
            x = concatenate([x] * n, axis) if n else x[(slice(None),) * axis + (slice(0, 0),)]
    return x


@public("jnp")
def repeat(a, repeats, axis=None):
    """Repeat each entry along an axis."""
    x = asarray(a)
    x, axis = (ravel(x), 0) if axis is None else (x, one_axis(axis, x.ndim))
    if not isinstance(repeats, int):
        raise lacking("jnp.repeat with an array of repeats")
    spread_out = spread(expand_dims(x, axis + 1), (*x.shape[: axis + 1], repeats, *x.shape[axis + 1 :]))
    return reshaped(spread_out, (*x.shape[:axis], x.shape[axis] * repeats, *x.shape[axis + 1 :]))


@public("jnp")
def flip(m, axis=None):
    """Turn axes round."""
    x = asarray(m)
    return moves.rev(x, dimensions=axes_of(axis, x))


@public("jnp")
def roll(a, shift, axis=None):
    """Move entries along an axis, round its end."""
    x = asarray(a)
    if axis is None:
        return reshaped(roll(ravel(x), shift, 0), x.shape)
    axis = one_axis(axis, x.ndim)
    n = x.shape[axis]
    k = (-index(shift)) % n if n else 0
    before = (slice(None),) * axis
    return concatenate([x[(*before, slice(k, None))], x[(*before, slice(0, k))]], axis) if k else x


def _parts(name, ary, indices_or_sections, axis):
    x = asarray(ary)
    axis = one_axis(axis, x.ndim)
    n = x.shape[axis]
    if isinstance(indices_or_sections, (list, tuple)):
        cuts = [0, *map(index, indices_or_sections), n]
    else:
        k = index(indices_or_sections)
        if name == "split" and n % k:
            raise ValueError(f"array split does not result in an equal division: rest is {n % k}")
        cuts = [i * (n // k) + min(i, n % k) for i in range(k + 1)]
    before = (slice(None),) * axis
    return [x[(*before, slice(a, b))] for a, b in zip(cuts, cuts[1:], strict=False)]


@public("jnp")
def split(ary, indices_or_sections, axis=0):
    """Cut an array into equal parts, or at some places."""
    return _parts("split", ary, indices_or_sections, axis)


@public("jnp")
def array_split(ary, indices_or_sections, axis=0):
    """Cut an array into parts of about the same length."""
    return _parts("array_split", ary, indices_or_sections, axis)


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


@public("jnp")
def meshgrid(*xi, indexing="xy"):
    """Make the coordinates of a grid."""
    xs = [asarray(x) for x in xi]
    swap = indexing == "xy" and len(xs) > 1
    order = [1, 0, *range(2, len(xs))] if swap else list(range(len(xs)))
    shape = tuple(xs[k].size for k in order)
    return [moves.broadcast_in_dim(x, shape=shape, broadcast_dimensions=(order.index(k),)) for k, x in enumerate(xs)]


