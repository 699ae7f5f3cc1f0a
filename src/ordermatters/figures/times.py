"""What the clock said: first calls, steady state with its spread, and ratios beside what was predicted.

Matplotlib stays: its axes find ticks for whatever times a machine takes. No page draws these, for what is measured is
measured once, by the build.
"""

from collections.abc import Mapping, Sequence
from statistics import median

from matplotlib.axes import Axes

from ordermatters.figures.figure import Figure
from ordermatters.figures.look import GRID, HALO, INK, PALETTE, SMALL, style
from ordermatters.figures.marks import (
    check_positive,
    check_some,
    log_axis,
    named_rows,
    number,
    seconds,
    times_as_many,
)


@style()
def times_with_spread(times: Mapping[str, tuple[float, Sequence[float]]]) -> Figure:
    """Plot for each function its first call, hollow, and every later call, with a line through their median.

    Time is on a log axis: equal distances are equal ratios.

    Args:
        times: for each name the seconds of the first call, and of the calls in steady state.

    Raises:
        TypeError: if it is not a mapping.
        ValueError: if there is nothing to draw, more than six names, no steady call, or a time that is not above 0.
    """
    check_some("times", times, at_most=len(PALETTE))
    for name, (first, steady) in times.items():
        check_positive(f"times[{name!r}]", [first, *steady])
        if not len(steady):
            raise ValueError(f"times[{name!r}] has no calls in steady state")
    summary = " ".join(
        f"{name}: first call {seconds(first)}, then {seconds(median(steady))} at the median, from "
        f"{seconds(min(steady))} to {seconds(max(steady))} in {len(steady)} calls."
        for name, (first, steady) in times.items()
    )
    figure = Figure(f"Times on a log axis. {summary}", height=1.0 + 0.62 * len(times))
    axes = figure.subplots()
    log_axis(axes.xaxis, seconds)
    named_rows(axes, list(times))
    for row, ((first, steady), colour) in enumerate(zip(times.values(), PALETTE, strict=False)):
        axes.plot([min([first, *steady]), max([first, *steady])], [row, row], color=GRID, linewidth=1.5)
        axes.plot(first, row, "D", color=colour, markerfacecolor="none", markersize=7)
        axes.plot(steady, [row] * len(steady), "o", color=colour, alpha=0.45, markersize=6, markeredgewidth=0)
        axes.plot([median(steady)] * 2, [row - 0.13, row + 0.13], color=colour, linewidth=2.5)
        note(axes, first, row, f"first {seconds(first)}", colour, 9)
        note(axes, median(steady), row, seconds(median(steady)), colour, -19)
    return figure


def note(axes: Axes, x: float, row: int, text: str, colour: str, rise: float) -> None:
    """Write a time above its mark or below it."""
    axes.annotate(
        text, (x, row), (0, rise), textcoords="offset points", ha="center", fontsize=SMALL, color=colour, gid=HALO
    )


@style()
def ratio_bars(ratios: Mapping[str, float]) -> Figure:
    """Draw ratios that were predicted, counted and measured under each other, on a log axis that begins at 1.

    A ratio below 1 reaches to the left: the other side won.

    Args:
        ratios: for each way to find it, the ratio.

    Raises:
        TypeError: if it is not a mapping.
        ValueError: if there is nothing to draw, or a ratio is not above 0.
    """
    check_some("ratios", ratios)
    check_positive("ratios", ratios.values())
    summary = ". ".join(f"{name}: {times_as_many(ratio)}" for name, ratio in ratios.items())
    figure = Figure(f"Ratios as bars on a log axis. {summary}.", height=0.4 + 0.6 * len(ratios))
    axes = figure.subplots()
    log_axis(axes.xaxis)
    named_rows(axes, [""] * len(ratios))
    least, greatest = min([1, *ratios.values()]), max([1, *ratios.values()])
    for row, (name, ratio) in enumerate(ratios.items()):
        axes.text(least, row - 0.27, name, va="center", fontsize=SMALL, gid=HALO)
        axes.barh(row + 0.18, ratio - 1, 0.36, left=1, color=PALETTE[0 if ratio >= 1 else 1], linewidth=0)
        axes.plot([1, 1], [row - 0.05, row + 0.41], color=INK, linewidth=0.8)
        text = f"{number(float(f'{ratio:.3g}'))}×"
        axes.annotate(text, (max(ratio, 1), row + 0.18), (5, -0.5), textcoords="offset points", va="center_baseline")
    axes.set_xlim(least, greatest * 1.01)
    return figure
