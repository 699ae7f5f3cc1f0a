"""The functions that a reader finds in an explorer, each with its slope: those of `elementary`, and a few more."""

# mypy: disable-error-code=has-type
# The slope of a tangent is made of the tangent, that of a root of the root: rings that the type checker cannot enter.

import math
from typing import Any

from ordermatters.elementary import cos, exp, log, sin, tanh, with_partials


@with_partials(lambda x: 1 + tan(x) ** 2)
def tan(x: Any) -> Any:
    """Take the tangent of an angle in radians; its slope is 1 + tan²x.

    >>> tan(0.0), tan.partials[0](0.0)
    (0.0, 1.0)
    """
    return math.tan(x)


@with_partials(lambda x: 0.5 / sqrt(x) if x else math.inf)
def sqrt(x: Any) -> Any:
    """Take the square root; its slope is half its reciprocal, and infinite at zero.

    >>> sqrt(4.0), sqrt.partials[0](4.0)
    (2.0, 0.25)

    Raises:
        ValueError: a negative number.
    """
    if x < 0:
        raise ValueError(f"sqrt({x!r}): a negative number has no real root")
    return math.sqrt(x)


@with_partials(lambda x: (x > 0) - (x < 0) if x else math.nan)
def absolute(x: Any) -> Any:
    """Take the distance from zero; its slope is the sign, and there is none at zero.

    >>> absolute(-2.5), absolute.partials[0](-2.5)
    (2.5, -1)
    """
    return abs(x)


#: By the names that readers call them.
FUNCTIONS = {
    **{"sin": sin, "cos": cos, "tan": tan, "exp": exp, "log": log, "ln": log},
    **{"tanh": tanh, "sqrt": sqrt, "abs": absolute},
}
CONSTANTS = {"pi": math.pi, "e": math.e}
