"""One bracketing drawn as a polygon cut into triangles."""

from collections.abc import Sequence
from math import atan2, cos, degrees, hypot, pi, sin
from typing import Any

from ordermatters.bracketings import Bracketing
from ordermatters.figures.colours import PALETTE, SMALL
from ordermatters.figures.picture import Picture, Point
from ordermatters.figures.products import Factor, chain_products, described
from ordermatters.figures.spelling import number

# In points: from the middle to a corner, more for every corner beyond seven; the room around for what is written there;
# the height of a line and the width of a digit, and of a bold letter.
RADIUS, MORE, MARGIN = 112.0, 7.0, 40.0
LINE, DIGIT, LETTER = 13.0, 6.6, 9.5


def bracketing_polygon(dims: Any, bracketing: Bracketing, names: Sequence[str] | None = None) -> Picture:
    """Draw a bracketing as a polygon cut into triangles: a side for each matrix, a triangle for each product.

    The corners carry the sizes. A product costs the three sizes at the corners of its triangle, multiplied; the darker
    the triangle, the dearer. The lower side is the whole product. A cost that is too long for its triangle is left to
    the colour and the alt text.

    Args:
        dims: the sizes between the matrices, from the input's to the output's.
        bracketing: which product comes first.
        names: of the matrices, by position; A, B, C, … unless given.

    Raises:
        TypeError: if a size or a position is not an integer.
        ValueError: if sizes, names or the bracketing do not fit together, or there are fewer than two matrices.

    Source: Hu and Shing, "Computation of matrix chain products, part I", SIAM Journal on Computing 11 (1982).
    """
    matrices, products = chain_products(dims, bracketing, names)
    if not products:
        raise ValueError("dims has one matrix, and a polygon needs two or more")
    alt = f"Polygon of {described(matrices, bracketing, products)}"
    sizes = [matrices[-1].columns] + [matrix.rows for matrix in reversed(matrices)]
    picture = PolygonPicture(alt, len(sizes), max(product.cost.multiplications for product in products))
    for product in products:
        picture.triangle(product)
    for factor in [*products[:-1], *matrices, products[-1]]:
        picture.side(factor)
    for i, size in enumerate(sizes):
        picture.size(i, str(size))
    return picture.picture


class PolygonPicture:
    """The picture of one triangulation: where its corners stand, and what is drawn between and around them."""

    def __init__(self, alt: str, corners: int, dearest: int) -> None:
        """Find a size at which the labels have room, and a place for each corner."""
        self.radius = RADIUS + MORE * min(max(corners - 7, 0), 6)
        self.middle = (self.radius + MARGIN, self.radius + MARGIN - 12)
        self.corners = [self.corner(i, corners) for i in range(corners)]
        self.dearest = dearest
        self.picture = Picture(alt, 2 * self.middle[0], 2 * self.middle[1] + LINE)

    def corner(self, i: int, n: int) -> Point:
        """Place corner `i` of `n`, from the lower right against the clock: the sides read from left to right."""
        angle = pi / n * (2 * i + 1)
        return self.middle[0] + self.radius * sin(angle), self.middle[1] + self.radius * cos(angle)

    def outside(self, point: Point, distance: float) -> Point:
        """Move a point away from the middle of the polygon."""
        x, y = point[0] - self.middle[0], point[1] - self.middle[1]
        stretch = distance / hypot(x, y)
        return point[0] + x * stretch, point[1] + y * stretch

    def triangle(self, product: Factor) -> None:
        """Fill a product's triangle, darker where it is dear, and write its cost into it."""
        triangle = [self.corners[i] for i in (product.first, product.factors[0].first, product.end)]
        cost = product.cost.multiplications
        shade = 0.06 + 0.4 * cost / self.dearest
        self.picture.area(triangle, color=PALETTE[1], opacity=round(shade, 3))
        text = number(cost)
        if place := place_inside(triangle, DIGIT * len(text), LINE):
            x, y, turn = place
            self.picture.text(x, y, text, anchor="middle", level=True, size=SMALL, turn=turn)

    def side(self, factor: Factor) -> None:
        """Draw a matrix as a thick side with its name, a product as a thin diagonal, the last one as a thick side."""
        begin, end = self.corners[factor.first], self.corners[factor.end]
        whole = {factor.first, factor.end} == {0, len(self.corners) - 1}
        colour = PALETTE[1 if factor.factors else 0]
        thick = whole or not factor.factors
        self.picture.line([begin, end], color=colour, width=3 if thick else 1.2)
        if thick:
            x, y = self.outside(((begin[0] + end[0]) / 2, (begin[1] + end[1]) / 2), 14)
            long = whole and LETTER * len(factor.name) > abs(end[0] - begin[0]) - 20
            y += LINE * 1.3 if long else 0  # below the sizes at its ends
            self.picture.text(x, y, factor.name, anchor="middle", level=True, bold=True, color=colour)

    def size(self, i: int, text: str) -> None:
        """Write the size at a corner, on the outer side of it."""
        x, y = self.outside(self.corners[i], 12)
        beside = (x - self.middle[0]) / self.radius
        anchor = "start" if beside > 0.4 else "end" if beside < -0.4 else "middle"
        self.picture.text(x, y, text, anchor=anchor, level=True)


def place_inside(triangle: Sequence[Point], width: float, height: float) -> tuple[float, float, float] | None:
    """Find a place for a text in a triangle: its middle and its turn in degrees, or nothing where it does not fit.

    Level in the middle if it fits there; otherwise along the longest side.
    """
    x, y = (sum(values) / 3 for values in zip(*triangle, strict=True))
    box = [(x + dx * width / 2, y + dy * height / 2) for dx in (-1, 1) for dy in (-1, 1)]
    if all(is_inside(point, triangle) for point in box):
        return x, y, 0.0
    ends = max(zip(triangle, [*triangle[1:], triangle[0]], strict=True), key=lambda ends: distance(*ends))
    begin, end = sorted(ends)
    (apex,) = set(triangle) - {begin, end}
    length = distance(begin, end)
    along = ((end[0] - begin[0]) / length, (end[1] - begin[1]) / length)
    apex_along = sum((apex[i] - begin[i]) * along[i] for i in (0, 1))
    foot = (begin[0] + apex_along * along[0], begin[1] + apex_along * along[1])
    share = (height + 3) / max(distance(apex, foot), 1e-9)  # of the triangle's height, that the text takes
    if length * (1 - share) < width:
        return None
    middle = length / 2 * (1 - share) + apex_along * share
    up = [(apex[i] - foot[i]) * share / 2 for i in (0, 1)]
    place = [begin[i] + middle * along[i] + up[i] for i in (0, 1)]
    return place[0], place[1], -degrees(atan2(along[1], along[0]))


def distance(begin: Point, end: Point) -> float:
    """Give the distance between two points."""
    return hypot(end[0] - begin[0], end[1] - begin[1])


def is_inside(point: Point, triangle: Sequence[Point]) -> bool:
    """Tell whether a point lies in a triangle: on the same side of all three lines."""
    turns = [
        (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])
        for a, b in zip(triangle, [*triangle[1:], triangle[0]], strict=True)
    ]
    return all(turn > 0 for turn in turns) or all(turn < 0 for turn in turns)
