"""The error of difference quotients: what it does when the step becomes ever smaller."""

from collections.abc import Mapping, Sequence
from math import isfinite

import numpy as np
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
    for values, colour in zip(errors.values(), PALETTE, strict=False):
        name_least(axes, steps, values, colour)
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
    """Draw one line of errors, zeros as hollow marks on the floor."""
    points = sorted(zip(steps, values, strict=True))
    seen = [point for point in points if point[1] > 0]
    unseen = [(step, floor) for step, value in points if value == 0]
    if seen:
        axes.plot(*zip(*seen, strict=True), marker=marker, markersize=5, color=colour, clip_on=False)
    if unseen:
        axes.plot(*zip(*unseen, strict=True), marker, markersize=5, color=colour, markerfacecolor="none")
        middle = unseen[len(unseen) // 2]
        axes.annotate("exactly 0", middle, (0, 7), textcoords="offset points", ha="center", fontsize=SMALL, gid=HALO)


def name_least(axes: Axes, steps: Sequence[float], values: Sequence[float], colour: str) -> None:
    """Name the step of a line's least error beside it, where the fewest lines pass, and not across the axis."""
    least = min(zip(values, steps, strict=True))
    if not least[0]:
        return
    text = f"h = {number(least[1])}"
    side = 3.5 * len(text)
    places = [(0.0, -13.0), (-side, -13.0), (side, -13.0), (0.0, 13.0), (-side, 13.0), (side, 13.0)]
    point = axes.transData.transform((least[1], least[0]))
    scale = axes.figure.dpi / 72

    def crowd(place: tuple[float, float]) -> tuple[bool, int]:
        x, y = (at + by * scale for at, by in zip(point, place, strict=True))
        return x - side * scale < axes.bbox.x0, passing(axes, x, y, side * scale, 7 * scale)

    axes.annotate(
        text,
        (least[1], least[0]),
        min(places, key=crowd),
        textcoords="offset points",
        ha="center",
        va="center",
        fontsize=SMALL,
        color=colour,
        gid=HALO,
    )


def passing(axes: Axes, x: float, y: float, half_width: float, half_height: float) -> int:
    """Count points of lines in a box, on the screen: each line is looked at in hundreds of places."""
    found = 0
    for line in axes.get_lines():
        across, up = line.get_transform().transform(line.get_xydata()).T
        places = np.linspace(0, len(across) - 1, 40 * len(across))
        at_x, at_y = (np.interp(places, np.arange(len(across)), values) for values in (across, up))
        found += int(((abs(at_x - x) < half_width) & (abs(at_y - y) < half_height)).sum())
    return found


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
