"""Programs drawn at random: value, jvp, vjp, vmap and their nestings, in 64 bits, against JAX."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import smalljax

# Each step of a program: from a vector of three numbers to one, alike in both.
STEPS: dict[str, Callable[[Any, Any], Any]] = {
    "sin": lambda np_, x: np_.sin(x),
    "tanh": lambda np_, x: np_.tanh(x),
    "exp": lambda np_, x: np_.exp(-x * x),
    "cube": lambda np_, x: x**3 / 10,
    "inverse": lambda np_, x: 1 / (2 + np_.cos(x)),
    "power": lambda np_, x: (1.5 + np_.sin(x)) ** 2.5,
    "turn": lambda np_, x: x[::-1] * 0.5,
    "shift": lambda np_, x: np_.concatenate([x[1:], x[:1]]),
    "sum": lambda np_, x: x - np_.sum(x) / 3,
    "outer": lambda np_, x: np_.outer(x, x) @ np_.ones(3) / 4,
    "matrix": lambda np_, x: np_.array([[0.0, 1.0, 2.0], [1.0, -1.0, 0.5], [0.3, 0.2, 0.1]]) @ x,
    "pick": lambda np_, x: x[np_.array([2, 0, 0])],
    "choose": lambda np_, x: np_.where(x > 0.1, x, 2 * x),
    "largest": lambda np_, x: np_.maximum(x, 0.2) * np_.max(x),
    "norm": lambda np_, x: x / np_.sqrt(1 + np_.sum(x * x)),
    "stack": lambda np_, x: np_.stack([x[0] * x[1], x[2], x[0]]),
}

WAYS: dict[str, Callable[[Any, Any, Any], Any]] = {
    "value": lambda jax_, f, x: f(x),
    "jvp": lambda jax_, f, x: jax_.jvp(f, (x,), (x * 0.5,))[1],
    "vjp": lambda jax_, f, x: jax_.vjp(f, x)[1](x)[0],
    "vmap": lambda jax_, f, x: jax_.vmap(f)(jax_.numpy.stack([x, 2 * x])),
    "jacfwd": lambda jax_, f, x: jax_.jacfwd(f)(x),
    "jacrev": lambda jax_, f, x: jax_.jacrev(f)(x),
    "linearize": lambda jax_, f, x: jax_.linearize(f, x)[1](x),
    "gradient": lambda jax_, f, x: jax_.grad(lambda x: f(x).sum())(x),
    "Hessian": lambda jax_, f, x: jax_.hessian(lambda x: f(x).sum())(x),
    "vmap of gradients": lambda jax_, f, x: jax_.vmap(jax_.grad(lambda x: f(x).sum()))(jax_.numpy.stack([x, -x])),
    "jvp of vjp": lambda jax_, f, x: jax_.jvp(lambda x: jax_.vjp(f, x)[1](x * 0 + 1)[0], (x,), (x,))[1],
    "jit of jacrev": lambda jax_, f, x: jax_.jit(jax_.jacrev(f))(x),
    "jacfwd of vmap": lambda jax_, f, x: jax_.jacfwd(lambda x: jax_.vmap(f)(jax_.numpy.stack([x, x])))(x),
}

# JAX's own half of the comparison is compiled anew for each program: a few here, many at night.
EXAMPLES = int(os.environ.get("ORDERMATTERS_RANDOM_PROGRAMS", "5"))
programs = st.lists(st.sampled_from(sorted(STEPS)), min_size=1, max_size=3)
numbers = st.lists(st.floats(-1.5, 1.5).filter(lambda v: abs(v) > 1e-3), min_size=3, max_size=3, unique=True)


@pytest.fixture(autouse=True)
def in_64_bits() -> Iterator[None]:
    before = jax.config.jax_enable_x64
    for config in (jax.config, smalljax.config):
        config.update("jax_enable_x64", True)
    yield
    jax.config.update("jax_enable_x64", before)
    smalljax.config.update("jax_enable_x64", False)


def composed(np_: Any, steps: list[str]) -> Callable[[Any], Any]:
    def f(x: Any) -> Any:
        for step in steps:
            x = STEPS[step](np_, x)
        return x

    return f


def compare(steps: list[str], way: str, start: list[float]) -> None:
    small = WAYS[way](smalljax, composed(smalljax.numpy, steps), smalljax.numpy.array(start))
    real = jax.jit(lambda x: WAYS[way](jax, composed(jnp, steps), x))(jnp.array(start))  # one compilation, not fifty
    assert small.dtype.name == real.dtype.name == "float64"
    np.testing.assert_allclose(np.array(small.tolist()), np.asarray(real), rtol=1e-9, atol=1e-11)


@settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None)
@given(programs, st.sampled_from(sorted(WAYS)), numbers)
def test_a_program_means_the_same(steps: list[str], way: str, start: list[float]) -> None:
    compare(steps, way, start)


@pytest.mark.parametrize("way", ["vjp", "vmap", "Hessian", "jvp of vjp", "vmap of gradients"])
def test_each_way_through_a_program_of_many_steps(way: str) -> None:
    compare(["matrix", "choose", "stack", "norm"], way, [0.3, -0.7, 1.1])
