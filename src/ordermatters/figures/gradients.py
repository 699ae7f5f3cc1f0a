"""A function over its gradient, with the places where the gradient is zero."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import isfinite

from ordermatters.explorers.axes import Axis
from ordermatters.figures.colours import PALETTE
from ordermatters.figures.frames import Frame, margins, room
from ordermatters.figures.picture import Picture
from ordermatters.figures.spelling import check_lengths, listed, number

Points = Sequence[tuple[float, float, float]]

# In points: the picture, the tops of its two panels, and how deep each is.
WIDTH, HEIGHT = 374.4, 302.4
TOPS, DEEP = (24.0, 154.0), 104.0


def function_and_gradient(
    xs: Sequence[float],
    values: Sequence[float],
    gradients: Sequence[float],
    zeros: Sequence[float] = (),
    name: str = "f",
) -> Picture:
    """Plot a function over its gradient, and mark where the gradient is zero.

    Args:
        xs: where, from left to right.
        values: of the function there.
        gradients: its derivative there.
        zeros: the places where the gradient is zero, wherever the caller found them.
        name: what the function is called, `"x²"` say.

    Raises:
        ValueError: if lists differ in length, places do not grow, or a value is not finite.
    """
    check_lengths(xs=xs, values=values, gradients=gradients)
    points = [(float(x), float(y), float(slope)) for x, y, slope in zip(xs, values, gradients, strict=True)]
    if any(left[0] >= right[0] for left, right in pairwise(points)):
        raise ValueError("xs must grow from left to right")
    for x, y, slope in points:
        if not (isfinite(y) and isfinite(slope)):
            raise ValueError(f"at x = {x} the value is {y} and the gradient {slope}: only finite numbers can be drawn")
    kinds = {float(zero): kind_of_zero(points, float(zero)) for zero in zeros}
    picture = Picture(described(points, kinds, name), WIDTH, HEIGHT)
    x_axis = Axis(*margins(points[0][0], points[-1][0]), 0.0, WIDTH - 4)
    panels = [panel(points, column) for column in (1, 2)]
    left = max(room(names) for _, _, names in panels)
    x_axis = Axis(x_axis.low, x_axis.high, left, WIDTH - 4)
    for column, (limits, ticks, names), end in zip((1, 2), panels, TOPS, strict=True):
        frame, colour = Frame(picture, x_axis, Axis(*limits, end + DEEP, end)), PALETTE[column - 1]
        draw_panel(frame, points, column, kinds, colour)
        frame.left(ticks, names)
        title = name if column == 1 else f"gradient of {name}"
        picture.text(left, end - 7, title, color=colour)
    places = x_axis.ticks(7)
    frame.bottom(places, [number(place) for place in places])
    picture.text((left + WIDTH - 4) / 2, HEIGHT - 5, "x", anchor="middle")
    return picture


def panel(points: Points, column: int) -> tuple[tuple[float, float], list[float], list[str]]:
    """Find out what heights one panel shows, and where it has ticks."""
    heights = [point[column] for point in points]
    limits = margins(min(heights), max(heights))
    ticks = Axis(*limits, 0.0, 1.0).ticks(6)
    return limits, ticks, [number(tick) for tick in ticks]


def draw_panel(frame: Frame, points: Points, column: int, zeros: Iterable[float], colour: str) -> None:
    """Draw one curve, and mark where the gradient is zero."""
    if frame.y.low <= 0 <= frame.y.high:
        frame.level(0)
    for zero in zeros:
        frame.upright(zero)
    frame.curve([point[0] for point in points], [point[column] for point in points], colour)
    for zero in zeros:
        frame.mark(zero, between(points, zero, 1) if column == 1 else 0.0, colour)


def between(points: Points, x: float, column: int) -> float:
    """Give the value at `x`, on the straight line between the points beside it."""
    for left, right in pairwise(points):
        if left[0] <= x <= right[0]:
            share = (x - left[0]) / (right[0] - left[0])
            return left[column] + share * (right[column] - left[column])
    raise ValueError(f"zeros has {x}, outside the plot from {points[0][0]} to {points[-1][0]}")


def kind_of_zero(points: Points, zero: float) -> str:
    """Tell a minimum, where the gradient turns from below zero to above it, from a maximum and from neither."""
    between(points, zero, 2)
    before = next((slope for x, _, slope in reversed(points) if x < zero and slope), 0.0)
    after = next((slope for x, _, slope in points if x > zero and slope), 0.0)
    return "minimum" if before < 0 < after else "maximum" if after < 0 < before else "level"


def described(points: Points, kinds: Mapping[float, str], name: str) -> str:
    """Say how far the two curves reach, and what the function does where the gradient is zero."""
    values, slopes = [y for _, y, _ in points], [slope for _, _, slope in points]
    summary = (
        f"{name} for x from {number(points[0][0])} to {number(points[-1][0])}, between {number(min(values))} and "
        f"{number(max(values))}; below it its gradient, between {number(min(slopes))} and {number(max(slopes))}."
    )
    headings = {"minimum": "a minimum", "maximum": "a maximum", "level": "neither a maximum nor a minimum"}
    for kind, heading in headings.items():
        places = [number(round(zero, 3)) for zero, found in kinds.items() if found == kind]
        summary += f" The gradient is zero and {name} has {heading} at x = {listed(places)}." if places else ""
    return summary
