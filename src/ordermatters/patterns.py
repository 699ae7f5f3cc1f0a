r"""Where a Jacobian is not zero, and which of its columns can share a sweep.

A *pattern* says of each output which inputs it depends on: row by row, the columns that may hold something else than
zero. Two columns that meet in no row are *structurally orthogonal*: one JVP, with a one in both places, gives both, for
in each row at most one of them is there to be seen. So columns are *coloured*, those that meet in different colours,
and each colour takes one JVP: three for a tridiagonal Jacobian, however large.

To find the fewest colours is NP-hard. The greedy rule takes the columns in some order and gives each the first
colour that none of those it meets has yet. It needs at least as many as the fullest row has entries, and for a band
taken from left to right no more than that.

Source: Curtis, Powell and Reid, *On the estimation of sparse Jacobian matrices*, J. Inst. Math. Appl. 13 (1974)
117–119; as a colouring: Coleman and Moré, *Estimation of sparse Jacobian matrices and graph coloring problems*, SIAM J.
Numer. Anal. 20 (1983) 187–209.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from typing import Any

from ordermatters.arguments import described, listed, plain, size, whole_number


@dataclass(frozen=True)
class Pattern:
    """Say where a matrix may hold something else than zero.

    >>> print(Pattern(rows=((0, 1), (0, 1, 2), (1, 2)), columns=3))
    ××·
    ×××
    ·××

    Attributes:
        rows: for each row the columns of its entries, in ascending order.
        columns: how many columns there are, empty ones among them.

    Raises:
        ValueError: if there are no rows or columns, or a row does not name columns in ascending order.
    """

    rows: tuple[tuple[int, ...], ...]
    columns: int

    def __post_init__(self) -> None:
        """Refuse places that are outside, twice there or out of order."""
        if not self.rows or self.columns < 1:
            raise ValueError("pattern must have at least one row and one column")
        for i, row in enumerate(self.rows):
            if list(row) != sorted({j for j in row if 0 <= j < self.columns}):
                raise ValueError(f"rows[{i}] must name columns, 0 to {self.columns - 1}, in ascending order, not {row}")

    @property
    def entries(self) -> list[tuple[int, int]]:
        """List the places of the entries, row by row: (i, j)."""
        return [(i, j) for i, row in enumerate(self.rows) for j in row]

    @property
    def fullest_row(self) -> int:
        """Count the entries of the row that has most: no colouring has fewer colours."""
        return max(len(row) for row in self.rows)

    def rows_of_columns(self) -> list[list[int]]:
        """List for each column the rows of its entries."""
        found: list[list[int]] = [[] for _ in range(self.columns)]
        for i, j in self.entries:
            found[j].append(i)
        return found

    def __str__(self) -> str:
        """Draw it, a line for each row."""
        return "\n".join("".join("×" if j in row else "·" for j in range(self.columns)) for row in map(set, self.rows))


def pattern_of(matrix: Any) -> Pattern:
    """Take the pattern of a matrix: where it is not zero, or not False.

    >>> pattern_of([[0, 5.0], [0, 0]])
    Pattern(rows=((1,), ()), columns=2)

    Args:
        matrix: nested lists or an array, `m`×`n`; or a `Pattern`, which is left as it is.

    Raises:
        TypeError: if it is not a matrix, or its rows differ in length.
        ValueError: if the matrix has no entries, zeros included.
    """
    if isinstance(matrix, Pattern):
        return matrix
    table = listed("pattern", plain("pattern", matrix), "rows")
    rows = [listed(f"pattern[{i}]", plain(f"pattern[{i}]", row), "entries") for i, row in enumerate(table)]
    columns = len(rows[0]) if rows else 0
    if not columns:
        raise ValueError("pattern must have at least one row and one column")
    for i, row in enumerate(rows):
        if len(row) != columns:
            raise TypeError(f"pattern is ragged: pattern[0] has {columns} entries, pattern[{i}] has {len(row)}")
    return Pattern(tuple(tuple(j for j, entry in enumerate(row) if entry) for row in rows), columns)


def band_pattern(n: int, below: int = 1, above: int = 1) -> Pattern:
    """Make the pattern of an `n`×`n` band: the diagonal, so many others below it and so many above it.

    >>> print(band_pattern(4, below=1, above=0))
    ×···
    ××··
    ·××·
    ··××

    Raises:
        TypeError: if an argument is not an integer.
        ValueError: if `n` is below 1, or `below` or `above` is negative.
    """
    n, below, above = size("n", n), whole_number("below", below), whole_number("above", above)
    for name, width in (("below", below), ("above", above)):
        if width < 0:
            raise ValueError(f"{name} must be at least 0, not {width}")
    return Pattern(tuple(tuple(range(max(i - below, 0), min(i + above + 1, n))) for i in range(n)), n)


def column_colours(pattern: Any, order: Iterable[int] | None = None) -> list[int]:
    """Colour the columns greedily, so that no two of a colour meet in a row.

    >>> column_colours(band_pattern(7))  # three sweeps, whatever the size
    [0, 1, 2, 0, 1, 2, 0]

    Args:
        pattern: a `Pattern`, or a matrix that is zero elsewhere.
        order: all columns, in the order in which they choose; from left to right where nothing is said.

    Returns:
        Each column's colour, an integer from 0 on.

    Raises:
        TypeError: if it is not a pattern, or the order is not made of integers.
        ValueError: if the order does not name each column once.
    """
    pattern = pattern_of(pattern)
    turns = _checked_order(order, pattern.columns)
    rows_of = pattern.rows_of_columns()
    seen: list[set[int]] = [set() for _ in pattern.rows]  # each row's colours
    colours = [0] * pattern.columns
    for j in turns:
        taken = set().union(*(seen[i] for i in rows_of[j]))
        colours[j] = next(colour for colour in count() if colour not in taken)
        for i in rows_of[j]:
            seen[i].add(colours[j])
    return colours


def largest_first(pattern: Any) -> list[int]:
    """Order the columns by how many others each meets, most first; of equals the left one comes first.

    >>> largest_first([[1, 1, 0], [0, 1, 1]])  # the middle one meets both others
    [1, 0, 2]

    Who meets many is hard to place, and here chooses early. Often it saves a colour, sometimes it costs one. Source:
    Welsh and Powell, Comput. J. 10 (1967) 85–86.

    Raises:
        TypeError: if it is not a pattern.
    """
    pattern = pattern_of(pattern)
    met = [set().union(*(pattern.rows[i] for i in rows)) for rows in pattern.rows_of_columns()]
    return sorted(range(pattern.columns), key=lambda j: -len(met[j]))


def _checked_order(order: Any, columns: int) -> list[int]:
    if order is None:
        return list(range(columns))
    turns = [whole_number(f"order[{i}]", j) for i, j in enumerate(listed("order", order, "columns"))]
    if sorted(turns) != list(range(columns)):
        raise ValueError(f"order must name each of the {columns} columns once, not {described(turns)}")
    return turns
