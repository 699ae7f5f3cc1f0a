"""Exercise `columns`: a Jacobian put together from the JVPs of an unknown function."""

from collections.abc import Callable
from itertools import permutations, product
from random import Random
from typing import Any

from ordermatters.exercises import given
from ordermatters.exercises.exercise import Exercise, Mistake

STATEMENT = """\
You get a function `jvp(v)` that returns J v, a list of two numbers, for an unknown f with three inputs and two outputs,
and nothing else. Write `columns(jvp)` so that it returns the 2×3 matrix J, as a list of two rows: choose the vectors v,
and put together what comes back.
"""

STARTER = """\
def columns(jvp):
    first_column = jvp([..., ..., ...])
    ...
    return [
        [..., ..., ...],
        [..., ..., ...],
    ]
"""

HINTS = (
    "J v is v1 times the first column plus v2 times the second plus v3 times the third. For which v is that the first "
    "column alone?",
    "Three one-hot vectors, `[1, 0, 0]` and its like, give three columns of two numbers each.",
    "The rows of J take one number from each column: `[a[0], b[0], c[0]]`, then `[a[1], b[1], c[1]]`. `zip(a, b, c)` "
    "does the same.",
)

SOLUTION = """\
def columns(jvp):
    first = jvp([1, 0, 0])
    second = jvp([0, 1, 0])
    third = jvp([0, 0, 1])
    return [
        [first[0], second[0], third[0]],
        [first[1], second[1], third[1]],
    ]
"""

Columns = list[list[float]]


def inputs(random: Random) -> list[tuple[Any, ...]]:
    """Draw unknown functions."""
    return [(given.jvp(random),) for _ in range(5)]


def answer(jvp: given.Given) -> Columns:
    """Stand the columns side by side."""
    return _side_by_side(_columns(jvp))


def _columns(jvp: given.Given) -> Columns:
    return [jvp([float(i == j) for i in range(3)]) for j in range(3)]


def _side_by_side(columns: Columns) -> Columns:
    return [list(row) for row in zip(*columns, strict=True)]


def _cut_into_rows(jvp: given.Given) -> Columns:
    entries = [entry for column in _columns(jvp) for entry in column]
    return [entries[:3], entries[3:]]


def _shuffled(places: tuple[int, ...]) -> Callable[[given.Given], Columns]:
    return lambda jvp: _side_by_side([_columns(jvp)[place] for place in places])


MISTAKES = (
    Mistake(
        "You have the three columns, but they lie as rows: your matrix is the transposed one, three rows of two. Stand "
        "them side by side.",
        _columns,
    ),
    Mistake(
        "You have all six numbers, but cut into rows in the order in which they came. They came column by column: a "
        "row of J takes one number from each.",
        _cut_into_rows,
    ),
    Mistake(
        "The columns stand in the wrong order. The v with its 1 in the first place gives the first column.",
        *map(_shuffled, list(permutations(range(3)))[1:]),
    ),
    Mistake(
        "The two rows have changed places: the first number of each column is about the first output.",
        lambda jvp: answer(jvp)[::-1],
    ),
    Mistake(
        "With `v = [1, 1, 1]` the columns come added up, and a sum cannot be taken apart again. Ask for one at a time, "
        "with a one-hot v.",
        lambda jvp: jvp([1.0, 1.0, 1.0]),
        lambda jvp: [[entry] * 3 for entry in jvp([1.0, 1.0, 1.0])],
    ),
    Mistake(
        "Only the first column is right. The second v has two 1s, the third has three: take away the last 1 before "
        "you set the next.",
        lambda jvp: _side_by_side([jvp([1.0, float(j > 0), float(j > 1)]) for j in range(3)]),
    ),
    Mistake(
        "A column stands there twice, and another is missing: every v has its 1 in a place of its own.",
        *(_shuffled(places) for places in product(range(3), repeat=3) if len(set(places)) < 3),
    ),
    Mistake(
        "That is one column. J has three: call `jvp` for each, with the 1 in another place.",
        lambda jvp: _columns(jvp)[0],
        lambda jvp: _columns(jvp)[1],
        lambda jvp: _columns(jvp)[2],
    ),
)

EXERCISE = Exercise(
    name="columns",
    title="Columns, from a JVP",
    lesson="columns-by-jvp",
    statement=STATEMENT,
    starter=STARTER,
    hints=HINTS,
    solution=SOLUTION,
    praise="Three inputs, three calls: a JVP gives a column each.",
    function="columns",
    returns="two rows of three numbers each, as nested lists",
    inputs=inputs,
    answer=answer,
    mistakes=MISTAKES,
    review=given.undetermined,
)
