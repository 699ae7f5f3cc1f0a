"""Bars that compare: the counts of several orders, and ratios that were predicted, counted and measured."""

from collections.abc import Mapping

from matplotlib.axes import Axes

from ordermatters.counting import OpCount
from ordermatters.figures.figure import Figure
from ordermatters.figures.look import INK, PALETTE, PAPER, SMALL, style
from ordermatters.figures.marks import bare_axes, check_positive, check_some, many, times_as_many


@style()
def order_bars(counts: Mapping[str, OpCount]) -> Figure:
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
    figure = Figure(f"Bars of what each order costs. {alt}.", height=0.1 + 0.85 * len(counts))
    axes = bare_axes(figure)
    longest = max(max(count) for count in counts.values())
    for row, (name, colour) in enumerate(zip(counts, PALETTE, strict=False)):
        axes.text(0, row - 0.28, headings[name], va="center")
        bar(axes, row, counts[name].multiplications, "multiplication", longest, colour)
        bar(axes, row + 0.3, counts[name].additions, "addition", longest, colour, pale=True)
    axes.set(xlim=(0, longest), ylim=(len(counts) - 0.5, -0.5))
    return figure


def heading(name: str, count: OpCount, cheapest: str, least: OpCount) -> str:
    """Name an order, with how many times the cheapest one's operations it takes."""
    if name == cheapest or count.total == least.total:
        return name
    return f"{name}, {times_as_many(count.total / least.total)} the operations of {cheapest}"


def bar(axes: Axes, y: float, value: int, unit: str, longest: int, colour: str, pale: bool = False) -> None:
    """Draw a bar with its number, inside where it is long enough."""
    axes.barh(y, value, 0.27, color=colour, alpha=0.3 if pale else 1, linewidth=0)
    inside = value > 0.6 * longest
    axes.annotate(
        many(value, unit),
        (0 if inside else value, y),
        (6, -0.5),
        textcoords="offset points",
        va="center_baseline",
        color=PAPER if inside and not pale else INK,
        fontsize=SMALL,
    )
