"""Functions of `jax.numpy` that make one number of many: sums, means, the largest, whether all hold."""

import builtins
from math import nan
from operator import index

from smalljax import dtypes, sums
from smalljax import operations as op
from smalljax.functions import entry, logic
from smalljax.refusals import public
from smalljax.values import asarray, broadcast_to, convert, promoted


def axes_of(axis, x):
    """Turn what readers write for axes into a tuple of axes counted from the front.

    Raises:
        ValueError: if an axis is not there, or named twice.
        TypeError: if it is not an integer.
    """
    if axis is None:
        return tuple(range(x.ndim))
    found = tuple(one_axis(a, x.ndim) for a in (axis if isinstance(axis, (tuple, list)) else (axis,)))
    if len(set(found)) < len(found):
        raise ValueError(f"duplicate value in 'axis': {axis}")
    return found


def one_axis(axis, ndim):
    """Count an axis from the front."""
    axis = index(axis)
    if not -ndim <= axis < ndim:
        raise ValueError(f"axis {axis} is out of bounds for array of dimension {ndim}")
    return axis % ndim


def kept(result, x, axes, keepdims):
    """Give reduced axes back, of length 1."""
    if not keepdims:
        return result
    return reshaped(result, tuple(1 if a in axes else n for a, n in enumerate(x.shape)))


def reshaped(x, shape):
    from smalljax.moves import reshape

    return x if x.shape == tuple(shape) else reshape(x, new_sizes=tuple(shape))


def _array(name, a):
    entry.not_text(name, a)
    return asarray(a)


def _summable(x, dtype, name):
    if dtype is not None:
        return convert(x, dtypes.wanted(dtype, name))
    if x.dtype.kind == "b" or (x.dtype.kind in "iu" and x.dtype.itemsize < 4):
        kind = dtypes.canonical(dtypes.BY_NAME["uint64"]) if x.dtype.kind == "u" else dtypes.default("i")
        return convert(x, kind)
    return convert(x, x.dtype)


@public("jnp")
def sum(a, axis=None, dtype=None, keepdims=False):
    """Add up."""
    x = _summable(_array("sum", a), dtype, "sum")
    axes = axes_of(axis, x)
    return kept(sums.reduce_sum(x, axes=axes) if axes else x, x, axes, keepdims)


@public("jnp")
def prod(a, axis=None, dtype=None, keepdims=False):
    """Multiply up."""
    x = _summable(_array("prod", a), dtype, "prod")
    axes = axes_of(axis, x)
    return kept(sums.reduce_prod(x, axes=axes) if axes else x, x, axes, keepdims)


@public("jnp")
def mean(a, axis=None, dtype=None, keepdims=False):
    """Take the mean."""
    x = _array("mean", a)
    x = convert(x, x.dtype if x.dtype.kind == "f" else dtypes.default("f"))
    x = x if dtype is None else convert(x, dtypes.wanted(dtype, "mean"))
    axes = axes_of(axis, x)
    total = sums.reduce_sum(x, axes=axes)
    count = x.size // total.size if total.size else 0
    return kept(op.div(total, op.constant(total, count)), x, axes, keepdims)


@public("jnp")
def var(a, axis=None, dtype=None, ddof=0, keepdims=False):
    """Take the variance."""
    [x] = promoted(_array("var", a), floating=True)
    x = convert(x, x.dtype)
    axes = axes_of(axis, x)
    centred = op.sub(x, broadcast_to(mean(x, axis=axes, keepdims=True), x.shape))
    total = sums.reduce_sum(op.square(centred), axes=axes)
    count = op.constant(total, x.size // total.size if total.size else 0)
    count = op.sub(count, op.constant(total, ddof))  # an operation, which JAX does and counts
    mean_square = op.where(op.gt(count, op.constant(total, 0)), op.div(total, count), op.constant(total, nan))
    result = kept(mean_square, x, axes, keepdims)
    return result if dtype is None else convert(result, dtypes.wanted(dtype, "var"))


@public("jnp")
def std(a, axis=None, dtype=None, ddof=0, keepdims=False):
    """Take the standard deviation."""
    return op.sqrt(var(a, axis=axis, dtype=dtype, ddof=ddof, keepdims=keepdims))


def _choosing(name, primitive):
    def function(a, axis=None, keepdims=False):
        x = _array(name, a)
        x = convert(x, x.dtype)
        axes = axes_of(axis, x)
        if builtins.any(x.shape[k] == 0 for k in axes):
            raise ValueError(f"zero-size array to reduction operation {name} which has no identity")
        return kept(primitive(x, axes=axes) if axes else x, x, axes, keepdims)

    function.__name__, function.__doc__ = name, f"Take the {name} along axes."
    return public("jnp")(function)


max, min = _choosing("max", sums.reduce_max), _choosing("min", sums.reduce_min)
amax, amin = max, min


def _placing(name, primitive):
    def function(a, axis=None, keepdims=False):
        x = _array(name, a)
        if x.size == 0:
            raise ValueError(f"attempt to get {name} of an empty sequence")
        flat = x if axis is not None else reshaped(x, (x.size,))
        axes = (0,) if axis is None else (one_axis(axis, x.ndim),)
        placed = primitive(flat, axes=axes, index_dtype=dtypes.default("i"))
        return kept(placed, x, tuple(range(x.ndim)) if axis is None else axes, keepdims)

    function.__name__, function.__doc__ = name, f"Say where the {name[3:]} is."
    return public("jnp")(function)


argmax, argmin = _placing("argmax", sums.argmax), _placing("argmin", sums.argmin)


def _holding(name, primitive):
    def function(a, axis=None, keepdims=False):
        x = _array(name, a)
        x = x if x.dtype.kind == "b" else logic.not_zero(x)
        axes = axes_of(axis, x)
        return kept(primitive(x, axes=axes) if axes or x.weak_type else x, x, axes, keepdims)

    function.__name__, function.__doc__ = name, f"Say whether {name} hold."
    return public("jnp")(function)


all, any = _holding("all", sums.reduce_and), _holding("any", sums.reduce_or)


@public("jnp")
def count_nonzero(a, axis=None, keepdims=False):
    """Count what is not zero."""
    return sum(logic.not_zero(a), axis=axis, keepdims=keepdims)


def _running(name, primitive):
    def function(a, axis=None, dtype=None):
        x = _summable(_array(name, a), dtype, name)
        x = x if axis is not None else reshaped(x, (x.size,))
        return primitive(x, axis=0 if axis is None else one_axis(axis, x.ndim), reverse=False)

    function.__name__, function.__doc__ = name, f"Compute {name} along an axis."
    return public("jnp")(function)


cumsum, cumprod = _running("cumsum", sums.cumsum), _running("cumprod", sums.cumprod)


@public("jnp")
def ptp(a, axis=None, keepdims=False):
    """Take the largest less the smallest."""
    return op.sub(max(a, axis=axis, keepdims=keepdims), min(a, axis=axis, keepdims=keepdims))
