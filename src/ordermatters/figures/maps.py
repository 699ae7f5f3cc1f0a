"""A map and what it is like nearby: its best linear map, its gradient."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import hypot, isfinite

from matplotlib.ticker import MaxNLocator

from ordermatters.figures.figure import Figure
from ordermatters.figures.look import INK, PALETTE, style
from ordermatters.figures.marks import check_lengths, check_some, listed, number

Curve = Sequence[Sequence[float]]


@style()
def linear_map(panels: Mapping[str, tuple[Sequence[Curve], Sequence[Curve]]], point: Sequence[float]) -> Figure:
    """Draw where a map with two outputs takes curves around a point, and where its best linear map takes them.

    One panel for each distance from the point, the far one first: the closer, the less the two differ.

    Args:
        panels: for each title, `"steps of 1"` say, the images of some curves under the map, and their images under its
            linear map, in the same order; a curve is a list of points (y₁, y₂), or an array of shape (points, 2).
        point: what the map makes of the point itself.

    Raises:
        TypeError: no mapping.
        ValueError: nothing to draw, or curves that do not correspond.
    """
    check_some("panels", panels)
    gaps = {title: greatest_gap(title, *curves) for title, curves in panels.items()}
    figure = Figure(
        f"Curves around the point ({number(float(point[0]))}, {number(float(point[1]))}): solid under the map, dashed "
        "under its best linear map. "
        + " ".join(f"{title}: the two are at most {number(gap)} apart." for title, gap in gaps.items()),
    )
    row = figure.subplots(1, len(panels), squeeze=False)[0]
    for axes, (title, (images, stand_ins)) in zip(row, panels.items(), strict=True):
        for image, stand_in in zip(images, stand_ins, strict=True):
            [solid] = axes.plot(*coordinates(image), color=PALETTE[0])
            [dashed] = axes.plot(*coordinates(stand_in), color=PALETTE[1], linestyle=(0, (3, 2)))
        axes.plot(*point, "o", color=INK, markersize=5)
        axes.set_title(title)
        axes.set_xlabel("y₁")
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_locator(MaxNLocator(4))
            axis.grid(True)
    row[0].set_ylabel("y₂", rotation=0, labelpad=10)
    figure.legend([solid, dashed], ["the map", "its best linear map"], loc="outside lower center", ncols=2)
    return figure


def coordinates(curve: Curve) -> tuple[list[float], list[float]]:
    """Part a curve into its first and its second coordinates."""
    return [float(point[0]) for point in curve], [float(point[1]) for point in curve]


def greatest_gap(title: str, images: Sequence[Curve], stand_ins: Sequence[Curve]) -> float:
    """Give the greatest distance between corresponding points of corresponding curves."""
    check_lengths(**{f"the images of {title!r}": images, "its linear images": stand_ins})
    pairs = list(zip(images, stand_ins, strict=True))
    for image, stand_in in pairs:
        check_lengths(**{f"an image of {title!r}": image, "its linear image": stand_in})
    points = [points for image, stand_in in pairs for points in zip(image, stand_in, strict=True)]
    return max(hypot(p[0] - q[0], p[1] - q[1]) for p, q in points)


@style()
def function_and_gradient(
    xs: Sequence[float],
    values: Sequence[float],
    gradients: Sequence[float],
    zeros: Sequence[float] = (),
    name: str = "f",
) -> Figure:
    """Plot a function over its gradient, and mark where the gradient is zero.

    Args:
        xs: where, from left to right.
        values: of the function there.
        gradients: its derivative there.
        zeros: the places where the gradient is zero, wherever the caller found them.
        name: what the function is called, `"x²"` say.

    Raises:
        ValueError: lists that differ in length, places that do not grow, values that are not finite.
    """
    check_lengths(xs=xs, values=values, gradients=gradients)
    points = [(float(x), float(y), float(slope)) for x, y, slope in zip(xs, values, gradients, strict=True)]
    if any(left[0] >= right[0] for left, right in pairwise(points)):
        raise ValueError("xs must grow from left to right")
    for x, y, slope in points:
        if not (isfinite(y) and isfinite(slope)):
            raise ValueError(f"at x = {x} the value is {y} and the gradient {slope}: only finite numbers can be drawn")
    kinds = {float(zero): kind_of_zero(points, float(zero)) for zero in zeros}
    figure = Figure(described(points, kinds, name), height=4.2)
    upper, lower = figure.subplots(2, 1, sharex=True)
    for axes, column, colour in ((upper, 1, PALETTE[0]), (lower, 2, PALETTE[1])):
        axes.axhline(0, color=INK, linewidth=0.8)
        axes.plot([point[0] for point in points], [point[column] for point in points], color=colour)
        axes.spines["bottom"].set_visible(False)
        for zero in kinds:
            axes.axvline(zero, color=INK, linewidth=0.8, linestyle=(0, (1, 3)))
            axes.plot(zero, between(points, zero, column) if column == 1 else 0, "o", color=colour)
    upper.tick_params(axis="x", length=0)
    upper.set_title(name, color=PALETTE[0])
    lower.set_title(f"gradient of {name}", color=PALETTE[1])
    lower.set_xlabel("x")
    return figure


Points = Sequence[tuple[float, float, float]]


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
    told = (
        f"{name} for x from {number(points[0][0])} to {number(points[-1][0])}, between {number(min(values))} and "
        f"{number(max(values))}; below it its gradient, between {number(min(slopes))} and {number(max(slopes))}."
    )
    headings = {"minimum": "a minimum", "maximum": "a maximum", "level": "neither a maximum nor a minimum"}
    for kind, heading in headings.items():
        places = [number(round(zero, 3)) for zero, found in kinds.items() if found == kind]
        told += f" The gradient is zero and {name} has {heading} at x = {listed(places)}." if places else ""
    return told
