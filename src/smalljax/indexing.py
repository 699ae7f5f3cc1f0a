"""Indexing: `x[...]` and `x.at[...]`, with numbers, slices, None, `...`, index arrays and masks."""

from operator import index

from smalljax import dtypes, gathers, joins, moves
from smalljax.arrays import Value
from smalljax.core import Tracer
from smalljax.functions.making import from_list
from smalljax.masks import fitting, places_of
from smalljax.values import asarray, broadcast_shapes, broadcast_to, convert, foreign, known


def getitem(x, key, mode="clip"):
    """Pick a part of an array; an index outside means the nearest entry, or in the mode "fill" none."""
    key = _expanded(_entries(key), x)
    if mode == "fill":
        key = [asarray(k) if isinstance(k, int) else k for k in key]
    if any(isinstance(k, Value) for k in key):
        return _advanced(x, key, mode)
    return _basic(x, key)


def _entries(key):
    """Turn what stands in the brackets into a tuple of slices, numbers, None, `...` and arrays."""
    key = key if isinstance(key, tuple) else (key,)
    return [_entry(k) for k in key]


def _entry(k):
    if k is None or k is Ellipsis or isinstance(k, slice):
        return k
    if isinstance(k, (str, float, bytes)):
        raise TypeError(
            f"JAX does not support string indexing; got {k!r}"
            if isinstance(k, str)
            else f"Indexer must have integer or boolean type, got indexer with type float, value {k}"
        )
    if isinstance(k, bool):
        return asarray(k)
    if isinstance(k, list):
        raise TypeError(
            "Using a non-tuple sequence for multidimensional indexing is not allowed; use `arr[array(seq)]` instead of "
            "`arr[seq]`."
        )
    if isinstance(k, Value) or foreign(k):
        array = asarray(k)
        if array.dtype.kind == "f":
            raise TypeError(
                f"Indexer must have integer or boolean type, got indexer with type {array.dtype} and "
                f"shape {array.shape}"
            )
        concrete = (
            known(array) if array.dtype.kind != "b" and array.shape == () and not isinstance(array, Tracer) else None
        )
        return array if concrete is None else concrete.data[0]
    if isinstance(k, tuple):
        return from_list(k, dtypes.default("i"))
    try:
        return index(k)
    except TypeError:
        raise TypeError(f"Indexer must have integer or boolean type, got {k!r}") from None


def _expanded(key, x):
    """Spell `...` out, turn masks into index arrays, and fill up with whole axes."""
    masked = []
    for k in key:
        if isinstance(k, Value) and k.dtype.kind == "b":
            masked += places_of(fitting(k, x, key, masked))
        else:
            masked.append(k)
    used = sum(k is not None and k is not Ellipsis for k in masked)
    if used > x.ndim:
        raise IndexError(f"Too many indices: {x.ndim}-dimensional array indexed with {used} regular indices.")
    whole = [slice(None)] * (x.ndim - used)
    dots = [i for i, k in enumerate(masked) if k is Ellipsis]
    if len(dots) > 1:
        raise IndexError(f"Multiple ellipses (...) not supported: {key}.")
    return masked[: dots[0]] + whole + masked[dots[0] + 1 :] if dots else masked + whole


def _whole_slice(k, n):
    ends = [None if e is None else _slice_end(e) for e in (k.start, k.stop, k.step)]
    if ends[2] == 0:
        raise ValueError("slice step cannot be zero")
    return slice(*ends).indices(n)


def _slice_end(e):
    if isinstance(e, Tracer):
        raise IndexError(
            "Array slice indices must have static start/stop/step to be used with NumPy indexing syntax. "
            f"Found a traced value {e!r}"
        )
    try:
        return index(e)
    except TypeError:
        raise TypeError(f"slice indices must be integers or None or have an __index__ method, not {e!r}") from None


def _basic(x, key):
    """Index with numbers, slices and None alone."""
    starts, limits, steps, turned, dropped, axis = [], [], [], [], [], 0
    for k in key:
        if k is None:
            continue
        n = x.shape[axis]
        if isinstance(k, slice):
            start, stop, step = _whole_slice(k, n)
            count = len(range(start, stop, step))
            if step < 0:
                turned.append(axis)
                start, stop, step = start + (count - 1) * step, start + 1, -step
            stop = max(start, stop) if count else start
        else:
            start = min(max(k + n if k < 0 else k, 0), n - 1)
            if n == 0:
                raise IndexError(f"index is out of bounds for axis {axis} with size 0")
            stop, step = start + 1, 1
            dropped.append(axis)
        starts.append(start), limits.append(stop), steps.append(step)
        axis += 1
    return _shaped(_cut(x, starts, limits, steps, turned), key, dropped)


def _cut(x, starts, limits, steps, turned):
    if (starts, limits) != ([0] * x.ndim, list(x.shape)) or any(step != 1 for step in steps):
        strides = None if all(step == 1 for step in steps) else tuple(steps)
        x = moves.slice_(x, start_indices=tuple(starts), limit_indices=tuple(limits), strides=strides)
    return moves.rev(x, dimensions=tuple(turned)) if turned else x


def _shaped(x, key, dropped):
    """Drop the axes of numbers, and add those of None."""
    x = moves.squeeze(x, dimensions=tuple(dropped)) if dropped else x
    if None not in key:
        return x
    shape, dimensions = [], []
    kept = iter(x.shape)
    for k in key:
        if k is None:
            shape.append(1)
        elif isinstance(k, slice):
            dimensions.append(len(shape))
            shape.append(next(kept))
    return moves.broadcast_in_dim(x, shape=tuple(shape), broadcast_dimensions=tuple(dimensions))


def _advanced(x, key, mode):
    """Index with arrays, after everything else."""
    numbers = [i for i, k in enumerate(key) if not isinstance(k, slice) and k is not None]
    together = numbers == list(range(numbers[0], numbers[-1] + 1))
    x = _basic(x, [k if isinstance(k, slice) or k is None else slice(None) for k in key])
    arrays = [asarray(key[i]) for i in numbers]
    shape = _common([a.shape for a in arrays])
    picked = gathers.gather(x, _indices(arrays, shape), axes=tuple(numbers), mode=mode)
    before, width = numbers[0], len(shape)
    if not together or not before:
        return picked
    order = [*range(width, width + before), *range(width), *range(width + before, picked.ndim)]
    return moves.transpose(picked, permutation=tuple(order))


def _common(shapes):
    try:
        return broadcast_shapes(*shapes)
    except ValueError:
        raise IndexError(
            f"shape mismatch: indexing arrays could not be broadcast together with shapes {shapes}"
        ) from None


def _indices(arrays, shape):
    """Put index arrays side by side in a last axis."""
    columns = []
    for a in arrays:
        wide = broadcast_to(convert(a, dtypes.default("i")), shape)
        columns.append(moves.broadcast_in_dim(wide, shape=(*shape, 1), broadcast_dimensions=tuple(range(len(shape)))))
    return joins.concatenate(*columns, dimension=len(shape)) if len(columns) > 1 else columns[0]


def rows(x):
    """Go through an array's first axis."""
    if not x.shape:
        raise TypeError("iteration over a 0-d array")
    return (getitem(x, i) for i in range(x.shape[0]))
