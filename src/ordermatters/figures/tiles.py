"""A chain of matrices as tiles that collapse, product by product, with the running count beside each step."""

from collections.abc import Collection, Sequence
from typing import Any

from ordermatters.bracketings import Bracketing
from ordermatters.chains import spell
from ordermatters.figures.colours import GRID, PALETTE, SMALL
from ordermatters.figures.picture import Picture
from ordermatters.figures.products import Factor, chain_products, rows_of_factors
from ordermatters.figures.spelling import byte_size, listed, many, number

# In points, like the text: 72 to the inch.
WIDTH, TALLEST = 374.0, 320.0
LINE, GAP, STEP, MARGIN, CHARACTER, THINNEST = 14.0, 14.0, 26.0, 3.0, 6.7, 2.5


def product_tiles(
    dims: Any,
    bracketing: Bracketing,
    names: Sequence[str] | None = None,
    *,
    unstored: Collection[int] = (),
    entry_bytes: int | None = None,
) -> Picture:
    """Draw a chain of matrices as tiles that collapse, product by product, with the running count beside each step.

    Sides are drawn as the square roots of the sizes: tall is tall and wide is wide, a matrix of four times the
    entries has twice the area, and 2 stays visible beside 1,000.

    Args:
        dims: the sizes between the matrices, from the input's to the output's.
        bracketing: which product comes first.
        names: of the matrices, by position; A, B, C, … unless given.
        unstored: positions of matrices that are known only by what they do: drawn dashed.
        entry_bytes: what a stored entry takes, 4 for float32: writes on each tile how much memory it fills.

    Raises:
        TypeError: if a size or a position is not an integer.
        ValueError: if sizes, names, positions or the bracketing do not fit together.
    """
    matrices, products = chain_products(dims, bracketing, names)
    if not set(unstored) <= set(range(len(matrices))):
        raise ValueError(f"unstored has positions {sorted(unstored)}, and the chain's {len(matrices)} count from 0")
    dashed = [matrix.name for matrix in matrices if matrix.first in set(unstored)]
    return TilePicture(matrices, products, set(unstored), entry_bytes).draw(
        f"{listed(f'{matrix.name} ({matrix.shape})' for matrix in matrices)} multiplied as "
        f"{spell(bracketing, [matrix.name for matrix in reversed(matrices)])}. {described(products)} "
        + (f"Dashed, known only by what {'they do' if dashed[1:] else 'it does'}: {listed(dashed)}. " if dashed else "")
        + "Each tile has sides as the square roots of its sizes."
    )


def described(products: list[Factor]) -> str:
    """Say what each product takes, and what all of them do."""
    steps = " ".join(
        f"Step {step}: {product.name}, {product.shape}, takes {many(product.cost.multiplications, 'multiplication')}."
        for step, product in enumerate(products, start=1)
    )
    return f"{steps} Together {number(sum(product.cost.multiplications for product in products))}."


