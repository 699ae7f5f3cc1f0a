"""Picking entries by index arrays, and writing or adding into them.

`indices` has one number in its last axis for each of the indexed `axes`. What is picked has the other axes of the
indices first, then the axes of the array that are not indexed.
"""

import operator
from itertools import chain
from math import nan, prod

from smalljax import kernels
from smalljax.arithmetic import doing
from smalljax.arrays import Shaped
from smalljax.core import Primitive, Var
from smalljax.joins import concatenate, iota, zeros_like
from smalljax.moves import broadcast_in_dim
from smalljax.products import front


def _starts(x, indices, axes, mode):
    """Find where in the flat list each picked block begins; None where an index is outside and not clipped."""
    steps, k = kernels.strides(x.shape), len(axes)
    sizes, jumps = [x.shape[a] for a in axes], [steps[a] for a in axes]
    for i in range(0, len(indices.data), k) if k else [0] * prod(indices.shape[:-1]):
        at = indices.data[i : i + k]
        at = [i + n if i < 0 else i for i, n in zip(at, sizes, strict=True)]
        if mode == "clip":
            at = [min(max(i, 0), n - 1) for i, n in zip(at, sizes, strict=True)]
        inside = all(0 <= i < n for i, n in zip(at, sizes, strict=True))
        yield sum(i * jump for i, jump in zip(at, jumps, strict=True)) if inside else None


def _block(x, axes):
    """List the places of a block, counted from where it begins."""
    steps = kernels.strides(x.shape)
    rest = [a for a in range(len(x.shape)) if a not in axes]
    return kernels.positions([x.shape[a] for a in rest], [steps[a] for a in rest])


def _picked(x, indices, axes, mode):
    block = _block(x, axes)
    hole = [{"f": nan, "i": x.dtype.low, "u": x.dtype.high, "b": True}[x.dtype.kind]] * len(block)
    starts = _starts(x, indices, axes, mode)
    return [list(chain.from_iterable(hole if s is None else [x.data[s + p] for p in block] for s in starts))]


def _gather_slope(primals, tangents, **params):
    t = tangents[0]
    return [gather(*primals, **params)], [None if t is None else gather(t, primals[1], **params)]


def _gather_batch(size, values, mapped, axes, mode):
    x, indices = values
    if not mapped[1]:
        result = gather(x, indices, axes=tuple(a + 1 for a in axes), mode=mode)
        return [front(result, indices.ndim - 1)], [True]
    if not mapped[0]:
        return [gather(x, indices, axes=axes, mode=mode)], [True]
    return [gather(x, numbered(indices), axes=(0, *(a + 1 for a in axes)), mode=mode)], [True]


def numbered(indices):
    """Put in front of each index the number of its member of a batch."""
    which = iota(shape=(*indices.shape[:-1], 1), dtype=indices.dtype, dimension=0)
    return concatenate(which, indices, dimension=indices.ndim - 1)


def _gather_back(cotangents, x, indices, axes, mode):
    zeros = zeros_like(x.aval)
    return [scatter_add(zeros, indices, cotangents[0], axes=axes, mode=mode), None]


gather = Primitive(
    "gather",
    lambda x, indices, axes, mode: [
        Shaped([*indices.shape[:-1], *(n for a, n in enumerate(x.shape) if a not in axes)], x.dtype, x.weak_type)
    ],
    _picked,
    _gather_slope,
    _gather_batch,
    _gather_back,
)


def _like_operand(x, indices, updates, axes, mode):
    return [Shaped(x.shape, x.dtype, x.weak_type)]


def scattering(name, replace, to_operand):
    """Define an operation that writes into some entries: operand, indices, updates."""

    def value(x, indices, updates, axes, mode):
        data, block, numbers = list(x.data), _block(x, axes), iter(updates.data)
        put = replace or (doing.add if x.dtype.kind == "f" else operator.add)
        for start in _starts(x, indices, axes, mode):
            for p in block:
                number = next(numbers)
                if start is not None:
                    data[start + p] = put(data[start + p], number)
        return [data]

    def slope(primals, tangents, **params):
        x, indices, updates = primals
        if tangents[0] is None and tangents[2] is None:
            return [primitive(*primals, **params)], [None]
        t, u = (zeros_like(p) if s is None else s for p, s in ((x, tangents[0]), (updates, tangents[2])))
        return [primitive(*primals, **params)], [primitive(t, indices, u, **params)]

    def batch(size, values, mapped, axes, mode):
        spread = [
            v if many else broadcast_in_dim(v, shape=(size, *v.shape), broadcast_dimensions=tuple(range(1, v.ndim + 1)))
            for v, many in zip(values, mapped, strict=True)
        ]
        spread[1] = numbered(spread[1])
        return [primitive(*spread, axes=(0, *(a + 1 for a in axes)), mode=mode)], [True]

    def back(cotangents, x, indices, updates, axes, mode):
        [ct] = cotangents
        picked = gather(ct, indices, axes=axes, mode=mode)
        return [
            to_operand(ct, indices, picked, axes=axes, mode=mode) if isinstance(x, Var) else None,
            None,
            picked if isinstance(updates, Var) else None,
        ]

    primitive = Primitive(name, _like_operand, value, slope, batch, back)
    return primitive


scatter_add = scattering("scatter-add", None, lambda ct, *_, **__: ct)
scatter = scattering(
    "scatter",
    lambda old, new: new,
    lambda ct, indices, picked, **params: scatter(ct, indices, zeros_like(picked), **params),
)
