"""A network's Jacobian: what it costs forward, in reverse and from the middle, and what each has to remember."""

from itertools import pairwise

from ordermatters.accumulation import Plan
from ordermatters.accumulation_trees import Adjoints, Product, Tangents, Tree, parts, steps_passed
from ordermatters.bracketings import evaluated
from ordermatters.chains import best_bracketing
from ordermatters.explorers.axes import Axis, tick
from ordermatters.explorers.controls import Control
from ordermatters.explorers.drawing import BLUE, GREEN, GRID, LINE, ORANGE, WIDTH, Drawing
from ordermatters.explorers.explorer import Explorer, Preset, View
from ordermatters.explorers.memory import memory_of
from ordermatters.explorers.verdicts import (
    NARROWEST,
    WIDEST,
    WIDTHS,
    Stretch,
    plan_of,
    stretches,
    summarized,
    varied,
    winner,
)
from ordermatters.explorers.words import listed, many, number, ratio, times
from ordermatters.tables import Table

#: The height of the network's picture, of the plot, and the left edge of the plot.
HEIGHT, PLOT, LEFT = 70.0, 190.0, 48.0


def draw(widths: tuple[int, ...], layer: int) -> View:
    """Show how the Jacobian of a network is best made, and how that changes with the width of one layer.

    Args:
        widths: of the layers, the input's first; all of a layer's numbers depend on all of the one before.
        layer: the one that is varied; beyond the last, the last.
    """
    layer = min(layer, len(widths) - 1)
    plan, found = plan_of(widths), stretches(widths, layer)
    last = len(widths) - 2
    ways: dict[str, tuple[int, Tree]] = {
        "forward": (plan.tangent_cost, Tangents(0, last)),
        "reverse": (plan.adjoint_cost, Adjoints(0, last)),
        "the cheapest mix": (plan.cost, plan.tree),
        "all local Jacobians": (plan.preaccumulated_cost, preaccumulated(widths)),
    }
    rows = []
    for way, (cost, tree) in ways.items():
        held, waiting = memory_of(tree, widths)
        rows.append([way, cost, f"{ratio(cost, plan.cost)}×", held, waiting])
    columns = ["way", "multiplications", "times the fewest", "numbers held", "values waiting"]
    caption = f"{' → '.join(map(number, widths))}. Held at most: values, tangents, adjoints and Jacobians; no weights."
    verdict = f"{compared(plan)} {summarized(found, layer)}"
    return View(picture(widths, layer, plan, found, verdict), Table(columns, rows, caption), verdict)


def preaccumulated(widths: tuple[int, ...]) -> Tree:
    """Give the tree that makes every local Jacobian by its cheaper mode, and multiplies them in the best order."""
    local: list[Tree] = [
        Tangents(i, i) if inputs <= outputs else Adjoints(i, i) for i, (inputs, outputs) in enumerate(pairwise(widths))
    ]
    return evaluated(
        best_bracketing(widths)[0], local, lambda left, right: Product(right.first, left.last, left=left, right=right)
    )


def compared(plan: Plan) -> str:
    """Say which way is cheapest, and what the others take."""
    best, fewest = winner(plan), many(plan.cost, "multiplication")
    forward, reverse = times(plan.tangent_cost, plan.cost), times(plan.adjoint_cost, plan.cost)
    if best == "a tie":
        return f"Forward and reverse tie at {fewest}, and no mix takes fewer."
    if best == "the middle":
        return f"Start in the middle: {fewest}, where forward takes {forward} as many and reverse {reverse}."
    other, more = ("reverse", reverse) if best == "forward" else ("forward", forward)
    return f"{best.capitalize()} is cheapest: {fewest}, where {other} takes {more} as many."


def picture(widths: tuple[int, ...], layer: int, plan: Plan, found: list[Stretch], verdict: str) -> str:
    """Draw the network with its plan, and below it the costs against the width of a layer."""
    drawing = Drawing(height=HEIGHT + PLOT + 8.6 * LINE)
    places = [WIDTH * (i + 0.5) / len(widths) for i in range(len(widths))]
    draw_network(drawing, widths, places, layer)
    draw_plan(drawing, widths, places, plan)
    draw_costs(drawing, widths, layer, found, HEIGHT + 6 * LINE)
    alt = f"A network of widths {listed(map(number, widths))}. {verdict} Drawn are the plan and, over the width of "
    return drawing.svg(f"{alt}place {layer} from {NARROWEST} to {number(WIDEST)}, the multiplications of each way.")


def draw_network(drawing: Drawing, widths: tuple[int, ...], places: list[float], layer: int) -> None:
    """Draw each layer as a bar as high as the square root of its width, and what lies between."""
    halves = [max(HEIGHT / 2 * (width / max(widths)) ** 0.5, 1.5) for width in widths]
    outline = [(x, HEIGHT / 2 - half) for x, half in zip(places, halves, strict=True)]
    outline += [(x, HEIGHT - y) for x, y in reversed(outline)]
    drawing.polyline(outline, fill=GRID, stroke="none")
    for i, (x, half, width) in enumerate(zip(places, halves, widths, strict=True)):
        drawing.line(x, HEIGHT / 2 - half, x, HEIGHT / 2 + half, stroke_width=5 if i == layer else 2)
        drawing.text(x, HEIGHT + LINE, number(width), "middle", bold=i == layer, small=True)


