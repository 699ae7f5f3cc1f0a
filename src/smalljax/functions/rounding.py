"""Functions of `jax.numpy` that round, and divisions that round down."""

from smalljax import operations as op
from smalljax.functions.entry import binary, not_text
from smalljax.refusals import public
from smalljax.values import aligned, asarray, promoted


@public("jnp")
def floor_divide(x1, x2, /):
    """Divide and round down."""
    not_text("floor_divide", x1, x2)
    a, b = aligned(*promoted(x1, x2))
    if a.dtype.kind == "b":
        raise TypeError("floor_divide does not accept bool")
    one, zero = op.constant(a, 1), op.constant(a, 0)
    if a.dtype.kind == "u":
        return op.div(a, b)
    if a.dtype.kind == "i":
        quotient = op.div(a, b)
        below = op.and_(*aligned(op.ne(op.sign(a), op.sign(b)), op.ne(op.rem(a, b), zero)))
        return op.where(below, op.sub(quotient, one), quotient)
    rest = op.rem(a, b)
    quotient = op.div(op.where(op.eq(b, zero), a, op.sub(a, rest)), b)
    below = op.and_(*aligned(op.ne(rest, zero), op.ne(op.sign(b), op.sign(rest))))
    op.add(rest, b)  # JAX finds the remainder, too, does nothing with it, and counts it
    return op.round_(op.where(below, op.sub(quotient, one), quotient))


@public("jnp")
def remainder(x1, x2, /):
    """Give what is left of a division that rounds down: of the divisor's sign."""
    not_text("remainder", x1, x2)
    a, b = aligned(*promoted(x1, x2))
    zero = op.constant(a, 0)
    b = op.nonzero(b) if b.dtype.kind in "iu" else b  # what is left of a division by 0 is 0
    rest = op.rem(a, b)
    wrong = op.and_(*aligned(op.ne(op.lt(rest, zero), op.lt(b, zero)), op.ne(rest, zero)))
    return op.where(wrong, op.add(rest, b), rest)


mod = remainder


fmod = binary("fmod", lambda a, b: op.rem(a, op.nonzero(b) if b.dtype.kind in "iu" else b))


def rounding(name, primitive):
    """Make a function that rounds; integers are whole."""

    def function(x, /):
        not_text(name, x)
        x = asarray(x)
        return x if x.dtype.kind in "iub" else primitive(x)

    function.__name__, function.__doc__ = name, f"Round by {name}."
    return public("jnp")(function)


floor, ceil, rint = rounding("floor", op.floor), rounding("ceil", op.ceil), rounding("rint", op.round_)


trunc = rounding("trunc", lambda x: op.where(op.lt(x, op.constant(x, 0)), op.ceil(x), op.floor(x)))


@public("jnp")
def round(a, decimals=0):
    """Round to the nearest, halves to even."""
    a = asarray(a)
    if a.dtype.kind != "f":
        return a
    if not decimals:
        return op.round_(a)
    factor = op.constant(a, 10.0**decimals)
    return op.div(op.round_(op.mul(a, factor)), factor)


around = round
