"""One product of two matrices: a row meets a column in an entry, term by term, and both counts grow along."""

from ordermatters.counting import OpCount, matmul_cost
from ordermatters.explorers.controls import Control
from ordermatters.explorers.drawing import BLUE, GREEN, GRID, LINE, ORANGE, SMALL, WIDTH, Drawing, text_width
from ordermatters.explorers.explorer import Explorer, Preset, View
from ordermatters.explorers.words import listed, many, number, subscript
from ordermatters.tables import Table

#: Room for the three matrices, the gaps between them, the least side of one.
ROOM, GAP, THINNEST = 250.0, 12.0, 4.0
#: The least side of a cell that is drawn, and of one that can be pointed at.
CELL, POINTED = 8.0, 12.0
_NOUNS = tuple(name.removesuffix("s") for name in OpCount._fields)


def draw(m: int, n: int, p: int, entry: int, term: int) -> View:
    """Show the product of an `m`×`n` by an `n`×`p` matrix while the loop that makes it is under way.

    Args:
        m: rows of the left matrix.
        n: its columns, and the rows of the right one.
        p: columns of the right one.
        entry: which entry of the result is being made, counted row by row from 1; beyond the last, the last.
        term: how many terms it has so far; beyond `n`, all of them.
    """
    entry, term = min(entry, m * p), min(term, n)
    i, j = divmod(entry - 1, p)
    each, whole, here = matmul_cost(1, n, 1), matmul_cost(m, n, p), matmul_cost(1, term, 1)
    so_far = (entry - 1) * each + here
    name = f"R{subscript(i + 1, j + 1)}"
    table = Table(
        ["", "multiplications", "additions"],
        [
            [f"{name} so far", *here],
            ["all entries so far", *so_far],
            ["each entry", *each],
            ["the whole product", *whole],
        ],
        f"{number(m)}×{number(n)} by {number(n)}×{number(p)}",
    )
    alt = (
        f"A, {number(m)}×{number(n)}, to the left of R, {number(m)}×{number(p)}, and B, {number(n)}×{number(p)}, above "
        f"it, to scale. Row {number(i + 1)} of A and column {number(j + 1)} of B meet in {name}, "
        f"which has {number(term)} of its {many(n, 'term')}. {counted(so_far, whole)}."
    )
    picture = ProductPicture(m, n, p)
    return View(picture.draw(i, j, term, so_far, whole, alt), table, verdict(name, n, m * p, term, each, whole))


def verdict(name: str, n: int, entries: int, term: int, each: OpCount, whole: OpCount) -> str:
    """Say what one entry takes, and how many of them there are."""
    state = "is complete" if term == n else f"has {number(term)} of its {many(n, 'term')}"
    costs = f"takes {many(each.multiplications, 'multiplication')} and {many(each.additions, 'addition')}"
    if entries == 1:
        return f"{name} {state}. This only entry {costs}."
    together = f"{number(whole.multiplications)} and {number(whole.additions)}"
    return f"{name} {state}. Each of the {number(entries)} entries {costs}: together {together}."


def counted(so_far: OpCount, whole: OpCount) -> str:
    """Say how far the loop has come."""
    pairs = zip(so_far, whole, _NOUNS, strict=True)
    return "So far " + listed(f"{number(done)} of {many(of, noun)}" for done, of, noun in pairs)


