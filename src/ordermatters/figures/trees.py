"""One bracketing drawn as a tree of products."""

from collections.abc import Sequence
from typing import Any

from ordermatters.bracketings import Bracketing
from ordermatters.figures.colours import PALETTE, SMALL
from ordermatters.figures.picture import Picture
from ordermatters.figures.products import chain_products, described
from ordermatters.figures.spelling import number

# In points: the place of a leaf, the height of a level, of a line of text, of a name with a line below it.
LEAF, LEVEL, LABEL = 60.0, 66.0, 32.0


def bracketing_tree(dims: Any, bracketing: Bracketing, names: Sequence[str] | None = None) -> Picture:
    """Draw a bracketing as a tree: the matrices below, with their shapes, each product above its two factors.

    Args:
        dims: the sizes between the matrices, from the input's to the output's.
        bracketing: which product comes first.
        names: of the matrices, by position; A, B, C, … unless given.

    Raises:
        TypeError: if a size or a position is not an integer.
        ValueError: if sizes, names or the bracketing do not fit together.
    """
    matrices, products = chain_products(dims, bracketing, names)
    places = {matrix: ((i + 0.5) * LEAF, 0.0) for i, matrix in enumerate(matrices)}
    for product in products:
        (left, low), (right, high) = (places[factor] for factor in product.factors)
        places[product] = ((left + right) / 2, max(low, high) + LEVEL)
    top = max(y for _, y in places.values())
    alt = f"Tree of {described(matrices, bracketing, products)}"
    picture = Picture(alt, max(LEAF * len(matrices), 150), top + LABEL + 4)
    dearest = max((product.cost.multiplications for product in products), default=0)
    for factor, (x, y) in places.items():
        cost = factor.cost.multiplications
        colour, text = (PALETTE[1], number(cost)) if factor.factors else (PALETTE[0], factor.shape)
        is_dearest = bool(factor.factors) and cost == dearest
        picture.text(x, top - y + 13, factor.name, anchor="middle", bold=True, color=colour)
        picture.text(x, top - y + 28, text, anchor="middle", size=SMALL, bold=is_dearest)
        for below in factor.factors:
            picture.line([(x, top - y + LABEL + 2), (places[below][0], top - places[below][1])], width=0.8)
    return picture
