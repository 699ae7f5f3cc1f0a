"""A function of one number that a program brings along: recorded point by point, then differentiated here.

What the program does with a number is written down as data, and run again with this process's own operations. So its
slope is the library's, whatever the program has made of the library that it imported.
"""

from collections.abc import Callable
from math import isfinite
from numbers import Real
from typing import Any

from ordermatters.elementary import plain_value
from ordermatters.exercises import missing_rules
from ordermatters.exercises.careless import FUNCTIONS
from ordermatters.exercises.comparing import plain_value as as_lists
from ordermatters.exercises.comparing import same, shown
from ordermatters.exercises.running import Outcome, Running
from ordermatters.exercises.source import Diagnosis
from ordermatters.forward_mode import jvp
from ordermatters.recording import Record, replayed

_NO_VALUE = ("ArithmeticError", "ValueError")


class OwnFunction:
    """The function `f` of a program, where it was found to have a slope."""

    def __init__(self, program: Running) -> None:
        """Take the program; `with_slope` records `f` at points."""
        self._program = program
        self._records: dict[float, Record] = {}

    def __call__(self, x: Any) -> Any:
        """Do what f did at the point `x`, with a number of any kind that has this value."""
        return replayed(self._records[plain_value(x)])(x)

    def slope(self, x: float) -> Any:
        """Differentiate f at a point by forward mode."""
        return _slope(self, x)

    def with_slope(self, points: list[float]) -> list[float]:
        """Record f at points; return those where it has a slope.

        Raises:
            Diagnosis: a failure that is not a matter of the point.
        """
        plain = self._program.calls("f", [(x,) for x in points])
        recorded = self._program.records("f", points)
        return [x for x, *outcomes in zip(points, plain, recorded, strict=True) if self._has_slope(x, *outcomes)]

    def _has_slope(self, x: float, plain: Outcome, recorded: Outcome) -> bool:
        if any(_has_no_value(outcome) for outcome in (plain, recorded)):
            return False
        self._check_value(x, plain)
        if not isfinite(plain.returned):
            return False
        if recorded.failure:
            raise Diagnosis(missing_rules.advice(self._program.source, recorded.failure))
        self._records[x] = _record(recorded.returned)
        try:
            value, slope = jvp(lambda x: self(x[0]), [x], [1.0])
        except (ArithmeticError, ValueError):
            return False
        except (LookupError, TypeError):
            raise Diagnosis(f"What `f({x})` does with its number cannot be followed.") from None
        if not same(as_lists(value), as_lists(plain.returned), tolerance=1e-3):  # float32 is coarse on a steep slope
            raise Diagnosis(f"`f({x})` does not return the same every time, so that it has no slope to compare with.")
        return isfinite(slope)

    def check_material(self, points: list[float]) -> None:
        """See that at least two of the functions asked for have a say in what f returns.

        Raises:
            Diagnosis: fewer, or a function that does not change.
        """
        named = {name for x in points for name, _ in self._records[x][0]} & FUNCTIONS.keys()
        used = {name for name in named if any(self._changes_with(name, x) for x in points)}
        if len(used) >= 2:
            return
        only = f"only {min(used)}" if used else "none"
        said = f"Your f uses {only} of sin, cos, exp, log and tanh. Take at least two of them."
        if idle := sorted(named - used):
            said += f" What it does with {' and '.join(idle)} changes nothing in what it returns."
        raise Diagnosis(said)

    def _changes_with(self, name: str, x: float) -> bool:
        """Tell whether f would return something else if one of its functions did."""
        function = FUNCTIONS[name]
        bent: dict[str, Callable[..., Any]] = {name: lambda u: 1.0625 * function(u) + 0.03125}
        try:
            return bool(abs(replayed(self._records[x], bent)(x) - self(x)) > 1e-9 * (1 + abs(self(x))))
        except (ArithmeticError, ValueError):
            return True

    def _check_value(self, x: float, plain: Outcome) -> None:
        source = self._program.source
        if plain.failure:
            raise Diagnosis(source.gap() or f"`f({x})` stopped {plain.failure.summary(source)}")
        if isinstance(plain.returned, bool) or not isinstance(plain.returned, Real):
            said = f"`f` should return one number, but `f({x})` returned `{shown(plain.returned)}`."
            raise Diagnosis(source.gap() or said)


def _slope(f: Callable[[Any], Any], x: float) -> Any:
    return jvp(lambda x: f(x[0]), [x], [1.0])[1]


def _has_no_value(outcome: Outcome) -> bool:
    """Tell failures that are a matter of the point: a value of no real size, or none at all."""
    if outcome.failure is None:
        return isinstance(outcome.returned, complex)
    return "complex" in outcome.failure.said or any(family in outcome.failure.families for family in _NO_VALUE)


def _record(returned: Any) -> Record:
    """Take a record apart.

    Raises:
        Diagnosis: something else, which no function leads to that leaves the library as it is.
    """
    if isinstance(returned, tuple) and len(returned) == 2 and isinstance(returned[0], list):
        return returned
    raise Diagnosis("What `f` does with its number cannot be followed.")
