"""Which input touches which output: the pattern of a Jacobian, found by running the program once.

A number of this module carries, beside its value, the inputs that it was made from. Whatever is computed from such
numbers was made from the inputs of all of them. So a function evaluated once on them says of each output which inputs
had a say in it, and no derivative is needed.

The pattern is never too small for the branch that was taken, and may be too large: x - x is always zero, and yet made
from x. Where the function takes another branch elsewhere, another pattern may hold there.
"""

from collections.abc import Callable
from typing import Any

from ordermatters.active import Active, levels, output_of, real_numbers
from ordermatters.elementary import Slopes, cos, exp, level_of, log, sin, tanh
from ordermatters.patterns import Pattern

__all__ = ["Touched", "cos", "exp", "log", "sin", "tanh", "touched_inputs"]


class Touched(Active):
    """A value, and the inputs that it was made from.

    >>> x, y = Touched(3.0, {0}), Touched(5.0, {1})
    >>> x * y + 2
    Touched(17.0, {0, 1})
    """

    def __init__(self, value: Any, inputs: set[int], level: int = 1) -> None:
        """Join a value and the places of inputs."""
        self.value = value
        self.inputs = inputs
        self.level = level

    def carry(self, value: Any, slopes: Slopes) -> "Touched":
        """Join what the operands were made from; how fast the value changes with them does not matter."""
        return Touched(value, set().union(*(operand.inputs for operand, _ in slopes)), self.level)

    def __repr__(self) -> str:
        """Write the value and the inputs."""
        return f"Touched({self.value!r}, {self.inputs!r})"


def touched_inputs(f: Callable[[list[Any]], Any], x: Any) -> Pattern:
    """Find the pattern of the Jacobian of `f` at `x`: which inputs each output is made from.

    >>> print(touched_inputs(lambda x: [2 * x[0] * x[1], x[2] ** 2], [2.0, 3.0, 2.0]))
    ××·
    ··×

    Args:
        f: takes a list of `n` numbers, returns a list of `m`, or one number; made of + - * / **, the functions of
            `elementary` and comparisons.
        x: `n` real numbers.

    Returns:
        A pattern of `m` rows and `n` columns; one row where `f` returns a number.

    Raises:
        TypeError: if `x` is not a list of real numbers, or `f` returns something else.
        ValueError: if no numbers go in, or none come out.
    """
    x = real_numbers("x", x)
    if not x:
        raise ValueError("x must have at least one number")
    level = next(levels)
    y = output_of(f, [Touched(value, {j}, level) for j, value in enumerate(x)])
    outputs = y if isinstance(y, list) else [y]
    if not outputs:
        raise ValueError("f(x) must have at least one number")
    return Pattern(tuple(tuple(sorted(y.inputs)) if level_of(y) == level else () for y in outputs), len(x))
