"""Operations along axes: sums, products of matrices, the largest, running sums, order."""

from functools import reduce as fold
from itertools import accumulate
from math import inf, nan, prod

from smalljax import core, kernels, operations, scalars
from smalljax.arithmetic import doing
from smalljax.arrays import Shaped
from smalljax.core import Primitive
from smalljax.dtypes import BOOL
from smalljax.joins import concatenate
from smalljax.moves import (
    broadcast_in_dim,
    later,
    linear,
    put_back,
    reduce_sum,
    reshape,
    rev,
    slice_,
    squeeze,
    transpose,
    without,
)


def reduction(name, value, slope=None, kind=None):
    """Define an operation that makes one number of each line along some axes."""
    primitive = Primitive(
        name,
        lambda x, axes, **_: [Shaped(without(x, axes), kind or x.dtype, x.weak_type and not kind)],
        lambda x, axes, **_: [[value(line, x.dtype) for line in kernels.lines(x.data, x.shape, axes)]],
        slope or (lambda primals, tangents, **params: ([primitive(*primals, **params)], [None])),
        lambda size, values, mapped, axes, **params: ([primitive(values[0], axes=later(axes), **params)], [True]),
    )
    return primitive


def _choosing(name, choose, empty):
    def value(line, dtype):
        if dtype.kind == "f" and any(v != v for v in line):
            return nan
        return choose(line) if line else empty(dtype)

    def slope(primals, tangents, axes):
        [x], [t] = primals, tangents
        y = primitive(x, axes=axes)
        if t is None:
            return [y], [None]
        shape = tuple(1 if axis in axes else n for axis, n in enumerate(x.shape))
        taken = operations.eq(x, put_back(y, x, axes) if shape else y)
        taken = operations.convert(taken, t.dtype)
        count = reduce_sum(taken, axes=axes)
        return [y], [operations.div(reduce_sum(operations.mul(t, taken), axes=axes), count)]

    primitive = reduction(name, value, slope)
    return primitive


reduce_max = _choosing("reduce_max", max, lambda dtype: -inf if dtype.kind == "f" else dtype.low)
reduce_min = _choosing("reduce_min", min, lambda dtype: inf if dtype.kind == "f" else dtype.high)
reduce_and = reduction("reduce_and", lambda line, _: all(line), kind=BOOL)
reduce_or = reduction("reduce_or", lambda line, _: any(line), kind=BOOL)


def _product(line, dtype):
    if not line:
        return dtype.fit([1])[0]
    return fold(doing.multiply if dtype.kind == "f" else lambda a, b: a * b, line)


def _by_halves(x, axes):
    """Multiply up along axes by halves, as JAX does to differentiate a product."""
    rest = [axis for axis in range(x.ndim) if axis not in axes]
    x = transpose(x, permutation=(*axes, *rest))
    x = reshape(x, new_sizes=(prod(x.shape[: len(axes)]), *x.shape[len(axes) :]))
    while (n := x.shape[0]) > 1:
        starts = [(0,) * x.ndim, ((n + 1) // 2, *(0,) * (x.ndim - 1))]
        first = slice_(x, start_indices=starts[0], limit_indices=((n + 1) // 2, *x.shape[1:]), strides=None)
        second = slice_(x, start_indices=starts[1], limit_indices=x.shape, strides=None)
        if n % 2:
            one = operations.constant(x, 1)
            one = broadcast_in_dim(one, shape=(1, *x.shape[1:]), broadcast_dimensions=())
            second = concatenate(second, one, dimension=0)
        x = operations.mul(first, second)
    return [squeeze(x, dimensions=(0,))]


def _product_slope(primals, tangents, axes):
    if tangents[0] is None or 0 in primals[0].shape:
        return [reduce_prod(*primals, axes=axes)], [None]
    return core.jvp(lambda x: _by_halves(x, axes), primals, tangents)


reduce_prod = reduction("reduce_prod", _product, _product_slope)


def _place(choose):
    def value(line, dtype):
        odd = [i for i, v in enumerate(line) if v != v]
        return odd[0] if odd else line.index(choose(line))

    return value


def _placing(name, choose):
    primitive = reduction(name, _place(choose))
    plain = primitive.shape
    primitive.shape = lambda x, axes, index_dtype: [Shaped(plain(x, axes)[0].shape, index_dtype)]
    return primitive


argmax, argmin = _placing("argmax", max), _placing("argmin", min)


def running(name, step, whole, transposed):
    """Define running sums or products along an axis, from its end if `reverse`."""

    def value(x, axis, reverse):
        function = getattr(doing, step) if x.dtype.kind == "f" else whole
        order = slice(None, None, -1 if reverse else 1)
        lines = [list(accumulate(line[order], function))[order] for line in kernels.lines(x.data, x.shape, [axis])]
        moved = [n for k, n in enumerate(x.shape) if k != axis] + [x.shape[axis]]
        back = [*range(axis), len(moved) - 1, *range(axis, len(moved) - 1)]
        return kernels.transposed([v for line in lines for v in line], moved, back)

    primitive = linear(
        name,
        lambda x, axis, reverse: x.shape,
        value,
        lambda x, size, axis, reverse: primitive(x, axis=axis + 1, reverse=reverse),
        transposed,
    )
    return primitive


cumsum = running(
    "cumsum", "add", lambda a, b: a + b, lambda ct, x, axis, reverse: cumsum(ct, axis=axis, reverse=not reverse)
)
cumprod = running("cumprod", "multiply", lambda a, b: a * b, None)


def _one_by_one(x, axis, reverse):
    """Multiply up along an axis, keeping each product: what `cumprod` does, in steps that have slopes."""
    parts, x = [], rev(x, dimensions=(axis,)) if reverse else x
    for i in range(x.shape[axis]):
        start = tuple(i if k == axis else 0 for k in range(x.ndim))
        limit = tuple(i + 1 if k == axis else n for k, n in enumerate(x.shape))
        part = slice_(x, start_indices=start, limit_indices=limit, strides=None)
        parts.append(operations.mul(parts[-1], part) if parts else part)
    return [concatenate(*parts, dimension=axis) if len(parts) > 1 else parts[0] if parts else x]


def _cumprod_slope(primals, tangents, axis, reverse):
    if tangents[0] is None:
        return [cumprod(*primals, axis=axis, reverse=reverse)], [None]
    return core.jvp(lambda x: _one_by_one(x, axis, reverse), primals, tangents)


cumprod.slope = _cumprod_slope
argsort = Primitive(
    "argsort",
    lambda x, index_dtype: [Shaped(x.shape, index_dtype)],
    lambda x, index_dtype: [[i for line in kernels.lines(x.data, x.shape, [x.ndim - 1]) for i in scalars.ranked(line)]],
    lambda primals, tangents, **params: ([argsort(*primals, **params)], [None]),
    lambda size, values, mapped, **params: ([argsort(values[0], **params)], [True]),
)
