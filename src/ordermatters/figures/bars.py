"""Bars that compare the counts of several orders."""

from collections.abc import Mapping

from ordermatters.counting import OpCount
from ordermatters.figures.colours import INK, PALETTE, PAPER, SMALL
from ordermatters.figures.picture import Picture
from ordermatters.figures.spelling import check_positive, check_some, many, times_as_many

# In points: the picture, what belongs to one order, and the thickness of a bar.
WIDTH, BLOCK, BAR = 374.4, 60.0, 17.0


def order_bars(counts: Mapping[str, OpCount]) -> Picture:
    """Draw what each order of a chain costs: multiplications as a solid bar, additions as a pale one.

    Every order but the cheapest says how many times the cheapest's operations it takes. Lengths are true: the bars
    begin at zero, and nothing is logarithmic.

    Args:
        counts: for each order, `"C(BA)"` say, its count; at most six.

    Raises:
        TypeError: if it is not a mapping.
        ValueError: if there is nothing to draw, there are more than six orders, or one has no multiplications.
    """
    check_some("counts", counts, at_most=len(PALETTE))
    check_positive("multiplications", (count.multiplications for count in counts.values()))
    cheapest = min(counts, key=lambda name: counts[name].total)
    headings = {name: heading(name, count, cheapest, counts[cheapest]) for name, count in counts.items()}
    alt = "; ".join(
        f"{headings[name]}: {many(count.multiplications, 'multiplication')} and {many(count.additions, 'addition')}"
        for name, count in counts.items()
    )
    picture = Picture(f"Bars of what each order costs. {alt}.", WIDTH, BLOCK * len(counts) + 4)
    scale = WIDTH / max(max(count) for count in counts.values())
    for row, (name, colour) in enumerate(zip(counts, PALETTE, strict=False)):
        top = BLOCK * row
        picture.text(0, top + 13, headings[name])
        draw_bar(picture, top + 19, counts[name].multiplications, "multiplication", scale, colour)
        draw_bar(picture, top + 38, counts[name].additions, "addition", scale, colour, pale=True)
    return picture


def heading(name: str, count: OpCount, cheapest: str, least: OpCount) -> str:
    """Name an order, with how many times the cheapest one's operations it takes."""
    if name == cheapest or count.total == least.total:
        return name
    return f"{name}, {times_as_many(count.total / least.total)} the operations of {cheapest}"


def draw_bar(
    picture: Picture, top: float, value: int, unit: str, scale: float, colour: str, pale: bool = False
) -> None:
    """Draw a bar with its number, inside where it is long enough."""
    length = value * scale
    picture.rectangle(0, top, length, BAR, color=colour, opacity=0.3 if pale else 1)
    inside = length > 0.6 * WIDTH
    ink = PAPER if inside and not pale else INK
    picture.text(6 if inside else length + 6, top + BAR / 2, many(value, unit), level=True, size=SMALL, color=ink)
