"""Operations that move numbers about, or add those up that were one: linear, and the transpose moves them back."""

from itertools import chain
from math import prod

from smalljax import kernels
from smalljax.arithmetic import doing
from smalljax.arrays import Array, Shaped
from smalljax.core import Primitive, Var


def linear(name, shape, value, batch, transpose):
    """Define an operation of one argument that is linear in it: its slope is the operation itself."""

    def slope(primals, tangents, **params):
        [tangent] = tangents
        return [primitive(*primals, **params)], [None if tangent is None else primitive(tangent, **params)]

    def transposed(cotangents, x, **params):
        return [transpose(cotangents[0], x.aval, **params)]

    def batched(size, values, mapped, **params):
        return [batch(values[0], size, **params)], [True]

    primitive = Primitive(
        name,
        lambda x, **params: [Shaped(shape(x, **params), x.dtype, x.weak_type)],
        lambda x, **params: [value(x, **params)],
        slope,
        batched,
        transposed,
    )
    return primitive


def _reshape_back(ct, x, **_):
    return ct if ct.shape == x.shape else reshape(ct, new_sizes=x.shape)


reshape = linear(
    "reshape",
    lambda x, new_sizes: new_sizes,
    lambda x, new_sizes: x.data,
    lambda x, size, new_sizes: reshape(x, new_sizes=(size, *new_sizes)),
    _reshape_back,
)
squeeze = linear(
    "squeeze",
    lambda x, dimensions: [n for axis, n in enumerate(x.shape) if axis not in dimensions],
    lambda x, dimensions: x.data,
    lambda x, size, dimensions: squeeze(x, dimensions=tuple(d + 1 for d in dimensions)),
    _reshape_back,
)


def without(x, axes):
    return [n for axis, n in enumerate(x.shape) if axis not in axes]


def later(axes):
    return tuple(axis + 1 for axis in axes)


def put_back(x, like, axes):
    """Spread a reduced array along the axes that it lost."""
    kept = tuple(axis for axis in range(len(like.shape)) if axis not in axes)
    return broadcast_in_dim(x, shape=like.shape, broadcast_dimensions=kept)


def _sum(x, axes):
    if x.dtype.kind != "f":
        return list(map(sum, kernels.lines(x.data, x.shape, axes)))
    return [float(doing.total(line)) for line in kernels.lines(x.data, x.shape, axes)]


reduce_sum = linear(
    "reduce_sum",
    without,
    _sum,
    lambda x, size, axes: reduce_sum(x, axes=later(axes)),
    lambda ct, x, axes: put_back(ct, x, axes),
)


def _broadcast_back(ct, x, shape, broadcast_dimensions):
    kept = [axis for axis, n in zip(broadcast_dimensions, x.shape, strict=True) if n == shape[axis]]
    added = tuple(axis for axis in range(len(shape)) if axis not in kept)
    return _reshape_back(reduce_sum(ct, axes=added) if added else ct, x)


broadcast_in_dim = linear(
    "broadcast_in_dim",
    lambda x, shape, broadcast_dimensions: shape,
    lambda x, shape, broadcast_dimensions: kernels.broadcast(x.data, x.shape, shape, broadcast_dimensions),
    lambda x, size, shape, broadcast_dimensions: broadcast_in_dim(
        x, shape=(size, *shape), broadcast_dimensions=(0, *(d + 1 for d in broadcast_dimensions))
    ),
    _broadcast_back,
)
transpose = linear(
    "transpose",
    lambda x, permutation: [x.shape[axis] for axis in permutation],
    lambda x, permutation: kernels.transposed(x.data, x.shape, permutation),
    lambda x, size, permutation: transpose(x, permutation=(0, *(p + 1 for p in permutation))),
    lambda ct, x, permutation: transpose(ct, permutation=tuple(map(permutation.index, range(len(permutation))))),
)
rev = linear(
    "rev",
    lambda x, dimensions: x.shape,
    lambda x, dimensions: kernels.picked(x.data, _reversed(x.shape, dimensions)),
    lambda x, size, dimensions: rev(x, dimensions=tuple(d + 1 for d in dimensions)),
    lambda ct, x, dimensions: rev(ct, dimensions=dimensions),
)