class ProductPicture:
    """The picture of three matrices to scale: A to the left of their product R, B above it."""

    def __init__(self, m: int, n: int, p: int) -> None:
        """Find the scale at which all three fit, and a place for each."""
        self.m, self.n, self.p = m, n, p
        self.scale = min(ROOM / (m + n), ROOM / (n + p), 40.0)
        self.names = {
            "A": f"A, {number(m)}×{number(n)}",
            "B": f"B, {number(n)}×{number(p)}",
            "R": f"R, {number(m)}×{number(p)}",
        }
        left = max(self.side(n), text_width(self.names["A"], SMALL))
        right = max(self.side(p), text_width(self.names["R"], SMALL), text_width(self.names["B"], SMALL))
        self.x = (WIDTH - left - GAP - right) / 2 + left + GAP  # of R's upper left corner
        self.y = LINE + self.side(n) + GAP
        self.bottom = self.y + self.side(m)

    def side(self, size: int) -> float:
        """Give the length of a side; one that would not be seen is drawn thicker."""
        return max(self.scale * size, THINNEST)

    def draw(self, i: int, j: int, term: int, so_far: OpCount, whole: OpCount, alt: str) -> str:
        """Draw the matrices, what of them takes part, and two bars for the counts."""
        m, n, p, x, y = self.m, self.n, self.p, self.x, self.y
        self.drawing = Drawing(height=self.bottom + 6.6 * LINE)
        a_x, b_y = x - GAP - self.side(n), y - GAP - self.side(n)
        self.matrix(a_x, y, m, n, BLUE)
        self.matrix(x, b_y, n, p, GREEN)
        self.matrix(x, y, m, p, ORANGE)
        self.block(a_x, y, m, n, (i, 0), (1, n), BLUE, 0.3)
        self.block(a_x, y, m, n, (i, 0), (1, term), BLUE, 0.7)
        self.block(x, b_y, n, p, (0, j), (n, 1), GREEN, 0.3)
        self.block(x, b_y, n, p, (0, j), (term, 1), GREEN, 0.7)
        self.block(x, y, m, p, (0, 0), (i, p), ORANGE, 0.35)
        self.block(x, y, m, p, (i, 0), (1, j), ORANGE, 0.35)
        self.block(x, y, m, p, (i, j), (1, 1), ORANGE, 1)
        self.places(x, y)
        self.drawing.text(x, b_y - 5, self.names["B"], small=True, fill=GREEN)
        self.drawing.text(x, self.bottom + LINE, self.names["R"], small=True, fill=ORANGE)
        self.drawing.text(x - GAP, self.bottom + LINE, self.names["A"], "end", small=True, fill=BLUE)
        self.drawing.text(WIDTH / 2, self.bottom + 2.6 * LINE, self.spelled(i + 1, j + 1, term), "middle")
        self.bars(so_far, whole)
        return self.drawing.svg(alt)

    def matrix(self, x: float, y: float, rows: int, columns: int, colour: str) -> None:
        """Draw a matrix, with its cells where they are large enough to be told apart."""
        width, height = self.side(columns), self.side(rows)
        self.drawing.rectangle(x, y, width, height, fill=colour, fill_opacity=0.12, stroke=colour, stroke_width=1.5)
        if self.scale >= CELL:
            lines = [f"M{x} {y + row * self.scale:.1f}h{width:.1f}" for row in range(1, rows)]
            lines += [f"M{x + column * self.scale:.1f} {y}v{height:.1f}" for column in range(1, columns)]
            self.drawing.path("".join(lines), stroke=colour, stroke_opacity=0.4)

    def block(
        self,
        x: float,
        y: float,
        rows: int,
        columns: int,
        first: tuple[int, int],
        size: tuple[int, int],
        colour: str,
        opacity: float,
    ) -> None:
        """Shade some rows and columns of a matrix whose upper left corner is at (x, y)."""
        (row, column), (high, wide) = first, size
        if high and wide:
            down, across = self.side(rows) / rows, self.side(columns) / columns
            width, height = max(wide * across, 1.5), max(high * down, 1.5)
            self.drawing.rectangle(
                x + column * across, y + row * down, width, height, fill=colour, fill_opacity=opacity
            )

    def places(self, x: float, y: float) -> None:
        """Let the entries of the result be chosen by pointing at them, where they are large enough."""
        if self.scale < POINTED:
            return
        for place in range(self.m * self.p):
            i, j = divmod(place, self.p)
            place_x, place_y = x + j * self.scale, y + i * self.scale
            chosen = {"data_sets": "entry", "data_value": str(place + 1)}
            self.drawing.rectangle(place_x, place_y, self.scale, self.scale, fill_opacity=0, **chosen)

    def spelled(self, i: int, j: int, term: int) -> str:
        """Write the sum so far: `"R₂₃ = A₂₁·B₁₃ + A₂₂·B₂₃"`."""
        products = [f"A{subscript(i, k)}·B{subscript(k, j)}" for k in (1, 2, 3, term)[: min(term, 4)]]
        if term > 3:
            products = [products[0], "…", products[-1]]
        return f"R{subscript(i, j)} = {' + '.join(products)}"

    def bars(self, so_far: OpCount, whole: OpCount) -> None:
        """Draw how much of the work is done: a bar each for multiplications and additions."""
        y = self.bottom + 3.6 * LINE
        for done, of, noun in zip(so_far, whole, _NOUNS, strict=True):
            self.drawing.rectangle(0, y, WIDTH, 5, fill=GRID)
            self.drawing.rectangle(0, y, WIDTH * done / of if of else 0, 5, fill=ORANGE)
            self.drawing.text(0, y + LINE, f"{number(done)} of {many(of, noun)}", small=True)
            y += 1.6 * LINE


def _size(name: str, label: str, default: int) -> Control:
    return Control(name, label, "whole", default, 1, 1000)


EXPLORER = Explorer(
    name="one-product",
    title="Watch one product count itself",
    controls=(
        _size("m", "m, rows of A", 2),
        _size("n", "n, columns of A", 3),
        _size("p", "p, columns of B", 4),
        Control("entry", "entry of R", "whole", 7, 1, 1_000_000),
        Control("term", "terms so far", "whole", 2, 1, 1000),
    ),
    presets=(
        Preset("2×3 by 3×4", {"m": 2, "n": 3, "p": 4, "entry": 7, "term": 2}),
        Preset("50×100 by 100×200", {"m": 50, "n": 100, "p": 200, "entry": 5085, "term": 60}),
        Preset("row × column", {"m": 1, "n": 8, "p": 1, "entry": 1, "term": 5}),
        Preset("column × row", {"m": 8, "n": 1, "p": 8, "entry": 30, "term": 1}),
        Preset("matrix × vector", {"m": 8, "n": 8, "p": 1, "entry": 3, "term": 8}),
    ),
    draw=draw,
)
