"""The pattern of a Jacobian, its columns coloured; and beside it what the sweeps bring, a column for each colour."""

from collections.abc import Sequence
from typing import Any

from ordermatters.explorers.drawing import GRID, Drawing
from ordermatters.explorers.words import listed
from ordermatters.figures.drawn import Drawn
from ordermatters.patterns import Pattern, pattern_of

#: The size of a cell, the gap between the two matrices, the room above them for their names, the margin.
CELL, GAP, ROOM, MARGIN = 24.0, 52.0, 24.0, 2.0
LARGEST, COLOURS = 16, 6


def pattern_grid(pattern: Any, colours: Sequence[int] | None = None) -> Drawn:
    """Draw where a Jacobian is not zero, and, once its columns are coloured, what one sweep for each colour brings.

    A cell bears the colour of its column and, for readers who cannot tell colours apart, its number, counted from 1.
    In the compressed matrix at the right each column is a sweep: the columns of one colour added up, with no two
    entries in one place.

    Args:
        pattern: a `Pattern`, or a matrix that is zero elsewhere; at most 16 by 16.
        colours: each column's colour, as `column_colours` returns them; at most six. Without them no second matrix is
            drawn, and all entries look alike.

    Raises:
        TypeError: if it is not a pattern.
        ValueError: if the pattern is too large, or the colours are too many or do not fit it.
    """
    pattern = pattern_of(pattern)
    m, n = len(pattern.rows), pattern.columns
    if max(m, n) > LARGEST:
        raise ValueError(f"pattern is {m} by {n}, and at most {LARGEST} by {LARGEST} can be read")
    height = ROOM + m * CELL + MARGIN
    if colours is None:
        drawing = Drawing(height, n * CELL + 2 * MARGIN)
        draw_cells(drawing, MARGIN, pattern, [0] * n, range(n), named=False)
        return Drawn(drawing, described(pattern, None))
    _check_colours(pattern, colours)
    sweeps, left = max(colours) + 1, MARGIN + n * CELL + GAP
    drawing = Drawing(height, left + max(sweeps * CELL, 3 * CELL) + MARGIN)
    draw_cells(drawing, MARGIN, pattern, colours, range(n), named=True)
    draw_cells(drawing, left, pattern, colours, colours, named=True)
    drawing.text(MARGIN, ROOM - 8, "J", bold=True)
    drawing.text(left, ROOM - 8, "1 sweep" if sweeps == 1 else f"{sweeps} sweeps", small=True)
    drawing.text(left - GAP / 2, ROOM + m * CELL / 2 + 5, "→", "middle")
    return Drawn(drawing, described(pattern, colours))


def described(pattern: Pattern, colours: Sequence[int] | None) -> str:
    """Say where the entries are, and which columns have which colour."""
    m, n, entries = len(pattern.rows), pattern.columns, len(pattern.entries)
    rows = [f"row {i + 1} in {_numbered(row)}" for i, row in enumerate(pattern.rows) if row]
    many = "1 entry that is" if entries == 1 else f"{entries} entries that are"
    alt = f"A matrix of {m} rows and {n} columns with {many} not zero: {', '.join(rows) or 'none'}."
    if colours is None:
        return alt
    groups = [[j for j in range(n) if colours[j] == colour] for colour in range(max(colours) + 1)]
    summary = "; ".join(f"colour {colour + 1} for {_numbered(group)}" for colour, group in enumerate(groups))
    return (
        f"{alt} Its columns are coloured: {summary}. Beside it the same entries in {len(groups)} columns, one a colour."
    )


def draw_cells(
    drawing: Drawing, left: float, pattern: Pattern, colours: Sequence[int], places: Sequence[int], named: bool
) -> None:
    """Draw the entries, each column where its place is, on a pale ground of zeros."""
    width, height = (max(places) + 1) * CELL, len(pattern.rows) * CELL
    drawing.rectangle(left, ROOM, width, height, fill=GRID, fill_opacity=0.35)
    for i, j in pattern.entries:
        x, y = left + places[j] * CELL, ROOM + i * CELL
        fill = f"var(--figure-{colours[j] + 1},currentColor)"
        drawing.rectangle(x + 1, y + 1, CELL - 2, CELL - 2, fill=fill, fill_opacity=0.35)
        if named:
            drawing.text(x + CELL / 2, y + CELL / 2 + 5, str(colours[j] + 1), "middle", small=True)


def _numbered(columns: Sequence[int]) -> str:
    """Spell columns, counted from 1: `"columns 1, 4 and 7"`."""
    return f"column{'' if len(columns) == 1 else 's'} {listed([str(j + 1) for j in columns])}"


def _check_colours(pattern: Pattern, colours: Sequence[int]) -> None:
    if len(colours) != pattern.columns:
        raise ValueError(f"colours has {len(colours)} entries, but pattern has {pattern.columns} columns")
    if not all(0 <= colour < COLOURS for colour in colours):
        raise ValueError(f"colours must be 0 to {COLOURS - 1}, and are {sorted(set(colours))}")
    for i, row in enumerate(pattern.rows):
        if len({colours[j] for j in row}) < len(row):
            raise ValueError(f"row {i} has two entries of one colour: no sweep could tell them apart")
