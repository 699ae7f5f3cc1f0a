"""Chains, against brute force over all bracketings, NumPy's products and costs counted by hand."""

from itertools import pairwise
from math import comb

import jax.numpy as jnp
import numpy as np
import pytest
from at_length import sample

from ordermatters import chains
from ordermatters.chains import (
    all_bracketings,
    backward_bracketing,
    best_bracketing,
    best_bracketing_by_table,
    chain_cost,
    counted_chain,
    forward_bracketing,
    spell,
)
from ordermatters.counting import OpCount

SHRINKING = (200, 100, 50, 2)
GROWING = (2, 300, 500, 1000)
LONG = max(sample((20_000, 100_000), 0))


def random_chain(dims, seed=0):
    random = np.random.default_rng(seed)
    return [random.standard_normal((rows, columns)) for columns, rows in pairwise(dims)]


def test_both_ends_first():
    assert [forward_bracketing(k) for k in (1, 2, 3, 4)] == [0, (1, 0), (2, (1, 0)), (3, (2, (1, 0)))]
    assert [backward_bracketing(k) for k in (1, 2, 3, 4)] == [0, (1, 0), ((2, 1), 0), (((3, 2), 1), 0)]


@pytest.mark.parametrize("bracketings", [forward_bracketing, backward_bracketing, all_bracketings])
@pytest.mark.parametrize(("k", "error"), [(0, ValueError), (-1, ValueError), (3.0, TypeError), (True, TypeError)])
def test_a_chain_has_a_whole_number_of_matrices(bracketings, k, error):
    with pytest.raises(error, match=f"^k must be .*{k}"):
        bracketings(k)


@pytest.mark.parametrize("k", range(1, 9))
def test_all_bracketings_are_as_many_as_catalan_says_and_all_different(k):
    bracketings = list(all_bracketings(np.int64(k)))
    assert len(bracketings) == len(set(bracketings)) == comb(2 * k - 2, k - 1) // k
    assert bracketings[0] == forward_bracketing(k)
    assert bracketings[-1] == backward_bracketing(k)
    for bracketing in bracketings:
        assert spell(bracketing, "ABCDEFGH"[:k]).translate({ord("("): None, ord(")"): None}) == "HGFEDCBA"[-k:]


def test_four_matrices_have_five_bracketings():
    spelled = [spell(bracketing, "ABCD") for bracketing in all_bracketings(4)]
    assert spelled == ["D(C(BA))", "D((CB)A)", "(DC)(BA)", "(D(CB))A", "((DC)B)A"]


def test_bracketings_are_made_as_they_are_asked_for():
    assert spell(next(all_bracketings(40)), "x" * 40).startswith("x(x(x(")


def test_costs_counted_by_hand():
    assert chain_cost(SHRINKING, (2, (1, 0))) == (1_020_000, 1_009_600)
    assert chain_cost(SHRINKING, ((2, 1), 0)) == (50_000, 49_400)
    assert chain_cost(GROWING, (2, (1, 0))) == (1_300_000, 1_297_000)
    assert chain_cost(GROWING, ((2, 1), 0)) == (150_600_000, 150_298_000)
    assert chain_cost((4, 3), 0) == (0, 0)
    assert chain_cost((4, 1, 3), (1, 0)) == (12, 0)


def test_costs_are_exact_at_any_size():
    large = 10**30
    assert chain_cost((large,) * 4, (2, (1, 0))) == (2 * 10**90, 2 * (10**90 - 10**60))
    assert chain_cost(np.array([10**9] * 4), (2, (1, 0))).multiplications == 2 * 10**27
    assert best_bracketing((large, 1, large, 1))[1] == (2 * large, large - 1)


@pytest.mark.parametrize("dims", [(3, 1, 4, 1, 5), (2, 3, 2, 4, 3), (1, 1, 1, 1, 1), (5, 4, 3, 2, 1)])
@pytest.mark.parametrize("bracketing", list(all_bracketings(4)), ids=lambda bracketing: spell(bracketing, "ABCD"))
def test_counted_chain_is_numpys_product_at_the_predicted_cost(dims, bracketing):
    matrices = random_chain(dims)
    product, count = counted_chain(matrices, bracketing)
    np.testing.assert_allclose(product, np.linalg.multi_dot(matrices[::-1]), rtol=1e-12, atol=1e-12)
    assert count == chain_cost(dims, bracketing)
    assert isinstance(count, OpCount)


@pytest.mark.parametrize("form", [list, lambda matrices: map(jnp.array, matrices), lambda ms: [m.tolist() for m in ms]])
def test_chains_of_lists_and_arrays_are_taken_alike(form):
    matrices = [np.array([[1], [2]]), np.array([[3, 4]]), np.array([[5], [6]])]
    assert counted_chain(form(matrices), (2, (1, 0))) == ([[55], [66]], (4, 1))


def test_a_chain_may_be_one_array_of_square_matrices():
    product, count = counted_chain(np.array([[[1, 2], [3, 4]], [[0, 1], [1, 0]]]), (1, 0))
    assert product == [[3, 4], [1, 2]]
    assert count == (8, 4)


def test_a_single_matrix_is_a_chain():
    assert counted_chain([[[1, 2]]], 0) == ([[1, 2]], (0, 0))
    assert best_bracketing((2, 1)) == (0, (0, 0))
    assert spell(0, "A") == "A"