def _reversed(shape, dimensions):
    steps = kernels.strides(shape)
    start = sum((shape[d] - 1) * steps[d] for d in dimensions)
    return kernels.positions(shape, [-s if axis in dimensions else s for axis, s in enumerate(steps)], start)


def _slice_shape(x, start_indices, limit_indices, strides):
    steps = strides or (1,) * x.ndim
    return [max(0, -(-(b - a) // s)) for a, b, s in zip(start_indices, limit_indices, steps, strict=True)]


def _sliced(x, start_indices, limit_indices, strides):
    if x.ndim == 1:
        return x.data[start_indices[0] : limit_indices[0] : strides[0] if strides else 1]
    steps = kernels.strides(x.shape)
    start = sum(a * step for a, step in zip(start_indices, steps, strict=True))
    jumps = [s * step for s, step in zip(strides or (1,) * x.ndim, steps, strict=True)]
    return kernels.picked(x.data, kernels.positions(_slice_shape(x, start_indices, limit_indices, strides), jumps, start))


def _slice_back(ct, x, start_indices, limit_indices, strides):
    steps = strides or (1,) * x.ndim
    reach = [a + (n - 1) * s + 1 if n else a for a, n, s in zip(start_indices, ct.shape, steps, strict=True)]
    config = [(a, n - r, s - 1) for a, n, r, s in zip(start_indices, x.shape, reach, steps, strict=True)]
    return pad(ct, padding_config=tuple(config))


slice_ = linear(
    "slice",
    _slice_shape,
    _sliced,
    lambda x, size, start_indices, limit_indices, strides: slice_(
        x,
        start_indices=(0, *start_indices),
        limit_indices=(size, *limit_indices),
        strides=strides and (1, *strides),
    ),
    _slice_back,
)


def _padded(x, padding_config):
    """Put zeros before, after and between: for each axis (low, high, interior)."""
    shape = _padded_shape(x, padding_config)
    steps = kernels.strides(shape)
    start = sum(low * step for (low, _, _), step in zip(padding_config, steps, strict=True))
    jumps = [(between + 1) * step for (_, _, between), step in zip(padding_config, steps, strict=True)]
    data = [x.dtype.fit([0])[0]] * prod(shape)
    for place, number in zip(kernels.positions(x.shape, jumps, start), x.data, strict=True):
        data[place] = number
    return data


def _padded_shape(x, padding_config):
    sizes = zip(x.shape, padding_config, strict=True)
    return [low + high + n + max(n - 1, 0) * between for n, (low, high, between) in sizes]


def _unpadded(ct, x, padding_config):
    reach = [low + n + max(n - 1, 0) * b for n, (low, _, b) in zip(x.shape, padding_config, strict=True)]
    starts, strides = tuple(low for low, _, _ in padding_config), tuple(b + 1 for _, _, b in padding_config)
    return slice_(ct, start_indices=starts, limit_indices=tuple(reach), strides=strides)


pad = linear(
    "pad",
    _padded_shape,
    _padded,
    lambda x, size, padding_config: pad(x, padding_config=((0, 0, 0), *padding_config)),
    _unpadded,
)


def _convert_slope(primals, tangents, new_dtype, weak_type):
    result, t = convert_element_type(*primals, new_dtype=new_dtype, weak_type=weak_type), tangents[0]
    if t is None or new_dtype.kind != "f":
        return [result], [None]
    return [result], [convert_element_type(t, new_dtype=new_dtype, weak_type=weak_type)]


def _converted(x, new_dtype, weak_type):
    if x.dtype.kind != "f" and new_dtype.kind == "f":
        return [list(map(float, x.data))]
    if x.dtype.kind == "f" and new_dtype.kind in "iu":  # what does not fit becomes the nearest that does
        low, high = new_dtype.low, new_dtype.high
        return [[0 if v != v else low if v < low else high if v > high else int(v) for v in x.data]]
    return [x.data]


convert_element_type = Primitive(
    "convert_element_type",
    lambda x, new_dtype, weak_type: [Shaped(x.shape, new_dtype, weak_type)],
    _converted,
    _convert_slope,
    lambda size, values, mapped, **params: ([convert_element_type(values[0], **params)], [True]),
    lambda cts, x, **params: [convert_element_type(cts[0], new_dtype=x.aval.dtype, weak_type=x.aval.weak_type)],
)


def zeros_like(x):
    """Make zeros of the shape and kind of x."""
    zero = Array(x.dtype.fit([0]), (), x.dtype, x.weak_type)
    return broadcast_in_dim(zero, shape=x.shape, broadcast_dimensions=()) if x.shape else zero


def _select_slope(primals, tangents):
    mask, *cases = primals
    if tangents[1] is None and tangents[2] is None:
        return [select_n(*primals)], [None]
    moving = [zeros_like(x) if t is None else t for x, t in zip(cases, tangents[1:], strict=True)]
    return [select_n(*primals)], [select_n(mask, *moving)]


def _select_batch(size, values, mapped):
    def spread(x, many, shape):
        return x if many else broadcast_in_dim(x, shape=(size, *shape), broadcast_dimensions=tuple(range(1, x.ndim + 1)))

    shape = next(x.shape[1:] if many else x.shape for x, many in list(zip(values, mapped, strict=True))[1:])
    return [select_n(*(spread(x, many, shape) for x, many in zip(values, mapped, strict=True)))], [True]


def _select_back(cts, mask, a, b):
    [ct] = cts
    sides = [select_n(mask, ct, zeros_like(ct)), select_n(mask, zeros_like(ct), ct)]
    return [None, *(side if isinstance(x, Var) else None for x, side in zip((a, b), sides, strict=True))]


select_n = Primitive(
    "select_n",
    lambda mask, a, b: [Shaped(a.shape, a.dtype, a.weak_type and b.weak_type)],
    lambda mask, a, b: [[y if m else x for m, x, y in zip(mask.data, a.data, b.data, strict=True)]],
    _select_slope,
    _select_batch,
    _select_back,
)


def _concatenate_slope(primals, tangents, dimension):
    moving = [zeros_like(x) if t is None else t for x, t in zip(primals, tangents, strict=True)]
    tangent = None if all(t is None for t in tangents) else concatenate(*moving, dimension=dimension)
    return [concatenate(*primals, dimension=dimension)], [tangent]


def _concatenated(*args, dimension):
    widths = [prod(x.shape[dimension:]) for x in args]
    rows = prod(args[0].shape[:dimension])
    parts = ([x.data[i * w : (i + 1) * w] for x, w in zip(args, widths, strict=True)] for i in range(rows))
    return [list(chain.from_iterable(chain.from_iterable(parts)))]


def _concatenate_batch(size, values, mapped, dimension):
    spread = [
        x if many else broadcast_in_dim(x, shape=(size, *x.shape), broadcast_dimensions=tuple(range(1, x.ndim + 1)))
        for x, many in zip(values, mapped, strict=True)
    ]
    return [concatenate(*spread, dimension=dimension + 1)], [True]


def _concatenate_back(cts, *args, dimension):
    [ct], start, parts = cts, 0, []
    for x in args:
        shape = (x.aval if isinstance(x, Var) else x).shape
        starts = [start if axis == dimension else 0 for axis in range(len(shape))]
        limits = tuple(a + n for a, n in zip(starts, shape, strict=True))
        part = slice_(ct, start_indices=tuple(starts), limit_indices=limits, strides=None)
        parts.append(part if isinstance(x, Var) else None)
        start += shape[dimension]
    return parts


def _concatenate_shape(*args, dimension):
    shape = list(args[0].shape)
    shape[dimension] = sum(x.shape[dimension] for x in args)
    return [Shaped(shape, args[0].dtype, all(x.weak_type for x in args))]


concatenate = Primitive(
    "concatenate", _concatenate_shape, _concatenated, _concatenate_slope, _concatenate_batch, _concatenate_back
)


def _counted_up(shape, dtype, dimension):
    along = kernels.broadcast(list(range(shape[dimension])), (shape[dimension],), shape, (dimension,))
    return [along if shape[dimension] > 1 else [0] * prod(shape)]


iota = Primitive("iota", lambda shape, dtype, dimension: [Shaped(shape, dtype)], _counted_up)
