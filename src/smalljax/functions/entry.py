"""Functions of `jax.numpy` entry by entry."""

import math

from smalljax import operations as op
from smalljax.refusals import public
from smalljax.values import aligned, asarray, known, promoted


def not_text(name, *args):
    """Refuse lists and text, which JAX's functions don't convert.

    Raises:
        TypeError: if it is a list, a tuple, text or `None`.
    """
    for i, x in enumerate(args):
        if isinstance(x, (list, tuple, str, dict, set)) or x is None:
            raise TypeError(f"{name} requires ndarray or scalar arguments, got {type(x)} at position {i}.")


def floating(name, primitive):
    """Make a function of floating-point numbers; integers are turned into such."""

    def function(x, /):
        not_text(name, x)
        return primitive(*promoted(x, floating=True))

    function.__name__, function.__doc__ = name, f"Compute {name}, entry by entry."
    return public("jnp")(function)


sin, cos, tan, sinh, cosh, tanh, exp, exp2, expm1, log, log1p, sqrt, cbrt = (
    floating(name, getattr(op, name))
    for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh", "exp", "exp2", "expm1", "log", "log1p", "sqrt", "cbrt")
)
arcsin, arccos, arctan, arcsinh, arccosh, arctanh = (
    floating(f"arc{name[1:]}", getattr(op, name)) for name in ("asin", "acos", "atan", "asinh", "acosh", "atanh")
)
asin, acos, atan, asinh, acosh, atanh = arcsin, arccos, arctan, arcsinh, arccosh, arctanh


def binary(name, primitive, make_floating=False, bools=None):
    """Make a function of two arguments of one kind."""

    def function(x, y, /):
        not_text(name, x, y)
        arrays = aligned(*promoted(x, y, floating=make_floating))
        return (bools if bools and arrays[0].dtype.kind == "b" else primitive)(*arrays)

    function.__name__, function.__doc__ = name, f"Compute {name}, entry by entry."
    return public("jnp")(function)


def _no_minus(x, y):
    raise TypeError("subtract does not accept dtype bool. Use jnp.logical_xor or bitwise operators instead.")


add, multiply, subtract, divide, arctan2 = (
    binary("add", op.add, bools=op.or_),
    binary("multiply", op.mul, bools=op.and_),
    binary("subtract", op.sub, bools=_no_minus),
    binary("divide", op.div, make_floating=True),
    binary("arctan2", op.atan2, make_floating=True),
)
true_divide, atan2 = divide, arctan2
maximum, minimum = binary("maximum", op.max_), binary("minimum", op.min_)
equal, not_equal, less, less_equal, greater, greater_equal = (
    binary(name, primitive)
    for name, primitive in zip(
        ("equal", "not_equal", "less", "less_equal", "greater", "greater_equal"),
        (op.eq, op.ne, op.lt, op.le, op.gt, op.ge),
        strict=True,
    )
)
bitwise_and, bitwise_or, bitwise_xor = (
    binary(f"bitwise_{name}", primitive) for name, primitive in (("and", op.and_), ("or", op.or_), ("xor", op.xor))
)
left_shift, right_shift = binary("left_shift", op.shift_left), binary("right_shift", op.shift_right)


@public("jnp")
def negative(x, /):
    """Change the sign."""
    not_text("negative", x)
    x = asarray(x)
    if x.dtype.kind == "b":
        raise TypeError("neg does not accept dtype bool. Accepted dtypes are subtypes of number.")
    return op.neg(x)


@public("jnp")
def positive(x, /):
    """Leave everything as it is."""
    return asarray(x)


@public("jnp")
def abs(x, /):
    """Take absolute values."""
    not_text("abs", x)
    x = asarray(x)
    return x if x.dtype.kind in "bu" else op.abs_(x)


absolute = fabs = abs


@public("jnp")
def sign(x, /):
    """Say −1, 0 or 1."""
    not_text("sign", x)
    return op.sign(asarray(x))


@public("jnp")
def deg2rad(x, /):
    """Turn degrees into radians."""
    [x] = promoted(x, floating=True)
    return op.mul(x, op.constant(x, math.pi / 180))


@public("jnp")
def rad2deg(x, /):
    """Turn radians into degrees."""
    [x] = promoted(x, floating=True)
    return op.mul(x, op.constant(x, 180 / math.pi))


radians, degrees = deg2rad, rad2deg


@public("jnp")
def sinc(x, /):
    """Compute sin(πx)/(πx)."""
    [x] = promoted(x, floating=True)
    scaled = op.mul(x, op.constant(x, math.pi))
    safe = op.nonzero(scaled)
    return op.where(op.eq(x, op.constant(x, 0)), op.constant(x, 1), op.div(op.sin(safe), safe))


@public("jnp")
def logaddexp(x1, x2, /):
    """Compute log(eˣ + eʸ) without overflow."""
    a, b = aligned(*promoted(x1, x2, floating=True))
    apart = op.sub(a, b)
    total = op.add(op.max_(a, b), op.log1p(op.exp(op.neg(op.abs_(apart)))))
    return op.where(op.ne(apart, apart), op.add(a, b), total)  # of two infinities, as of nan, the sum


def truth(x):
    """Say whether an array of one number is true."""
    return bool(known(x).data[0])