@pytest.mark.parametrize("best", [best_bracketing, best_bracketing_by_table])
@pytest.mark.parametrize("k", range(1, 8))
def test_best_bracketing_is_what_brute_force_finds(best, k):
    random = np.random.default_rng(k)
    for largest in (2, 3, 10, 1000):
        dims = random.integers(1, largest + 1, size=k + 1)
        bracketing, count = best(dims)
        fewest = min(chain_cost(dims, each).multiplications for each in all_bracketings(k))
        assert count == chain_cost(dims, bracketing)
        assert count.multiplications == fewest


def test_of_equals_the_table_takes_the_one_nearest_to_forward():
    assert best_bracketing_by_table((2,) * 6)[0] == forward_bracketing(5)


@pytest.mark.parametrize("bracketings", [forward_bracketing, backward_bracketing])
def test_a_chain_of_many_thousand_needs_no_recursion(bracketings):
    bracketing = bracketings(LONG)
    assert chain_cost([2] * (LONG + 1), bracketing) == ((LONG - 1) * 8, (LONG - 1) * 4)
    assert spell(bracketing, "A" * LONG).count("A") == LONG


def test_a_long_chain_is_multiplied_without_recursion():
    product, count = counted_chain([[[1]]] * 5000, backward_bracketing(5000))
    assert (product, count) == ([[1]], (4999, 0))


BAD_DIMS = [
    ((), ValueError, "at least two sizes"),
    ((3,), ValueError, "at least two sizes"),
    ((3, 0), ValueError, r"dims\[1\] must be at least 1, not 0"),
    ((-3, 2), ValueError, r"dims\[0\] must be at least 1, not -3"),
    ((3, 2.0), TypeError, r"dims\[1\] must be an integer, not 2.0"),
    ((3, float("nan")), TypeError, r"dims\[1\] must be an integer, not nan"),
    ((True, 3), TypeError, r"dims\[0\] must be an integer, not True"),
    (np.array([3.0, 2.0]), TypeError, r"dims\[0\] must be an integer"),
    (np.array([[3, 2]] * 2), TypeError, r"dims\[0\] must be an integer"),
    (np.array([True, True]), TypeError, r"dims\[0\] must be an integer"),
    ((3, None), TypeError, r"dims\[1\] must be an integer, not None"),
    ("32", TypeError, "dims must be a list of sizes, not '32'"),
    (3, TypeError, "dims must be a list of sizes, not 3"),
    (None, TypeError, "dims must be a list of sizes, not None"),
]


@pytest.mark.parametrize("use", [lambda dims: chain_cost(dims, 0), best_bracketing, best_bracketing_by_table])
@pytest.mark.parametrize(("dims", "error", "text"), BAD_DIMS)
def test_sizes_that_cannot_be_are_named(use, dims, error, text):
    with pytest.raises(error, match=text):
        use(dims)


@pytest.mark.parametrize("bracketing", [(2, 0), (2, (1, 1)), (0, (1, 2)), (3, (2, (1, 0))), (2, 1, 0), None])
def test_bracketings_that_cannot_be_are_refused_everywhere(bracketing):
    for use in (
        lambda: chain_cost(SHRINKING, bracketing),
        lambda: counted_chain([[[1]]] * 3, bracketing),
        lambda: spell(bracketing, "ABC"),
    ):
        with pytest.raises((TypeError, ValueError), match="bracketing"):
            use()


BAD_CHAINS = [
    (
        [[[1, 2]], [[3, 4]]],
        ValueError,
        r"multiply matrices\[1\] \(1, 2\) by matrices\[0\] \(1, 2\): inner sizes 2 and 1",
    ),
    ([np.ones((4, 5)), np.ones((2, 3))], ValueError, r"matrices\[1\] \(2, 3\) by matrices\[0\] \(4, 5\)"),
    ([[[1]], [[1], []]], TypeError, r"^matrices\[1\] is ragged"),
    ([[1], [2]], TypeError, r"^matrices\[0\] must have two dimensions"),
    ([[[True]], [[1]]], TypeError, r"^matrices\[0\]\[0\]\[0\] must be a real or complex number"),
    ([], ValueError, "position 1, but the chain's 0 matrices"),
    (None, TypeError, "matrices must be a list of matrices, not None"),
]


@pytest.mark.parametrize(("matrices", "error", "text"), BAD_CHAINS)
def test_chains_that_cannot_be_are_refused_before_any_product(matrices, error, text, monkeypatch):
    monkeypatch.setattr(chains, "counted_matmul", lambda a, b: pytest.fail("a product was begun"))
    with pytest.raises(error, match=text):
        counted_chain(matrices, (1, 0))


def test_a_bad_bracketing_is_refused_before_any_product(monkeypatch):
    monkeypatch.setattr(chains, "counted_matmul", lambda a, b: pytest.fail("a product was begun"))
    with pytest.raises(ValueError, match="repeats position 0"):
        counted_chain([[[1]]] * 4, (3, ((2, (1, 0)), 0)))


def test_names_may_be_longer_than_a_letter():
    assert spell((2, (1, 0)), ["A₁", "A₂", ")"]) == ")(A₂A₁)"


@pytest.mark.parametrize(
    ("names", "error"), [("AB", ValueError), ("ABCD", ValueError), ([1, 2, 3], TypeError), (None, TypeError)]
)
def test_each_matrix_has_one_name(names, error):
    with pytest.raises(error, match=r"names|bracketing"):
        spell((2, (1, 0)), names)
