"""Axes of plots: from values to places in a drawing, with round numbers for ticks."""

import math
from dataclasses import dataclass

from ordermatters.explorers.words import number, superscript


@dataclass(frozen=True)
class Axis:
    """Lay the values from `low` to `high` out between the places `start` and `end`; `log` by ratio.

    >>> Axis(1, 100, 0, 460, log=True).at(10)
    230.0
    """

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def at(self, value: float) -> float:
        """Find the place of a value."""
        low, high, value = (math.log(v) if self.log else v for v in (self.low, self.high, value))
        return self.start + (self.end - self.start) * (value - low) / (high - low)

    def ticks(self, most: int = 5) -> list[float]:
        """List round values, not more than fit."""
        return _powers(self.low, self.high, most) if self.log else _multiples(self.low, self.high, most)


def tick(value: float) -> str:
    """Spell a round value: `tick(1e6)` is `"10⁶"`, `tick(20)` is `"20"`, `tick(-0.5)` is `"−0.5"`."""
    exponent = round(math.log10(value)) if value > 0 else 0
    return f"10{superscript(exponent)}" if exponent > 2 and value == 10**exponent else number(value, digits=7)


def _powers(low: float, high: float, most: int) -> list[float]:
    first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
    stride = max(1, math.ceil((last - first + 1) / most))
    return [10**exponent for exponent in range(first, last + 1, stride)]


def _multiples(low: float, high: float, most: int) -> list[float]:
    """List the multiples of the least of 1, 2, 5, 10, 20, … of which no more than `most` fit."""
    scale = 10.0 ** math.floor(math.log10((high - low) / most))
    step = next(scale * factor for factor in (1, 2, 5, 10, 20) if (high - low) / (scale * factor) <= most - 1)
    return [float(f"{step * i:.9g}") for i in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)]
