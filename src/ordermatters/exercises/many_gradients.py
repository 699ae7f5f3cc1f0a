"""Exercise `many-gradients`: values and slopes at many points, from `jax.vmap` and `jax.value_and_grad`."""

from math import cos, sin
from random import Random
from typing import Any

from ordermatters.exercises.calls import without_call
from ordermatters.exercises.exercise import Exercise, Mistake

STATEMENT = """\
f(x) = sin(x²)·cos(x), as on the sheet. Write `values_and_slopes(xs)` so that it returns two things, the values of f at
all numbers of `xs` and its slopes there, from `jax.vmap` and `jax.value_and_grad`, without a loop of your own.
"""

STARTER = """\
import jax
import jax.numpy as jnp


def f(x):
    return jnp.sin(x**2) * jnp.cos(x)


def values_and_slopes(xs):
    xs = jnp.array(xs)
    return ...
"""

HINTS = (
    "`jax.value_and_grad(f)` is a function of one number that returns two: f(x) and f'(x).",
    "`jax.vmap(g)` is g for a whole array at once, along its first axis. It returns what g does, each with that axis.",
    "Put together: `jax.vmap(jax.value_and_grad(f))(xs)`.",
)

SOLUTION = """\
import jax
import jax.numpy as jnp


def f(x):
    return jnp.sin(x**2) * jnp.cos(x)


def values_and_slopes(xs):
    return jax.vmap(jax.value_and_grad(f))(jnp.array(xs))
"""

Numbers = list[float]


def inputs(random: Random) -> list[tuple[Any, ...]]:
    """Draw lists of numbers between −3 and 3, of three lengths: JAX compiles for each anew."""
    return [([round(random.uniform(-3, 3), 2) for _ in range(count)],) for count in (1, 3, 3, 8, 8)]


def answer(xs: Numbers) -> tuple[Numbers, Numbers]:
    """Work out both by hand: (sin(x²)·cos(x))' = cos(x²)·2x·cos(x) − sin(x²)·sin(x)."""
    return [_f(x) for x in xs], [cos(x * x) * 2 * x * cos(x) - sin(x * x) * sin(x) for x in xs]


def _f(x: float) -> float:
    return sin(x * x) * cos(x)


def _pairs(xs: Numbers) -> list[list[float]]:
    return [list(pair) for pair in zip(*answer(xs), strict=True)]


MISTAKES = (
    Mistake(
        "Those are pairs, a value and a slope for each number. Return two things, all values and all slopes: `vmap` "
        "does so by itself.",
        _pairs,
    ),
    Mistake("Both are right, but they have changed places: the values come first.", lambda xs: answer(xs)[::-1]),
    Mistake(
        "Those are the slopes alone, as from `jax.grad`. `jax.value_and_grad` brings the values along.",
        lambda xs: answer(xs)[1],
    ),
    Mistake("Those are the values alone. The slopes are asked for, too.", lambda xs: answer(xs)[0]),
    Mistake(
        "That is about the first number only. `jax.vmap` makes a function of one number into one of an array.",
        lambda xs: (answer(xs)[0][0], answer(xs)[1][0]),
    ),
    Mistake(
        "The slopes are added up: that is the gradient of a sum. With `jax.vmap` each number has a slope of its own.",
        lambda xs: (answer(xs)[0], sum(answer(xs)[1])),
        lambda xs: (sum(answer(xs)[0]), sum(answer(xs)[1])),
    ),
)

EXERCISE = Exercise(
    name="many-gradients",
    title="Slopes at many points",
    lesson="first-gradients",
    statement=STATEMENT,
    starter=STARTER,
    hints=HINTS,
    solution=SOLUTION,
    praise="Two words around f, and no loop: each changes what a function takes, not what it does.",
    function="values_and_slopes",
    returns="two lists or arrays, the values and the slopes, with a number for each of `xs`",
    inputs=inputs,
    answer=answer,
    mistakes=MISTAKES,
    review=without_call("vmap"),
    tolerance=1e-4,
)
