"""What the figures share: numbers as text, axes in powers of ten, labels that keep clear of each other."""

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, LogLocator, NullLocator

from ordermatters.figures.look import PALETTE
from ordermatters.figures.spelling import (
    byte_size,
    check_lengths,
    check_positive,
    check_some,
    listed,
    many,
    number,
    seconds,
    spread,
    tick,
    times_as_many,
)

__all__ = [
    "RoundNumbers",
    "byte_size",
    "check_lengths",
    "check_positive",
    "check_some",
    "label_ends",
    "listed",
    "log_axis",
    "many",
    "named_rows",
    "number",
    "seconds",
    "spread",
    "tick",
    "times_as_many",
]


class RoundNumbers(LogLocator):
    """Find powers of ten for the ticks of an axis, and 2 and 5 times those where it spans few of them."""

    def tick_values(self, vmin: float, vmax: float) -> Any:
        """List the ticks between two values."""
        self.set_params(subs=(1, 2, 5) if vmax < 100 * vmin else (1,))
        return super().tick_values(vmin, vmax)


def log_axis(axis: Any, spell: Any = tick, ticks: int = 7) -> None:
    """Let an axis of a plot count in powers of ten, at most `ticks` of them named, with a quiet grid."""
    scale = axis.axes.set_xscale if axis.axis_name == "x" else axis.axes.set_yscale
    scale("log")
    axis.set_major_locator(RoundNumbers(numticks=ticks))
    axis.set_major_formatter(FuncFormatter(lambda value, _: spell(value)))
    axis.set_minor_locator(NullLocator())
    axis.grid(True)


def named_rows(axes: Axes, names: Sequence[str]) -> None:
    """Give each row of a plot its name at the left, first row on top, and take the left edge away."""
    axes.yaxis.set_major_locator(FixedLocator(list(range(len(names)))))
    axes.set_yticklabels(list(names))
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)


def label_ends(axes: Axes, ends: Mapping[str, tuple[float, float]]) -> None:
    """Write each line's name to the right of the plot, at the height where it ends, clear of the other names."""
    to_axes = axes.transData + axes.transAxes.inverted()
    heights = [float(to_axes.transform(end)[1]) for end in ends.values()]
    for name, height, colour in zip(ends, spread(heights, 0.08), PALETTE, strict=False):
        axes.text(1.02, height, name, color=colour, va="center", transform=axes.transAxes)
