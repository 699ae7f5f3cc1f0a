"""The error of difference quotients: what it does when the step becomes ever smaller."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import isfinite

from ordermatters.explorers.axes import Axis
from ordermatters.figures.colours import HALO, MARKERS, PALETTE, SMALL
from ordermatters.figures.frames import Frame, log_margins, room
from ordermatters.figures.picture import LETTER, Picture, Point
from ordermatters.figures.spelling import check_lengths, check_positive, check_some, number, spread, tick

# In points: the picture, the top and the bottom of the plot, and its least gap between names at the right.
WIDTH, HEIGHT, TOP, BOTTOM, GAP = 374.4, 230.4, 22.0, 190.0, 14.0

Line = Sequence[float]


def error_against_step(
    steps: Sequence[float],
    errors: Mapping[str, Sequence[float]],
    predictions: Mapping[str, Sequence[float]] | None = None,
) -> Picture:
    """Plot the error of difference quotients against the step, on log axes, with the least error of each marked.

    An error of exactly 0 has no place on a log axis: it is drawn as a hollow mark at the bottom.

    Args:
        steps: the nudges h.
        errors: for each way to take differences its errors, absolute values, one for each step.
        predictions: for each law, `"h²"` say, what it says at the same steps: thin dotted lines.

    Raises:
        TypeError: if it is not a mapping.
        ValueError: if lists differ in length, a step is not above 0, an error is below 0, or all are zero.
    """
    check_some("errors", errors, at_most=len(PALETTE))
    check_positive("steps", steps)
    for name, values in errors.items():
        check_lengths(**{"steps": steps, f"errors[{name!r}]": values})
        check_positive(f"errors[{name!r}]", (value for value in values if value != 0))
    lowest = min(value for values in errors.values() for value in [*values, float("inf")] if value > 0)
    if not isfinite(lowest):
        raise ValueError("errors are all 0: a logarithmic axis cannot show them")
    summary = " ".join(turning(steps, name, values) for name, values in errors.items())
    picture = Picture(f"Error against the nudge h, on log axes. {summary}", WIDTH, HEIGHT)
    frame = plot(picture, steps, errors, lowest / 4, lower=bool(predictions))
    for name, values in (predictions or {}).items():
        draw_prediction(frame, steps, name, values)
    curves = [
        draw_errors(frame, steps, values, lowest / 4, colour, marker)
        for values, colour, marker in zip(errors.values(), PALETTE, MARKERS, strict=False)
    ]
    for values, colour in zip(errors.values(), PALETTE, strict=False):
        name_least(frame, curves, steps, values, colour)
    name_ends(frame, steps, errors, lowest / 4)
    return picture


def plot(picture: Picture, steps: Line, errors: Mapping[str, Line], floor: float, lower: bool) -> Frame:
    """Draw the axes, with room at the right for the names of the lines."""
    shown = [max(value, floor) for values in errors.values() for value in values]
    low, high = log_margins(min(shown), max(shown))
    low = low / 30 if lower else low  # room for the step that is named below the lowest point
    heights = Axis(low, high, BOTTOM, TOP, log=True).ticks(7)
    names = [tick(height) for height in heights]
    end = WIDTH - 14 - LETTER * 12.5 * max(map(len, errors))
    x = Axis(*log_margins(min(steps), max(steps)), room(names), end, log=True)
    frame = Frame(picture, x, Axis(low, high, BOTTOM, TOP, log=True))
    frame.left(heights, names, grid=True)
    places = x.ticks(7)
    frame.bottom(places, [tick(place) for place in places], grid=True)
    frame.level(low)
    picture.text(x.start, TOP - 8, "error")
    picture.text((x.start + x.end) / 2, HEIGHT - 6, "nudge h", anchor="middle")
    return frame


def turning(steps: Sequence[float], name: str, values: Sequence[float]) -> str:
    """Say of one line of errors where it begins, where it is least, and where it ends."""
    points = sorted(zip(steps, values, strict=True), reverse=True)
    least = min(points, key=lambda point: point[1])
    summary = [f"{number(error)} at h = {number(step)}" for step, error in points]
    shown = [summary[0], f"least {number(least[1])} at h = {number(least[0])}", summary[-1]]
    if least in (points[0], points[-1]):
        shown.remove(summary[points.index(least)])
    return f"{name}: {', '.join(shown)}."


def draw_errors(frame: Frame, steps: Line, values: Line, floor: float, colour: str, marker: str) -> list[Point]:
    """Draw one line of errors, zeros as hollow marks on the floor; return where its line runs."""
    points = sorted(zip(steps, values, strict=True))
    seen = [point for point in points if point[1] > 0]
    unseen = [step for step, value in points if value == 0]
    frame.curve([step for step, _ in seen], [value for _, value in seen], colour)
    for step, value in seen:
        frame.shape(step, value, marker, colour)
    for step in unseen:
        frame.shape(step, floor, marker, colour, hollow=True)
    if unseen:
        x, y = frame.at(unseen[len(unseen) // 2], floor)
        frame.picture.text(x, y - 7, "exactly 0", anchor="middle", size=SMALL, gid=HALO)
    return [frame.at(*point) for point in seen]


def name_least(frame: Frame, curves: Sequence[Sequence[Point]], steps: Line, values: Line, colour: str) -> None:
    """Name the step of a line's least error beside it, where the fewest lines pass, and not across the axis."""
    least = min(zip(values, steps, strict=True))
    if not least[0]:
        return
    text = f"h = {number(least[1])}"
    side = LETTER * SMALL * len(text) / 2
    x, y = frame.at(least[1], least[0])
    places = [(x + dx, y + dy) for dy in (13.0, -13.0) for dx in (0.0, -side, side)]

    def crowd(place: Point) -> tuple[bool, int]:
        return place[0] - side < frame.x.start, passing(curves, place, side, 7.0)

    at_x, at_y = min(places, key=crowd)
    frame.picture.text(at_x, at_y, text, anchor="middle", level=True, size=SMALL, color=colour, gid=HALO)


