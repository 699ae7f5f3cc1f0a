"""Two numbers that agree in their leading digits, and what is left of those when one is taken from the other."""

from collections.abc import Sequence
from html import escape
from itertools import takewhile

from ordermatters.explorers.drawing import GRID, LINE, ORANGE, PURPLE, Drawing
from ordermatters.explorers.words import number
from ordermatters.figures.drawn import Drawn

#: Digits behind the point; left edges of the columns; the height of what belongs to one h.
DIGITS, COLUMNS, BLOCK = 15, (0.0, 92.0, 280.0), 52.0


def cancelling_digits(nudges: Sequence[float], above: Sequence[float], below: Sequence[float], slope: float) -> Drawn:
    """Draw how central differences lose their digits: both values of each, and the slope that they measure.

    Digits in which the two values agree are pale, for they cancel. Digits of the measured slope that are wrong are
    marked.

    Args:
        nudges: each h, above 0.
        above: the value at x + h, for each h.
        below: the value at x − h, for each h.
        slope: the true one.

    Raises:
        ValueError: if the lists are empty or differ in length, or an h is not above 0.
    """
    for name, values in (("above", above), ("below", below)):
        if len(values) != len(nudges) or not len(nudges):
            raise ValueError(f"{name} has {len(values)} entries, and nudges {len(nudges)}")
    if min(nudges) <= 0:
        raise ValueError(f"nudges must be above 0, and {min(nudges)} is not")
    drawing, phrases = Drawing(height=LINE * 1.6 + BLOCK * len(nudges)), []
    for x, heading in zip(COLUMNS, ("h", "f(x + h) and f(x − h)", "difference / 2h"), strict=True):
        drawing.text(x, LINE, heading, bold=True)
    for i, (h, *values) in enumerate(zip(nudges, above, below, strict=True)):
        high, low = (f"{value:.{DIGITS}f}" for value in values)
        measured, true = f"{(values[0] - values[1]) / (2 * h):.12f}", f"{slope:.12f}"
        same, right = _agreeing(high, low), _agreeing(measured, true)
        top = LINE * 2.6 + BLOCK * i
        drawing.line(0, top - LINE - 4, drawing.width, top - LINE - 4, stroke=GRID)
        drawing.text(COLUMNS[0], top + LINE / 2, number(h))
        _digits(drawing, COLUMNS[1], top, high, same, ("fill-opacity", ".55"), ("fill", ORANGE))
        _digits(drawing, COLUMNS[1], top + LINE, low, same, ("fill-opacity", ".55"), ("fill", ORANGE))
        _digits(drawing, COLUMNS[2], top + LINE / 2, measured, right, ("font-weight", "bold"), ("fill", PURPLE))
        phrases.append(
            f"for h = {number(h)}, {high} less {low} gives {measured}, right up to {measured[:right] or 'nothing'}"
        )
    return Drawn(drawing, f"Central differences, digit by digit. The slope is {slope:.12f}; {'; '.join(phrases)}.")


def _agreeing(one: str, other: str) -> int:
    """Count the leading characters in which two texts agree."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _digits(
    drawing: Drawing, x: float, y: float, text: str, until: int, first: tuple[str, str], then: tuple[str, str]
) -> None:
    """Write a number in two styles, one up to a digit and another one from there on."""
    parts = "".join(
        f'<tspan {name}="{value}">{escape(part)}</tspan>'
        for part, (name, value) in ((text[:until], first), (text[until:], then))
        if part
    )
    drawing.elements.append(f'<text x="{x:g}" y="{y:g}" font-family="monospace">{parts}</text>')
