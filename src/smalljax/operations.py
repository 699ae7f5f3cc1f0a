"""Operations entry by entry: the value of each, its slope, and what transposes it where it is linear.

A slope is a rule for each argument: from that argument's tangent `t`, the result `y` and the arguments to what the
argument adds to the result's tangent. The formulas are JAX's, so that the same operations are done and counted.
"""

import math
import operator

from smalljax import scalars as careful
from smalljax.arrays import scalar
from smalljax.core import add_any
from smalljax.dtypes import BOOL
from smalljax.entrywise import define, elementwise
from smalljax.joins import convert_element_type, select_n
from smalljax.moves import broadcast_in_dim


def constant(x, number):
    """Make a number of the kind of x."""
    return scalar(number, x.dtype, x.weak_type)


def convert(x, dtype, weak_type=False):
    """Turn numbers into another kind."""
    if x.dtype is dtype and x.weak_type == weak_type:
        return x
    return convert_element_type(x, new_dtype=dtype, weak_type=weak_type)


def where(mask, a, b):
    """Choose by a mask, single numbers spread to the common shape."""
    shape = max(mask.shape, a.shape, b.shape, key=len)
    spread = [
        x if x.shape == shape else broadcast_in_dim(x, shape=shape, broadcast_dimensions=()) for x in (mask, b, a)
    ]
    return select_n(*spread)


def nonzero(x):
    """Put 1 in place of 0."""
    return where(eq(x, constant(x, 0)), constant(x, 1), x)


define(add_any, "add", transpose=[lambda ct, a, b: ct] * 2, slopes=[lambda t, y, a, b: t] * 2)
add = elementwise("add", "add", *[lambda t, y, a, b: t] * 2, whole=operator.add, transpose=[lambda ct, a, b: ct] * 2)
sub = elementwise(
    "sub",
    "subtract",
    lambda t, y, a, b: t,
    lambda t, y, a, b: neg(t),
    whole=operator.sub,
    transpose=[lambda ct, a, b: ct, lambda ct, a, b: neg(ct)],
)
mul = elementwise(
    "mul",
    "multiply",
    lambda t, y, a, b: mul(t, b),
    lambda t, y, a, b: mul(a, t),
    whole=operator.mul,
    transpose=[lambda ct, a, b: mul(ct, b), lambda ct, a, b: mul(a, ct)],
)
div = elementwise(
    "div",
    "divide",
    lambda t, y, a, b: div(t, b),
    lambda t, y, a, b: mul(mul(neg(t), a), integer_pow(b, y=-2)),
    careful=careful.divided,
    whole=careful.whole_divided,
    transpose=[lambda ct, a, b: div(ct, b), None],
)
neg = elementwise("neg", operator.neg, lambda t, y, x: neg(t), transpose=[lambda ct, x: neg(ct)])


def _power_slope(t, y, a, k):
    a, whole, k = convert(a, a.dtype), k.dtype.kind != "f", convert(k, a.dtype)
    if not whole:
        return mul(t, mul(k, pow_(a, sub(k, constant(k, 1)))))
    return mul(t, where(eq(k, constant(k, 0)), constant(k, 0), mul(nonzero(k), pow_(a, sub(k, constant(k, 1))))))


def _integer_power_slope(t, _, x, y):
    slope = x if y == 2 else integer_pow(x, y=y - 1)
    return t if y == 1 else mul(t, mul(constant(x, y), slope))


pow_ = elementwise(
    "pow",
    math.pow,
    _power_slope,
    lambda t, y, a, k: convert(mul(t, mul(log(nonzero(a)), y)), k.dtype),
    careful=careful.power,
    whole=careful.whole_power,
)
integer_pow = elementwise("integer_pow", "power", _integer_power_slope, careful=careful.integer_power)
square = elementwise("square", "square", lambda t, y, x: mul(t, mul(constant(x, 2), x)), whole=lambda x: x * x)


def _equal_share(x, y, z):
    """Say which part of a slope of y = max(x, z) goes to x: all, none, or half where the two are equal."""
    taken = where(eq(x, y), constant(x, 1), constant(x, 0))
    return div(taken, where(eq(y, z), constant(x, 2), constant(x, 1)))


_shares = [lambda t, y, a, b: mul(t, _equal_share(a, y, b)), lambda t, y, a, b: mul(t, _equal_share(b, y, a))]
max_ = elementwise("max", careful.larger, *_shares)
min_ = elementwise("min", careful.smaller, *_shares)
rem = elementwise(
    "rem",
    math.fmod,
    lambda t, y, a, b: t,
    lambda t, y, a, b: mul(neg(t), mul(sign(div(a, b)), floor(abs_(div(a, b))))),
    careful=careful.not_a_number,
    whole=careful.whole_remainder,
    transpose=[lambda ct, a, b: ct, None],
)