def passing(curves: Sequence[Sequence[Point]], at: Point, half_width: float, half_height: float) -> int:
    """Count points of lines in a box: each piece of a line is looked at in forty places."""
    found = 0
    for line in curves:
        for (x, y), (to_x, to_y) in pairwise(line):
            for i in range(40):
                share = i / 40
                dx, dy = x + (to_x - x) * share - at[0], y + (to_y - y) * share - at[1]
                found += abs(dx) < half_width and abs(dy) < half_height
    return found


def draw_prediction(frame: Frame, steps: Line, name: str, values: Line) -> None:
    """Draw a law as a dotted line with its name, as far as the errors reach."""
    check_lengths(**{"steps": steps, f"predictions[{name!r}]": values})
    low, high = frame.y.low, frame.y.high
    inside = [(step, value) for step, value in sorted(zip(steps, values, strict=True)) if low <= value <= high]
    if not inside:
        return
    frame.picture.line([frame.at(*point) for point in inside], width=1, stroke_dasharray="1 2")
    x, y = frame.at(*inside[len(inside) // 3])
    below = inside[0][1] < inside[-1][1]  # to the right of a line that rises or falls
    frame.picture.text(x + 8, y + 14 if below else y - 4, name, size=SMALL, gid=HALO)


def name_ends(frame: Frame, steps: Line, errors: Mapping[str, Line], floor: float) -> None:
    """Write each line's name to the right of the plot, at the height where it ends, clear of the other names."""
    ends = [max(zip(steps, values, strict=True))[1] for values in errors.values()]
    heights = spread([frame.y.at(max(end, floor)) for end in ends], GAP)
    for name, y, colour in zip(errors, heights, PALETTE, strict=False):
        frame.picture.text(frame.x.end + 8, y, name, level=True, color=colour)
