"""A chain of matrices as the reader sizes it: its orders as trees, with the cost of each product."""

from itertools import pairwise
from string import ascii_uppercase
from typing import NamedTuple

from ordermatters.bracketings import Bracketing, evaluated
from ordermatters.chains import backward_bracketing, best_bracketing, chain_cost, forward_bracketing, spell
from ordermatters.counting import OpCount, matmul_cost
from ordermatters.explorers.controls import Control
from ordermatters.explorers.drawing import BLUE, LINE, ORANGE, WIDTH, Drawing
from ordermatters.explorers.explorer import Explorer, Preset, View
from ordermatters.explorers.words import listed, many, number, ratio, times
from ordermatters.tables import Table

#: The height of a level of the tree; the weight of its dearest product.
LEVEL, HEAVIEST = 64.0, 14.0


class Node(NamedTuple):
    """A matrix, or a product: its name, shape and cost, and where it stands in the tree."""

    name: str
    rows: int
    columns: int
    x: float
    level: int = 0
    factors: tuple["Node", ...] = ()
    multiplications: int = 0


def draw(dims: tuple[int, ...], order: str) -> View:
    """Show one order of a chain as a tree, and all three in a table.

    Args:
        dims: the sizes, from the input's to the output's.
        order: `"best"`, `"forward"` or `"backward"`: which of them is drawn.
    """
    k = len(dims) - 1
    best, _ = best_bracketing(dims)
    orders = {"forward": forward_bracketing(k), "backward": backward_bracketing(k), "best": best}
    counts = {name: chain_cost(dims, bracketing) for name, bracketing in orders.items()}
    spelled = {name: spell(bracketing, ascii_uppercase[:k]) for name, bracketing in orders.items()}
    fewest = counts["best"].multiplications
    rows = [
        [name, spelled[name], *count, f"{ratio(count.multiplications, fewest)}×" if fewest else None]
        for name, count in counts.items()
    ]
    columns = ["order", "product", "multiplications", "additions", "times the fewest"]
    sizes = " → ".join(map(number, dims))
    return View(
        tree(dims, orders[order], f"{order} order {spelled[order]}"),
        Table(columns, rows, sizes),
        verdict(counts, spelled),
    )


def verdict(counts: dict[str, OpCount], spelled: dict[str, str]) -> str:
    """Say which order takes the fewest multiplications, and what the others take."""
    forward, backward, fewest = (counts[name].multiplications for name in ("forward", "backward", "best"))
    if fewest == 0:
        return "One matrix: there is nothing to multiply."
    if spelled["forward"] == spelled["backward"]:
        return f"Two matrices have one product, of {many(fewest, 'multiplication')}."
    if forward == backward == fewest:
        return f"Forward and backward tie at {many(fewest, 'multiplication')}, and no order takes fewer."
    if fewest in (forward, backward):
        best, other = ("forward", "backward") if forward == fewest else ("backward", "forward")
        more = times(counts[other].multiplications, fewest)
        return (
            f"{best.capitalize()}, {spelled[best]}, is best: {many(fewest, 'multiplication')}. "
            f"{other.capitalize()} takes {more} as many."
        )
    return (
        f"The best order begins at neither end: {spelled['best']} takes {many(fewest, 'multiplication')}, "
        f"forward {times(forward, fewest)} as many, backward {times(backward, fewest)}."
    )


def tree(dims: tuple[int, ...], bracketing: Bracketing, which: str) -> str:
    """Draw a bracketing: below, the matrices between their sizes; above, each product as heavy as its cost."""
    place = WIDTH / len(dims)
    leaves = [
        Node(ascii_uppercase[i], rows, columns, WIDTH - place * (i + 1))
        for i, (columns, rows) in enumerate(pairwise(dims))
    ]
    products: list[Node] = []

    def product(left: Node, right: Node) -> Node:
        cost = matmul_cost(left.rows, left.columns, right.columns).multiplications
        level, x = max(left.level, right.level) + 1, (left.x + right.x) / 2
        products.append(Node(left.name + right.name, left.rows, right.columns, x, level, (left, right), cost))
        return products[-1]

    top = evaluated(bracketing, leaves, product).level
    ground = top * LEVEL + LINE
    drawing = Drawing(height=ground + 2 * LINE)
    dearest = max((node.multiplications for node in products), default=0)
    for node in products:
        draw_product(drawing, node, ground, HEAVIEST * node.multiplications / dearest)
    for leaf in leaves:
        drawing.text(leaf.x, ground, leaf.name, "middle", bold=True, fill=BLUE)
    for i, size in enumerate(reversed(dims)):
        drawing.text(place * (i + 0.5), ground, number(size), "middle", small=True)
    drawing.text(place / 2, ground + 1.3 * LINE, "output", "middle", small=True)
    drawing.text(WIDTH - place / 2, ground + 1.3 * LINE, "input", "middle", small=True)
    steps = [f"{node.name} takes {number(node.multiplications)}" for node in products]
    summary = f"in multiplications, {listed(steps)}" if steps else "nothing is multiplied"
    return drawing.svg(f"A chain of sizes {listed(map(number, dims))}, from input to output, in {which}: {summary}.")


def draw_product(drawing: Drawing, node: Node, ground: float, weight: float) -> None:
    """Draw a product as a beam over its factors, its name and its cost above the beam."""
    beam = ground - node.level * LEVEL + LEVEL - LINE - HEAVIEST
    for factor in node.factors:
        top = ground - (factor.level * LEVEL if factor.factors else 0) - LINE + 4
        drawing.line(factor.x, beam, factor.x, top, stroke_width=1)
    left, right = node.factors
    drawing.line(left.x, beam, right.x, beam, stroke=ORANGE, stroke_width=max(weight, 1.5), stroke_linecap="square")
    drawing.text(node.x, beam - HEAVIEST / 2 - LINE - 3, node.name, "middle", bold=True, fill=ORANGE)
    drawing.text(node.x, beam - HEAVIEST / 2 - 4, number(node.multiplications), "middle", small=True)


EXPLORER = Explorer(
    name="chain",
    title="Order a chain of your own",
    controls=(
        Control("dims", "sizes, input first", "sizes", (200, 100, 50, 2), 1, 2000, shortest=2, longest=8),
        Control(
            "order",
            "tree of",
            "choice",
            "best",
            choices=(("best", "the best order"), ("forward", "forward"), ("backward", "backward")),
        ),
    ),
    presets=(
        Preset("200 → 2", {"dims": [200, 100, 50, 2]}),
        Preset("2 → 1000", {"dims": [2, 300, 500, 1000]}),
        Preset("a waist", {"dims": [100, 100, 2, 100, 100]}),
        Preset("a trap", {"dims": [10, 1, 1000, 11]}),
        Preset("eight sizes", {"dims": [80, 100, 10, 20, 50, 200, 5, 10]}),
    ),
    draw=draw,
)
