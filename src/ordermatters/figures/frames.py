"""A plot within a picture: axes with ticks, and lines, points and text placed by their values."""

from collections.abc import Sequence

from ordermatters.explorers.axes import Axis
from ordermatters.figures.colours import GRID, SMALL
from ordermatters.figures.picture import LETTER, Picture, Point

# The outlines of the shapes of points, around 0; a circle that is hollow has eight corners.
SHAPES: dict[str, list[Point]] = {
    "o": [(1.0, 0.4), (0.4, 1.0), (-0.4, 1.0), (-1.0, 0.4), (-1.0, -0.4), (-0.4, -1.0), (0.4, -1.0), (1.0, -0.4)],
    "s": [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)],
    "D": [(0.0, -1.4), (1.4, 0.0), (0.0, 1.4), (-1.4, 0.0)],
    "^": [(0.0, -1.2), (1.2, 1.0), (-1.2, 1.0)],
    "v": [(0.0, 1.2), (1.2, -1.0), (-1.2, -1.0)],
    "P": [
        *[(-0.4, -1.2), (0.4, -1.2), (0.4, -0.4), (1.2, -0.4), (1.2, 0.4), (0.4, 0.4)],
        *[(0.4, 1.2), (-0.4, 1.2), (-0.4, 0.4), (-1.2, 0.4), (-1.2, -0.4), (-0.4, -0.4)],
    ],
}

TICK = 3.5  # points, as long as a mark at an axis is


class Frame:
    """The area of a plot: it knows where values lie, and draws its own axes.

    Args:
        picture: what it is drawn in.
        x: the axis from left to right.
        y: the axis from the bottom to the top.
    """

    def __init__(self, picture: Picture, x: Axis, y: Axis) -> None:
        """Draw nothing yet."""
        self.picture, self.x, self.y = picture, x, y

    def at(self, x: float, y: float) -> Point:
        """Find the place of two values."""
        return self.x.at(x), self.y.at(y)

    def curve(self, xs: Sequence[float], ys: Sequence[float], color: str, width: float = 2.0) -> None:
        """Draw a line through points."""
        self.picture.line([self.at(x, y) for x, y in zip(xs, ys, strict=True)], color=color, width=width)

    def left(self, ticks: Sequence[float], names: Sequence[str], grid: bool = False) -> None:
        """Draw the axis at the left."""
        self.picture.line([(self.x.start, self.y.start), (self.x.start, self.y.end)], width=0.8)
        for tick, name in zip(ticks, names, strict=True):
            y = self.y.at(tick)
            if grid:
                self.picture.line([(self.x.start, y), (self.x.end, y)], color=GRID, width=0.8)
            self.picture.line([(self.x.start - TICK, y), (self.x.start, y)], width=0.8)
            self.picture.text(self.x.start - 2 * TICK, y, name, anchor="end", level=True, size=SMALL)

    def bottom(self, ticks: Sequence[float], names: Sequence[str], grid: bool = False) -> None:
        """Write the marks below the plot."""
        for tick, name in zip(ticks, names, strict=True):
            x = self.x.at(tick)
            if grid:
                self.picture.line([(x, self.y.start), (x, self.y.end)], color=GRID, width=0.8)
            self.picture.line([(x, self.y.start), (x, self.y.start + TICK)], width=0.8)
            self.picture.text(x, self.y.start + 2 * TICK + SMALL * 0.8, name, anchor="middle", size=SMALL)

    def level(self, y: float) -> None:
        """Draw a thin line across the plot."""
        self.picture.line([(self.x.start, self.y.at(y)), (self.x.end, self.y.at(y))], width=0.8)

    def upright(self, x: float) -> None:
        """Draw a dotted line from the bottom to the top."""
        ends = [(self.x.at(x), self.y.start), (self.x.at(x), self.y.end)]
        self.picture.line(ends, width=0.8, stroke_dasharray="0.8 2.4")

    def mark(self, x: float, y: float, color: str) -> None:
        """Draw a point."""
        self.picture.dot(self.at(x, y), color=color, size=7)

    def shape(self, x: float, y: float, marker: str, color: str, hollow: bool = False) -> None:
        """Draw a point of one of the shapes of `MARKERS`."""
        at_x, at_y = self.at(x, y)
        if marker == "o" and not hollow:
            self.picture.dot((at_x, at_y), color=color, size=6.8)
            return
        outline = [(at_x + 2.9 * dx, at_y + 2.9 * dy) for dx, dy in SHAPES[marker]]
        if hollow:
            self.picture.line([*outline, outline[0]], color=color, width=1.2)
        else:
            self.picture.area(outline, color=color)


def room(names: Sequence[str]) -> float:
    """Estimate how much room the names of ticks need at the left of a plot."""
    return 2 * TICK + LETTER * SMALL * max(map(len, names), default=0)


def margins(low: float, high: float) -> tuple[float, float]:
    """Leave a twentieth free at both ends of what is shown."""
    free = (high - low) / 20 or max(abs(high), 1.0) / 20
    return low - free, high + free


def log_margins(low: float, high: float) -> tuple[float, float]:
    """Leave a twentieth free at both ends of what is shown by ratio."""
    free = (high / low) ** 0.05 if high > low else 3.0
    return low / free, high * free
