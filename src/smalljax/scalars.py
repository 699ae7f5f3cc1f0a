"""Functions of single numbers, as floating-point arithmetic has them: where Python's raise, these give ±inf or nan."""

import math
from math import copysign, inf, isnan, nan


def careful(fallback, function, *numbers):
    """Call a function, and its fallback where it raises."""
    try:
        return function(*numbers)
    except (ArithmeticError, ValueError):
        return fallback(*numbers)


def not_a_number(*numbers):
    return nan


def divided(a, b):
    """Divide by zero."""
    return nan if a == 0 or isnan(a) else copysign(inf, a) * copysign(1.0, b)


def whole_divided(a, b):
    """Divide integers, towards zero; by zero, as JAX does on a processor: −1."""
    return -1 if b == 0 else abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)


def whole_remainder(a, b):
    return a if b == 0 else a - b * whole_divided(a, b)


def whole_power(a, b):
    return 0 if b < 0 and abs(a) != 1 else a**b if b >= 0 else (1 if b % 2 == 0 else a)


def power(a, b):
    """Raise where Python raises: a negative number to a fraction, zero to a negative power, or too large."""
    if a == 0:
        return copysign(inf, a) if b == int(b) and b % 2 else inf
    if a < 0 and b != math.floor(b):
        return nan
    return -inf if a < 0 and b % 2 else inf


def integer_power(y):
    return lambda x: inf if (x >= 0 and copysign(1, x) > 0) or y % 2 == 0 else -inf


def logarithm(x):
    return -inf if x == 0 else nan


def logarithm_beside_one(x):
    return -inf if x == -1 else nan


def infinite(x):
    """Overflow to the sign of x."""
    return copysign(inf, x)


def above_all(x):
    return inf


def artanh(x):
    return copysign(inf, x) if abs(x) == 1 else nan


def reciprocal_root(x):
    return 1.0 / math.sqrt(x)


def reciprocal_root_of_none(x):
    return copysign(inf, x) if x == 0 else nan


def logistic(x):
    return 1.0 / (1.0 + math.exp(-x)) if x > -700 else math.exp(x) if x == x else x


def sign(x):
    return x if x == 0 or x != x else copysign(1.0, x)


def whole_sign(x):
    return (x > 0) - (x < 0)


def cube_root(x):
    root = copysign(abs(x) ** (1 / 3), x)
    return root if not root or math.isinf(root) else root - (root * root * root - x) / (3 * root * root)


def rounded(x):
    return float(round(x))


def same(x):
    return x


def floor(x):
    return float(math.floor(x))


def ceil(x):
    return float(math.ceil(x))


def larger(a, b):
    return a if a >= b or a != a else b


def smaller(a, b):
    return a if a <= b or a != a else b


def remainder(a, b):
    return math.fmod(a, b)


def inverse_erf(x):
    """Invert the error function, by M. Giles's polynomials (*Approximating the erfinv function*, 2010), as XLA does."""
    w = -math.log1p(-x * x) if abs(x) < 1 else inf
    if w == inf:
        return copysign(inf, x) if abs(x) == 1 else nan
    w, series = (w - 2.5, _ERFINV_MIDDLE) if w < 5 else (math.sqrt(w) - 3, _ERFINV_TAIL)
    p = 0.0
    for c in series:
        p = p * w + c
    return p * x


_ERFINV_MIDDLE = (
    *(2.81022636e-08, 3.43273939e-07, -3.5233877e-06, -4.39150654e-06, 0.00021858087),
    *(-0.00125372503, -0.00417768164, 0.246640727, 1.50140941),
)
_ERFINV_TAIL = (
    *(-0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773),
    *(-0.0076224613, 0.00943887047, 1.00167406, 2.83297682),
)


def ranked(line):
    """List places in the order of their numbers, nan last, equal ones in the order in which they stand."""
    return sorted(range(len(line)), key=lambda i: (line[i] != line[i], line[i]))


def inverted(x):
    """Turn a bool round, or each bit of an integer."""
    return not x if isinstance(x, bool) else ~x
