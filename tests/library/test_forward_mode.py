"""Forward mode on cases derived by hand."""

import math

import numpy as np
import pytest
from at_length import sample

from ordermatters.forward_mode import Dual, cos, exp, jvp, log, sin, sqrt, tan, tanh


def quadratic(x):
    return [2 * x[0] * x[1], x[2] ** 2]


AT = [2.0, 3.0, 2.0]


@pytest.mark.parametrize(("column", "expected"), [(0, [6.0, 0.0]), (1, [4.0, 0.0]), (2, [0.0, 4.0])])
def test_a_one_hot_gives_a_column(column, expected):
    v = [float(i == column) for i in range(3)]
    assert jvp(quadratic, AT, v) == ([12.0, 4.0], expected)


def test_any_vector_gives_a_combination_of_columns():
    assert jvp(quadratic, AT, [1.0, 10.0, 100.0])[1] == [46.0, 400.0]
    assert jvp(quadratic, AT, [0.0, 0.0, 0.0])[1] == [0.0, 0.0]


@pytest.mark.parametrize(
    ("f", "slope"),
    [
        (lambda x: x + 5, 1.0),
        (lambda x: 5 + x, 1.0),
        (lambda x: x - 5, 1.0),
        (lambda x: 5 - x, -1.0),
        (lambda x: x * 5, 5.0),
        (lambda x: 5 * x, 5.0),
        (lambda x: x / 5, 0.2),
        (lambda x: 8 / x, -2.0),
        (lambda x: x**3, 12.0),
        (lambda x: x**0, 0.0),
        (lambda x: x**-1, -0.25),
        (lambda x: x**0.5, 0.5 / math.sqrt(2)),
        (lambda x: 3**x, 9 * math.log(3)),
        (lambda x: x**x, 4 * (math.log(2) + 1)),
        (lambda x: 0**x, 0.0),
        (lambda x: (-x) ** 3, -12.0),
        (lambda x: -x, -1.0),
        (lambda x: +x, 1.0),
        (lambda x: x - x, 0.0),
        (lambda x: x / x, 0.0),
        (lambda x: x * x * x, 12.0),
        (sin, math.cos(2)),
        (cos, -math.sin(2)),
        (exp, math.exp(2)),
        (log, 0.5),
        (tanh, 1 - math.tanh(2) ** 2),
        (tan, 1 / math.cos(2) ** 2),
        (sqrt, 0.5 / math.sqrt(2)),
        (abs, 1.0),
        (lambda x: abs(-x * x), 4.0),
        (lambda x: x % 1.5, 1.0),
        (lambda x: 7 % x, -3.0),
        (lambda x: (x * x) % x, 2.0),
        (lambda x: sin(x**2) * cos(x), 4 * math.cos(4) * math.cos(2) - math.sin(4) * math.sin(2)),
        (lambda x: x**2 if x > 0 else -x, 4.0),
        (lambda x: x**2 if x > 3 else -x, -1.0),
        (lambda x: max(x, 1.0), 1.0),
        (lambda x: (x > 1) * x, 1.0),
        (lambda x: sum([x, x, 1]), 2.0),
        (lambda x: np.float64(3) * x - np.float32(1), 3.0),
        (lambda x: 7.0, 0.0),
    ],
)
def test_slopes_derived_by_hand(f, slope):
    value, tangent = jvp(lambda x: f(x[0]), [2.0], [1.0])
    assert value == pytest.approx(f(2.0), rel=1e-15)
    assert tangent == pytest.approx(slope, rel=1e-14, abs=1e-15)
    assert not isinstance(value, Dual)


def test_corners_have_the_slopes_that_jax_gives_them():
    assert jvp(lambda x: abs(x[0]), [0.0], [1.0]) == (0.0, 1.0)
    assert jvp(lambda x: sqrt(x[0]), [0.0], [1.0]) == (0.0, math.inf)
    inner = jvp(lambda x: jvp(lambda y: (x[0] * 5) % y[0] * y[0], [3.0], [1.0])[1], [2.0], [1.0])
    assert inner == (-8.0, 5.0)  # 10 % 3 - 3·3, and how fast 10 moves with x