sin = elementwise("sin", math.sin, lambda t, y, x: mul(t, cos(x)), careful=careful.not_a_number)
cos = elementwise("cos", math.cos, lambda t, y, x: neg(mul(t, sin(x))), careful=careful.not_a_number)
tan = elementwise("tan", math.tan, lambda t, y, x: mul(t, add(constant(x, 1), square(y))), careful=careful.not_a_number)
asin = elementwise(
    "asin",
    math.asin,
    lambda t, y, x: mul(t, rsqrt(sub(constant(x, 1), square(x)))),
    careful=careful.not_a_number,
)
acos = elementwise(
    "acos",
    math.acos,
    lambda t, y, x: mul(t, neg(rsqrt(sub(constant(x, 1), square(x))))),
    careful=careful.not_a_number,
)
atan = elementwise("atan", math.atan, lambda t, y, x: div(t, add(constant(x, 1), square(x))))
atan2 = elementwise(
    "atan2",
    math.atan2,
    lambda t, y, a, b: mul(t, div(b, add(square(a), square(b)))),
    lambda t, y, a, b: mul(t, div(neg(a), add(square(a), square(b)))),
)
sinh = elementwise("sinh", math.sinh, lambda t, y, x: mul(t, cosh(x)), careful=careful.infinite)
cosh = elementwise("cosh", math.cosh, lambda t, y, x: mul(t, sinh(x)), careful=careful.above_all)
tanh = elementwise("tanh", math.tanh, lambda t, y, x: mul(add(t, mul(t, y)), sub(constant(x, 1), y)))
asinh = elementwise("asinh", math.asinh, lambda t, y, x: mul(t, rsqrt(add(square(x), constant(x, 1)))))
acosh = elementwise(
    "acosh",
    math.acosh,
    lambda t, y, x: mul(t, rsqrt(sub(square(x), constant(x, 1)))),
    careful=careful.not_a_number,
)
atanh = elementwise(
    "atanh",
    math.atanh,
    lambda t, y, x: mul(integer_pow(add(constant(x, 1), x), y=-1), div(t, sub(constant(x, 1), x))),
    careful=careful.artanh,
)
exp = elementwise("exp", math.exp, lambda t, y, x: mul(t, y), careful=careful.above_all)
exp2 = elementwise("exp2", lambda x: 2.0**x, lambda t, y, x: mul(log(constant(x, 2)), mul(t, y)))
expm1 = elementwise("expm1", math.expm1, lambda t, y, x: mul(t, add(y, constant(y, 1))), careful=careful.above_all)
log = elementwise("log", math.log, lambda t, y, x: div(t, x), careful=careful.logarithm)
log1p = elementwise(
    "log1p", math.log1p, lambda t, y, x: div(t, add(x, constant(x, 1))), careful=careful.logarithm_beside_one
)
logistic = elementwise(
    "logistic", careful.logistic, lambda t, y, x: mul(t, mul(y, sub(constant(y, 1), y))), careful=careful.above_all
)
sqrt = elementwise("sqrt", math.sqrt, lambda t, y, x: mul(t, div(constant(x, 0.5), y)), careful=careful.not_a_number)
rsqrt = elementwise(
    "rsqrt",
    careful.reciprocal_root,
    lambda t, y, x: mul(t, mul(constant(x, -0.5), div(y, x))),
    careful=careful.reciprocal_root_of_none,
)
cbrt = elementwise("cbrt", careful.cube_root, lambda t, y, x: mul(t, mul(constant(x, 1 / 3), integer_pow(y, y=-2))))
abs_ = elementwise("abs", abs, lambda t, y, x: where(ge(x, constant(x, 0)), t, neg(t)))
erf = elementwise("erf", math.erf, lambda t, y, x: mul(constant(x, 2 / math.pi**0.5), mul(t, exp(neg(square(x))))))
erf_inv = elementwise(
    "erf_inv", careful.inverse_erf, lambda t, y, x: mul(constant(x, math.pi**0.5 / 2), mul(t, exp(square(y))))
)

sign = elementwise("sign", careful.sign, whole=careful.whole_sign)
floor = elementwise("floor", careful.floor, careful=careful.same)
ceil = elementwise("ceil", careful.ceil, careful=careful.same)
round_ = elementwise("round", careful.rounded, careful=careful.same)
is_finite = elementwise("is_finite", math.isfinite, kind=BOOL)
eq, ne, lt, le, gt, ge = (
    elementwise(name, getattr(operator, name), kind=BOOL) for name in ("eq", "ne", "lt", "le", "gt", "ge")
)
and_, or_, xor = (
    elementwise(name, function)
    for name, function in (("and", operator.and_), ("or", operator.or_), ("xor", operator.xor))
)
not_ = elementwise("not", careful.inverted)
shift_left = elementwise("shift_left", operator.lshift)
shift_right = elementwise("shift_right_arithmetic", operator.rshift)
stop_gradient = elementwise("stop_gradient", careful.same)
