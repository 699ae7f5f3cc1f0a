"""The error of difference quotients: what it does when the step becomes ever smaller."""

from collections.abc import Mapping, Sequence
from math import isfinite

from matplotlib.axes import Axes

from ordermatters.figures.figure import Figure
from ordermatters.figures.look import HALO, INK, MARKERS, PALETTE, SMALL, style
from ordermatters.figures.marks import check_lengths, check_positive, check_some, label_ends, log_axis, number


@style()
def error_against_step(
    steps: Sequence[float],
    errors: Mapping[str, Sequence[float]],
    predictions: Mapping[str, Sequence[float]] | None = None,
) -> Figure:
    """Plot the error of difference quotients against the step, on log axes, with the least error of each marked.

    An error of exactly 0 has no place on a log axis: it is drawn as a hollow mark at the bottom.

    Args:
        steps: the steps h.
        errors: for each way to take differences its errors, absolute values, one for each step.
        predictions: for each law, `"h²"` say, what it says at the same steps: thin dotted lines.

    Raises:
        TypeError: no mapping.
        ValueError: lists that differ in length, steps that are not above 0, errors below 0, nothing but zeros.
    """
    check_some("errors", errors, at_most=len(PALETTE))
    check_positive("steps", steps)
    for name, values in errors.items():
        check_lengths(**{"steps": steps, f"errors[{name!r}]": values})
        check_positive(f"errors[{name!r}]", (value for value in values if value != 0))
    lowest = min(value for values in errors.values() for value in [*values, float("inf")] if value > 0)
    if not isfinite(lowest):
        raise ValueError("errors are all 0: a logarithmic axis cannot show them")
    told = " ".join(turning(steps, name, values) for name, values in errors.items())
    figure = Figure(f"Error against the step h, on log axes. {told}")
    axes = figure.subplots()
    log_axis(axes.xaxis)
    log_axis(axes.yaxis)
    for values, colour, marker in zip(errors.values(), PALETTE, MARKERS, strict=False):
        draw_errors(axes, steps, values, lowest / 4, colour, marker)
    draw_predictions(axes, steps, predictions or {})
    ends = {name: max(zip(steps, values, strict=True)) for name, values in errors.items()}
    label_ends(axes, {name: (step, max(error, lowest / 4)) for name, (step, error) in ends.items()})
    axes.set_xlabel("step h")
    axes.set_title("error")
    return figure


def turning(steps: Sequence[float], name: str, values: Sequence[float]) -> str:
    """Say of one line of errors where it begins, where it is least, and where it ends."""
    points = sorted(zip(steps, values, strict=True), reverse=True)
    least = min(points, key=lambda point: point[1])
    told = [f"{number(error)} at h = {number(step)}" for step, error in points]
    shown = [told[0], f"least {number(least[1])} at h = {number(least[0])}", told[-1]]
    if least in (points[0], points[-1]):
        shown.remove(told[points.index(least)])
    return f"{name}: {', '.join(shown)}."


def draw_errors(
    axes: Axes, steps: Sequence[float], values: Sequence[float], floor: float, colour: str, marker: str
) -> None:
    """Draw one line of errors, zeros as hollow marks on the floor, and name the step of its least point."""
    points = sorted(zip(steps, values, strict=True))
    seen = [point for point in points if point[1] > 0]
    unseen = [(step, floor) for step, value in points if value == 0]
    if seen:
        axes.plot(*zip(*seen, strict=True), marker=marker, markersize=5, color=colour, clip_on=False)
    if unseen:
        axes.plot(*zip(*unseen, strict=True), marker, markersize=5, color=colour, markerfacecolor="none")
        middle = unseen[len(unseen) // 2]
        axes.annotate("exactly 0", middle, (0, 7), textcoords="offset points", ha="center", fontsize=SMALL, gid=HALO)
    else:
        least = min(seen, key=lambda point: point[1])
        text = f"h = {number(least[0])}"
        axes.annotate(
            text, least, (0, -17), textcoords="offset points", ha="center", fontsize=SMALL, color=colour, gid=HALO
        )


def draw_predictions(axes: Axes, steps: Sequence[float], predictions: Mapping[str, Sequence[float]]) -> None:
    """Draw each law as a dotted line with its name, as far as the errors reach."""
    low, high = axes.get_ylim()
    axes.set_ylim(low / 30, high)  # room for the step that is named below the lowest point
    for name, values in predictions.items():
        check_lengths(**{"steps": steps, f"predictions[{name!r}]": values})
        inside = [(step, value) for step, value in sorted(zip(steps, values, strict=True)) if low <= value <= high]
        if inside:
            axes.plot(*zip(*inside, strict=True), color=INK, linewidth=1, linestyle=(0, (1, 2)))
            side = "top" if inside[0][1] < inside[-1][1] else "bottom"  # to the right of a line that rises or falls
            offset, point = (8, -4 if side == "top" else 2), inside[len(inside) // 3]
            axes.annotate(name, point, offset, textcoords="offset points", va=side, fontsize=SMALL, gid=HALO)
