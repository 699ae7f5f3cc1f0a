"""Exercise `colours`: which columns of a sparse Jacobian share a sweep."""

from collections.abc import Callable
from random import Random
from typing import Any

from ordermatters.exercises.exercise import Exercise, Mistake
from ordermatters.patterns import Pattern, column_colours

STATEMENT = """\
`rows` says of each row of a Jacobian in which columns, counted from 0, it has an entry; `n` is the number of columns.
Columns that meet in a row must have different colours. Write `colours(rows, n)`: go through the columns from left to
right, give each the smallest colour, 0, 1, 2, …, that none of those before it has which it meets, and return the list
of n colours.
"""

STARTER = """\
def colours(rows, n):
    chosen = []
    for j in range(n):
        taken = ...  # the colours of those columns before j that meet it
        colour = ...  # the smallest that is not taken
        chosen.append(colour)
    return chosen
"""

HINTS = (
    "Column j meets column k if some row lists both. Before j chooses, only those to its left have a colour.",
    "Collect them: `{chosen[k] for row in rows if j in row for k in row if k < j}`.",
    "Then count up from 0 until you find a colour that is not in that set.",
)

SOLUTION = """\
def colours(rows, n):
    chosen = []
    for j in range(n):
        taken = {chosen[k] for row in rows if j in row for k in row if k < j}
        colour = 0
        while colour in taken:
            colour += 1
        chosen.append(colour)
    return chosen
"""

Rows = list[list[int]]

# Tells mistakes apart: a gap frees a colour below the largest, and the last column meets none before it.
_GAP: Rows = [[0, 1], [1, 2], [0, 2], [2, 3], [1, 4], [3, 4], [5]]


def inputs(random: Random) -> list[tuple[Any, ...]]:
    """Draw patterns: a band, one with a gap, one with columns in no row, and random ones with three in a row."""
    band = [[j for j in (i - 1, i, i + 1) if 0 <= j < 7] for i in range(7)]
    drawn = [([sorted(random.sample(range(n), 3)) for _ in range(n)], n) for n in (6, 8, 9)]
    return [([[0, 1], [1, 2]], 3), ([[0, 2], [2]], 4), (_GAP, 6), (band, 7), *drawn]


def answer(rows: Rows, n: int) -> list[int]:
    """Colour as the library does."""
    return column_colours(Pattern(tuple(map(tuple, rows)), n))


def _met(rows: Rows, j: int) -> set[int]:
    return {k for row in rows if j in row for k in row if k < j}


def _choosing(rows: Rows, n: int, choose: Callable[[list[int]], int]) -> list[int]:
    """Colour by a rule of what is taken, a colour as often as it was met."""
    chosen: list[int] = []
    for j in range(n):
        chosen.append(choose([chosen[k] for row in rows if j in row for k in row if k < j]))
    return chosen


def _heeding_all(rows: Rows, n: int) -> list[int]:
    chosen = [0] * n
    for j in range(n):
        taken = {chosen[k] for row in rows if j in row for k in row if k != j}
        chosen[j] = min({*range(n + 1)} - taken)
    return chosen


def _columns(rows: Rows, n: int) -> Rows:
    return [[i for i, row in enumerate(rows) if j in row] for j in range(n)]


def _heeding_one(rows: Rows, n: int) -> list[int]:
    chosen: list[int] = []
    for j in range(n):
        chosen.append(int(j - 1 in _met(rows, j) and chosen[-1] == 0))
    return chosen


MISTAKES = (
    Mistake(
        "Every column has a colour of its own: that is one sweep each, and no zero is of any use. Columns that never "
        "meet may share.",
        lambda rows, n: list(range(n)),
    ),
    Mistake(
        "Colours repeat in a fixed rhythm. That is right for a band, and the rows say which columns meet elsewhere.",
        lambda rows, n: [j % 3 for j in range(n)],
        lambda rows, n: [j % 2 for j in range(n)],
    ),
    Mistake(
        "No two that meet are alike, but you take the colour after the largest one taken. A smaller one may be free.",
        lambda rows, n: _choosing(rows, n, lambda taken: max(taken, default=-1) + 1),
    ),
    Mistake(
        "The colours are right but for their names: count them from 0.",
        lambda rows, n: [colour + 1 for colour in answer(rows, n)],
    ),
    Mistake(
        "How many colours are taken does not tell which: of 0 and 2, both taken, 1 is free. Look for the smallest that "
        "is not among them.",
        lambda rows, n: _choosing(rows, n, len),
        lambda rows, n: _choosing(rows, n, lambda taken: len({*taken})),
    ),
    Mistake(
        "A column heeds only those before it. Those behind it have no colour yet, and a 0 in their place is none.",
        _heeding_all,
    ),
    Mistake(
        "No two that meet are alike, but you go from right to left. Column 0 chooses first.",
        lambda rows, n: answer([[n - 1 - j for j in row[::-1]] for row in rows], n)[::-1],
    ),
    Mistake(
        "You colour the rows. Columns are to be coloured: two that stand in a row together meet.",
        lambda rows, n: answer(_columns(rows, n), len(rows)),
    ),
    Mistake(
        "That is how many colours it takes, and it is right. Return the colour of each column, as a list.",
        lambda rows, n: max(answer(rows, n)) + 1,
    ),
    Mistake(
        "Those are the columns of each colour, and they are right. Return it the other way round: for each column its "
        "colour.",
        lambda rows, n: [
            [j for j, own in enumerate(answer(rows, n)) if own == colour] for colour in sorted({*answer(rows, n)})
        ],
    ),
    Mistake(
        "You look at the column just before, and at no other. A column meets all that stand in a row with it.",
        _heeding_one,
    ),
)

EXERCISE = Exercise(
    name="colours",
    title="Columns that share a sweep",
    lesson="zeros",
    statement=STATEMENT,
    starter=STARTER,
    hints=HINTS,
    solution=SOLUTION,
    praise="As many sweeps as colours, however many columns.",
    function="colours",
    returns="a list of n integers, a colour for each column",
    inputs=inputs,
    answer=answer,
    mistakes=MISTAKES,
    library=("column_colours", "largest_first"),
)
