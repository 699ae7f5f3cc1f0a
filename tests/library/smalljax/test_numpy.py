"""The stand-in for NumPy, and how arrays are written: held against NumPy."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smalljax import np as small
from smalljax import printing

NUMBERS = st.floats(width=64) | st.sampled_from([0.1, 1e-5, 1e8, 123456.75, -0.0, 1e300, 3.0, 2.5e-7])


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(st.lists(NUMBERS, min_size=1, max_size=12), st.sampled_from(["float64", "float32"]))
def test_floating_point_arrays_are_written_alike(numbers, kind):
    with np.errstate(over="ignore"):
        real = np.array(numbers).astype(kind)
    numbers = real.tolist()
    itemsize = real.dtype.itemsize
    assert printing.text(numbers, (len(numbers),), "f", itemsize) == str(real)
    assert [printing.scalar(x, itemsize) for x in numbers] == [str(x) for x in real]


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(st.lists(st.integers(-(2**40), 2**40) | st.integers(-9, 9), min_size=1, max_size=30), st.integers(1, 4))
def test_arrays_of_whole_numbers_are_written_alike(numbers, columns):
    numbers = numbers[: len(numbers) // columns * columns] or [7] * columns
    ours, real = (package.array(numbers).reshape(-1, columns) for package in (small, np))
    assert (str(ours), repr(ours)) == (str(real), repr(real))


@pytest.mark.parametrize("shape", [(1001,), (50, 50), (3, 400), (2, 3, 200), (0,), (2, 0), (7, 1, 200)])
def test_large_and_empty_arrays_are_written_alike(shape):
    size = int(np.prod(shape))
    ours, real = (package.linspace(-1, 1, size).reshape(shape) for package in (small, np))
    assert (str(ours), repr(ours)) == (str(real), repr(real))


@pytest.mark.parametrize("seed", [0, 1, 42, 2**40, 2**130])
def test_a_seed_gives_numpys_numbers(seed):
    ours, real = (package.random.default_rng(seed) for package in (small, np))
    np.testing.assert_allclose(ours.standard_normal(1500).tolist(), real.standard_normal(1500), rtol=1e-13)
    assert ours.integers(0, 10, size=7).tolist() == real.integers(0, 10, size=7).tolist()
    assert ours.integers(1, 10**6, size=(3, 4)).tolist() == real.integers(1, 10**6, size=(3, 4)).tolist()
    assert ours.integers(2**40, size=5).tolist() == real.integers(2**40, size=5).tolist()
    assert ours.random(5).tolist() == real.random(5).tolist()
    assert ours.standard_normal() == pytest.approx(real.standard_normal(), rel=1e-13)
    assert ours.uniform(-1, 1, (2, 2)).tolist() == real.uniform(-1, 1, (2, 2)).tolist()


def test_many_normal_numbers_reach_the_rare_cases():
    ours, real = (package.random.default_rng(5).standard_normal(12_000) for package in (small, np))
    np.testing.assert_allclose(ours.tolist(), real, rtol=1e-13)
    assert np.abs(real).max() > 3.6541528853610088  # the tail has a way of its own
