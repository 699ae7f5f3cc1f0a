"""Times against counts.

Matplotlib stays: its axes find ticks for whatever times a machine takes, and leave room for the names at the ends of
lines. No page draws this, for what is measured is measured once, by the build.
"""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes

from ordermatters.figures.figure import Figure
from ordermatters.figures.look import INK, MARKERS, PALETTE, SMALL, style
from ordermatters.figures.marks import check_lengths, check_positive, check_some, label_ends, log_axis, number, seconds


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
