"""Functions of `jax.numpy` entry by entry."""

import math

from smalljax import dtypes, operations as op
from smalljax.arrays import scalar
from smalljax.refusals import public
from smalljax.values import aligned, asarray, broadcast_shapes, broadcast_to, checked, convert, known, promoted


def not_text(name, *args):
    """Refuse lists and text, which JAX's functions don't convert.

    Raises:
        TypeError: a list, a tuple, text or None.
    """
    for i, x in enumerate(args):
        if isinstance(x, (list, tuple, str, dict, set)) or x is None:
            raise TypeError(f"{name} requires ndarray or scalar arguments, got {type(x)} at position {i}.")


def floating(name, primitive):
    """Make a function of floating-point numbers; whole numbers are turned into such."""

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


def _logarithm(name, base):
    """Make a logarithm to a base: the natural one, divided."""

    def function(x, /):
        not_text(name, x)
        [x] = promoted(x, floating=True)
        return op.div(op.log(x), scalar(math.log(base), x.dtype))

    function.__name__, function.__doc__ = name, f"Compute {name}, entry by entry."
    return public("jnp")(function)


log2, log10 = _logarithm("log2", 2), _logarithm("log10", 10)


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
    quotient = op.div(op.sub(a, rest), b)
    below = op.and_(*aligned(op.ne(rest, zero), op.ne(op.sign(b), op.sign(rest))))
    rounded = op.round_(op.where(below, op.sub(quotient, one), quotient))
    return op.where(op.eq(b, zero), op.div(a, b), rounded)


@public("jnp")
def remainder(x1, x2, /):
    """Give what is left of a division that rounds down: of the divisor's sign."""
    not_text("remainder", x1, x2)
    a, b = aligned(*promoted(x1, x2))
    zero = op.constant(a, 0)
    rest = op.rem(a, b)
    wrong = op.and_(*aligned(op.ne(op.lt(rest, zero), op.lt(b, zero)), op.ne(rest, zero)))
    return op.where(wrong, op.add(rest, b), rest)


mod = remainder
fmod = binary("fmod", op.rem)


def rounding(name, primitive):
    """Make a function that rounds; whole numbers are whole."""

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


def _logical(name, primitive):
    def function(*args):
        not_text(name, *args)
        bools = [convert(asarray(x), dtypes.BOOL) if asarray(x).dtype.kind == "b" else not_zero(x) for x in args]
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
    return op.is_finite(x) if x.dtype.kind == "f" else op.eq(x, x)


@public("jnp")
def isnan(x, /):
    """Say which are nan."""
    x = asarray(x)
    return op.ne(x, x)


@public("jnp")
def isinf(x, /):
    """Say which are infinite."""
    x = asarray(x)
    return op.eq(abs(x), op.constant(x, math.inf)) if x.dtype.kind == "f" else op.ne(x, x)


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
    return op.add(op.max_(a, b), op.log1p(op.exp(op.neg(op.abs_(op.sub(a, b))))))


def truth(x):
    """Say whether an array of one number is true."""
    return bool(known(x).data[0])


