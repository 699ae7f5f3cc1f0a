"""How counts grow with the size, and how times follow the counts."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log

from matplotlib.axes import Axes

from ordermatters.counting import OpCount
from ordermatters.figures.figure import Figure
from ordermatters.figures.look import HALO, INK, MARKERS, PALETTE, SMALL, style
from ordermatters.figures.marks import (
    check_lengths,
    check_positive,
    check_some,
    label_ends,
    log_axis,
    number,
    seconds,
)


def slope(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Give the slope between the last two points on log axes: the power of x that y grows by there."""
    return log(ys[-1] / ys[-2]) / log(xs[-1] / xs[-2])


@style()
def counts_growth(sizes: Sequence[int], counts: Sequence[OpCount]) -> Figure:
    """Plot the multiplications and additions of square products against their size, on log axes.

    Where the sizes span a factor of ten, that step is drawn at the line, with what it does to the count. A count of
    zero has no place on a log axis: the alt text names it.

    Args:
        sizes: the side n of each product, growing; at least two.
        counts: what each product took.

    Raises:
        ValueError: if lists differ in length, there are fewer than two sizes, or sizes do not grow.
    """
    check_lengths(sizes=sizes, counts=counts)
    check_positive("sizes", sizes)
    if len(sizes) < 2 or any(a >= b for a, b in pairwise(sizes)):
        raise ValueError(f"sizes must be two or more that grow, not {list(sizes)}")
    multiplications = [count.multiplications for count in counts]
    additions = [(n, count.additions) for n, count in zip(sizes, counts, strict=True) if count.additions]
    steepness = slope(sizes, multiplications)
    figure = Figure(
        "Operations of an n by n product against n, on log axes. Multiplications rise from "
        f"{number(multiplications[0])} at n = {sizes[0]} to {number(multiplications[-1])} at n = {number(sizes[-1])}, "
        f"a straight line of slope {number(round(steepness, 2))}. Additions stay just below, from "
        f"{number(counts[0].additions)} to {number(counts[-1].additions)}."
    )
    axes = figure.subplots()
    log_axis(axes.xaxis)
    log_axis(axes.yaxis)
    axes.plot(sizes, multiplications, "o-", color=PALETTE[0], clip_on=False)
    if additions:
        axes.plot(*zip(*additions, strict=True), "s--", color=PALETTE[1], markerfacecolor="none", clip_on=False)
    axes.set_xlabel("size n")
    axes.set_title("operations")
    if sizes[-1] >= 10 * sizes[0]:
        draw_step(axes, sizes[-1], multiplications[-1], steepness)
    third = (len(sizes) - 1) // 3  # the names stand beside the lower half of the lines, where there is room
    label(axes, (sizes[third], multiplications[third]), "multiplications", PALETTE[0], above=True)
    if additions:
        label(axes, additions[(len(additions) - 1) // 3], "additions", PALETTE[1], above=False)
    return figure


def label(axes: Axes, point: tuple[float, float], text: str, colour: str, above: bool) -> None:
    """Write a rising line's name beside one of its points, on the left above it or on the right below it."""
    offset, side = ((-10, 4), "right") if above else ((10, -10), "left")
    axes.annotate(text, point, offset, textcoords="offset points", color=colour, ha=side, gid=HALO)


def draw_step(axes: Axes, x: float, y: float, steepness: float) -> None:
    """Draw a step of ten in x below the end of a line, and beside it what that does to y."""
    left, low = x / 10, y / 10**steepness
    axes.plot([left, x, x], [low, low, y], color=INK, linewidth=0.8, linestyle=(0, (2, 2)))
    axes.annotate("×10", (x / 10**0.5, low), (0, -14), textcoords="offset points", ha="center", fontsize=SMALL)
    factor = f"×{number(round(10**steepness))}"
    axes.annotate(
        factor, (x, y / 10 ** (steepness / 2)), (5, 0), textcoords="offset points", va="center", fontsize=SMALL
    )


@style()
def time_against_count(times: Mapping[str, Sequence[tuple[float, float]]], unit: str = "operations") -> Figure:
    """Plot measured times against counts, on log axes, one line for each implementation or family of shapes.

    Where time followed the count, every line would have the slope of the dotted one.

    Args:
        times: for each name its points, a count and the seconds it took, in the order in which to join them.
        unit: what is counted.

    Raises:
        TypeError: if it is not a mapping.
        ValueError: if there is nothing to draw, there are more than six names, or a count or a time is not above 0.
    """
    check_some("times", times, at_most=len(MARKERS))
    for name, points in times.items():
        check_lengths(**{f"times[{name!r}]": points})
        check_positive(f"times[{name!r}]", (value for point in points for value in point))
    figure = Figure(
        f"Measured time against {unit}, on log axes, with a dotted line for times in proportion. "
        + " ".join(map(described, times, times.values()))
    )
    axes = figure.subplots()
    log_axis(axes.xaxis, ticks=6)
    log_axis(axes.yaxis, seconds)
    for (_, points), colour, marker in zip(times.items(), PALETTE, MARKERS, strict=False):
        axes.plot(*zip(*points, strict=True), marker=marker, color=colour, clip_on=False)
    draw_proportion(axes)
    label_ends(axes, {name: points[-1] for name, points in times.items()})
    axes.set_xlabel(unit)
    axes.set_title("time")
    return figure


def described(name: str, points: Sequence[tuple[float, float]]) -> str:
    """Say of one line where it begins and ends, and what one operation takes at both ends."""
    (first, start), (last, end) = points[0], points[-1]
    if len(points) == 1:
        return f"{name}: {seconds(start)} for {number(first)}."
    return (
        f"{name}: from {seconds(start)} for {number(first)} to {seconds(end)} for {number(last)}, "
        f"{seconds(start / first)} each at first, {seconds(end / last)} at last."
    )


def draw_proportion(axes: Axes) -> None:
    """Draw time in proportion to the count as a dotted line through the middle of the plot."""
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    middle = (low * high / left / right) ** 0.5
    axes.plot([left, right], [left * middle, right * middle], color=INK, linewidth=1, linestyle=(0, (1, 2)))
    axes.set(xlim=(left, right), ylim=(low, high))
    axes.text(1, 1.03, "dotted: in proportion", ha="right", fontsize=SMALL, transform=axes.transAxes)
