"""Exercise `rows`: a Jacobian put together from the VJPs of an unknown function."""

from random import Random
from typing import Any

from ordermatters.exercises import given
from ordermatters.exercises.exercise import Exercise, Mistake

STATEMENT = """\
You get a function `vjp(u)` that returns uᵀ J, a list of three numbers (with no tuple around it, as JAX would have), for
an unknown f with three inputs and two outputs, and nothing else. Write `rows(vjp)` so that it returns the 2×3 matrix J,
as a list of two rows: choose the vectors u, and put together what comes back. How many calls did you save against
`columns`?
"""

STARTER = """\
def rows(vjp):
    first_row = vjp([..., ...])
    ...
    return [..., ...]
"""

HINTS = (
    "uᵀ J is u1 times the first row plus u2 times the second. For which u is that the first row alone?",
    "f has two outputs, so a u has two numbers, and there are two that are one-hot.",
    "Here nothing has to be turned: what comes back from a one-hot u is a row already.",
)

SOLUTION = """\
def rows(vjp):
    first = vjp([1, 0])
    second = vjp([0, 1])
    return [first, second]
"""

Rows = list[list[float]]


def inputs(random: Random) -> list[tuple[Any, ...]]:
    """Draw unknown functions."""
    return [(given.vjp(random),) for _ in range(5)]


def answer(vjp: given.Given) -> Rows:
    """List the rows."""
    return [vjp([1.0, 0.0]), vjp([0.0, 1.0])]


def _cut_into_columns(vjp: given.Given) -> Rows:
    entries = [entry for row in answer(vjp) for entry in row]
    return [entries[0:2], entries[2:4], entries[4:6]]


MISTAKES = (
    Mistake(
        "Your matrix is transposed: three rows of two. What a one-hot u brings back is a row already, so there is "
        "nothing to turn.",
        lambda vjp: [list(column) for column in zip(*answer(vjp), strict=True)],
        _cut_into_columns,
    ),
    Mistake(
        "The two rows have changed places. The u with its 1 in the first place gives the first row.",
        lambda vjp: answer(vjp)[::-1],
    ),
    Mistake(
        "With `u = [1, 1]` the rows come added up, and a sum cannot be taken apart again. Ask for one at a time, with "
        "a one-hot u.",
        lambda vjp: vjp([1.0, 1.0]),
        lambda vjp: [vjp([1.0, 1.0])] * 2,
    ),
    Mistake(
        "Only the first row is right. The second u has two 1s: take away the first before you set the other.",
        lambda vjp: [vjp([1.0, 0.0]), vjp([1.0, 1.0])],
    ),
    Mistake(
        "The same row stands there twice: the second u has its 1 in the other place.",
        lambda vjp: [answer(vjp)[0]] * 2,
        lambda vjp: [answer(vjp)[1]] * 2,
    ),
    Mistake(
        "You kept the first number of each row. JAX's pullback has a tuple around the row, and `[0]` takes it off; "
        "here what comes back is the row itself.",
        lambda vjp: [vjp([1.0, 0.0])[0], vjp([0.0, 1.0])[0]],
    ),
    Mistake(
        "That is one row. J has two: call `vjp` for both, with the 1 in another place.",
        lambda vjp: answer(vjp)[0],
        lambda vjp: answer(vjp)[1],
        lambda vjp: answer(vjp)[:1],
        lambda vjp: answer(vjp)[1:],
    ),
)

EXERCISE = Exercise(
    name="rows",
    title="Rows, from a VJP",
    lesson="rows-by-vjp",
    statement=STATEMENT,
    starter=STARTER,
    hints=HINTS,
    solution=SOLUTION,
    praise="Two outputs, two calls, one fewer than by columns. With a single output, one call is all.",
    function="rows",
    returns="two rows of three numbers each, as nested lists",
    inputs=inputs,
    answer=answer,
    mistakes=MISTAKES,
    review=given.undetermined,
)
