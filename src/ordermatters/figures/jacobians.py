"""A Jacobian as a grid of which a vector shows only a part: columns to a tangent, rows to an adjoint."""

from collections.abc import Sequence

from ordermatters.figures.colours import GRID, PALETTE
from ordermatters.figures.picture import Picture
from ordermatters.figures.spelling import check_lengths, listed, number

# In points: the size of a cell, the gap between grid and vector, the room for a name.
WIDTH, HEIGHT, GAP, ROOM = 46.0, 30.0, 14.0, 34.0
LARGEST = 12

Numbers = Sequence[float]


def jacobian_grid(
    jacobian: Sequence[Numbers], *, tangent: Numbers | None = None, adjoint: Numbers | None = None
) -> Picture:
    """Draw a Jacobian with a tangent v above it and J v beside it, or with an adjoint u beside it and uᵀ J below it.

    Only what the vector picks can be read: the columns where v is not 0, the rows where u is not 0. A one-hot vector
    shows one of them, and that is the product.

    Args:
        jacobian: its rows, one for each output; at most 12 by 12.
        tangent: v, a number for each input.
        adjoint: u, a number for each output.

    Raises:
        ValueError: if not exactly one vector is given, its length is wrong, rows differ, or the grid is too large.
    """
    rows = [[float(entry) for entry in row] for row in jacobian]
    check_lengths(jacobian=rows)
    check_lengths(**{f"jacobian[{i}]": row for i, row in enumerate(rows)})
    if max(len(rows), len(rows[0])) > LARGEST:
        raise ValueError(f"jacobian is {len(rows)} by {len(rows[0])}, and at most {LARGEST} by {LARGEST} can be read")
    if tangent is not None and adjoint is None:
        check_lengths(**{"jacobian[0]": rows[0], "tangent": tangent})
        return columns_by_tangent(rows, [float(entry) for entry in tangent])
    if adjoint is not None and tangent is None:
        check_lengths(jacobian=rows, adjoint=adjoint)
        return rows_by_adjoint(rows, [float(entry) for entry in adjoint])
    raise ValueError("give either a tangent or an adjoint")


def columns_by_tangent(rows: list[list[float]], tangent: list[float]) -> Picture:
    """Draw v above the grid and J v to the right of it."""
    m, n = len(rows), len(tangent)
    result = [dot(row, tangent) for row in rows]
    lit = [[entry != 0 for entry in tangent]] * m
    alt = f"{described(m, n, 'tangent', tangent, 'column')} J v is {spelled(result)}."
    left, top, right = ROOM, HEIGHT + GAP + 2, ROOM + n * WIDTH + GAP
    picture = Picture(alt, right + max(WIDTH, 30) + 4, top + m * HEIGHT + 4)
    draw_cells(picture, left, top, rows, lit, PALETTE[0], hide=True)
    draw_cells(picture, left, 2, [tangent], lit[:1], PALETTE[2])
    draw_cells(picture, right, top, [[entry] for entry in result], [[True]] * m, PALETTE[1])
    write(picture, left - 16, 2 + HEIGHT / 2, "v", PALETTE[2])
    write(picture, left - 16, top + m * HEIGHT / 2, "J", PALETTE[0])
    write(picture, right + WIDTH / 2, top - HEIGHT / 2 - GAP, "J v", PALETTE[1])
    return picture


def rows_by_adjoint(rows: list[list[float]], adjoint: list[float]) -> Picture:
    """Draw u to the left of the grid and uᵀ J below it."""
    m, n = len(adjoint), len(rows[0])
    result = [dot(column, adjoint) for column in zip(*rows, strict=True)]
    lit = [[entry != 0] * n for entry in adjoint]
    alt = f"{described(m, n, 'adjoint', adjoint, 'row')} uᵀ J is {spelled(result)}."
    left, top, bottom = WIDTH + GAP + 4, ROOM - 8, ROOM - 8 + m * HEIGHT + GAP
    picture = Picture(alt, left + n * WIDTH + 4, bottom + HEIGHT + 4)
    draw_cells(picture, left, top, rows, lit, PALETTE[0], hide=True)
    draw_cells(picture, 3, top, [[entry] for entry in adjoint], [row[:1] for row in lit], PALETTE[2])
    draw_cells(picture, left, bottom, [result], [[True] * n], PALETTE[1])
    write(picture, 3 + WIDTH / 2, top - 12, "u", PALETTE[2])
    write(picture, left + n * WIDTH / 2, top - 12, "J", PALETTE[0])
    write(picture, 3 + WIDTH / 2, bottom + HEIGHT / 2, "uᵀ J", PALETTE[1])
    return picture


def dot(left: Sequence[float], right: Sequence[float]) -> float:
    """Multiply entry by entry and add, leaving out entries that are 0: 0 times infinity is not wanted here."""
    return sum((a * b for a, b in zip(left, right, strict=True) if b), 0.0)


def described(m: int, n: int, kind: str, vector: list[float], line: str) -> str:
    """Say which vector meets the Jacobian, and which of its columns or rows it shows."""
    seen = [str(i + 1) for i, entry in enumerate(vector) if entry]
    shown = f"only {line}{'s' if len(seen) > 1 else ''} {listed(seen)} can be read" if seen else "nothing can be read"
    return f"A Jacobian of {m} rows and {n} columns with the {kind} {spelled(vector)}: {shown}."


def spelled(entries: list[float]) -> str:
    """Spell a vector: `"(2, 0, 1.5)"`."""
    return f"({', '.join(map(number, entries))})"


def draw_cells(
    picture: Picture,
    left: float,
    top: float,
    rows: list[list[float]],
    lit: list[list[bool]],
    colour: str,
    hide: bool = False,
) -> None:
    """Draw numbers in a grid of cells, those lit in colour; the numbers of the others are pale, or not shown at all."""
    for i, row in enumerate(rows):
        for j, entry in enumerate(row):
            x, y, bright = left + j * WIDTH, top + i * HEIGHT, lit[i][j]
            place = (x + 1.5, y + 1.5, WIDTH - 3, HEIGHT - 3)
            picture.rectangle(*place, color=colour if bright else GRID, opacity=0.3 if bright else 0.5)
            if bright or not hide:
                picture.text(x + WIDTH / 2, y + HEIGHT / 2, number(entry), anchor="middle", level=True)


def write(picture: Picture, x: float, y: float, name: str, colour: str) -> None:
    """Write the name of a matrix or a vector."""
    picture.text(x, y, name, anchor="middle", level=True, bold=True, color=colour)
