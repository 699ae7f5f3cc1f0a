"""One line of Python run on small JAX and on the real one, and the two outcomes compared."""

import io
import re
import warnings
from collections.abc import Callable
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import jax
import jax.numpy
import numpy

import smalljax
import smalljax.np

REAL = {"jax": jax, "jnp": jax.numpy, "np": numpy}
SMALL = {"jax": smalljax, "jnp": smalljax.numpy, "np": smalljax.np}

# In float32 the two round in other places: the last digits of what they print may differ.
TOLERANCE = 4e-6

_NUMBER = re.compile(r"-?\d+\.\d*(?:e[-+]?\d+)?|-?\d+e[-+]\d+")
_TOO_WIDE = {BaseException, Exception, object}  # errors that are alike in this alone are not alike


class Outcome(NamedTuple):
    """What a line shows, or how it fails."""

    text: str
    error: type[BaseException] | None = None

    @property
    def refused(self) -> bool:
        """Say whether small JAX has refused it by name."""
        return self.error is not None and "small JAX has no" in self.text and "`" in self.text


@cache
def lines(path: Path) -> tuple[str, ...]:
    """Read a list of lines, comments left out."""
    return tuple(line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))


def names(modules: dict[str, Any]) -> dict[str, Any]:
    """Give what the lines find defined."""
    jnp = modules["jnp"]

    def f(x: Any) -> Any:
        return jnp.array([2 * x[0] * x[1], x[2] ** 2])

    x, M, k = jnp.array([1.0, 2.0, 3.0]), jnp.array([[1.0, 2.0], [3.0, 4.0]]), jnp.arange(3)
    return {**modules, "x": x, "M": M, "k": k, "key": modules["jax"].random.PRNGKey(0), "f": f}


def outcome(line: str, namespace: dict[str, Any]) -> Outcome:
    """Run a line."""
    printed = io.StringIO()
    with warnings.catch_warnings(), redirect_stdout(printed):
        warnings.simplefilter("ignore")
        try:
            shown = repr(eval(line, dict(namespace)))
        except Exception as error:
            return Outcome(str(error), type(error))
    return Outcome(printed.getvalue() + shown)


def agree(small: Outcome, real: Outcome) -> bool:
    """Say whether two outcomes are the same: the same text up to rounding, or errors of one family."""
    if small.error and real.error:
        return bool(set(_family(small.error)) & set(_family(real.error)))
    return not small.error and not real.error and near(small.text, real.text)


def near(text: str, other: str, tolerance: float = TOLERANCE) -> bool:
    """Compare texts: numbers to rounding, everything else to the letter but for the spaces that align numbers."""
    if text == other:
        return True
    if _form(text) != _form(other):
        return False
    pairs = zip(_NUMBER.findall(text), _NUMBER.findall(other), strict=True)
    return all(abs(float(a) - float(b)) <= tolerance * max(abs(float(a)), 0.01) for a, b in pairs)


def _form(text: str) -> str:
    return _NUMBER.sub("#", re.sub(r"\s", "", text))


def _family(error: type[BaseException]) -> list[type]:
    return [kind for kind in error.__mro__ if kind not in _TOO_WIDE and kind.__module__ == "builtins"]


def check(line: str, small: dict[str, Any], real: Callable[[], dict[str, Any]]) -> None:
    """Run a line on both, unless small JAX refuses it by name, and see that they agree."""
    ours = outcome(line, small)
    if ours.refused:
        return
    theirs = outcome(line, real())
    assert agree(ours, theirs), f"{line}\nsmall JAX: {_told(ours)}\nJAX:       {_told(theirs)}"


def _told(found: Outcome) -> str:
    return f"{found.error.__name__}: {found.text}" if found.error else found.text
