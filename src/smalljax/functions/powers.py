"""Powers and what undoes them."""

import math

from smalljax import dtypes
from smalljax import operations as op
from smalljax.arrays import scalar
from smalljax.functions.entry import not_text
from smalljax.refusals import public
from smalljax.values import aligned, asarray, checked, convert, promoted


def _logarithm(name, base):
    """Make a logarithm to a base: the natural one, divided."""

    def function(x, /):
        not_text(name, x)
        [x] = promoted(x, floating=True)
        return op.div(op.log(x), scalar(math.log(base), x.dtype))

    function.__name__, function.__doc__ = name, f"Compute {name}, entry by entry."
    return public("jnp")(function)


log2, log10 = _logarithm("log2", 2), _logarithm("log10", 10)


@public("jnp")
def square(x, /):
    """Multiply by itself."""
    not_text("square", x)
    x = asarray(x)
    return op.and_(x, x) if x.dtype.kind == "b" else op.square(x)


@public("jnp")
def reciprocal(x, /):
    """Compute 1/x."""
    [x] = promoted(x, floating=True)
    return op.integer_pow(x, y=-1)


def _fixed_exponent(y):
    """Give an exponent that is written as a number, not one that is traced or an array with axes."""
    if isinstance(y, (int, float)) or hasattr(y, "_flat"):
        return y if not hasattr(y, "_flat") else (y.item() if y.shape == () else None)
    return None


@public("jnp")
def power(x1, x2, /):
    """Raise to a power; a whole exponent that is written as a number is done by multiplications."""
    not_text("power", x1, x2)
    fixed = _fixed_exponent(x2)
    base, exponent = asarray(x1), asarray(x2)
    if isinstance(fixed, int) and not isinstance(fixed, bool):
        checked(fixed, dtypes.default("i"))
        return _whole_power(base, fixed)
    if exponent.dtype.kind in "iu" and base.dtype.kind == "f":
        return op.pow_(*aligned(base, exponent))
    base, exponent = promoted(x1, x2)
    if base.dtype.kind == "b":
        base, exponent = (convert(a, dtypes.BY_NAME["int32"]) for a in (base, exponent))
    return op.pow_(*aligned(base, exponent))


def _whole_power(x, k):
    if x.dtype.kind == "b":
        x = convert(x, dtypes.default("i"))
    if x.dtype.kind in "iu" and k < 0:
        raise TypeError(f"Integers cannot be raised to negative powers, got integer_pow({x.aval.str_short()}, {k})")
    return op.integer_pow(x, y=k)


pow = power
