"""The polygon method, against dynamic programming, brute force, and triangulations counted by hand."""

from itertools import pairwise
from random import Random

import numpy as np
import pytest
from at_length import sample
from hypothesis import given, settings
from hypothesis import strategies as st

from ordermatters.chains import (
    all_bracketings,
    backward_bracketing,
    best_bracketing,
    best_bracketing_by_table,
    chain_cost,
    forward_bracketing,
)
from ordermatters.polygon import best_bracketing_by_polygon, triangles

# The largest size of a random chain: small ones make ties, large ones make numbers that no float can hold.
LARGEST = [1, 2, 3, 5, 20, 1000, 10**6, 10**30]
reproducible = settings(derandomize=True, deadline=None, database=None, max_examples=max(sample((100, 500), 0)))


def checked_cost(dims):
    """Return the fewest multiplications, after a look at whether the bracketing really costs that."""
    bracketing, count = best_bracketing_by_polygon(dims)
    assert chain_cost(dims, bracketing) == count
    return count.multiplications


def cost_by_table(dims):
    return best_bracketing_by_table(dims)[1].multiplications


@pytest.mark.parametrize("largest", sample(LARGEST, 1, 4, 7))
def test_cost_is_the_tables_on_short_chains(largest):
    random = Random(largest)
    for _ in range(400):
        dims = [random.randint(1, largest) for _ in range(random.randint(2, 12))]
        assert checked_cost(dims) == cost_by_table(dims), dims


@pytest.mark.parametrize("largest", sample(LARGEST, 2, 5))
def test_cost_is_the_tables_on_longer_chains(largest):
    random = Random(-largest)
    for _ in range(5):
        dims = [random.randint(1, largest) for _ in range(random.randint(30, 60))]
        assert checked_cost(dims) == cost_by_table(dims), dims


@pytest.mark.parametrize("start", sample([1, 50, 10**9], 1))
def test_cost_is_the_tables_on_close_calls(start):
    random = Random(start)
    for _ in range(200):  # nearly equal sizes: many arcs stay undecided, and ceilings grow
        dims = [start + random.randint(0, 40) for _ in range(random.randint(8, 24))]
        assert checked_cost(dims) == cost_by_table(dims), dims


@reproducible
@given(st.lists(st.integers(1, 4) | st.integers(1, 10**30), min_size=2, max_size=16))
def test_cost_is_the_tables_on_whatever_hypothesis_thinks_of(dims):
    assert checked_cost(dims) == cost_by_table(dims)


@reproducible
@given(st.lists(st.integers(1, 5), min_size=2, max_size=20), st.integers(0, 20), st.integers(1, 10**6))
def test_scaling_turning_and_mirroring_leave_the_cost_alone(dims, turn, scale):
    turn %= len(dims)
    cost = checked_cost(dims)
    assert checked_cost(dims[turn:] + dims[:turn]) == cost  # the same polygon, another side as the result
    assert checked_cost(dims[::-1]) == cost
    assert checked_cost([scale * size for size in dims]) == scale**3 * cost


@pytest.mark.parametrize("k", range(1, 10))
def test_no_bracketing_is_cheaper(k):
    random = Random(k)
    for largest in (3, 10, 1000):
        dims = [random.randint(1, largest) for _ in range(k + 1)]
        assert checked_cost(dims) == min(chain_cost(dims, each).multiplications for each in all_bracketings(k))


def test_chains_counted_by_hand():
    assert best_bracketing_by_polygon((4, 3)) == (0, (0, 0))
    assert best_bracketing_by_polygon((4, 3, 2)) == ((1, 0), (24, 16))
    assert best_bracketing_by_polygon((200, 100, 50, 2)) == (((2, 1), 0), (50_000, 49_400))
    assert best_bracketing_by_polygon((2, 300, 500, 1000)) == ((2, (1, 0)), (1_300_000, 1_297_000))
    # Neither end first: both 9s go, at 9 multiplications each, and 1*1*1 is left.
    assert best_bracketing_by_polygon((1, 9, 1, 9, 1)) == (((3, 2), (1, 0)), (19, 16))
    # Cormen, Leiserson, Rivest and Stein, Introduction to Algorithms, the example of their section on matrix chains.
    assert checked_cost((30, 35, 15, 5, 10, 20, 25)) == 15_125


def test_sizes_of_one_are_the_cheapest_way_through():
    assert checked_cost([1] * 50) == 48
    dims = [1, *[7, 1] * 30]
    assert checked_cost(dims) == 30 * 7 + 29


def test_numpy_integers_cannot_overflow():
    assert best_bracketing_by_polygon(np.array([10**9] * 4))[1].multiplications == 2 * 10**27


@pytest.mark.parametrize(
    ("dims", "error", "text"),
    [([3], ValueError, "two sizes"), ([3, 0], ValueError, "dims.1.*0"), ([3, 2.5], TypeError, "dims.1.*2.5")],
)
def test_sizes_that_cannot_be_are_named(dims, error, text):
    with pytest.raises(error, match=text):
        best_bracketing_by_polygon(dims)


def test_the_library_plans_with_the_polygon():
    random = Random(0)
    dims = [random.randint(1, 1000) for _ in range(501)]
    assert best_bracketing(dims) == best_bracketing_by_polygon(dims)


@pytest.mark.parametrize("k", [1, 2, 3, 7])
def test_triangles_are_the_products(k):
    random = Random(k)
    dims = [random.randint(1, 9) for _ in range(k + 1)]
    for bracketing in all_bracketings(k):
        found = triangles(bracketing, k)
        assert len(set(found)) == k - 1
        assert sum(dims[i] * dims[j] * dims[m] for i, j, m in found) == chain_cost(dims, bracketing).multiplications
        assert all(i < j < m for i, j, m in found)


def test_triangles_of_both_ends_are_fans():
    assert triangles(forward_bracketing(4), 4) == [(0, 1, 2), (0, 2, 3), (0, 3, 4)]
    assert triangles(backward_bracketing(4), 4) == [(2, 3, 4), (1, 2, 4), (0, 1, 4)]
    with pytest.raises(ValueError, match="skips position 1"):
        triangles((2, 0), 3)


@pytest.mark.parametrize("k", [10_000])
def test_long_chains_of_known_cost(k):
    rising = range(1, k + 2)  # everything is seen from the vertex of weight 1
    assert checked_cost(rising) == sum(a * b for a, b in pairwise(rising)) - 2
    assert checked_cost([*rising][::-1]) == checked_cost(rising)
    assert checked_cost([7] * (k + 1)) == 7**3 * (k - 1)


def test_a_deep_chain_needs_no_recursion():
    random = Random(0)
    dims = [random.randint(1, 1000) for _ in range(20_001)]
    low = checked_cost(dims)
    assert low < min(chain_cost(dims, end(20_000)).multiplications for end in (forward_bracketing, backward_bracketing))
