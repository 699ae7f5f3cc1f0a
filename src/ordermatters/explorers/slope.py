"""A function of x, typed by the reader: its curve, the curve of its slope, and the tangent at a place of choice."""

from collections.abc import Iterable
from functools import lru_cache
from math import isfinite, isnan
from operator import itemgetter

from ordermatters.explorers.axes import Axis, tick
from ordermatters.explorers.controls import Control
from ordermatters.explorers.curves import XS, Curve, curve_of, second_curve, smooth_path, window
from ordermatters.explorers.drawing import BLUE, GRID, LINE, ORANGE, WIDTH, Drawing, path
from ordermatters.explorers.explorer import CannotDraw, Explorer, Preset, View
from ordermatters.explorers.expressions import function_of
from ordermatters.explorers.words import listed, number
from ordermatters.tables import Table

#: The places of the plots: left edge, right edge, heights of the two.
LEFT, RIGHT, UPPER, LOWER = 64.0, WIDTH - 8, 180.0, 110.0


def draw(f: str, x: float) -> View:
    """Show a function and its slope between −5 and 5, and its tangent at `x`.

    Args:
        f: an expression of x.
        x: where the tangent touches.

    Raises:
        CannotDraw: an expression that holds more than arithmetic, x and the functions, or has no value anywhere.
    """
    spelled, curve = sampled(f)
    here = curve_of(function_of(EXPRESSION, f)[1], (x,))
    value, slope = here.values[0], here.slopes[0]
    points = [point for point in zip(*curve, strict=True) if isfinite(point[1])]
    by_height = sorted(points, key=itemgetter(1))
    rows = [
        ["here", *map(number, (x, value, slope))],
        ["highest", *map(number, by_height[-1])],
        ["lowest", *map(number, by_height[0])],
    ]
    table = Table(["", "x", "f(x)", "slope"], rows, f"f(x) = {spelled}, highest and lowest of {len(XS)} points")
    summary = verdict(x, value, slope)
    return View(picture(spelled, curve, x, value, slope, summary), table, summary)


@lru_cache(maxsize=16)
def sampled(f: str) -> tuple[str, Curve]:
    """Read an expression and sample its curve, once for all the places that a reader then points at.

    Raises:
        CannotDraw: no such expression, or no value anywhere.
    """
    spelled, function = function_of(EXPRESSION, f)
    curve = curve_of(function)
    if not any(map(isfinite, curve.values)):
        raise CannotDraw(EXPRESSION.said("has no value that could be drawn between −5 and 5"))
    return spelled, curve


def verdict(x: float, value: float, slope: float) -> str:
    """Say how the curve goes at a place."""
    if isnan(value):
        return f"At x = {number(x)} there is no value, and so no slope."
    if not isfinite(value):
        return f"At x = {number(x)} the value is too large for a float."
    if isnan(slope):
        return f"At x = {number(x)} the value is {number(value)}, and there is no slope."
    way = "is level" if slope == 0 else "rises" if slope > 0 else "falls"
    return f"At x = {number(x)} the curve {way}: its value is {number(value)}, its slope {number(slope)}."


def picture(spelled: str, curve: Curve, x: float, value: float, slope: float, summary: str) -> str:
    """Draw the curve with its tangent, and below it the curve of its slopes."""
    drawing = Drawing(height=UPPER + LOWER + 4.4 * LINE)
    name = f"f(x) = {spelled}"
    across = Axis(-5, 5, LEFT, RIGHT)
    slopes = second_curve(curve)
    upper, lower = LINE + 6, UPPER + 2.6 * LINE
    above = panel(drawing, curve, upper, upper + UPPER, name if len(name) < 52 else name[:50] + "…", BLUE)
    below = panel(drawing, slopes, lower, lower + LOWER, "its slope", ORANGE)
    for at in across.ticks(11):
        drawing.text(across.at(at), lower + LOWER + LINE, number(at), "middle", small=True)
    if not isnan(slope) and above.low <= value <= above.high:
        far = min(10.0, (above.high - above.low) / abs(slope or 1.0))
        ends = [(across.at(x + side), above.at(value + slope * side)) for side in (-far, far)]
        drawing.inside(LEFT, upper, RIGHT - LEFT, UPPER, path(ends), stroke=ORANGE, stroke_width=2)
    point(drawing, across.at(x), above, value, BLUE)
    point(drawing, across.at(x), below, slope, ORANGE)
    for top, height in ((upper, UPPER), (lower, LOWER)):
        following = {"data_sets": "x", "data_from": "-5", "data_to": "5"}
        drawing.rectangle(LEFT, top, RIGHT - LEFT, height, fill_opacity=0, **following)
    return drawing.svg(f"{name} for x from −5 to 5, {reach(curve)}, with its tangent. {summary}")


def reach(curve: Curve) -> str:
    """Say between what values a curve and its slopes lie, and where there are none."""
    ranges = [listed(map(number, (min(ys), max(ys)))) for ys in map(finite, (curve.values, curve.slopes)) if ys]
    gaps = len(XS) - len(finite(curve.values))
    cut = f", cut at {number(gaps)} of {len(XS)} places" if gaps else ""
    return f"between {', its slope between '.join(ranges)}{cut}"


def panel(drawing: Drawing, curve: Curve, top: float, bottom: float, title: str, colour: str) -> Axis:
    """Draw a curve over its grid, and return its vertical axis."""
    axis = Axis(*window(curve.values), bottom, top)
    drawing.text(LEFT, top - 7, title, bold=True, small=True, fill=colour)
    for at in axis.ticks(5):
        drawing.line(LEFT, axis.at(at), RIGHT, axis.at(at), stroke=GRID)
        drawing.text(LEFT - 6, axis.at(at) + 5, tick(at), "end", small=True)
    if axis.low < 0 < axis.high:
        drawing.line(LEFT, axis.at(0), RIGHT, axis.at(0), stroke_width=0.8)
    d = smooth_path(curve, Axis(-5, 5, LEFT, RIGHT), axis)
    drawing.inside(LEFT, top, RIGHT - LEFT, bottom - top, d, stroke=colour, stroke_width=2)
    return axis


def point(drawing: Drawing, x: float, axis: Axis, value: float, colour: str) -> None:
    """Mark a value, if there is one and it is in sight."""
    if axis.low <= value <= axis.high:
        drawing.circle(x, axis.at(value), 5, fill=colour)


def finite(values: Iterable[float]) -> list[float]:
    """Keep the numbers."""
    return [value for value in values if isfinite(value)]


EXPRESSION = Control("f", "f(x) =", "expression", "sin(x**2) * cos(x)", longest=200)

EXPLORER = Explorer(
    name="slope",
    title="A function of your own, and its slope",
    controls=(EXPRESSION, Control("x", "x", "number", 1.0, -5, 5, step=0.05)),
    presets=(
        Preset("x²", {"f": "x**2"}),
        Preset("sin(x²)·cos(x)", {"f": "sin(x**2) * cos(x)"}),
        Preset("x³", {"f": "x**3"}),
        Preset("tanh(x)", {"f": "tanh(x)"}),
        Preset("1/x", {"f": "1/x"}),
        Preset("√(x²)", {"f": "(x**2)**0.5"}),
    ),
    draw=draw,
)
