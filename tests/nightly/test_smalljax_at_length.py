"""The lines that JAX takes longer over: the same as in the library's tests, or refused by name."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from small_and_real import REAL, SMALL, check, lines, names

LINES = lines(Path(__file__).with_name("more_one_liners.txt"))

OTHERWISE = {
    "jax.grad(lambda x: (x**2, x), has_aux=True)(1.0)",
    "jax.vjp(lambda a: a, 3.0)[0]",
    "jax.value_and_grad(lambda a: a)(3.0)",
}


@cache
def real() -> dict[str, Any]:
    return names(REAL)


@cache
def small() -> dict[str, Any]:
    return names(SMALL)


@pytest.mark.parametrize("line", LINES)
def test_a_line_does_the_same_or_is_refused_by_name(line: str) -> None:
    if line not in OTHERWISE:
        check(line, small(), real)
