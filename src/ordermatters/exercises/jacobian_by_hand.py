"""Exercise `jacobian-by-hand`: six slopes of a function, arranged in a matrix."""

from random import Random
from typing import Any

from ordermatters import forward_mode
from ordermatters.exercises.exercise import Exercise, Mistake

STATEMENT = """\
f takes three numbers x1, x2, x3 and returns two: 2·x1·x2 and x3². Without scrolling up, write its Jacobian at the point
(2, 3, 2), as a list of two rows of three numbers.

Then put letters in place of the numbers: write `jacobian(x)` so that it returns the Jacobian at any point x, and
`jacobian([2, 3, 2])` your matrix.
"""

STARTER = """\
def jacobian(x):
    x1, x2, x3 = x
    return [
        [..., ..., ...],
        [..., ..., ...],
    ]
"""

HINTS = (
    "A row for each output, a column for each input: the entry in row i, column j says how fast output i changes when "
    "input j alone does.",
    "Row 1 is about 2·x1·x2. Hold x2 and x3 still: what is its slope with x1? Then the other two. An input that does "
    "not occur has the slope 0.",
    "The first row is 2·x2, 2·x1, 0. The second output knows x3 alone, and the slope of a square is twice its base.",
)

SOLUTION = """\
def jacobian(x):
    x1, x2, x3 = x
    return [
        [2 * x2, 2 * x1, 0],
        [0, 0, 2 * x3],
    ]
"""

Rows = list[list[float]]


def inputs(random: Random) -> list[tuple[Any, ...]]:
    """Begin at the sheet's point, then draw others: whole ones, one of negative fractions, and zeros."""
    drawn = [[float(x) for x in random.sample(range(3, 10), 3)] for _ in range(3)]
    drawn.append([-x / 4 for x in random.sample(range(1, 20, 2), 3)])
    return [([2.0, 3.0, 2.0],), *((x,) for x in drawn), ([0.0, 0.0, 0.0],)]


def answer(x: list[float]) -> Rows:
    """Let forward mode find the columns."""
    one_hots = [[float(i == j) for i in range(3)] for j in range(3)]
    columns = [forward_mode.jvp(lambda x: [2 * x[0] * x[1], x[2] ** 2], x, v)[1] for v in one_hots]
    return [list(row) for row in zip(*columns, strict=True)]


MISTAKES = (
    Mistake(
        "Right at (2, 3, 2), and there alone: your matrix is always the same. Take x1, x2 and x3 from the x that the "
        "function is given, and write the entries with them in place of the numbers.",
        lambda x: [[6, 4, 0], [0, 0, 4]],
    ),
    Mistake(
        "Your Jacobian is transposed. It has a row for each output and a column for each input: two rows of three.",
        lambda x: [list(column) for column in zip(*answer(x), strict=True)],
    ),
    Mistake(
        "The slope of x3² is not right: a square grows by twice its base, so it is 2·x3.",
        lambda x: [..., [0, 0, 2 * x[2] ** 2]],
        lambda x: [..., [0, 0, x[2]]],
        lambda x: [..., [0, 0, x[2] ** 2]],
        lambda x: [..., [0, 0, 3 * x[2] ** 2]],
        lambda x: [..., [0, 0, 2]],
        lambda x: [..., [0, 0, x[2] ** 3 / 3]],
    ),
    Mistake(
        "In the first row x1 and x2 have changed places: while x1 moves, 2·x1·x2 grows 2·x2 times as fast, for x2 is "
        "what stands beside it.",
        lambda x: [[2 * x[0], 2 * x[1], 0], ...],
    ),
    Mistake(
        "The 2 in 2·x1·x2 is lost: a constant factor stays in both slopes.",
        lambda x: [[x[1], x[0], 0], ...],
    ),
    Mistake(
        "While x1 moves, x2 is a constant factor and stays: the slope is 2·x2. The same holds for x2, with x1.",
        lambda x: [[2, 2, 0], ...],
        lambda x: [[1, 1, 0], ...],
    ),
    Mistake(
        "An input that an output does not contain leaves it as it is, so that slope is 0: x3 in the first row, x1 and "
        "x2 in the second.",
        lambda x: [[2 * x[1], 2 * x[0], 2 * x[0] * x[1]], [x[2] ** 2, x[2] ** 2, 2 * x[2]]],
        lambda x: [[2 * x[1], 2 * x[0], 1], [1, 1, 2 * x[2]]],
    ),
    Mistake(
        "The slopes are right, but those that are 0 have their places, too: each row has three, one for each input.",
        lambda x: [[2 * x[1], 2 * x[0]], [2 * x[2]]],
    ),
    Mistake(
        "2·x3 stands in the wrong column. The column says which input moves, and x3 is the third.",
        lambda x: [..., [2 * x[2], 0, 0]],
        lambda x: [..., [0, 2 * x[2], 0]],
    ),
    Mistake(
        "You add up the slopes of an output. They answer three questions, one for each input: keep them apart, as a "
        "row.",
        lambda x: [2 * x[1] + 2 * x[0], 2 * x[2]],
        lambda x: [[2 * x[1] + 2 * x[0]], [2 * x[2]]],
    ),
    Mistake(
        "The rows have changed places: the first is about the first output, 2·x1·x2.",
        lambda x: answer(x)[::-1],
    ),
    Mistake(
        "That is f itself, its two values. The Jacobian holds its six slopes.",
        lambda x: [2 * x[0] * x[1], x[2] ** 2],
    ),
)

EXERCISE = Exercise(
    name="jacobian-by-hand",
    title="A Jacobian by hand",
    lesson="jacobian",
    statement=STATEMENT,
    starter=STARTER,
    hints=HINTS,
    solution=SOLUTION,
    praise="Now hold your rows against `measured_jacobian`, with a step that you can defend.",
    function="jacobian",
    returns="two rows of three numbers each, as nested lists",
    inputs=inputs,
    answer=answer,
    mistakes=MISTAKES,
    library=("jvp", "vjp", "jacobian", "jacfwd", "jacrev", "jacobian_by_columns", "jacobian_by_rows", "grad"),
)
