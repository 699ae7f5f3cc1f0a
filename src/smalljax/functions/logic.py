"""Functions of `jax.numpy` that ask and choose, entry by entry."""

import math

from smalljax import dtypes
from smalljax import operations as op
from smalljax.arrays import scalar
from smalljax.functions.entry import maximum, minimum, not_text
from smalljax.refusals import public
from smalljax.values import aligned, asarray, broadcast_shapes, broadcast_to, convert, promoted


def _logical(name, primitive):
    def function(*args):
        not_text(name, *args)
        bools = [x if x.dtype.kind == "b" else not_zero(x) for x in promoted(*args)]
        return primitive(*aligned(*bools))

    function.__name__, function.__doc__ = name, f"Compute {name}, entry by entry."
    return public("jnp")(function)


def not_zero(x):
    """Turn numbers into bools."""
    x = asarray(x)
    return op.ne(x, op.constant(x, 0))


logical_and, logical_or, logical_xor, logical_not = (
    _logical(f"logical_{name}", primitive)
    for name, primitive in (("and", op.and_), ("or", op.or_), ("xor", op.xor), ("not", op.not_))
)


@public("jnp")
def invert(x, /):
    """Turn each bit."""
    return op.not_(asarray(x))


bitwise_not = bitwise_invert = invert


@public("jnp")
def isfinite(x, /):
    """Say which are neither infinite nor nan."""
    x = asarray(x)
    return op.is_finite(x) if x.dtype.kind == "f" else convert(op.eq(x, x), dtypes.BOOL)


@public("jnp")
def isnan(x, /):
    """Say which are nan."""
    x = asarray(x)
    return op.ne(x, x)


@public("jnp")
def isinf(x, /):
    """Say which are infinite."""
    x = asarray(x)
    return op.eq(abs(x), scalar(math.inf, x.dtype, False)) if x.dtype.kind == "f" else convert(op.ne(x, x), dtypes.BOOL)


@public("jnp")
def where(condition, x=None, y=None):
    """Choose entries of x where the condition holds, and of y elsewhere."""
    if x is None or y is None:
        from smalljax.functions.picking import nonzero

        if x is None and y is None:
            return nonzero(condition)
        raise ValueError("Either both or neither of the x and y arguments should be provided to jax.numpy.where")
    not_text("where", condition, x, y)
    mask = asarray(condition)
    mask = mask if mask.dtype.kind == "b" else not_zero(mask)
    a, b = promoted(x, y)
    shape = broadcast_shapes(mask.shape, a.shape, b.shape)
    return op.select_n(*(broadcast_to(v, shape) for v in (mask, b, a)))


@public("jnp")
def clip(arr, min=None, max=None):
    """Keep numbers between two bounds."""
    for bound, keep in ((min, maximum), (max, minimum)):
        arr = asarray(arr) if bound is None else keep(bound, arr)
    return arr
