"""What routines cost, against the textbooks' algorithms written out, and against JAX where it can do the counting."""

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax import lax

from ordermatters.counting import OpCount
from ordermatters.operations import operation_count, operation_report


def zeros(*shape, dtype="float32"):
    return jax.ShapeDtypeStruct(shape, dtype)


def routine(name, f, *args):
    return operation_report(f, *args).routines[name]


def lu_counted(m, n):
    """Eliminate, entry by entry."""
    multiplications = additions = 0
    for k in range(min(m, n)):
        for _ in range(k + 1, m):
            multiplications += 1  # by the pivot
            for _ in range(k + 1, n):
                multiplications, additions = multiplications + 1, additions + 1
    return OpCount(multiplications, additions)


def cholesky_counted(n):
    """Make each entry of the factor from those before it."""
    multiplications = additions = 0
    for j in range(n):
        for i in range(j, n):
            multiplications, additions = multiplications + j, additions + j
            multiplications += i > j  # by the diagonal
    return OpCount(multiplications, additions)


def fft_counted(n):
    """Two halves, and a butterfly for each pair: a product of complex numbers, and two sums."""
    if n == 1:
        return OpCount(0, 0)
    return 2 * fft_counted(n // 2) + n // 2 * (OpCount(4, 2) + OpCount(0, 2 + 2))


@pytest.mark.parametrize(("m", "n"), [(1, 1), (2, 2), (5, 5), (3, 7), (7, 3), (1, 4), (4, 1)])
def test_lu(m, n):
    assert routine("lu", lax.linalg.lu, zeros(m, n)) == lu_counted(m, n)
    assert routine("lu", jax.vmap(lax.linalg.lu), zeros(6, m, n)) == 6 * lu_counted(m, n)


@pytest.mark.parametrize("n", [1, 2, 3, 8])
def test_cholesky(n):
    report = operation_report(jax.vmap(lax.linalg.cholesky), zeros(4, n, n))
    assert report.routines == {"cholesky": 4 * cholesky_counted(n)}
    assert report.uncounted["sqrt (in cholesky)"] == 4 * n


@pytest.mark.parametrize("left_side", [True, False])
@pytest.mark.parametrize(("n", "p"), [(1, 1), (2, 3), (5, 1), (4, 4)])
def test_triangular_solve(n, p, left_side):
    def solve(a, b, unit):
        return lax.linalg.triangular_solve(a, b, left_side=left_side, lower=True, unit_diagonal=unit)

    products = n * (n - 1) // 2
    shapes = zeros(n, n), zeros(n, p) if left_side else zeros(p, n)
    assert operation_count(lambda a, b: solve(a, b, False), *shapes) == p * OpCount(products + n, products)
    assert operation_count(lambda a, b: solve(a, b, True), *shapes) == p * OpCount(products, products)


def test_a_system_is_factored_and_solved_twice():
    report = operation_report(jnp.linalg.solve, zeros(6, 6), zeros(6, 2))
    assert report.routines == {"lu": lu_counted(6, 6), "triangular_solve": 2 * OpCount(15 + 15 + 6, 15 + 15)}
    assert report.total == report.routines["lu"] + report.routines["triangular_solve"]


@pytest.mark.parametrize("n", [1, 2, 8, 64])
def test_fft(n):
    z, counted = zeros(3, n, dtype="complex64"), 3 * fft_counted(n)
    assert counted.total == 3 * 5 * n * (n.bit_length() - 1)
    assert operation_count(jnp.fft.fft, z) == operation_count(jnp.fft.rfft, zeros(3, n)) == counted
    assert operation_count(jnp.fft.ifft, z) == counted + OpCount(2 * 3 * n, 0)
    assert routine("fft", lambda z: jnp.fft.irfft(z, n), zeros(3, n // 2 + 1, dtype="complex64")) == counted + OpCount(
        3 * n, 0
    )


def test_fft_of_two_axes_takes_turns():
    rows_then_columns = 4 * fft_counted(8) + 8 * fft_counted(4)
    assert routine("fft", jnp.fft.fft2, zeros(4, 8, dtype="complex64")) == rows_then_columns
    assert routine("fft", jnp.fft.rfft2, zeros(5, 4, 8)) == 5 * rows_then_columns


def test_what_a_textbook_does_not_count_is_named():
    report = operation_report(jnp.fft.fft2, zeros(3, 8, dtype="complex64"))
    assert (report.routines, report.uncounted) == ({}, {"fft of 3×8 numbers": 24})
    report = operation_report(lax.linalg.lu, zeros(3, 3, dtype="complex64"))
    assert (report.routines, report.uncounted) == ({}, {"lu of complex numbers": 9 + 3 + 3})
    report = operation_report(lambda x: lax.conv(x, x, (1, 1), "SAME"), zeros(1, 1, 3, 2, dtype="int32"))
    assert (report.routines, report.uncounted) == ({}, {"conv_general_dilated of integers": 6})


CONVOLUTIONS = [
    {"window_strides": (1, 1), "padding": "VALID"},
    {"window_strides": (1, 2), "padding": "SAME"},
    {"window_strides": (2, 3), "padding": ((0, 4), (5, -1)), "rhs_dilation": (2, 1)},
    {"window_strides": (1, 2), "padding": ((2, 1), (-1, 2)), "lhs_dilation": (3, 2)},
    {"window_strides": (1, 1), "padding": "SAME", "feature_group_count": 2},
    {"window_strides": (2, 1), "padding": "VALID", "batch_group_count": 2},
    {"window_strides": (1, 1), "padding": "SAME", "dimension_numbers": ("HWCN", "OIHW", "NHWC")},
]


@pytest.mark.parametrize("options", CONVOLUTIONS)
def test_a_convolution_of_ones_counts_its_own_products(options):
    layout = options.get("dimension_numbers", ("NCHW", "OIHW", "NCHW"))[0]
    sizes = {"N": 2, "C": 4, "H": 7, "W": 6}
    channels = 4 // options.get("feature_group_count", 1)
    image, kernel = np.ones([sizes[axis] for axis in layout], "float32"), np.ones((6, channels, 3, 2), "float32")

    def convolved(image, kernel):
        return lax.conv_general_dilated(image, kernel, **options)

    made = np.asarray(convolved(image, kernel))  # each entry says how many ones it is the sum of
    products = int(made.sum())
    assert operation_count(convolved, image, kernel) == OpCount(products, products - np.count_nonzero(made))
    for one, x in ((partial(convolved, kernel=kernel), image), (partial(convolved, image), kernel)):
        assert routine("conv_general_dilated", jax.linear_transpose(one, x), made).multiplications == products


@pytest.mark.parametrize(
    ("window", "strides", "padding"),
    [((2, 2), (1, 1), "VALID"), ((3, 2), (2, 1), "SAME"), ((1, 4), (1, 3), ((0, 0), (5, 2)))],
)
def test_a_sum_over_windows_of_ones_counts_its_own_additions(window, strides, padding):
    def summed(x):
        return lax.reduce_window(x, 0.0, lax.add, window, strides, padding)

    made = np.asarray(summed(np.ones((5, 6), "float32")))
    assert operation_count(summed, zeros(5, 6)) == OpCount(0, int(made.sum()) - np.count_nonzero(made))


def test_sizes_beyond_any_memory_count_exactly():
    n = 10**9
    assert operation_count(lax.linalg.lu, zeros(n, n)) == OpCount((n**3 - n) // 3, n * (n - 1) * (2 * n - 1) // 6)
    assert routine("cholesky", lax.linalg.cholesky, zeros(n, n)).total == (n**3 - n) // 3 + n * (n - 1) // 2


def test_routines_stand_in_the_report():
    lines = str(operation_report(lambda a, b: jnp.linalg.solve(a, b) * 2.0, zeros(2, 2), zeros(2))).splitlines()
    assert [line.split() for line in lines[1:-1]] == [
        ["lu", "2", "1"],
        ["triangular_solve", "4", "2"],
        ["elementwise", "2", "0"],
        ["total", "8", "3"],
    ]
    assert "routines" not in lines[-1]
