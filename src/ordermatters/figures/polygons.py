"""One bracketing drawn as a polygon cut into triangles."""

from collections.abc import Sequence
from math import cos, hypot, pi, sin
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from ordermatters.bracketings import Bracketing
from ordermatters.figures.figure import Figure
from ordermatters.figures.look import PALETTE, SMALL, style
from ordermatters.figures.marks import canvas, number
from ordermatters.figures.products import Factor, chain_products
from ordermatters.figures.trees import described

# In points: from the middle to a corner, and the room around for what is written there.
RADIUS, MARGIN = 112.0, 40.0

Point = tuple[float, float]


@style()
def bracketing_polygon(dims: Any, bracketing: Bracketing, names: Sequence[str] | None = None) -> Figure:
    """Draw a bracketing as a polygon cut into triangles: a side for each matrix, a triangle for each product.

    The corners carry the sizes. A product costs the three sizes at the corners of its triangle, multiplied; the darker
    the triangle, the dearer. The lower side is the whole product.

    Args:
        dims: the sizes between the matrices, from the input's to the output's.
        bracketing: which product comes first.
        names: of the matrices, by position; A, B, C, … unless given.

    Raises:
        TypeError: a size or a position that is no whole number.
        ValueError: sizes, names or a bracketing that cannot be, or fewer than two matrices.

    Source: Hu and Shing, "Computation of matrix chain products, part I", SIAM Journal on Computing 11 (1982).
    """
    matrices, products = chain_products(dims, bracketing, names)
    if not products:
        raise ValueError("dims has one matrix, and a polygon needs two or more")
    alt = f"Polygon of {described(matrices, bracketing, products)}"
    figure, axes = canvas(alt, 2 * (RADIUS + MARGIN), 2 * (RADIUS + MARGIN) - 24)
    sizes = [matrices[-1].columns] + [matrix.rows for matrix in reversed(matrices)]
    corners = [corner(i, len(sizes)) for i in range(len(sizes))]
    dearest = max(product.cost.multiplications for product in products)
    for product in products:
        draw_triangle(axes, product, corners, dearest)
    for factor in [*products, *matrices]:
        draw_side(axes, factor, corners, whole=factor is products[-1])
    for size, place in zip(sizes, corners, strict=True):
        axes.text(*outside(place, 15), str(size), ha="center", va="center")
    return figure


def corner(i: int, n: int) -> Point:
    """Place corner `i` of `n`, from the lower right against the clock, so that the sides read from left to right."""
    angle = pi / n * (2 * i + 1)
    return RADIUS + MARGIN + RADIUS * sin(angle), RADIUS + MARGIN - 12 + RADIUS * cos(angle)


def outside(point: Point, distance: float) -> Point:
    """Move a point away from the middle of the polygon."""
    x, y = point[0] - RADIUS - MARGIN, point[1] - RADIUS - MARGIN + 12
    stretch = distance / hypot(x, y)
    return point[0] + x * stretch, point[1] + y * stretch


def draw_triangle(axes: Axes, product: Factor, corners: list[Point], dearest: int) -> None:
    """Fill a product's triangle, darker where it is dear, and write its cost into it."""
    triangle = [corners[i] for i in (product.first, product.factors[0].first, product.end)]
    cost = product.cost.multiplications
    axes.add_patch(Polygon(triangle, color=PALETTE[1], alpha=0.06 + 0.4 * cost / dearest, linewidth=0))
    x, y = (sum(values) / 3 for values in zip(*triangle, strict=True))
    axes.text(x, y, number(cost), ha="center", va="center", fontsize=SMALL)


def draw_side(axes: Axes, factor: Factor, corners: list[Point], whole: bool) -> None:
    """Draw a matrix as a thick side with its name, a product as a thin diagonal, the whole one as the lower side."""
    (x, y), (to_x, to_y) = corners[factor.first], corners[factor.end]
    colour = PALETTE[1 if factor.factors else 0]
    inner = bool(factor.factors) and not whole
    axes.plot([x, to_x], [y, to_y], color=colour, linewidth=1.2 if inner else 3, solid_capstyle="round")
    if not inner:
        middle = outside(((x + to_x) / 2, (y + to_y) / 2), 14)
        axes.text(*middle, factor.name, ha="center", va="center", fontweight="bold", color=colour)
