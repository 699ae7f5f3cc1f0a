"""What is a bracketing of a chain and what is none, told before anything is multiplied."""

import numpy as np
import pytest

from ordermatters.bracketings import check_bracketing, evaluated


@pytest.mark.parametrize("bracketing", [(2, (1, 0)), ((2, 1), 0), (np.int64(2), (np.uint8(1), np.array(0)))])
def test_bracketings_that_can_be(bracketing):
    check_bracketing(bracketing, 3)
    assert evaluated(bracketing, ["A", "B", "C"], lambda left, right: left + right) == "CBA"


def shared_pairs(levels):
    tree = 0
    for _ in range(levels):
        tree = (tree, tree)
    return tree


NO_BRACKETINGS = [
    ((2, 0), ValueError, "skips position 1"),
    ((1, 0), ValueError, "skips position 2"),
    ((2, 1), ValueError, "skips position 0"),
    (0, ValueError, "skips position 1"),
    (((2, 1), (1, 0)), ValueError, "repeats position 1"),
    ((2, (0, 0)), ValueError, "repeats position 0"),
    (shared_pairs(200), ValueError, "repeats position 0"),
    ((0, (1, 2)), ValueError, "position 0 left of 1"),
    (((0, 1), 2), ValueError, "position 0 left of 1"),
    ((2, (0, 1)), ValueError, "position 0 left of 1"),
    ((3, (2, (1, 0))), ValueError, "names position 3"),
    ((2, (1, (0, -1))), ValueError, "names position -1"),
    ((2, 1, 0), ValueError, r"pairs \(left, right\), not of \(2, 1, 0\)"),
    ((2, (1, (0,))), ValueError, r"pairs \(left, right\), not of \(0,\)"),
    ((), ValueError, r"pairs \(left, right\), not of \(\)"),
    ([2, [1, 0]], TypeError, "integer"),
    ((2, (1, 0.0)), TypeError, "integer, not 0.0"),
    ((2, (1, False)), TypeError, "integer, not False"),
    ((2, (1, None)), TypeError, "integer, not None"),
    (("2", (1, 0)), TypeError, "integer, not '2'"),
    ("C(BA)", TypeError, r"integer, not 'C\(BA\)'"),
    ((2, (1, float("nan"))), TypeError, "integer, not nan"),
]


@pytest.mark.parametrize(("bracketing", "error", "text"), NO_BRACKETINGS)
def test_bracketings_that_cannot_be(bracketing, error, text):
    with pytest.raises(error, match=f"bracketing.* {text}"):
        check_bracketing(bracketing, 3)
