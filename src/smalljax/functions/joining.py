"""Functions of `jax.numpy` that put arrays together, repeat them or cut them up."""

from itertools import pairwise
from operator import index

from smalljax import joins, moves
from smalljax.arrays import Value
from smalljax.functions.entry import not_text
from smalljax.functions.reducing import one_axis, reshaped
from smalljax.functions.shaping import expand_dims, ravel
from smalljax.refusals import lacking, public
from smalljax.values import asarray, promoted
from smalljax.values import broadcast_to as spread


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
        raise TypeError(
            "Cannot concatenate arrays with different numbers of dimensions or other sizes: got "
            f"{', '.join(str(x.shape) for x in xs)}."
        )
    return joins.concatenate(*xs, dimension=axis) if len(xs) > 1 else xs[0]


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
    return [x[(*before, slice(a, b))] for a, b in pairwise(cuts)]


@public("jnp")
def split(ary, indices_or_sections, axis=0):
    """Cut an array into equal parts, or at some places."""
    return _parts("split", ary, indices_or_sections, axis)


@public("jnp")
def array_split(ary, indices_or_sections, axis=0):
    """Cut an array into parts of about the same length."""
    return _parts("array_split", ary, indices_or_sections, axis)


@public("jnp")
def meshgrid(*xi, indexing="xy"):
    """Make the coordinates of a grid."""
    xs = [asarray(x) for x in xi]
    swap = indexing == "xy" and len(xs) > 1
    order = [1, 0, *range(2, len(xs))] if swap else list(range(len(xs)))
    shape = tuple(xs[k].size for k in order)
    return [moves.broadcast_in_dim(x, shape=shape, broadcast_dimensions=(order.index(k),)) for k, x in enumerate(xs)]
