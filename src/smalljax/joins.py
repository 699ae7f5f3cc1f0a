"""Operations that put arrays together, choose between them, make them or turn them into another kind."""

from itertools import chain
from math import prod

from smalljax import kernels
from smalljax.arrays import Array, Shaped
from smalljax.core import Primitive, Var
from smalljax.moves import broadcast_in_dim, slice_


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
        return (
            x if many else broadcast_in_dim(x, shape=(size, *shape), broadcast_dimensions=tuple(range(1, x.ndim + 1)))
        )

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
