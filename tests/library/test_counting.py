"""Products and counts, against NumPy, against a count taken by hand and against numbers that count themselves."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from ordermatters.counting import OpCount, counted_matmul, matmul_cost

SHAPES = list(product([1, 2, 3, 7], repeat=3))


class Tallied(complex):
    """A number that reports each multiplication and addition it takes part in."""

    done: tuple[list[str], list[str]] = ([], [])

    def __mul__(self, other):
        self.done[0].append("×")
        return Tallied(complex(self) * complex(other))

    def __add__(self, other):
        self.done[1].append("+")
        return Tallied(complex(self) + complex(other))

    __radd__ = __add__


def test_counts_add_up():
    assert OpCount(3, 2) + OpCount(10, 20) == (13, 22)
    assert OpCount(3, 2).total == 5
    assert sum([OpCount(3, 2)] * 4, OpCount(0, 0)) == (12, 8)
    assert isinstance(OpCount(3, 2) + OpCount(0, 0), OpCount)
    assert OpCount(3, 2) * 4 == 4 * OpCount(3, 2) == (12, 8)


@pytest.mark.parametrize("other", [3, (1, 2), None])
def test_counts_add_to_counts_only(other):
    with pytest.raises(TypeError, match="cannot add"):
        OpCount(3, 2) + other


def test_counts_are_repeated_whole_times_only():
    with pytest.raises(TypeError, match="factor of an OpCount must be an integer"):
        OpCount(3, 2) * 1.5


def test_costs_counted_by_hand():
    assert matmul_cost(2, 3, 4) == (24, 16)
    assert matmul_cost(1, 1, 1) == (1, 0)
    assert matmul_cost(5, 1, 6) == (30, 0)
    assert matmul_cost(1, 5, 1) == (5, 4)


def test_costs_are_exact_at_any_size():
    large = 10**30
    assert matmul_cost(large, large, large) == (10**90, 10**90 - 10**60)
    assert matmul_cost(np.int8(100), np.int32(10**9), np.int64(10**18)) == (10**29, 10**20 * (10**9 - 1))


@pytest.mark.parametrize("position", range(3))
@pytest.mark.parametrize(("bad", "error"), [(0, ValueError), (-2, ValueError), (2.0, TypeError), (True, TypeError)])
def test_costs_name_the_size_that_cannot_be(position, bad, error):
    sizes = [2, 3, 4]
    sizes[position] = bad
    with pytest.raises(error, match=f"^{'mnp'[position]} must be .*{bad}"):
        matmul_cost(*sizes)


@pytest.mark.parametrize("shape", SHAPES)
def test_product_is_numpys_and_count_is_the_formulas(shape):
    m, n, p = shape
    random = np.random.default_rng(shape)
    a, b = random.standard_normal((m, n)), random.standard_normal((n, p))
    result, count = counted_matmul(a, b)
    np.testing.assert_allclose(result, np.matmul(a, b), rtol=1e-12, atol=1e-12)
    assert np.shape(result) == (m, p)
    assert count == matmul_cost(m, n, p) == (m * p * n, m * p * (n - 1))


@pytest.mark.parametrize("shape", SHAPES)
def test_count_is_what_the_numbers_went_through(shape):
    m, n, p = shape
    for done in Tallied.done:
        done.clear()
    _, count = counted_matmul([[Tallied(i + k) for k in range(n)] for i in range(m)], [[2j] * p] * n)
    assert count == tuple(map(len, Tallied.done))


def test_whole_numbers_stay_exact():
    assert counted_matmul([[10**30, 1]], [[10**30], [1]])[0] == [[10**60 + 1]]
    assert counted_matmul(np.array([[2**62]]), np.array([[4]]))[0] == [[2**64]]
    assert counted_matmul([[np.int64(2**62)]], [[np.int8(4)]])[0] == [[2**64]]


FORMS = [
    lambda rows: rows,
    lambda rows: tuple(map(tuple, rows)),
    np.array,
    lambda rows: np.array(rows, dtype=np.uint8),
    lambda rows: np.asfortranarray(np.array(rows, dtype=np.float16)),
    lambda rows: np.array(rows).repeat(2, axis=1)[:, ::2],
    lambda rows: [np.array(row) for row in rows],
    lambda rows: [[np.float32(entry) for entry in row] for row in rows],
    jnp.array,
    lambda rows: jnp.array(rows, dtype=jnp.bfloat16),
    lambda rows: [[jnp.float32(entry) for entry in row] for row in rows],
    lambda rows: [[Fraction(entry) for entry in row] for row in rows],
    lambda rows: [[complex(entry) for entry in row] for row in rows],
]


@pytest.mark.parametrize(
    ("form_of_a", "form_of_b"), [*((form, list) for form in FORMS), *((list, form) for form in FORMS)]
)
def test_lists_tuples_and_arrays_are_taken_alike(form_of_a, form_of_b):
    result, count = counted_matmul(form_of_a([[1, 2, 3], [4, 5, 6]]), form_of_b([[1, 2], [3, 4], [5, 6]]))
    assert result == [[22, 28], [49, 64]]
    assert count == (12, 8)
    assert isinstance(result, list)
    assert all(isinstance(row, list) for row in result)


def test_inputs_are_left_alone():
    a = [[1, 2], [3, 4]]
    counted_matmul(a, a)
    assert a == [[1, 2], [3, 4]]


def test_complex_numbers_nan_and_infinity_are_multiplied_as_they_are():
    assert counted_matmul([[1j, 2]], [[1j], [3]])[0] == [[5 + 0j]]
    inf, nan = float("inf"), float("nan")
    a, b = np.array([[inf, 1.0], [nan, 1.0], [inf, -inf]]), np.array([[2.0, 0.0], [3.0, 1.0]])
    with np.errstate(invalid="ignore"):
        np.testing.assert_array_equal(counted_matmul(a, b)[0], [[inf, nan], [nan, nan], [nan, nan]])


def ones(*shape, **options):
    return np.ones(shape, **options)


def holds_itself():
    rows = []
    rows.append(rows)
    return rows


NO_MATRICES = [
    ([[1, 2], [3]], TypeError, r"is ragged: \w\[0\] has 2 entries, \w\[1\] has 1"),
    ([[1], [2, 3]], TypeError, r"is ragged: \w\[0\] has 1 entries, \w\[1\] has 2"),
    ([[1], []], TypeError, r"is ragged: \w\[0\] has 1 entries, \w\[1\] has 0"),
    ([[1], 2], TypeError, r"\[1\] must be a row of numbers like \w\[0\], not 2"),
    ([], ValueError, r"\(0,\)"),
    ([[]], ValueError, r"\(1, 0\)"),
    (np.zeros((0, 3)), ValueError, r"\(0, 3\)"),
    (np.zeros((3, 0)), ValueError, r"\(3, 0\)"),
    ([1, 2, 3], TypeError, r"two dimensions.*\(3,\)"),
    (ones(3), TypeError, r"two dimensions.*\(3,\)"),
    (jnp.ones(3), TypeError, r"two dimensions.*\(3,\)"),
    ([[[1, 2]]], TypeError, r"two dimensions.*\(1, 1, 2\)"),
    (ones(2, 3, 4), TypeError, r"two dimensions.*\(2, 3, 4\)"),
    ([ones(2, 3)], TypeError, r"two dimensions.*\(1, 2, 3\)"),
    (holds_itself(), TypeError, r"two dimensions"),
    (3.0, TypeError, "3.0"),
    (np.float64(3), TypeError, "3.0"),
    (jnp.float32(3), TypeError, "3.0"),
    (None, TypeError, "None"),
    ("12", TypeError, "'12'"),
    (["12", "34"], TypeError, r"two dimensions.*\(2,\)"),
    ({1: 2}, TypeError, "dict"),
    (list, TypeError, "list"),
    ([["1"]], TypeError, r"\[0\]\[0\] must be a real or complex number, not '1'"),
    ([[1.0, None]], TypeError, r"\[0\]\[1\] must be a real or complex number, not None"),
    ([[1.0], [True]], TypeError, r"\[1\]\[0\] must be a real or complex number, not True"),
    ([[np.True_]], TypeError, r"\[0\]\[0\] must be a real or complex number"),
    ([[Decimal(1)]], TypeError, r"\[0\]\[0\] must be a real or complex number"),
    ([[1, [2]]], TypeError, r"\[0\]\[1\] must be a real or complex number"),
    (ones(2, 2, dtype=bool), TypeError, r"\[0\]\[0\] must be a real or complex number, not True"),
    (jnp.ones((2, 2), dtype=bool), TypeError, r"\[0\]\[0\] must be a real or complex number, not True"),
    (ones(2, 2, dtype=object), TypeError, r"an array of Python objects of shape \(2, 2\)"),
    (np.array([["1"]]), TypeError, r"\[0\]\[0\] must be a real or complex number, not '1'"),
]


@pytest.mark.parametrize("name", ["a", "b"])
@pytest.mark.parametrize(("bad", "error", "text"), NO_MATRICES)
def test_what_is_no_matrix_is_named(name, bad, error, text):
    arguments = {"a": [[1.0]], "b": [[1.0]], name: bad}
    with pytest.raises(error, match=rf"^{name}\b.*{text}"):
        counted_matmul(**arguments)


def test_traced_arrays_have_no_values_to_multiply():
    def traced(x):
        for matrix in (x, [[x[0, 0]]], [x[0]]):
            with pytest.raises(TypeError, match=r"^b.* has no values yet, JAX is still tracing it"):
                counted_matmul([[1.0]], matrix)
        return x

    jax.jit(traced)(jnp.ones((1, 1)))


@pytest.mark.parametrize("form", [np.ones, jnp.ones, lambda shape: np.ones(shape).tolist()])
def test_sizes_that_do_not_meet_are_named(form):
    with pytest.raises(ValueError, match=r"^cannot multiply \(2, 3\) by \(4, 5\): inner sizes 3 and 4 differ$"):
        counted_matmul(form((2, 3)), form((4, 5)))
