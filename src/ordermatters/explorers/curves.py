"""Curves of a function and of its slope: sampled by dual numbers, cut where they are undefined, drawn smoothly."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from math import inf, isfinite, nan
from typing import Any, NamedTuple

from ordermatters.explorers.axes import Axis
from ordermatters.explorers.pen import Pen
from ordermatters.forward_mode import jvp

#: Where a function is looked at; steps of 0.05 meet the integers, where many functions have their gaps.
XS = tuple(i / 20 for i in range(-100, 101))

#: In pixels: what lies further away is not drawn further away.
FAR = 2000.0

_LARGEST = 1e300
_UNDEFINED = nan


class Curve(NamedTuple):
    """Hold places, values and slopes; what does not exist is `nan`, what is too large for a picture `inf`."""

    xs: tuple[float, ...]
    values: tuple[float, ...]
    slopes: tuple[float, ...]


def curve_of(f: Callable[[Any], Any], xs: tuple[float, ...] = XS) -> Curve:
    """Sample a function of one number, and its slope, at all places by a single JVP.

    Each output depends on one input, so the Jacobian is diagonal, and J v with all ones for v is its diagonal.
    """

    def everywhere(inputs: list[Any]) -> list[Any]:
        return [_defined(f, x) for x in inputs]

    values, slopes = jvp(everywhere, xs, [1.0] * len(xs))
    values = tuple(inf if abs(value) > _LARGEST else value for value in values)
    pairs = zip(values, slopes, strict=True)
    slopes = tuple(slope if isfinite(value) and abs(slope) < _LARGEST else _UNDEFINED for value, slope in pairs)
    return Curve(xs, values, slopes)


def _defined(f: Callable[[Any], Any], x: Any) -> Any:
    try:
        return f(x)
    except OverflowError:
        return inf
    except (ArithmeticError, ValueError):
        return _UNDEFINED


@lru_cache(maxsize=16)
def second_curve(curve: Curve) -> Curve:
    """Give the curve of the slopes, whose own slopes are differences of neighbours."""
    slopes = curve.slopes
    gaps = zip(slopes, slopes[2:], curve.xs, curve.xs[2:], strict=False)
    inner = ((right - left) / (x_right - x_left) for left, right, x_left, x_right in gaps)
    return Curve(curve.xs, slopes, (_UNDEFINED, *inner, _UNDEFINED))


def window(values: Sequence[float]) -> tuple[float, float]:
    """Choose what heights to show: all that occur, but not the far ends of poles that would flatten the rest.

    >>> window([0.0, 10.0])
    (-1.0, 11.0)
    """
    heights = sorted(value for value in values if isfinite(value))
    if not heights:
        return -1.0, 1.0
    low, high = heights[0], heights[-1]
    edge = len(heights) // 25
    inner = heights[-1 - edge] - heights[edge]
    if 0 < 4 * inner < high - low:
        low, high = heights[edge], heights[-1 - edge]
    margin = (high - low) * 0.1 or max(1.0, abs(high) / 10)
    return low - margin, high + margin


@lru_cache(maxsize=32)
def smooth_path(curve: Curve, x: Axis, y: Axis) -> str:
    """Write a curve as SVG commands: between neighbours the cubic that has their values and slopes.

    It stops where the curve is undefined, and at poles: where it would climb steeply although it falls on both sides.
    """
    height = abs(y.end - y.start)
    tilt = (y.end - y.start) / (y.high - y.low) * (x.high - x.low) / (x.end - x.start)
    points = [
        (x.at(at), min(max(y.at(value), -FAR), FAR), slope * tilt) if isfinite(value) else None
        for at, value, slope in zip(*curve, strict=True)
    ]
    pen, drawing = Pen(), False
    for left, right in pairwise(points):
        if left is None or right is None or _has_pole_between(left, right, height / 4):
            drawing = False
            continue
        if not drawing:
            pen.move(left[:2])
            drawing = True
        _draw_cubic(pen, left, right, height)
    return pen.written()


Point = tuple[float, float, float]


def _has_pole_between(left: Point, right: Point, least: float) -> bool:
    rise = right[1] - left[1]
    return abs(rise) > least and left[2] * rise < 0 and right[2] * rise < 0


def _draw_cubic(pen: Pen, left: Point, right: Point, steepest: float) -> None:
    """Draw the cubic from one point to the next by its control points; a straight line where a slope is too steep."""
    (x0, y0, slope0), (x1, y1, slope1) = left, right
    third = (x1 - x0) / 3
    if third * (abs(slope0) + abs(slope1)) < steepest:  # which `nan` is not
        pen.cubic((x0 + third, y0 + third * slope0), (x1 - third, y1 - third * slope1), (x1, y1))
    else:
        pen.line((x1, y1))
