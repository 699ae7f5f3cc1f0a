r"""The cheapest way to the Jacobian of a chain of steps: a mix of tangents, adjoints and products of matrices.

Step $i$ is a function with `inputs` numbers in and `outputs` numbers out. Its own Jacobian is not given, but what it
does to vectors is: a tangent (JVP) takes a column on through the step, an adjoint (VJP) takes a row back through it,
and either costs the step's `edges`, in multiplications: $mn$ where all outputs depend on all inputs, fewer where not.

There are three ways to the Jacobian of a stretch of steps. *Tangents* take the Jacobian of all but its last step on
through that one, column by column: the step's edges times the columns. *Adjoints* take that of all but its first step
back through that one, row by row: edges times rows. A *product* joins two parts, $m×n$ by $n×p$, for $mnp$. Where
nothing is accumulated yet, the seed is an identity: with nothing but tangents that is forward mode, with nothing but
adjoints reverse mode. The best of the three for every stretch, short ones first, is a dynamic programme.

To multiply all local Jacobians is one of these mixes, and seldom a good one: where a network narrows to one output, it
is many times dearer than reverse mode. For graphs that are no chains, to find the cheapest mix is NP-complete.

Source: U. Naumann, *Matrix-Free Jacobian Chaining*, arXiv:2406.11862, section 3: dense, without a limit on memory. For
graphs: U. Naumann, *Optimal Jacobian accumulation is NP-complete*, Math. Program. 112 (2008) 427–441.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from ordermatters.accumulation_trees import Adjoints, Product, Tangents, Tree, part_cost, parts, spelled
from ordermatters.arguments import described, listed, size, whole_number
from ordermatters.chains import best_bracketing


class Step(NamedTuple):
    """Describe a differentiable function: how many numbers come out and go in, and what a JVP or a VJP of it costs.

    >>> Step(outputs=2, inputs=3, edges=3)  # the lessons' (2·x1·x2, x3²): one output hangs on two inputs, one on one
    Step(outputs=2, inputs=3, edges=3)

    Attributes:
        outputs: how many numbers come out.
        inputs: how many go in.
        edges: what one JVP or one VJP costs, in multiplications.
        only: "tangents" or "adjoints" where the other cannot be had; else "".
    """

    outputs: int
    inputs: int
    edges: int
    only: str = ""

    def __repr__(self) -> str:
        """Write the three numbers, and what is not to be had where something is not."""
        only = f", only={self.only!r}" if self.only else ""
        return f"Step(outputs={self.outputs}, inputs={self.inputs}, edges={self.edges}{only})"


@dataclass(frozen=True)
class Plan:
    """Tell what to do for the Jacobian of all steps, and what that and the usual ways cost, in multiplications.

    Attributes:
        steps: first applied first.
        tree: what is done, as `Tangents`, `Adjoints` and `Product`.
        cost: of the tree.
        tangent_cost: of forward mode, everything by tangents, as if all steps had them.
        adjoint_cost: of reverse mode, everything by adjoints, as if all steps had them.
        preaccumulated_cost: of every local Jacobian by its cheaper mode, and their product in the best order.
    """

    steps: tuple[Step, ...]
    tree: Tree = field(repr=False, compare=False)
    cost: int
    tangent_cost: int
    adjoint_cost: int
    preaccumulated_cost: int

    def __str__(self) -> str:
        """Draw the tree, a line for each of its parts, with what each costs."""
        return spelled(self.tree, self.steps)


def plan_accumulation(steps: Iterable[tuple[int, int, int] | tuple[int, int, int, str]]) -> Plan:
    """Find the cheapest way to the Jacobian of a chain of steps.

    >>> hourglass = [Step(20, 20, 400), Step(2, 20, 40), Step(20, 2, 40), Step(20, 20, 400)]
    >>> plan = plan_accumulation(hourglass)
    >>> plan.cost, plan.tangent_cost, plan.adjoint_cost, plan.preaccumulated_cost
    (2560, 17600, 17600, 18560)
    >>> print(plan)  # columns from the middle on, rows from the middle back: 2*440 each, then 20*2*20
    steps 0 to 3: product, 20×2 by 2×20: 800
    ├─ steps 2 to 3: tangents, 2 columns: 880
    └─ steps 0 to 1: adjoints, 2 rows: 880

    Args:
        steps: `Step`s, or plain triples of outputs, inputs and edges; first applied first. Each one's inputs are the
            outputs of the one before. Where a step has only tangents or only adjoints, the plan makes do.

    Raises:
        TypeError: if the steps are not a list of triples of integers.
        ValueError: if there are no steps, sizes or edges are too small, `only` is not a mode, or neighbours do not fit.
    """
    chain = _checked(steps)
    dims = [chain[0].inputs, *(step.outputs for step in chain)]
    edges = sum(step.edges for step in chain)
    local = sum(step.edges * min(step.inputs, step.outputs) for step in chain)
    tree = _cheapest_tree(chain, dims)
    return Plan(
        steps=chain,
        tree=tree,
        cost=sum(part_cost(part, chain) for part in parts(tree)),
        tangent_cost=dims[0] * edges,
        adjoint_cost=dims[-1] * edges,
        preaccumulated_cost=local + best_bracketing(dims)[1].multiplications,
    )


def _cheapest_tree(steps: tuple[Step, ...], dims: list[int]) -> Tree:
    """Fill in the table of stretches: from each first step, the last one first, to each last step, the nearest first.

    Of the costs it takes the row that is being filled, and of each column what lies below that row, nearest last. Both
    start with an identity, had for nothing.
    """
    tangents, adjoints = _edges(steps, dims, without="adjoints"), _edges(steps, dims, without="tangents")
    columns: list[list[int]] = [[0] for _ in steps]
    trees: dict[tuple[int, int], Tree] = {}
    for first in reversed(range(len(steps))):
        row, forward, backward = [0], 0, 0
        for last, column in enumerate(columns[first:], first):
            forward += tangents[last]
            backward += adjoints[last]
            area = dims[first] * dims[last + 1]
            splits = zip(row[1:], column[:0:-1], dims[first + 1 : last + 1], strict=True)
            ways = [dims[first] * forward, dims[last + 1] * backward]
            ways += [row[-1] + dims[first] * tangents[last], column[-1] + dims[last + 1] * adjoints[first]]
            ways += [right + left + area * inner for right, left, inner in splits]
            cost = min(ways)
            trees[first, last] = _tree(first, last, ways.index(cost), trees)
            row.append(cost)
            column.append(cost)
    return trees[0, len(steps) - 1]


def _edges(steps: tuple[Step, ...], dims: list[int], without: str) -> list[int]:
    """List what a vector costs in each step; where the step has only the other kind, more than any plan without it."""
    widest = max(dims)
    closed = sum(step.edges * widest + widest**3 for step in steps) + 1
    return [closed if step.only == without else step.edges for step in steps]


def _tree(first: int, last: int, way: int, trees: dict[tuple[int, int], Tree]) -> Tree:
    """Make the tree for a stretch; of equally cheap ways the first counts, so that what can be one mode is one."""
    if way == 0:
        return Tangents(first, last)
    if way == 1:
        return Adjoints(first, last)
    if way == 2:  # tangents that are under way already just go on
        seed = trees[first, last - 1]
        return Tangents(first, last, seed.seed if isinstance(seed, Tangents) else seed)
    if way == 3:
        seed = trees[first + 1, last]
        return Adjoints(first, last, seed.seed if isinstance(seed, Adjoints) else seed)
    middle = first + way - 4
    return Product(first, last, left=trees[middle + 1, last], right=trees[first, middle])


def _checked(steps: Any) -> tuple[Step, ...]:
    chain = tuple(_checked_step(f"steps[{i}]", step) for i, step in enumerate(listed("steps", steps, "steps")))
    if not chain:
        raise ValueError("steps must hold at least one step")
    for i, (before, after) in enumerate(pairwise(chain)):
        if before.outputs != after.inputs:
            sizes = f"{after.inputs} inputs, but steps[{i}] makes {before.outputs} outputs"
            raise ValueError(f"steps[{i + 1}] takes {sizes}")
    return chain


def _checked_step(name: str, step: Any) -> Step:
    values = step if isinstance(step, tuple | list) else ()
    if len(values) not in (3, 4):
        raise TypeError(f"{name} must be a triple (outputs, inputs, edges), not {described(step)}")
    outputs, inputs, edges, *rest = values
    only = rest[0] if rest else ""
    if only not in ("", "tangents", "adjoints"):
        raise ValueError(f"{name}.only must be 'tangents' or 'adjoints', not {described(only)}")
    edges = whole_number(f"{name}.edges", edges)
    if edges < 0:
        raise ValueError(f"{name}.edges must be at least 0, not {edges}")
    return Step(size(f"{name}.outputs", outputs), size(f"{name}.inputs", inputs), edges, only)