def draw_plan(drawing: Drawing, widths: tuple[int, ...], places: list[float], plan: Plan) -> None:
    """Draw what is done: tangents as arrows to the right, adjoints to the left, a product as a dot."""
    y = HEIGHT + 2.3 * LINE
    for part in parts(plan.tree):
        if isinstance(part, Product):
            drawing.circle(places[part.left.first], y, 6, fill=GREEN)
            continue
        passed = steps_passed(part)
        start, end = places[passed[0]] + 7, places[passed[-1] + 1] - 7
        vectors, noun, colour = widths[part.first], "tangent", BLUE
        if isinstance(part, Adjoints):
            start, end, vectors, noun, colour = end, start, widths[part.last + 1], "adjoint", ORANGE
        tip = 9 if end > start else -9
        drawing.line(start, y, end - tip, y, stroke=colour, stroke_width=3)
        drawing.path(f"M{end:.1f} {y:.1f}l{-tip} -6v12z", fill=colour, stroke="none")
        text = many(vectors, noun) if abs(end - start) > 105 else number(vectors)
        drawing.text((start + end) / 2, y + LINE, text, "middle", small=True, fill=colour)


def draw_costs(drawing: Drawing, widths: tuple[int, ...], layer: int, found: list[Stretch], top: float) -> None:
    """Plot the multiplications of the three ways against the width of a layer."""
    changes = [stretch.first for stretch in found[1:]]
    xs = sorted({*WIDTHS, *changes, widths[layer]})
    plans = [plan_of(varied(widths, layer, x)) for x in xs]
    low, high = min(plan.cost for plan in plans), max(max(p.tangent_cost, p.adjoint_cost) for p in plans)
    across, up = Axis(NARROWEST, WIDEST, LEFT, WIDTH - 8, log=True), Axis(low / 2, high * 3, top + PLOT, top, log=True)
    draw_scales(drawing, across, up, top)
    now = across.at(widths[layer])
    drawing.line(now, top, now, top + PLOT)
    curves = {
        "cheapest": ([plan.cost for plan in plans], {"stroke": GREEN, "stroke_width": 9, "stroke_opacity": 0.45}),
        "forward": ([plan.tangent_cost for plan in plans], {"stroke": BLUE, "stroke_width": 2}),
        "reverse": (
            [plan.adjoint_cost for plan in plans],
            {"stroke": ORANGE, "stroke_width": 2, "stroke_dasharray": "7 3"},
        ),
    }
    for place, (way, (costs, style)) in enumerate(curves.items()):
        drawing.polyline([(across.at(x), up.at(cost)) for x, cost in zip(xs, costs, strict=True)], **style)
        drawing.circle(now, up.at(costs[xs.index(widths[layer])]), 4, fill=style["stroke"])
        drawing.text(LEFT + 80 * place, top - 8, way, small=True, bold=True, fill=style["stroke"])
    drawing.text(WIDTH - 8, top - 8, "multiplications", "end", small=True)
    for change in changes:
        drawing.line(across.at(change), top, across.at(change), top + PLOT, stroke_dasharray="1 3")
        name = number(change)
        x = min(across.at(change), WIDTH - 4 * len(name))  # whole, at the right edge too
        drawing.text(x, top + LINE - 3, name, "middle", small=True, halo=True)
    title = f"width of place {layer}, now {number(widths[layer])}"
    drawing.text((LEFT + WIDTH) / 2, top + PLOT + 2 * LINE, title, "middle", small=True)


def draw_scales(drawing: Drawing, across: Axis, up: Axis, top: float) -> None:
    """Draw what the two axes measure: lines for costs, numbers for widths."""
    for cost in up.ticks(5):
        drawing.line(LEFT, up.at(cost), WIDTH - 8, up.at(cost), stroke=GRID)
        drawing.text(LEFT - 6, up.at(cost) + 5, tick(cost), "end", small=True)
    for width in across.ticks():
        drawing.text(across.at(width), top + PLOT + LINE, number(width), "middle", small=True)


EXPLORER = Explorer(
    name="network",
    title="A network’s Jacobian: forward, reverse or from the middle",
    controls=(
        Control(
            "widths", "places, input first", "sizes", (20, 20, 2, 20, 20), NARROWEST, WIDEST, shortest=2, longest=8
        ),
        Control("layer", "place to vary (0 is the input)", "whole", 2, 0, 7),
    ),
    presets=(
        Preset("F", {"widths": [5000, 1000, 30, 1], "layer": 3}),
        Preset("G", {"widths": [1, 30, 1000, 5000], "layer": 0}),
        Preset("hourglass", {"widths": [20, 20, 2, 20, 20], "layer": 2}),
        Preset("two waists", {"widths": [500, 1000, 5, 800, 20, 600], "layer": 5}),
        Preset("spindle", {"widths": [10, 2000, 10], "layer": 1}),
    ),
    draw=draw,
)
