"""The pattern of a Jacobian, its columns coloured; and beside it what the sweeps bring, a column for each colour."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ordermatters.figures.figure import Figure
from ordermatters.figures.look import GRID, PALETTE, SMALL, style
from ordermatters.figures.marks import canvas, check_lengths, listed
from ordermatters.patterns import Pattern, pattern_of

# In points: the size of a cell, the gap between the two matrices, the room above them for their names.
CELL, GAP, ROOM = 18.0, 40.0, 22.0
LARGEST = 16


@style()
def pattern_grid(pattern: Any, colours: Sequence[int] | None = None) -> Figure:
    """Draw where a Jacobian is not zero, and, once its columns are coloured, what one sweep for each colour brings.

    A cell bears the colour of its column and, for readers who cannot tell colours apart, its number, counted from 1.
    In the compressed matrix at the right each column is a sweep: the columns of one colour added up, with no two
    entries in one place.

    Args:
        pattern: a `Pattern`, or a matrix that is zero elsewhere; at most 16 by 16.
        colours: each column's colour, as `column_colours` returns them; at most six. Without them no second matrix is
            drawn, and all entries look alike.

    Raises:
        TypeError: no pattern.
        ValueError: too large a pattern, too many colours, not one for each column, or two entries in one place.
    """
    pattern = pattern_of(pattern)
    m, n = len(pattern.rows), pattern.columns
    if max(m, n) > LARGEST:
        raise ValueError(f"pattern is {m} by {n}, and at most {LARGEST} by {LARGEST} can be read")
    if colours is not None:
        _check_colours(pattern, colours)
    sweeps = 0 if colours is None else max(colours) + 1
    left = 2 + n * CELL + GAP  # of the compressed matrix
    width = left + sweeps * CELL if sweeps else left - GAP
    figure, axes = canvas(described(pattern, colours), width + 2, ROOM + m * CELL + 4)
    draw_cells(axes, 2, pattern, colours or [0] * n, range(n), named=bool(sweeps))
    if colours is not None:
        draw_cells(axes, left, pattern, colours, colours, named=True)
        axes.text(2, ROOM - 8, "J", fontsize=SMALL)
        axes.text(left, ROOM - 8, "1 sweep" if sweeps == 1 else f"{sweeps} sweeps", fontsize=SMALL)
        axes.text(left - GAP / 2, ROOM + m * CELL / 2, "→", ha="center", va="center_baseline")
    return figure


def described(pattern: Pattern, colours: Sequence[int] | None) -> str:
    """Say where the entries are, and which columns have which colour."""
    m, n, entries = len(pattern.rows), pattern.columns, len(pattern.entries)
    rows = [f"row {i + 1} in {_numbered(row)}" for i, row in enumerate(pattern.rows) if row]
    alt = f"A matrix of {m} rows and {n} columns with {entries} entries that are not zero: {', '.join(rows) or 'none'}."
    if colours is None:
        return alt
    groups = [[j for j in range(n) if colours[j] == colour] for colour in range(max(colours) + 1)]
    told = "; ".join(f"colour {colour + 1} for {_numbered(group)}" for colour, group in enumerate(groups))
    return f"{alt} Its columns are coloured: {told}. Beside it the same entries in {len(groups)} columns, one a colour."


def draw_cells(
    axes: Axes, left: float, pattern: Pattern, colours: Sequence[int], places: Sequence[int], named: bool
) -> None:
    """Draw the entries, each column where its place is, on a pale ground of zeros."""
    ground = Rectangle((left, ROOM), (max(places) + 1) * CELL, len(pattern.rows) * CELL, color=GRID, linewidth=0)
    axes.add_patch(ground).set_alpha(0.35)
    for i, j in pattern.entries:
        x, y, colour = left + places[j] * CELL, ROOM + i * CELL, PALETTE[colours[j]]
        axes.add_patch(Rectangle((x + 1, y + 1), CELL - 2, CELL - 2, color=colour, linewidth=0)).set_alpha(0.35)
        if named:
            axes.text(
                x + CELL / 2, y + CELL / 2, str(colours[j] + 1), ha="center", va="center_baseline", fontsize=SMALL
            )


def _numbered(columns: Sequence[int]) -> str:
    """Spell columns, counted from 1: `"columns 1, 4 and 7"`."""
    return f"column{'' if len(columns) == 1 else 's'} {listed([str(j + 1) for j in columns])}"


def _check_colours(pattern: Pattern, colours: Sequence[int]) -> None:
    check_lengths(**{"the pattern's columns": range(pattern.columns), "colours": colours})
    if not all(0 <= colour < len(PALETTE) for colour in colours):
        raise ValueError(f"colours must be 0 to {len(PALETTE) - 1}, and are {sorted(set(colours))}")
    for i, row in enumerate(pattern.rows):
        if len({colours[j] for j in row}) < len(row):
            raise ValueError(f"row {i} has two entries of one colour: no sweep could tell them apart")
