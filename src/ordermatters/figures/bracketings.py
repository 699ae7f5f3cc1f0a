"""All the ways to bracket a chain: what each costs, with those marked that a lesson speaks of."""

from collections.abc import Mapping

from matplotlib.axes import Axes

from ordermatters.figures.figure import Figure
from ordermatters.figures.look import PALETTE, SMALL, style
from ordermatters.figures.marks import check_positive, check_some, log_axis, number, spread, times_as_many


@style()
def bracketing_costs(costs: Mapping[str, int], marks: Mapping[str, str]) -> Figure:
    """Plot what every bracketing of one chain costs, cheapest first, on a log axis, and mark some of them.

    Args:
        costs: for each bracketing, spelled out as `"C(BA)"`, its multiplications.
        marks: for each mark, `"forward"` say, the bracketing that it stands at; several may share one.

    Raises:
        TypeError: if it is not a mapping.
        ValueError: if there is nothing to draw, a cost is not above 0, or a mark names a bracketing without a cost.
    """
    check_some("costs", costs)
    check_positive("costs", costs.values())
    for mark, spelled in marks.items():
        if spelled not in costs:
            raise ValueError(f"marks has {mark!r} at {spelled!r}, and costs has no such bracketing")
    ranked = sorted(costs, key=lambda spelled: costs[spelled])
    least = costs[ranked[0]]
    summary = "".join(
        f" {mark[:1].upper() + mark[1:]}: {spelled} with {number(costs[spelled])}"
        + (f", {times_as_many(costs[spelled] / least)} the least." if costs[spelled] > least else ".")
        for mark, spelled in marks.items()
    )
    figure = Figure(
        f"Multiplications of all {number(len(costs))} bracketings of a chain on a log axis, cheapest first: from "
        f"{number(least)} to {number(costs[ranked[-1]])}.{summary}",
        height=3.4,
    )
    axes = figure.subplots()
    log_axis(axes.yaxis)
    axes.plot(
        range(1, len(ranked) + 1),
        [costs[spelled] for spelled in ranked],
        "o",
        color=PALETTE[0],
        markersize=4 if len(ranked) <= 150 else 2,
    )
    mark_costs(axes, ranked, costs, marks)
    axes.set_xlabel("bracketings, cheapest first")
    axes.set_title("multiplications")
    return figure


def mark_costs(axes: Axes, ranked: list[str], costs: Mapping[str, int], marks: Mapping[str, str]) -> None:
    """Circle the marked costs, and name them beside the plot, clear of each other."""
    shared: dict[str, list[str]] = {}
    for mark, spelled in marks.items():
        shared.setdefault(spelled, []).append(mark)
    to_axes = axes.transData + axes.transAxes.inverted()
    axes.set_xlim(0, len(ranked) + 1)
    low, high = axes.get_ylim()
    axes.set_ylim(low, high)
    heights = [float(to_axes.transform((1, costs[spelled]))[1]) for spelled in shared]
    for (spelled, names), height in zip(shared.items(), spread(heights, 0.1), strict=True):
        rank = ranked.index(spelled) + 1
        axes.plot(rank, costs[spelled], "o", color=PALETTE[1], markersize=9, markerfacecolor="none", markeredgewidth=2)
        axes.annotate(
            f"{', '.join(names)}: {number(costs[spelled])}",
            (rank, costs[spelled]),
            (1.03, height),
            textcoords=axes.transAxes,
            va="center",
            fontsize=SMALL,
            arrowprops={"arrowstyle": "-", "color": PALETTE[1], "linewidth": 0.8, "shrinkB": 6},
        )