def test_negative_bases_take_whole_constant_exponents():
    assert jvp(lambda x: x[0] ** 3, [-2.0], [1.0]) == (-8.0, 12.0)
    assert jvp(lambda x: x[0] ** -2.0, [-2.0], [1.0]) == (0.25, 0.25)
    with pytest.raises(ValueError, match="no real number"):
        jvp(lambda x: x[0] ** 0.5, [-2.0], [1.0])


def test_outputs_take_the_shape_that_f_gives_them():
    assert jvp(lambda x: x[0], [3.0], [1.0]) == (3.0, 1.0)
    assert jvp(lambda x: [x[0]], [3.0], [1.0]) == ([3.0], [1.0])
    assert jvp(lambda x: (x[1], x[0], 5, x[1]), [3.0, 4.0], [1.0, 2.0]) == ([4.0, 3.0, 5, 4.0], [2.0, 1.0, 0.0, 2.0])
    assert jvp(lambda x: x, [3.0, 4.0], [1.0, 2.0]) == ([3.0, 4.0], [1.0, 2.0])


def test_whole_numbers_and_arrays_are_taken_too():
    assert jvp(quadratic, (2, 3, 2), np.array([1, 0, 0])) == ([12, 4], [6, 0])
    assert jvp(quadratic, np.array(AT), [1, 0, 0]) == ([12, 4], [6, 0])


def test_inputs_are_left_alone():
    x = [1.0, 2.0]
    jvp(lambda x: x.pop() * x.pop(), x, [1.0, 1.0])
    assert x == [1.0, 2.0]


def test_many_thousand_steps():
    steps = max(sample((20_000, 100_000), 0))

    def f(x):
        y = x[0]
        for _ in range(steps):
            y = y * 0.5 + 1.0
        return y

    assert jvp(f, [3.0], [1.0]) == (2.0, 0.5**steps)


@pytest.mark.parametrize(
    ("f", "x", "v", "error", "text"),
    [
        (quadratic, AT, [1.0, 0.0], ValueError, "^v must have 3 numbers, not 2$"),
        (quadratic, AT, 1.0, TypeError, "^v must be a list of numbers, not 1.0"),
        (quadratic, 2.0, [1.0], TypeError, "^x must be a list of numbers, not 2.0"),
        (quadratic, AT, [1.0, 0.0, True], TypeError, r"^v\[2\] must be a real number, not True"),
        (quadratic, [2.0, "3", 2.0], AT, TypeError, r"^x\[1\] must be a real number, not '3'"),
        (quadratic, [2.0, 3j, 2.0], AT, TypeError, r"^x\[1\] must be a real number, not 3j"),
        (quadratic, [[2.0, 3.0, 2.0]], [1.0], TypeError, r"^x\[0\] must be a real number, not \[2.0, 3.0, 2.0\]"),
        (lambda x: None, AT, AT, TypeError, r"^f\(x\) must be a real number, not None"),
        (lambda x: x[0] > 0, AT, AT, TypeError, r"^f\(x\) must be a real number, not True"),
        (lambda x: [x[0], "1"], AT, AT, TypeError, r"^f\(x\)\[1\] must be a real number, not '1'"),
        (lambda x: [x], AT, AT, TypeError, r"^f\(x\)\[0\] must be a real number"),
    ],
)
def test_bad_input_is_named(f, x, v, error, text):
    with pytest.raises(error, match=text):
        jvp(f, x, v)


def test_dual_numbers_made_by_hand():
    x, y = Dual(3.0, 1.0), Dual(2.0, 10.0)
    product = x * y + 1
    assert (product.value, product.tangent) == (7.0, 32.0)
    assert repr(x / y) == "Dual(1.5, -7.0)"
