"""Exercise `columns-by-jax`: the sheet's Jacobian, column by column, from `jax.jvp`."""

from ordermatters.exercises import jacobian_by_hand
from ordermatters.exercises.calls import without_call
from ordermatters.exercises.exercise import Exercise, Mistake

STATEMENT = """\
The sheet's f takes three numbers and returns two, 2·x1·x2 and x3². Write `columns_by_jvp(x)` so that it returns the
Jacobian of f at x, two rows of three, from calls of `jax.jvp` alone. It returns two things each time: which one is the
column?
"""

STARTER = """\
import jax
import jax.numpy as jnp


def f(x):
    return jnp.array([2 * x[0] * x[1], x[2] ** 2])


def columns_by_jvp(x):
    x = jnp.array(x)
    value, first = jax.jvp(f, (x,), (...,))
    ...
    return ...
"""

HINTS = (
    "`jax.jvp(f, (x,), (v,))` returns the value f(x) and the tangent J v. Point and direction are tuples, one entry "
    "for each argument of f, and v is an array like x.",
    "Three one-hot v, such as `jnp.array([1.0, 0.0, 0.0])`, give three columns of two numbers each.",
    "`jnp.stack(columns, axis=1)` stands columns side by side; `jnp.array(columns).T` does the same.",
)

SOLUTION = """\
import jax
import jax.numpy as jnp


def f(x):
    return jnp.array([2 * x[0] * x[1], x[2] ** 2])


def columns_by_jvp(x):
    x = jnp.array(x)
    columns = [jax.jvp(f, (x,), (v,))[1] for v in jnp.eye(3)]
    return jnp.array(columns).T
"""

inputs = jacobian_by_hand.inputs


def answer(x: list[float]) -> list[list[float]]:
    """Let the library's forward mode find it."""
    return jacobian_by_hand.answer(x)


def _value(x: list[float]) -> list[float]:
    return [2 * x[0] * x[1], x[2] ** 2]


def _cut_into_rows(rows: list[list[float]]) -> list[list[float]]:
    entries = [entry for column in _turned(rows) for entry in column]
    return [entries[:3], entries[3:]]


def _turned(rows: list[list[float]]) -> list[list[float]]:
    return [list(column) for column in zip(*rows, strict=True)]


MISTAKES = (
    Mistake(
        "You have the three columns, but they lie as rows: your matrix is the transposed one, three rows of two. Stand "
        "them side by side.",
        lambda x: _turned(answer(x)),
    ),
    Mistake(
        "You have all six numbers, but cut into rows in the order in which they came. They came column by column: a "
        "row of J takes one number from each.",
        lambda x: _cut_into_rows(answer(x)),
    ),
    Mistake(
        "Each column still has the value f(x) beside it: `jax.jvp` returns two things, and the column is the second.",
        lambda x: [[_value(x), column] for column in _turned(answer(x))],
    ),
    Mistake(
        "You took the first thing that `jax.jvp` returns, and that is the value f(x). The column is the second.",
        lambda x: [_value(x)] * 3,
        lambda x: _turned([_value(x)] * 3),
        _value,
    ),
    Mistake(
        "With v = (1, 1, 1) the columns come added up, and a sum cannot be taken apart again. Ask for one at a time, "
        "with a one-hot v.",
        lambda x: [sum(row) for row in answer(x)],
        lambda x: [[sum(row)] * 3 for row in answer(x)],
    ),
    Mistake(
        "That is one column. J has three: call `jax.jvp` for each, with the 1 in another place.",
        *(lambda x, j=j: [row[j] for row in answer(x)] for j in range(3)),
    ),
)

EXERCISE = Exercise(
    name="columns-by-jax",
    title="Columns, from jax.jvp",
    lesson="columns-by-jvp",
    statement=STATEMENT,
    starter=STARTER,
    hints=HINTS,
    solution=SOLUTION,
    praise="`jax.jacfwd(f)` does this, with all three v at once.",
    function="columns_by_jvp",
    returns="two rows of three numbers each, as an array or nested lists",
    inputs=inputs,
    answer=answer,
    mistakes=MISTAKES,
    review=without_call("jvp"),
    library=("jacobian", "jacfwd", "jacrev", "vjp", "linearize"),
)
