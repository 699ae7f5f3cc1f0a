"""Forward mode from scratch: each number carries along how fast it changes.

A dual number is a value with a tangent. Whatever is computed from dual numbers is one again, so a function evaluated
once on them gives its value and, for the price of about one more evaluation, the product J v of its Jacobian with the
direction `v` that the inputs' tangents make up.
"""

from collections.abc import Callable
from typing import Any

from ordermatters.active import Active, each, levels, output_of, real_numbers
from ordermatters.elementary import Slopes, cos, exp, level_of, log, sin, sqrt, tan, tanh

__all__ = ["Dual", "cos", "exp", "jvp", "log", "sin", "sqrt", "tan", "tanh"]


class Dual(Active):
    """A value and its tangent: how fast the value changes when the inputs move in the chosen direction.

    >>> x = Dual(3.0, 1.0)
    >>> x * x + 2  # 3·3 + 2, and 3·1 + 3·1
    Dual(11.0, 6.0)
    """

    def __init__(self, value: Any, tangent: Any, level: int = 1) -> None:
        """Join a value and a tangent."""
        self.value = value
        self.tangent = tangent
        self.level = level

    def carry(self, value: Any, slopes: Slopes) -> "Dual":
        """Follow the chain rule forwards: each operand's tangent times the slope by it, added up."""
        return Dual(value, sum(slope * operand.tangent for operand, slope in slopes), self.level)

    def __repr__(self) -> str:
        """Write value and tangent."""
        return f"Dual({self.value!r}, {self.tangent!r})"


def jvp(f: Callable[[list[Any]], Any], x: Any, v: Any) -> tuple[Any, Any]:
    """Evaluate `f` at `x`, and its Jacobian there times the vector `v`: J v, the change of f's value along `v`.

    >>> jvp(lambda x: [2 * x[0] * x[1], x[2] ** 2], [2.0, 3.0, 2.0], [1.0, 0.0, 0.0])  # column 0: (2·x1, 0)
    ([12.0, 4.0], [6.0, 0.0])

    Calls may be nested: `f` may use `jvp` or `vjp` itself.

    Args:
        f: takes a list of `n` numbers, returns a number or a list of `m`; made of + - * / ** %, `abs`, the functions of
            `elementary` and comparisons.
        x: `n` real numbers.
        v: `n` real numbers, the direction.

    Returns:
        Value and tangent, each a list if `f` returns one (`m`), else a number.

    Raises:
        TypeError: if `x` or `v` is not a list of real numbers, or `f` returns something else.
        ValueError: if `x` and `v` differ in length.
    """
    x = real_numbers("x", x)
    v = real_numbers("v", v, length=len(x))
    level = next(levels)
    y = output_of(f, [Dual(value, tangent, level) for value, tangent in zip(x, v, strict=True)])

    def value(output: Any) -> Any:
        return output.value if level_of(output) == level else output

    def tangent(output: Any) -> Any:
        return output.tangent if level_of(output) == level else 0.0  # a constant does not change

    return each(value, y), each(tangent, y)
