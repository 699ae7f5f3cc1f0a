"""Each operation's value and partial derivatives, against Python's own functions and against differences."""

import math
from fractions import Fraction

import numpy as np
import pytest

from ordermatters.elementary import (
    absolute,
    add,
    cos,
    divide,
    exp,
    log,
    modulo,
    multiply,
    negative,
    power,
    sin,
    sqrt,
    subtract,
    tan,
    tanh,
    with_partials,
)

FUNCTIONS = {
    sin: math.sin,
    cos: math.cos,
    exp: math.exp,
    log: math.log,
    tanh: math.tanh,
    sqrt: math.sqrt,
    tan: math.tan,
    absolute: abs,
}
ARITHMETIC = [add, subtract, multiply, divide, power, modulo]


@pytest.mark.parametrize("x", [0.5, 3, Fraction(1, 3), np.float64(0.7), np.float32(2), np.int64(4)])
@pytest.mark.parametrize("function", FUNCTIONS)
def test_plain_numbers_give_what_python_gives(function, x):
    assert function(x) == FUNCTIONS[function](x)


def slope_by_differences(operation, operands, i, step=1e-6):
    ahead, behind = list(operands), list(operands)
    ahead[i] += step
    behind[i] -= step
    return (operation(*ahead) - operation(*behind)) / (2 * step)


@pytest.mark.parametrize("operation", [*FUNCTIONS, negative])
@pytest.mark.parametrize("x", [0.3, 1.0, 2.7])
def test_slopes_of_one_operand(operation, x):
    assert operation.partials[0](x) == pytest.approx(slope_by_differences(operation, [x], 0), rel=1e-8)


@pytest.mark.parametrize("operation", ARITHMETIC)
@pytest.mark.parametrize("operands", [(0.3, 1.7), (2.5, -1.5), (1.0, 1.25)])
@pytest.mark.parametrize("i", [0, 1])
def test_slopes_of_two_operands(operation, operands, i):
    expected = slope_by_differences(operation, operands, i)
    assert operation.partials[i](*operands) == pytest.approx(expected, rel=1e-8, abs=1e-8)


@pytest.mark.parametrize(
    ("x", "y", "by_base", "by_exponent"),
    [
        (-2.0, 3, 12.0, math.nan),
        (-2.0, 2.0, -4.0, math.nan),
        (-2.0, -1, -0.25, math.nan),
        (3.0, 0, 0.0, math.log(3)),
        (0.0, 0, 0.0, 0.0),
        (0.0, 1, 1.0, 0.0),
        (0.0, 2, 0.0, 0.0),
        (0.0, 0.5, math.inf, 0.0),
        (1e-320, 0, 0.0, math.log(1e-320)),
    ],
)
def test_slopes_of_powers_at_the_edges(x, y, by_base, by_exponent):
    assert power.partials[0](x, y) == pytest.approx(by_base, nan_ok=True)
    assert power.partials[1](x, y) == pytest.approx(by_exponent, nan_ok=True)


@pytest.mark.parametrize(
    ("attempt", "error", "text"),
    [
        (lambda: log(-1.0), ValueError, r"^log\(-1.0\): "),
        (lambda: log(0), ValueError, r"^log\(0\): "),
        (lambda: exp(1000.0), OverflowError, r"^exp\(1000.0\): "),
        (lambda: sin(math.inf), ValueError, r"^sin\(inf\): "),
        (lambda: power(-8.0, 1 / 3), ValueError, r"^-8.0 \*\* 0.333\d* is no real number"),
        (lambda: power(0.0, -1), ZeroDivisionError, "negative power"),
        (lambda: divide(1.0, 0.0), ZeroDivisionError, "division"),
        (lambda: sqrt(-1.0), ValueError, r"^sqrt\(-1.0\): "),
        (lambda: modulo(1.0, 0.0), ZeroDivisionError, "modulo"),
        (lambda: sin("0"), TypeError, "real number"),
        (lambda: cos(1j), TypeError, "real number|complex"),
        (lambda: exp(None), TypeError, "real number"),
    ],
)
def test_where_there_is_no_value_the_error_says_so(attempt, error, text):
    with pytest.raises(error, match=text):
        attempt()


def test_infinities_and_nan_pass_where_python_lets_them():
    assert exp(-math.inf) == 0.0
    assert tanh(math.inf) == 1.0
    assert math.isnan(sin(math.nan))


def test_an_operation_keeps_the_name_and_text_of_its_function():
    @with_partials(lambda x: 2 * x)
    def square(x):
        """Multiply a number by itself."""
        return x * x

    assert square.__name__ == "square"
    assert square.__doc__ == "Multiply a number by itself."
    assert (square(3), square.partials[0](3)) == (9, 6)
