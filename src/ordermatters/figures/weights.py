"""A network's weights, which enter from the side, and the gradient that one sweep back drops at each of them."""

from collections.abc import Sequence
from itertools import pairwise

from ordermatters.arguments import listed, size
from ordermatters.explorers.drawing import BLUE, INK, LINE, ORANGE, PURPLE, Drawing
from ordermatters.figures.drawn import Drawn

#: Where the rows are, and how high and how wide a layer's box is.
WEIGHTS, VALUES, ADJOINTS, SLOPES, BOX, MARGIN = 34.0, 100.0, 150.0, 208.0, 15.0, 24.0
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def weights_from_the_side(sizes: Sequence[int]) -> Drawn:
    r"""Draw a network whose layers $u_i = W_i\,y_{i-1}$ take their weights from the side, and the sweep back past them.

    Args:
        sizes: that the network passes through, its input's first; two to five of them.

    Raises:
        TypeError: if a size is not an integer.
        ValueError: if there are fewer than two sizes or more than five, or one is below 1.
    """
    widths = [size(f"sizes[{i}]", width) for i, width in enumerate(listed("sizes", sizes, "sizes"))]
    if not 2 <= len(widths) <= 5:
        raise ValueError(f"sizes must be two to five, an input's and the layers', not {len(widths)}")
    drawing, phrases = Drawing(height=SLOPES + 2.4 * LINE), []
    gap = (drawing.width - 2 * MARGIN) / (len(widths) - 1)
    for i, (n, m) in enumerate(pairwise(widths)):
        _layer(drawing, i, MARGIN + i * gap, gap, n, m)
        phrases.append(
            f"W{i + 1} is {m}×{n}, its slope an adjoint of {m} numbers times {n} inputs, a column times a row"
        )
    for i in range(len(widths)):
        x = MARGIN + i * gap
        last = i == len(widths) - 1
        drawing.text(x, VALUES + 5, "loss" if last else "x" if not i else _name("y", i), "middle", fill=BLUE)
        if i:
            drawing.text(x, ADJOINTS + 5, "1" if last else _name("ȳ", i), "middle", fill=ORANGE)
    return Drawn(
        drawing,
        "A network from left to right, x to the loss. Each layer's weights enter from above; below, adjoints run back "
        f"from the loss, and at each layer a gradient drops out: {'; '.join(phrases)}.",
    )


def _layer(drawing: Drawing, i: int, left: float, gap: float, n: int, m: int) -> None:
    """Draw one layer: its weights from above, the value going on, the adjoint coming back, the slope dropping out."""
    x = left + gap / 2
    drawing.text(x, WEIGHTS - 12, _name("W", i + 1), "middle", bold=True)
    drawing.text(x, WEIGHTS + 6, f"{m}×{n}", "middle", small=True)
    _arrow(drawing, x, WEIGHTS + 12, x, VALUES - BOX, INK)
    drawing.circle(x, VALUES, BOX - 3, fill="none", stroke=INK)
    drawing.text(x, VALUES + 5, "·", "middle", bold=True)
    _arrow(drawing, left + 14, VALUES, x - BOX, VALUES, BLUE)
    _arrow(drawing, x + BOX, VALUES, left + gap - 18, VALUES, BLUE)
    _arrow(drawing, left + gap - 14, ADJOINTS, x + 14, ADJOINTS, ORANGE)
    drawing.text(x, ADJOINTS + 5, _name("ū", i + 1), "middle", fill=ORANGE)
    if i:
        _arrow(drawing, x - 14, ADJOINTS, left + 14, ADJOINTS, ORANGE)
    _arrow(drawing, x, ADJOINTS + 12, x, SLOPES - 16, PURPLE)
    drawing.text(x, SLOPES, f"{_name('ū', i + 1)} · {'x' if not i else _name('y', i)}ᵀ", "middle", fill=PURPLE)
    drawing.text(x, SLOPES + LINE, f"{m}×1 by 1×{n}", "middle", small=True)


def _name(letter: str, i: int) -> str:
    return letter + str(i).translate(_SUBSCRIPTS)


def _arrow(drawing: Drawing, x1: float, y1: float, x2: float, y2: float, colour: str) -> None:
    """Draw an arrow along an axis, its tip at the end."""
    drawing.line(x1, y1, x2, y2, stroke=colour, stroke_width=1.5)
    dx, dy = (x2 > x1) - (x2 < x1), (y2 > y1) - (y2 < y1)
    sides = [(x2 - 7 * dx + 4 * dy * s, y2 - 7 * dy + 4 * dx * s) for s in (1, -1)]
    drawing.polyline([sides[0], (x2, y2), sides[1]], stroke=colour, stroke_width=1.5)
