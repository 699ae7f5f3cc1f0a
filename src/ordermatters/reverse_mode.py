"""Reverse mode from scratch: a tape remembers what was computed, then is walked backwards.

While a function is evaluated, each operation writes down which entries of the tape it used and the slope by each.
Walked backwards once, for the price of a few evaluations, the tape gives the product uᵀ J of a cotangent `u`, one
number per output, with the Jacobian: how fast uᵀ f changes with *every* input. The price in memory is the tape itself.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeAlias

from ordermatters.active import Active, each, levels, output_of, real_number, real_numbers
from ordermatters.elementary import Slopes, cos, exp, level_of, log, sin, sqrt, tan, tanh

__all__ = ["Entry", "Tape", "cos", "exp", "log", "sin", "sqrt", "tan", "tanh", "vjp"]

Tape: TypeAlias = "list[list[tuple[int, Any]]]"
"""For each entry the places of its operands, all further up, and the slope by each; none for an input."""


class Entry(Active):
    """A value and its place on the tape.

    >>> tape = []
    >>> x, y = Entry(3.0, tape), Entry(5.0, tape)
    >>> x * y
    Entry(15.0, place=2)
    >>> tape[2]  # made of entries 0 and 1, changing 5 times as fast as the one, 3 times as fast as the other
    [(0, 5.0), (1, 3.0)]
    """

    def __init__(self, value: Any, tape: Tape, level: int = 1, slopes: Slopes = ()) -> None:
        """Write a value's operands and slopes on the tape; an input has none."""
        self.value = value
        self.tape = tape
        self.level = level
        self.place = len(tape)
        tape.append([(operand.place, slope) for operand, slope in slopes])

    def carry(self, value: Any, slopes: Slopes) -> "Entry":
        """Remember the slopes; the chain rule waits for the way back."""
        return Entry(value, self.tape, self.level, slopes)

    def __repr__(self) -> str:
        """Write value and place."""
        return f"Entry({self.value!r}, place={self.place})"


def vjp(f: Callable[[list[Any]], Any], x: Any) -> tuple[Any, Callable[[Any], list[Any]]]:
    """Evaluate `f` at `x`, and prepare the way back: a pullback from a cotangent `u` of the outputs to uᵀ J.

    >>> value, pullback = vjp(lambda x: [2 * x[0] * x[1], x[2] ** 2], [2.0, 3.0, 2.0])
    >>> value
    [12.0, 4.0]
    >>> pullback([1.0, 0.0])  # row 0: (2·x1, 2·x0, 0)
    [6.0, 4.0, 0.0]

    Calls may be nested: `f` may use `jvp` or `vjp` itself.

    Args:
        f: takes a list of `n` numbers, returns a number or a list of `m`; made of + - * / ** %, `abs`, the functions of
            `elementary` and comparisons.
        x: `n` real numbers.

    Returns:
        The value, a list (`m`) if `f` returns one, else a number; and the pullback, which takes `u` in the shape of the
        value and returns a list of `n` numbers. It may be called many times.

    Raises:
        TypeError: if `x` or `u` is not a list of real numbers, or `f` returns something else.
        ValueError: if `u` is not as long as the value.
    """
    x = real_numbers("x", x)
    tape: Tape = []
    level = next(levels)
    y = output_of(f, [Entry(value, tape, level) for value in x])

    def value(output: Any) -> Any:
        return output.value if level_of(output) == level else output

    def pullback(u: Any) -> list[Any]:
        outputs, cotangents = (
            (y, real_numbers("u", u, length=len(y))) if isinstance(y, list) else ([y], [real_number("u", u)])
        )
        adjoints: dict[int, Any] = defaultdict(float)  # how fast uᵀ f changes with each entry
        for output, cotangent in zip(outputs, cotangents, strict=True):
            if level_of(output) == level:
                adjoints[output.place] += cotangent
        for place in reversed(range(len(tape))):
            if place in adjoints:  # an entry that no output depends on has no say
                for operand, slope in tape[place]:
                    adjoints[operand] += adjoints[place] * slope
        return [adjoints[place] for place in range(len(x))]

    return each(value, y), pullback
