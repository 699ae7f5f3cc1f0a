"""What a function of one number does with it, operation by operation, as data that can be run again elsewhere.

A record is a list of steps and a result. Each step is the name of an operation of `elementary` and its operands: the
place of an earlier step, counted from 1, with 0 for the number that came in, or a constant as a list of one number.
Another input may lead elsewhere at an `if`, so a record is about the one number that it was made with.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from numbers import Real
from typing import Any, TypeAlias

from ordermatters import elementary
from ordermatters.active import Active
from ordermatters.elementary import Operation, Slopes

Record: TypeAlias = tuple[list[Any], Any]

OPERATIONS = {name: found for name, found in vars(elementary).items() if isinstance(found, Operation)}


def recorded(function: Callable[[Any], Any], x: float) -> Any:
    """Call a function, and write down what it does.

    >>> recorded(lambda x: elementary.sin(x) + 2, 0.0)
    ([('sin', [0]), ('add', [1, [2]])], 2)

    Returns:
        The record; its result is anything that the function returns, if that is no number.
    """
    steps: list[Any] = []
    with _operations_that_tell_their_names():
        result = function(_Recorded(x, 0, steps))
    if isinstance(result, _Recorded):
        return steps, result.place
    return steps, [result] if isinstance(result, Real) else result


def replayed(record: Record, functions: dict[str, Callable[..., Any]] | None = None) -> Callable[[Any], Any]:
    """Make a function that does again what was recorded, on numbers of any kind.

    >>> replayed(([("sin", [0]), ("add", [1, [2]])], 2))(0.0)
    2.0

    Args:
        record: the steps and the result.
        functions: what to do for each name, where that is not the library's own operation.
    """
    steps, result = record
    known = OPERATIONS | (functions or {})

    def function(x: Any) -> Any:
        values = [x]
        for name, operands in steps:
            values.append(known[name](*[_value(operand, values) for operand in operands]))
        return _value(result, values)

    return function


def _value(operand: Any, values: list[Any]) -> Any:
    return operand[0] if isinstance(operand, list) else values[operand]


class _Recorded(Active):
    """A number whose operations are written down."""

    level = 1

    def __init__(self, value: Any, place: int, steps: list[Any]) -> None:
        self.value, self.place, self._steps = value, place, steps

    def carry(self, value: Any, slopes: Slopes) -> "_Recorded":
        named: _NamedSlope = slopes[0][1]
        operands: list[Any] = [[number] for number in named.values]
        for operand, slope in slopes:
            operands[slope.position] = operand.place
        self._steps.append((named.name, operands))
        return _Recorded(value, len(self._steps), self._steps)


class _NamedSlope(float):
    name: str
    values: tuple[Any, ...]
    position: int


@contextmanager
def _operations_that_tell_their_names() -> Iterator[None]:
    """Let slopes say which operation they belong to, and what it was given."""
    kept = {operation: operation.partials for operation in OPERATIONS.values()}
    try:
        for name, operation in OPERATIONS.items():
            partials = enumerate(kept[operation])
            operation.partials = tuple(_named(name, partial, position) for position, partial in partials)
        yield
    finally:
        for operation, before in kept.items():
            operation.partials = before


def _named(name: str, partial: Callable[..., Any], position: int) -> Callable[..., Any]:
    def slope(*values: Any) -> Any:
        if any(isinstance(value, Active) for value in values):
            return partial(*values)  # of a mode that the function uses itself
        found = _NamedSlope(partial(*values))
        found.name, found.values, found.position = name, values, position
        return found

    return slope
