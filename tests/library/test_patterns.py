"""Patterns and their colours: against the rule as its authors wrote it, and the fewest colours by brute force."""

from itertools import count, product
from random import Random

import numpy as np
import pytest

from ordermatters.patterns import Pattern, band_pattern, column_colours, largest_first, pattern_of


def random_pattern(random, m, n, density):
    return Pattern(tuple(tuple(j for j in range(n) if random.random() < density) for _ in range(m)), n)


def meet(pattern, j, k):
    return any(j in row and k in row for row in pattern.rows)


def groups_of_the_textbook(pattern, order):
    """Curtis, Powell and Reid: put into the group, from column to column, what meets none in it; then begin again."""
    left, groups = list(order), []
    while left:
        group = []
        for j in left:
            if not any(meet(pattern, j, k) for k in group):
                group.append(j)
        groups.append(group)
        left = [j for j in left if j not in group]
    return groups


def fewest_colours(pattern):
    for colours in count(1):
        for colouring in product(range(colours), repeat=pattern.columns):
            pairs = product(range(pattern.columns), repeat=2)
            if not any(j < k and colouring[j] == colouring[k] and meet(pattern, j, k) for j, k in pairs):
                return colours


PATTERNS = [
    random_pattern(Random(seed), m, n, density)
    for seed, (m, n, density) in enumerate(
        [(1, 1, 0.0), (1, 1, 1.0), (1, 6, 0.5), (6, 1, 0.5), (5, 5, 0.0), (4, 4, 1.0)]
        + [(m, n, density) for m, n in [(3, 6), (6, 6), (9, 5), (12, 6)] for density in (0.1, 0.2, 0.3, 0.5)]
    )
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_colours_are_the_textbooks_groups(pattern):
    for order in (None, range(pattern.columns)[::-1], largest_first(pattern)):
        colours = column_colours(pattern, order)
        groups = groups_of_the_textbook(pattern, order or range(pattern.columns))
        assert colours == [next(c for c, group in enumerate(groups) if j in group) for j in range(pattern.columns)]
        assert max(colours) + 1 >= fewest_colours(pattern) >= max(pattern.fullest_row, 1)


@pytest.mark.parametrize("n", [1, 2, 3, 4, 10, 1000])
@pytest.mark.parametrize(("below", "above"), [(0, 0), (1, 1), (0, 2), (3, 1)])
def test_a_band_takes_as_many_colours_as_it_has_diagonals(n, below, above):
    pattern = band_pattern(n, below, above)
    places = {(i, j) for i in range(n) for j in range(max(0, i - below), min(n, i + above + 1))}
    assert set(pattern.entries) == places
    assert (
        max(column_colours(pattern)) + 1 == pattern.fullest_row == min(below + 1 + above, max(map(len, pattern.rows)))
    )


def test_a_full_row_takes_all_colours():
    arrow = [[1, 1, 1, 1], [1, 1, 0, 0], [1, 0, 1, 0], [1, 0, 0, 1]]
    assert column_colours(arrow) == [0, 1, 2, 3]


def test_an_order_may_save_a_colour():
    """A crown: column j of the one side meets all but column j of the other; in pairs, each pair takes a colour."""
    pairs = [(j, 3 + k) for j in range(3) for k in range(3) if j != k]
    crown = Pattern(tuple(pairs), 6)
    assert column_colours(crown) == [0, 0, 0, 1, 1, 1]
    assert column_colours(crown, [0, 3, 1, 4, 2, 5]) == [0, 1, 2, 0, 1, 2]


def test_largest_first():
    star = [[1, 0, 1, 0], [0, 1, 1, 0], [0, 0, 1, 0], [1, 1, 0, 0]]  # columns 0, 1 and 2 meet each other, 3 nobody
    assert largest_first(star) == [0, 1, 2, 3]
    assert largest_first([[0, 1, 1, 0], [0, 0, 1, 1]]) == [2, 1, 3, 0]


def test_the_pattern_of_a_matrix():
    rows = ((0, 2), ())
    for matrix in ([[1, 0, -2.0], [0, 0, 0]], [[True, False, True], [False] * 3], np.array([[1, 0, 1j], [0, 0, 0]])):
        assert pattern_of(matrix) == Pattern(rows, 3)
    assert pattern_of(np.array([[True, False, True], [False] * 3])).entries == [(0, 0), (0, 2)]
    assert pattern_of(Pattern(rows, 3)).rows_of_columns() == [[0], [], [0]]
    assert str(Pattern(rows, 3)) == "×·×\n···"


@pytest.mark.parametrize(
    ("use", "error", "words"),
    [
        (lambda: pattern_of(3), TypeError, "pattern must be a list of rows, not 3"),
        (lambda: pattern_of([1, 2]), TypeError, r"pattern\[0\] must be a list of entries, not 1"),
        (
            lambda: pattern_of([[1, 2], [1]]),
            TypeError,
            r"pattern is ragged: pattern\[0\] has 2 entries, pattern\[1\] has 1",
        ),
        (lambda: pattern_of([]), ValueError, "pattern must have at least one row and one column"),
        (lambda: pattern_of([[], []]), ValueError, "pattern must have at least one row and one column"),
        (lambda: Pattern((), 2), ValueError, "pattern must have at least one row and one column"),
        (lambda: Pattern(((), (0, 2)), 2), ValueError, r"rows\[1\] must name columns, 0 to 1, in asc.*not \(0, 2\)"),
        (lambda: Pattern(((-1,),), 2), ValueError, r"rows\[0\] must name columns, 0 to 1"),
        (lambda: Pattern(((1, 0),), 2), ValueError, "in ascending order, not"),
        (lambda: Pattern(((1, 1),), 2), ValueError, "in ascending order, not"),
        (lambda: band_pattern(0), ValueError, "n must be at least 1, not 0"),
        (lambda: band_pattern(3, -1), ValueError, "below must be at least 0, not -1"),
        (lambda: band_pattern(3, 1, 0.5), TypeError, "above must be an integer, not 0.5"),
        (
            lambda: column_colours([[1, 1]], [0, 0]),
            ValueError,
            r"order must name each of the 2 columns once, not \[0, 0\]",
        ),
        (lambda: column_colours([[1, 1]], [0, "b"]), TypeError, r"order\[1\] must be an integer"),
        (lambda: column_colours([[1, 1]], 0), TypeError, "order must be a list of columns"),
    ],
)
def test_what_is_no_pattern_is_named(use, error, words):
    with pytest.raises(error, match=words):
        use()
