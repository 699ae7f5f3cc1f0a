"""Exercise `rows-by-jax`: the sheet's Jacobian, row by row, from `jax.vjp`."""

from ordermatters.exercises import jacobian_by_hand
from ordermatters.exercises.calls import without_call
from ordermatters.exercises.exercise import Exercise, Mistake

STATEMENT = """\
f is the sheet's, 2·x1·x2 and x3². Write `rows_by_vjp(x)` so that it returns the Jacobian of f at x, two rows of three,
from one call of `jax.vjp` and two of the pullback that it returns. What does the pullback return: a row, or something
around it?
"""

STARTER = """\
import jax
import jax.numpy as jnp


def f(x):
    return jnp.array([2 * x[0] * x[1], x[2] ** 2])


def rows_by_vjp(x):
    value, pullback = jax.vjp(f, jnp.array(x))
    first = pullback(...)
    ...
    return ...
"""

HINTS = (
    "The pullback takes a u with a number for each output of f, an array like its value. For which u is uᵀ J the first "
    "row alone?",
    "It returns a tuple, one entry for each argument of f. This f has one argument, so `[0]` takes the row out.",
    "Two one-hot u, `jnp.array([1.0, 0.0])` and `jnp.array([0.0, 1.0])`, give the two rows; nothing has to be turned.",
)

SOLUTION = """\
import jax
import jax.numpy as jnp


def f(x):
    return jnp.array([2 * x[0] * x[1], x[2] ** 2])


def rows_by_vjp(x):
    value, pullback = jax.vjp(f, jnp.array(x))
    return jnp.array([pullback(u)[0] for u in jnp.eye(2)])
"""

inputs = jacobian_by_hand.inputs


def answer(x: list[float]) -> list[list[float]]:
    """Let the library's forward mode find it."""
    return jacobian_by_hand.answer(x)


MISTAKES = (
    Mistake(
        "Each row still has its tuple around it: the pullback returns one entry for each argument of f. Take the "
        "first, with `[0]`.",
        lambda x: [[row] for row in answer(x)],
    ),
    Mistake(
        "Your matrix is transposed: three rows of two. What a one-hot u brings back is a row already.",
        lambda x: [list(column) for column in zip(*answer(x), strict=True)],
    ),
    Mistake(
        "The two rows have changed places. The u with its 1 in the first place gives the first row.",
        lambda x: answer(x)[::-1],
    ),
    Mistake(
        "With u = (1, 1) the rows come added up, and a sum cannot be taken apart again. Ask for one at a time, with a "
        "one-hot u.",
        lambda x: [sum(column) for column in zip(*answer(x), strict=True)],
        lambda x: [[sum(column) for column in zip(*answer(x), strict=True)]] * 2,
    ),
    Mistake(
        "That is one row. J has two: call the pullback for both, with the 1 in another place.",
        lambda x: answer(x)[0],
        lambda x: answer(x)[1],
        lambda x: [answer(x)[0]],
        lambda x: [answer(x)[1]],
    ),
)

EXERCISE = Exercise(
    name="rows-by-jax",
    title="Rows, from jax.vjp",
    lesson="rows-by-vjp",
    statement=STATEMENT,
    starter=STARTER,
    hints=HINTS,
    solution=SOLUTION,
    praise="f ran once, its pullback twice: the tape was there already.",
    function="rows_by_vjp",
    returns="two rows of three numbers each, as an array or nested lists",
    inputs=inputs,
    answer=answer,
    mistakes=MISTAKES,
    review=without_call("vjp"),
    library=("jacobian", "jacfwd", "jacrev", "jvp"),
)