class TilePicture:
    """The picture of one order: where each tile stands, and what is drawn around it."""

    def __init__(
        self, matrices: list[Factor], products: list[Factor], unstored: set[int], entry_bytes: int | None
    ) -> None:
        """Find the scale at which all rows fit, and a place for each matrix."""
        self.products, self.unstored, self.entry_bytes = products, unstored, entry_bytes
        self.costs = [product.cost.multiplications for product in products]
        self.count_width = 8 + max(104, CHARACTER * len(f"in all {number(sum(self.costs))}"))
        self.rows = rows_of_factors(matrices, products)
        tallest = sum(max(factor.rows for factor in row) ** 0.5 for row in self.rows)
        widest = sum(matrix.columns**0.5 for matrix in matrices)
        room = WIDTH - self.count_width - MARGIN - GAP * len(matrices)
        self.scale = min(TALLEST / tallest, room / widest)
        self.middles: dict[Factor, float] = {}
        right = MARGIN
        for matrix in matrices:
            width = max(self.side(matrix.columns), CHARACTER * len(matrix.shape))
            self.middles[matrix] = right + width / 2
            right += width + GAP
        self.label_height = LINE * (2 if entry_bytes else 1)
        for product in products:
            left, other = product.factors
            self.middles[product] = (self.middles[left] + self.middles[other]) / 2
        lefts = [middle - self.side(factor.columns) / 2 for factor, middle in self.middles.items()]
        aside = max(MARGIN - min(lefts), 0)  # a wide product of narrow matrices would reach out of the picture
        self.middles = {factor: middle + aside for factor, middle in self.middles.items()}
        self.width = right + aside + self.count_width

    def side(self, size: int) -> float:
        """Give a side of a tile, the square root of a size."""
        return float(max(self.scale * size**0.5, THINNEST))

    def draw(self, alt: str) -> Picture:
        """Draw row after row, with a step between each and the next."""
        heights = [self.side(max(factor.rows for factor in row)) for row in self.rows]
        tops = [LINE + sum(heights[:i]) + i * (LINE + self.label_height + STEP) for i in range(len(heights))]
        height = tops[-1] + heights[-1] + self.label_height + 4
        self.picture = Picture(alt, self.width, height)
        self.picture.text(self.width - self.count_width + 8, LINE - 4, "multiplications", size=SMALL)
        for row, top, row_height in zip(self.rows, tops, heights, strict=True):
            for factor in row:
                self.tile(factor, top + row_height / 2)
        for step, product in enumerate(self.products):
            begin = tops[step] + heights[step] / 2
            end = tops[step + 1] + heights[step + 1] / 2
            middle = self.collapse(product, begin, end)
            self.count(step, middle)
        return self.picture

    def tile(self, factor: Factor, y: float) -> None:
        """Draw one matrix around its middle, its name above and its shape below."""
        x, width, height = self.middles[factor], self.side(factor.columns), self.side(factor.rows)
        dashed = factor.end - factor.first == 1 and factor.first in self.unstored
        colour = PALETTE[1 if factor.factors else 0]
        place = (x - width / 2, y - height / 2, width, height)
        if not dashed:
            self.picture.rectangle(*place, color=colour, opacity=0.3)
        dashes: dict[str, Any] = {"stroke_dasharray": "4.5 3"} if dashed else {}
        self.picture.rectangle(*place, stroke=colour, stroke_width=1.5, **dashes)
        self.picture.text(x, y - height / 2 - 4, factor.name, anchor="middle", bold=True, color=colour)
        memory = 0 if dashed else factor.rows * factor.columns * (self.entry_bytes or 0)
        lines = [factor.shape] + ([byte_size(memory)] if self.entry_bytes else [])
        for i, line in enumerate(lines):
            self.picture.text(x, y + height / 2 + LINE * (i + 0.85), line, anchor="middle", size=SMALL)

    def collapse(self, product: Factor, begin: float, end: float) -> float:
        """Draw how two tiles become one, and give the height of the middle of it."""
        left, right = product.factors
        x, half = self.middles[product], self.side(product.columns) / 2
        upper = begin + self.side(max(left.rows, right.rows)) / 2 + self.label_height + 5
        lower = end - self.side(product.rows) / 2 - LINE - 3
        from_x = self.middles[left] - self.side(left.columns) / 2
        to_x = self.middles[right] + self.side(right.columns) / 2
        corners = [(from_x, upper), (to_x, upper), (x + half, lower), (x - half, lower)]
        self.picture.area(corners, color=PALETTE[1], opacity=0.15)
        self.picture.line([(from_x, upper), (to_x, upper)], color=PALETTE[1], width=1.5)
        return (upper + lower) / 2

    def count(self, step: int, y: float) -> None:
        """Write what a step takes and what all have taken so far, over a bar of the whole."""
        costs = self.costs
        left, _ = self.products[step].factors
        x, length = self.width - self.count_width + 8, self.count_width - 8
        sizes = f"{self.products[step].rows}·{left.columns}·{self.products[step].columns}"
        self.picture.text(x, y - 18, f"{sizes} =", size=SMALL)
        self.picture.text(x, y - 2, number(costs[step]), bold=True, color=PALETTE[1])
        before, share = sum(costs[:step]) / sum(costs) * length, costs[step] / sum(costs) * length
        self.picture.rectangle(x, y + 6, length, 5, color=GRID)
        if step:
            self.picture.rectangle(x, y + 6, before, 5, color=PALETTE[1], opacity=0.45)
        self.picture.rectangle(x + before, y + 6, max(share, 0.6), 5, color=PALETTE[1])
        if step:
            so_far = "in all" if step == len(costs) - 1 else "so far"
            self.picture.text(x, y + 24, f"{so_far} {number(sum(costs[: step + 1]))}", size=SMALL)
