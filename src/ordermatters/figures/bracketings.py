"""All the ways to bracket a chain: what each costs, with those marked that a lesson speaks of."""

from collections.abc import Mapping
from math import floor, log10

from ordermatters.explorers.axes import Axis
from ordermatters.figures.colours import PALETTE, SMALL
from ordermatters.figures.frames import Frame, log_margins, room
from ordermatters.figures.picture import LETTER, Picture
from ordermatters.figures.spelling import check_positive, check_some, number, spread, tick, times_as_many

# In points: the picture, the top and the bottom of the plot, and its least gap between names at the right.
WIDTH, HEIGHT, TOP, BOTTOM, GAP = 374.4, 244.8, 22.0, 204.0, 15.0


def bracketing_costs(costs: Mapping[str, int], marks: Mapping[str, str]) -> Picture:
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
    picture = Picture(
        f"Multiplications of all {number(len(costs))} bracketings of a chain on a log axis, cheapest first: from "
        f"{number(least)} to {number(costs[ranked[-1]])}.{summary}",
        WIDTH,
        HEIGHT,
    )
    shared: dict[str, list[str]] = {}
    for mark, spelled in marks.items():
        shared.setdefault(spelled, []).append(mark)
    names = {spelled: f"{', '.join(those)}: {number(costs[spelled])}" for spelled, those in shared.items()}
    frame = framed(picture, [costs[spelled] for spelled in ranked], max(map(len, names.values()), default=0))
    for rank, spelled in enumerate(ranked, start=1):
        picture.dot(frame.at(rank, costs[spelled]), color=PALETTE[0], size=4 if len(ranked) <= 150 else 2)
    mark_costs(frame, ranked, costs, names)
    return picture


def framed(picture: Picture, costs: list[int], letters: int) -> Frame:
    """Draw the axes, with room at the right for names of so many letters."""
    upright = Axis(*log_margins(costs[0], costs[-1]), BOTTOM, TOP, log=True)
    heights = round_costs(upright)
    ticks = [tick(height) for height in heights]
    end = WIDTH - 16 - LETTER * SMALL * letters
    frame = Frame(picture, Axis(0, len(costs) + 1, room(ticks), end), upright)
    frame.left(heights, ticks, grid=True)
    places = [place for place in frame.x.ticks(5) if place == int(place)]
    frame.bottom(places, [number(place) for place in places])
    frame.level(upright.low)
    picture.text(frame.x.start, TOP - 8, "multiplications")
    picture.text(frame.x.start, HEIGHT - 6, "bracketings, cheapest first")
    return frame


def round_costs(axis: Axis) -> list[float]:
    """List powers of ten along an axis, and where these are few, twice and five times these as well."""
    powers = axis.ticks(6)
    if len(powers) > 2:
        return powers
    scales = [10.0**exponent for exponent in range(floor(log10(axis.low)), floor(log10(axis.high)) + 1)]
    return [cost for scale in scales for cost in (scale, 2 * scale, 5 * scale) if axis.low <= cost <= axis.high]


def mark_costs(frame: Frame, ranked: list[str], costs: Mapping[str, int], names: Mapping[str, str]) -> None:
    """Circle the marked costs, and name them beside the plot, clear of each other."""
    places = [frame.at(ranked.index(spelled) + 1, costs[spelled]) for spelled in names]
    heights = spread([y for _, y in places], GAP)
    for name, (x, y), height in zip(names.values(), places, heights, strict=True):
        frame.picture.line([(x + 4.5, y), (frame.x.end + 6, height)], color=PALETTE[1], width=0.8)
        frame.picture.ring((x, y), color=PALETTE[1], size=9, width=2)
        frame.picture.text(frame.x.end + 9, height, name, level=True, size=SMALL)
