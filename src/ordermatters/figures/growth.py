"""How counts grow with the size."""

from collections.abc import Sequence
from itertools import pairwise
from math import log

from ordermatters.counting import OpCount
from ordermatters.explorers.axes import Axis
from ordermatters.figures.colours import HALO, PALETTE, SMALL, TEXT
from ordermatters.figures.frames import Frame, log_margins, room
from ordermatters.figures.picture import LETTER, Picture
from ordermatters.figures.spelling import check_lengths, check_positive, number, tick

# In points: the picture, and the top and the bottom of the plot.
WIDTH, HEIGHT, TOP, BOTTOM = 374.4, 230.4, 22.0, 190.0


def slope(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Give the slope between the last two points on log axes: the power of x that y grows by there."""
    return log(ys[-1] / ys[-2]) / log(xs[-1] / xs[-2])


def counts_growth(sizes: Sequence[int], counts: Sequence[OpCount]) -> Picture:
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
    picture = Picture(
        "Operations of an n by n product against n, on log axes. Multiplications rise from "
        f"{number(multiplications[0])} at n = {sizes[0]} to {number(multiplications[-1])} at n = {number(sizes[-1])}, "
        f"a straight line of slope {number(round(steepness, 2))}. Additions stay just below, from "
        f"{number(counts[0].additions)} to {number(counts[-1].additions)}.",
        WIDTH,
        HEIGHT,
    )
    frame = framed(picture, sizes, [*multiplications, *(value for _, value in additions)])
    draw_line(frame, list(zip(sizes, multiplications, strict=True)), "multiplications", 0)
    draw_line(frame, additions, "additions", 1)
    if sizes[-1] >= 10 * sizes[0]:
        draw_step(frame, sizes[-1], multiplications[-1], steepness)
    return picture


def framed(picture: Picture, sizes: Sequence[int], counts: Sequence[int]) -> Frame:
    """Draw the axes."""
    upright = Axis(*log_margins(min(counts), max(counts)), BOTTOM, TOP, log=True)
    heights = upright.ticks(6)
    names = [tick(height) for height in heights]
    frame = Frame(picture, Axis(*log_margins(sizes[0], sizes[-1]), room(names), WIDTH - 40, log=True), upright)
    frame.left(heights, names, grid=True)
    places = frame.x.ticks(7)
    frame.bottom(places, [tick(place) for place in places], grid=True)
    frame.level(upright.low)
    picture.text(frame.x.start, TOP - 8, "operations")
    picture.text((frame.x.start + frame.x.end) / 2, HEIGHT - 6, "size n", anchor="middle")
    return frame


def draw_line(frame: Frame, points: Sequence[tuple[int, int]], name: str, place: int) -> None:
    """Draw a rising line with its points and its name, beside its lower half, where there is room."""
    if not points:
        return
    colour = PALETTE[place]
    path = [frame.at(*point) for point in points]
    frame.picture.line(path, color=colour, stroke_dasharray="6 4" if place else "none")
    for x, y in points:
        frame.shape(x, y, "os"[place], colour, hollow=place > 0)
    if place:
        left, top = path[(len(path) - 1) // 3]
        frame.picture.text(left + 10, top + 14, name, color=colour, gid=HALO)
    else:
        free = frame.x.start + 10 + LETTER * TEXT * len(name)
        left, top = next((point for point in path if point[0] > free), path[-1])
        frame.picture.text(left - 10, top - 4, name, anchor="end", color=colour, gid=HALO)


def draw_step(frame: Frame, x: float, y: float, steepness: float) -> None:
    """Draw a step of ten in x below the end of a line, and beside it what that does to y."""
    left, low = x / 10, y / 10**steepness
    corners = [frame.at(left, low), frame.at(x, low), frame.at(x, y)]
    frame.picture.line(corners, width=0.8, stroke_dasharray="2 2")
    (start, base), (end, _), (_, top) = corners
    frame.picture.text((start + end) / 2, base + 14, "×10", anchor="middle", size=SMALL, gid=HALO)
    factor = f"×{number(round(10**steepness))}"
    frame.picture.text(end + 6, (base + top) / 2, factor, level=True, size=SMALL, gid=HALO)
