"""Operations that move numbers about, or add those up that were one: linear, and the transpose moves them back."""

from math import prod

from smalljax import kernels
from smalljax.arithmetic import doing
from smalljax.arrays import Shaped
from smalljax.core import Primitive


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
    return kernels.picked(
        x.data, kernels.positions(_slice_shape(x, start_indices, limit_indices, strides), jumps, start)
    )


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
