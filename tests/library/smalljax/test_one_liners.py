"""Lines that a reader types while trying, run on small JAX and on JAX: the same, or refused by name."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from at_length import sample
from small_and_real import REAL, SMALL, check, lines, names, outcome

LINES = lines(Path(__file__).with_name("one_liners.txt"))

OTHERWISE = {
    "jax.grad(lambda x: (x**2, x), has_aux=True)(1.0)": "JAX returns a TypedFloat, small JAX an array of that number",
    "jax.vjp(lambda a: a, 3.0)[0]": "the same",
    "jax.value_and_grad(lambda a: a)(3.0)": "the same",
    "jax.lax.scan(lambda c, a: (c, a > 1), 1.0, x)": "the same, of what is carried along unchanged",
    "type(x)": "a class says truly where it is defined",
    "jax.vjp(jnp.sin, 1.0)[1]": "JAX shows the insides of its pullback, otherwise in each release",
    "jax.linearize(jnp.sin, 1.0)[1]": "the same",
    "jax.jit(jnp.sin)": "the same, with a place in memory",
    "jax.make_jaxpr(lambda a: jnp.where(a > 0, a, 0.0))(x)": "JAX writes a function made of others as a `jit` in the "
    "jaxpr, small JAX each of its operations",
    "jax.make_jaxpr(jax.nn.relu)(x)": "the same, with a rule of its own in JAX",
    "jax.make_jaxpr(lambda a: jnp.clip(a, 0.0, 1.0))(x)": "the same",
    "jax.make_jaxpr(jax.grad(jax.jit(lambda a: a * a)))(1.0)": "JAX keeps a differentiated `jit` as two, small JAX "
    "writes its operations",
}


@cache
def real() -> dict[str, Any]:
    return names(REAL)


@cache
def small() -> dict[str, Any]:
    return names(SMALL)


@pytest.mark.parametrize("line", sample(LINES, *range(0, len(LINES), 2)))
def test_a_line_does_the_same_or_is_refused_by_name(line: str) -> None:
    if line not in OTHERWISE:
        check(line, small(), real)


@pytest.mark.parametrize("line", OTHERWISE)
def test_a_listed_difference_is_one(line: str) -> None:
    with pytest.raises(AssertionError, match="small JAX"):
        check(line, small(), real)


def test_the_lines_are_many_and_few_of_them_are_refused() -> None:
    refused = [line for line in LINES if outcome(line, small()).refused]
    assert len(LINES) >= 250
    assert 7 * len(refused) <= len(LINES), refused
