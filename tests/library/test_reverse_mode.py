"""Reverse mode on cases derived by hand."""

import math

import numpy as np
import pytest

from ordermatters.reverse_mode import Entry, cos, exp, log, sin, tanh, vjp


def quadratic(x):
    return [2 * x[0] * x[1], x[2] ** 2]


AT = [2.0, 3.0, 2.0]


def test_a_one_hot_gives_a_row():
    value, pullback = vjp(quadratic, AT)
    assert value == [12.0, 4.0]
    assert pullback([1.0, 0.0]) == [6.0, 4.0, 0.0]
    assert pullback([0.0, 1.0]) == [0.0, 0.0, 4.0]


def test_any_weights_give_a_combination_of_rows_any_number_of_times():
    _, pullback = vjp(quadratic, AT)
    for _ in range(3):
        assert pullback([10.0, 100.0]) == [60.0, 40.0, 400.0]
    assert pullback((0, 0)) == [0, 0, 0]


@pytest.mark.parametrize(
    ("f", "row"),
    [
        (lambda x, y: x + y, (1.0, 1.0)),
        (lambda x, y: 5 + x - y, (1.0, -1.0)),
        (lambda x, y: x * y, (3.0, 2.0)),
        (lambda x, y: x / y, (1 / 3, -2 / 9)),
        (lambda x, y: 6 / x / y, (-1 / 2, -1 / 3)),
        (lambda x, y: x**y, (12.0, 8 * math.log(2))),
        (lambda x, y: x**3 - 2**y, (12.0, -8 * math.log(2))),
        (lambda x, y: -x + +y, (-1.0, 1.0)),
        (lambda x, y: x * x * y + x, (13.0, 4.0)),
        (lambda x, y: y, (0.0, 1.0)),
        (lambda x, y: 4.0, (0.0, 0.0)),
        (lambda x, y: x if y > x else y, (1.0, 0.0)),
        (lambda x, y: sin(x) * cos(y), (math.cos(2) * math.cos(3), -math.sin(2) * math.sin(3))),
        (lambda x, y: exp(x * y) - log(y), (3 * math.exp(6), 2 * math.exp(6) - 1 / 3)),
        (lambda x, y: tanh(x) ** 0 * tanh(y), (0.0, 1 - math.tanh(3) ** 2)),
        (lambda x, y: np.float64(3) * x - y / np.float32(2), (3.0, -0.5)),
    ],
)
def test_rows_derived_by_hand(f, row):
    value, pullback = vjp(lambda x: f(*x), [2.0, 3.0])
    assert value == pytest.approx(f(2.0, 3.0), rel=1e-15)
    assert pullback(1.0) == pytest.approx(row, rel=1e-13)
    assert pullback(2) == pytest.approx([2 * slope for slope in row], rel=1e-13)
    assert not isinstance(value, Entry)


def test_outputs_may_be_inputs_constants_and_repeated():
    value, pullback = vjp(lambda x: (x[1], x[0], 5, x[1]), [3.0, 4.0])
    assert value == [4.0, 3.0, 5, 4.0]
    assert pullback([1.0, 10.0, 100.0, 1000.0]) == [10.0, 1001.0]


def test_what_no_output_depends_on_has_no_say():
    def f(x):
        x[0] ** 0.5  # its slope at 0 is infinite
        return x[0] * 3

    assert vjp(f, [0.0])[1](1.0) == [3.0]


def test_the_value_stays_when_f_changes_its_list_later():
    kept = []

    def f(x):
        kept.extend([x[0], x[0] * 2])
        return kept

    value, pullback = vjp(f, [3.0])
    kept.clear()
    assert value == [3.0, 6.0]
    assert pullback([1.0, 1.0]) == [3.0]


def test_whole_numbers_and_arrays_are_taken_too():
    value, pullback = vjp(quadratic, np.array([2, 3, 2]))
    assert value == [12, 4]
    assert pullback(np.array([1, 0])) == [6, 4, 0]


def test_a_hundred_thousand_steps():
    def f(x):
        y = x[0]
        for _ in range(100_000):
            y = y + x[1]
        return y

    value, pullback = vjp(f, [3.0, 1.0])
    assert value == 100_003.0
    assert pullback(1.0) == [1.0, 100_000.0]


@pytest.mark.parametrize(
    ("f", "u", "error", "text"),
    [
        (quadratic, [1.0], ValueError, "^u must have 2 numbers, not 1$"),
        (quadratic, [1.0, 0.0, 0.0], ValueError, "^u must have 2 numbers, not 3$"),
        (quadratic, 1.0, TypeError, "^u must be a list of numbers, not 1.0"),
        (quadratic, [1.0, True], TypeError, r"^u\[1\] must be a real number, not True"),
        (quadratic, [1.0, "1"], TypeError, r"^u\[1\] must be a real number, not '1'"),
        (lambda x: x[0], [1.0], TypeError, r"^u must be a real number, not \[1.0\]"),
        (lambda x: x[0], None, TypeError, "^u must be a real number, not None"),
        (lambda x: x[0], 1j, TypeError, "^u must be a real number, not 1j"),
    ],
)
def test_weights_must_have_the_shape_of_the_value(f, u, error, text):
    _, pullback = vjp(f, AT)
    with pytest.raises(error, match=text):
        pullback(u)


@pytest.mark.parametrize(
    ("f", "x", "text"),
    [
        (quadratic, 2.0, "^x must be a list of numbers, not 2.0"),
        (quadratic, [2.0, None, 2.0], r"^x\[1\] must be a real number, not None"),
        (quadratic, np.array([True, False, True]), r"^x\[0\] must be a real number, not True"),
        (lambda x: {"y": x[0]}, AT, r"^f\(x\) must be a real number, not "),
        (lambda x: [x[0], None], AT, r"^f\(x\)\[1\] must be a real number, not None"),
        (lambda x: np.array(1.0) > 0, AT, r"^f\(x\) must be a real number, not "),
    ],
)
def test_bad_input_is_named(f, x, text):
    with pytest.raises(TypeError, match=text):
        vjp(f, x)


def test_the_tape_holds_operands_and_slopes():
    tape = []
    x = Entry(3.0, tape)
    y = x * x + 1
    assert tape == [[], [(0, 3.0), (0, 3.0)], [(1, 1.0)]]
    assert repr(y) == "Entry(10.0, place=2)"
