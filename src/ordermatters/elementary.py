"""Elementary operations, each with its partial derivatives: all that a machine must be told to differentiate.

A number that derivatives flow through is *active*: a dual number of `forward_mode`, an entry on the tape of
`reverse_mode`. An operation on active numbers works out its value and its partial derivatives from plain numbers, then
leaves it to the active ones to carry them on. So the rules stand here once; the two modes differ in what they carry.

Where an operation has a value but no slope, a partial derivative is `inf` or `nan`, as in JAX; where it has no value,
Python's own error says so.

Source: Griewank and Walther, *Evaluating Derivatives*, 2nd edition, SIAM 2008, chapter 3.
"""

# mypy: disable-error-code=has-type
# Sine and cosine are each other's slopes, exp is its own: a ring that the type checker cannot enter.

import math
import operator
from collections.abc import Callable, Sequence
from functools import update_wrapper
from typing import Any, TypeAlias

Slopes: TypeAlias = Sequence[tuple[Any, Any]]
"""An operation's active operands, each with the partial derivative by it."""


class Operation:
    """Compute a value from operands, and know the partial derivative by each of them.

    >>> by_x, by_y = multiply.partials
    >>> multiply(3.0, 5.0), by_x(3.0, 5.0), by_y(3.0, 5.0)  # x·y, which changes y times as fast as x, x times as y
    (15.0, 5.0, 3.0)
    """

    def __init__(self, value: Callable[..., Any], *partials: Callable[..., Any]) -> None:
        """Take a function of plain numbers, and one more per operand: how fast the value changes with it."""
        update_wrapper(self, value)
        self.value = value
        self.partials = partials

    def __call__(self, *operands: Any) -> Any:
        """Compute with plain numbers; let active ones carry the value and the slopes that belong to them."""
        level = max(map(level_of, operands))
        if level == 0:
            return self.value(*operands)
        values = [x.value if level_of(x) == level else x for x in operands]
        terms = zip(operands, self.partials, strict=True)
        slopes = [(x, partial(*values)) for x, partial in terms if level_of(x) == level]
        return slopes[0][0].carry(self(*values), slopes)


def with_partials(*partials: Callable[..., Any]) -> Callable[[Callable[..., Any]], Operation]:
    """Make an operation of the function that follows, by giving it its partial derivatives."""
    return lambda value: Operation(value, *partials)


def level_of(x: Any) -> int:
    """Tell which call of a mode a number belongs to; 0 for a plain number, a constant to all of them."""
    level: int = getattr(x, "level", 0)
    return level


add = Operation(operator.add, lambda x, y: 1.0, lambda x, y: 1.0)
subtract = Operation(operator.sub, lambda x, y: 1.0, lambda x, y: -1.0)
multiply = Operation(operator.mul, lambda x, y: y, lambda x, y: x)
divide = Operation(operator.truediv, lambda x, y: 1 / y, lambda x, y: -x / y / y)
negative = Operation(operator.neg, lambda x: -1.0)


def _power_by_base(x: Any, y: Any) -> Any:
    if level_of(y) == 0 and y == 0:
        return 0.0  # x**0 is 1 everywhere, at 0 too
    return math.inf if x == 0 and y < 1 else y * x ** (y - 1)


def _power_by_exponent(x: Any, y: Any) -> Any:
    if x < 0:
        return math.nan  # only at whole exponents has a negative base a power: there is no slope between them
    return 0.0 if x == 0 else x**y * log(x)


@with_partials(_power_by_base, _power_by_exponent)
def power(x: Any, y: Any) -> Any:
    """Raise `x` to the power `y`; the slopes are y·xʸ⁻¹ and xʸ·log x.

    >>> power(-2.0, 3)
    -8.0

    Raises:
        ValueError: if the base is negative and the exponent fractional, which Python answers with a complex number.
        ZeroDivisionError: if the base is zero and the exponent negative.
    """
    result = x**y
    if isinstance(result, complex):
        raise ValueError(f"{x!r} ** {y!r} is no real number")
    return result


@with_partials(lambda x: cos(x))
def sin(x: Any) -> Any:
    """Take the sine of an angle in radians; its slope is the cosine.

    >>> sin(0.0), sin.partials[0](0.0)
    (0.0, 1.0)
    """
    return _computed(math.sin, x)


@with_partials(lambda x: -sin(x))
def cos(x: Any) -> Any:
    """Take the cosine of an angle in radians; its slope is minus the sine.

    >>> cos(0.0)
    1.0
    """
    return _computed(math.cos, x)


@with_partials(lambda x: exp(x))
def exp(x: Any) -> Any:
    """Raise e to the power `x`; the slope is the value itself.

    >>> exp(0.0), exp.partials[0](0.0)
    (1.0, 1.0)

    Raises:
        OverflowError: if the value is beyond the largest float, from about `x` = 709.8 on.
    """
    return _computed(math.exp, x)


@with_partials(lambda x: 1 / cos(x) ** 2)
def tan(x: Any) -> Any:
    """Take the tangent of an angle in radians; its slope is 1/cos²x.

    >>> tan(0.0), tan.partials[0](0.0)
    (0.0, 1.0)
    """
    return _computed(math.tan, x)


@with_partials(lambda x: 1 / x)
def log(x: Any) -> Any:
    """Take the natural logarithm; its slope is 1/x.

    >>> log(1.0), log.partials[0](4.0)
    (0.0, 0.25)

    Raises:
        ValueError: if the number is zero or negative.
    """
    return _computed(math.log, x)


@with_partials(lambda x: 1 - tanh(x) ** 2)
def tanh(x: Any) -> Any:
    """Take the hyperbolic tangent; its slope is 1 - tanh²x.

    >>> tanh(0.0), tanh.partials[0](0.0)
    (0.0, 1.0)
    """
    return _computed(math.tanh, x)


@with_partials(lambda x: math.inf if x == 0 else 0.5 / sqrt(x))
def sqrt(x: Any) -> Any:
    """Take the square root; its slope is 1/(2·√x).

    >>> sqrt(4.0), sqrt.partials[0](4.0)
    (2.0, 0.25)

    Raises:
        ValueError: if the number is negative.
    """
    return _computed(math.sqrt, x)


absolute = Operation(abs, lambda x: 1.0 if x >= 0 else -1.0)  # at 0, where there is no slope, JAX says 1 as well
modulo = Operation(operator.mod, lambda x, y: 1.0, lambda x, y: -(plain_value(x) // plain_value(y)))


def plain_value(x: Any) -> Any:
    """Take the number out of an active one, whatever its level: for what does not change with it."""
    while level_of(x):
        x = x.value
    return x


def _computed(function: Callable[[Any], float], x: Any) -> float:
    try:
        return function(x)
    except (ValueError, OverflowError) as error:
        raise type(error)(f"{function.__name__}({x!r}): {error}") from None
