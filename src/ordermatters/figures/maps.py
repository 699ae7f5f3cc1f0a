"""A map and its best linear map nearby."""

from collections.abc import Mapping, Sequence
from math import hypot

from ordermatters.explorers.axes import Axis
from ordermatters.figures.colours import PALETTE
from ordermatters.figures.frames import Frame, margins, room
from ordermatters.figures.picture import LETTER, Picture, Point
from ordermatters.figures.spelling import check_lengths, check_some, number

Curve = Sequence[Sequence[float]]

# In points: the picture, the top and the bottom of its panels, and what is free between two of them.
WIDTH, HEIGHT, TOP, BOTTOM, GAP = 374.4, 230.4, 24.0, 168.0, 14.0
DASHES = "6 4"


def linear_map(panels: Mapping[str, tuple[Sequence[Curve], Sequence[Curve]]], point: Sequence[float]) -> Picture:
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
    picture = Picture(
        f"Curves around the point ({number(float(point[0]))}, {number(float(point[1]))}): solid under the map, dashed "
        "under its best linear map. "
        + " ".join(f"{title}: the two are at most {number(gap)} apart." for title, gap in gaps.items()),
        WIDTH,
        HEIGHT,
    )
    ends = [i * (WIDTH + GAP) / len(panels) - GAP for i in range(1, len(panels) + 1)]
    starts = [0.0, *(end + GAP for end in ends)]
    for start, end, (title, (images, stand_ins)) in zip(starts, ends, panels.items(), strict=False):
        frame = framed(picture, start, end, [points_of(curve) for curve in (*images, *stand_ins)])
        for image, stand_in in zip(images, stand_ins, strict=True):
            picture.line([frame.at(*place) for place in points_of(image)], color=PALETTE[0])
            places = [frame.at(*place) for place in points_of(stand_in)]
            picture.line(places, color=PALETTE[1], stroke_dasharray=DASHES)
        picture.dot(frame.at(float(point[0]), float(point[1])), size=5)
        picture.text((frame.x.start + frame.x.end) / 2, TOP - 8, title, anchor="middle")
    picture.text(0, TOP - 8, "y₂")
    draw_legend(picture)
    return picture


def framed(picture: Picture, start: float, end: float, curves: Sequence[Sequence[Point]]) -> Frame:
    """Draw the axes of a panel that has room for some curves."""
    wide, high = (margins(min(values), max(values)) for values in zip(*(p for c in curves for p in c), strict=True))
    upright = Axis(*high, BOTTOM, TOP)
    ticks = upright.ticks(4)
    names = [number(tick) for tick in ticks]
    frame = Frame(picture, Axis(*wide, start + room(names), end), upright)
    frame.left(ticks, names, grid=True)
    places = frame.x.ticks(4)
    frame.bottom(places, [number(place) for place in places], grid=True)
    frame.level(upright.low)
    picture.text((frame.x.start + frame.x.end) / 2, BOTTOM + 34, "y₁", anchor="middle")
    return frame


def draw_legend(picture: Picture) -> None:
    """Say below the panels which line is which."""
    x, y = WIDTH / 2 - 120, HEIGHT - 10
    for name, colour, dashes in (("the map", PALETTE[0], "none"), ("its best linear map", PALETTE[1], DASHES)):
        picture.line([(x, y), (x + 26, y)], color=colour, stroke_dasharray=dashes)
        picture.text(x + 33, y, name, level=True)
        x += 60 + LETTER * 12.5 * len(name)


def points_of(curve: Curve) -> list[Point]:
    """Read a curve's points."""
    return [(float(place[0]), float(place[1])) for place in curve]


def greatest_gap(title: str, images: Sequence[Curve], stand_ins: Sequence[Curve]) -> float:
    """Give the greatest distance between corresponding points of corresponding curves."""
    check_lengths(**{f"the images of {title!r}": images, "its linear images": stand_ins})
    pairs = list(zip(images, stand_ins, strict=True))
    for image, stand_in in pairs:
        check_lengths(**{f"an image of {title!r}": image, "its linear image": stand_in})
    points = [points for image, stand_in in pairs for points in zip(image, stand_in, strict=True)]
    return max(hypot(p[0] - q[0], p[1] - q[1]) for p, q in points)
