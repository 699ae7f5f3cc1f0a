"""A map and its best linear map nearby."""

from collections.abc import Mapping, Sequence
from math import hypot

from matplotlib.ticker import MaxNLocator

from ordermatters.figures.figure import Figure
from ordermatters.figures.look import INK, PALETTE, style
from ordermatters.figures.marks import check_lengths, check_some, number

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
        TypeError: if it is not a mapping.
        ValueError: if there is nothing to draw, or the curves do not correspond.
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
