"""Active numbers, those that derivatives flow through, and the lists of them that functions take and return."""

import operator
from abc import ABC, abstractmethod
from collections.abc import Callable
from itertools import count
from numbers import Real
from typing import Any

from ordermatters.arguments import described, listed, plain
from ordermatters.elementary import (
    Operation,
    Slopes,
    absolute,
    add,
    divide,
    modulo,
    multiply,
    negative,
    power,
    subtract,
)

# Each call of a mode takes a level of its own, so that an inner call tells its numbers from those of an outer one.
# Plain numbers are on level 0, active numbers made by hand on level 1.
levels = count(2)


def _in_both_orders(operation: Operation) -> tuple[Callable[[Any, Any], Any], Callable[[Any, Any], Any]]:
    def straight(self: Any, other: Any) -> Any:
        return operation(self, other) if isinstance(other, Active | Real) else NotImplemented

    def reflected(self: Any, other: Any) -> Any:
        return operation(other, self) if isinstance(other, Active | Real) else NotImplemented

    return straight, reflected


def _by_value(relation: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def compare(self: Any, other: Any) -> Any:
        if not isinstance(other, Active | Real):
            return NotImplemented
        return relation(self.value, other.value if isinstance(other, Active) else other)

    return compare


class Active(ABC):
    """Stand wherever a plain number can, and carry derivatives along; compare by value.

    Attributes:
        value: the number itself; inside another mode's call, that one's active number.
        level: which call of a mode this number belongs to.
    """

    value: Any
    level: int
    __array_ufunc__ = None  # NumPy's numbers, too, leave mixed arithmetic to this class

    @abstractmethod
    def carry(self, value: Any, slopes: Slopes) -> "Active":
        """Make the active number that an operation results in, from its value and its (operand, slope) pairs."""

    __add__, __radd__ = _in_both_orders(add)
    __sub__, __rsub__ = _in_both_orders(subtract)
    __mul__, __rmul__ = _in_both_orders(multiply)
    __truediv__, __rtruediv__ = _in_both_orders(divide)
    __pow__, __rpow__ = _in_both_orders(power)
    __mod__, __rmod__ = _in_both_orders(modulo)
    __lt__, __le__ = _by_value(operator.lt), _by_value(operator.le)
    __gt__, __ge__ = _by_value(operator.gt), _by_value(operator.ge)
    __eq__, __ne__ = _by_value(operator.eq), _by_value(operator.ne)

    def __neg__(self) -> Any:
        """Change the sign."""
        return negative(self)

    def __pos__(self) -> "Active":
        """Leave everything as it is."""
        return self

    def __abs__(self) -> Any:
        """Take the sign away."""
        return absolute(self)

    def __bool__(self) -> bool:
        """Be true unless zero, like any number."""
        return bool(self.value)


def real_number(name: str, value: Any) -> Any:
    """Turn a NumPy or JAX number into a plain one; let active numbers pass.

    >>> real_number("u", 3)
    3

    Raises:
        TypeError: if the value is not a real number: a bool, a complex number, a string, a list.
    """
    number = plain(name, value)
    if isinstance(number, bool) or not isinstance(number, Active | Real):
        raise TypeError(f"{name} must be a real number, not {described(number)}")
    return number


def real_numbers(name: str, values: Any, length: int | None = None) -> list[Any]:
    """Turn a list, a tuple or an array of one dimension into a list of real numbers.

    >>> real_numbers("v", (1, 2), length=2)
    [1, 2]

    Raises:
        TypeError: if it is not a list, or an entry is not a real number.
        ValueError: if the length differs from the given one.
    """
    numbers = [real_number(f"{name}[{i}]", x) for i, x in enumerate(listed(name, plain(name, values), "numbers"))]
    if length is not None and len(numbers) != length:
        raise ValueError(f"{name} must have {length} numbers, not {len(numbers)}")
    return numbers


def output_of(f: Callable[[list[Any]], Any], x: list[Any]) -> Any:
    """Evaluate `f`, and see that it returns a number or a list of numbers.

    Raises:
        TypeError: if `f` returns something else.
    """
    y = f(x)
    if isinstance(y, list | tuple):
        return [real_number(f"f(x)[{i}]", output) for i, output in enumerate(y)]
    return real_number("f(x)", y)


def each(function: Callable[[Any], Any], y: Any) -> Any:
    """Apply a function to a number, or to each of a list."""
    return [function(output) for output in y] if isinstance(y, list) else function(y)
