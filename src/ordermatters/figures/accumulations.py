"""A plan for a chain's Jacobian: the widths of the chain, and below them what is done to which steps, in order."""

from ordermatters.accumulation import Plan
from ordermatters.accumulation_trees import Product, Tangents, Tree, part_cost, parts, steps_passed
from ordermatters.figures.colours import INK, PALETTE, SMALL
from ordermatters.figures.picture import Picture
from ordermatters.figures.spelling import many, number

# In points: the chain's length and height, the room at its left and for the costs at its right, the height of a row.
LENGTH, HEIGHT, MARGIN, COSTS, ROW = 200.0, 60.0, 18.0, 140.0, 40.0


def accumulation_chart(plan: Plan) -> Picture:
    """Draw a plan: the chain from input to output, and below it what is done first, second, …, each with its cost.

    An arrow to the right takes columns on as tangents, one to the left takes rows back as adjoints. A thin line is
    what was there already. A dot is where two Jacobians are multiplied. Heights are the square roots of the sizes.

    Args:
        plan: what `plan_accumulation` returned.

    Raises:
        TypeError: if it is not a plan.
    """
    if not isinstance(plan, Plan):
        raise TypeError(f"plan must be what plan_accumulation returned, not {type(plan).__name__}")
    done = parts(plan.tree)
    costs = [part_cost(part, plan.steps) for part in done]
    picture = Picture(described(plan, done, costs), MARGIN + LENGTH + COSTS, HEIGHT + 50 + ROW * len(done))
    sizes = [plan.steps[0].inputs, *(step.outputs for step in plan.steps)]
    xs = [MARGIN + (LENGTH - 2 * MARGIN) * i / len(plan.steps) for i in range(len(sizes))]
    draw_chain(picture, xs, sizes)
    right, y = MARGIN + LENGTH, HEIGHT + 24
    picture.text(right, HEIGHT + 20, "multiplications", size=SMALL)
    for part, cost in zip(done, costs, strict=True):
        y += ROW
        draw_part(picture, xs, part, y - ROW / 2)
        picture.text(right, y - ROW / 2 - 3, work(part, plan), size=SMALL)
        picture.text(right, y - ROW / 2 + 13, number(cost), bold=True, color=colour(part))
    picture.text(right, y + 18, f"in all {number(plan.cost)}", size=SMALL)
    return picture


def work(part: Tree, plan: Plan) -> str:
    """Say in a few words what a part does."""
    rows, columns = plan.steps[part.last].outputs, plan.steps[part.first].inputs
    if isinstance(part, Product):
        inner = plan.steps[part.left.first].inputs
        return f"{rows}×{inner} by {inner}×{columns}"
    return many(columns, "tangent") if isinstance(part, Tangents) else many(rows, "adjoint")


def described(plan: Plan, done: list[Tree], costs: list[int]) -> str:
    """Say which chain it is, what is done to which of its steps, and what that takes."""
    sizes = [plan.steps[0].inputs, *(step.outputs for step in plan.steps)]
    phrases = []
    for part, cost in zip(done, costs, strict=True):
        seen = range(part.first, part.last + 1) if isinstance(part, Product) else steps_passed(part)
        where = f"step {seen[0]}" if len(seen) == 1 else f"steps {seen[0]} to {seen[-1]}"
        product = "the product " if isinstance(part, Product) else ""
        phrases.append(f"{product}{work(part, plan)} for {where}: {number(cost)}")
    return (
        f"A chain of sizes {', '.join(map(number, sizes))}, and what is done for its Jacobian: {'; '.join(phrases)}. "
        f"In all {many(plan.cost, 'multiplication')}."
    )


def colour(part: Tree) -> str:
    """Give products, tangents and adjoints a colour each."""
    return PALETTE[2] if isinstance(part, Product) else PALETTE[0 if isinstance(part, Tangents) else 1]


def draw_chain(picture: Picture, xs: list[float], sizes: list[int]) -> None:
    """Draw each value of the chain as a bar as high as the square root of its size, and what lies between."""
    halves = [max(HEIGHT / 2 * (size / max(sizes)) ** 0.5, 1.5) for size in sizes]
    middle = 4 + HEIGHT / 2
    outline = [(x, middle - half) for x, half in zip(xs, halves, strict=True)]
    outline += [(x, 2 * middle - y) for x, y in reversed(outline)]
    picture.area(outline, color=INK, opacity=0.12)
    for x, half, size in zip(xs, halves, sizes, strict=True):
        picture.line([(x, middle - half), (x, middle + half)], width=1.5)
        picture.text(x, HEIGHT + 20, number(size), anchor="middle", size=SMALL)


def draw_part(picture: Picture, xs: list[float], part: Tree, y: float) -> None:
    """Draw over which steps a part reaches: an arrow where vectors pass, a thin line where a Jacobian was already."""
    picture.line([(xs[part.first], y), (xs[part.last + 1], y)], color=colour(part), width=1)
    for i in (part.first, part.last + 1):
        picture.line([(xs[i], y - 5), (xs[i], y + 5)], color=colour(part), width=1)
    if isinstance(part, Product):
        picture.dot((xs[part.left.first], y), color=colour(part), size=10)
        return
    passed = steps_passed(part)
    begin, end = xs[passed[0]], xs[passed[-1] + 1]
    if not isinstance(part, Tangents):
        begin, end = end, begin
    back = 9 if begin < end else -9  # from the tip of the arrow to the foot of its head
    picture.line([(begin, y), (end - back, y)], color=colour(part), width=3)
    picture.area([(end, y), (end - back * 1.2, y - 5.5), (end - back * 1.2, y + 5.5)], color=colour(part))
