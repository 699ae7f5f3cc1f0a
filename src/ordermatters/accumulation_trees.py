"""What is done for the Jacobian of a chain of steps, as a tree: walked through, checked, counted and drawn.

A tree stands for the Jacobian of the steps from its `first` to its `last`, counted from 0, first applied first. It is
made in one of three ways: by tangents, by adjoints, or as a product of two smaller ones. The trees of forward and of
reverse mode for four steps are `Tangents(0, 3)` and `Adjoints(0, 3)`. As along a chain, nothing here recurses.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from ordermatters.arguments import described, whole_number


@dataclass(frozen=True, slots=True)
class Tangents:
    """Take the columns of a seed on to step `last`: of the Jacobian of the steps from `first` on, or of an identity."""

    first: int
    last: int
    seed: "Tree | None" = None


@dataclass(frozen=True, slots=True)
class Adjoints:
    """Take the rows of a seed back to step `first`: of the Jacobian of the steps up to `last`, or of an identity."""

    first: int
    last: int
    seed: "Tree | None" = None


@dataclass(frozen=True, slots=True)
class Product:
    """Multiply the Jacobian of the later steps, `left`, by that of the earlier ones, `right`."""

    first: int
    last: int
    left: "Tree"
    right: "Tree"


Tree: TypeAlias = Tangents | Adjoints | Product
Steps: TypeAlias = Sequence[tuple[int, int, int] | tuple[int, int, int, str]]
"""Outputs, inputs and edges of each step, first applied first; a `Step` says, too, what cannot be had of it."""


def seeds(tree: Tree) -> tuple[Tree, ...]:
    """List what a tree is made from: nothing, one Jacobian, or two with the left factor first."""
    if isinstance(tree, Product):
        return tree.left, tree.right
    return () if tree.seed is None else (tree.seed,)


def steps_passed(tree: Tangents | Adjoints) -> range:
    """List the steps whose tangents or adjoints are used, and not those that the seed has behind it.

    >>> steps_passed(Tangents(0, 3, seed=Adjoints(0, 1))), steps_passed(Adjoints(0, 3, seed=Tangents(3, 3)))
    (range(2, 4), range(0, 3))
    """
    if tree.seed is None:
        return range(tree.first, tree.last + 1)
    if isinstance(tree, Tangents):
        return range(tree.seed.last + 1, tree.last + 1)
    return range(tree.first, tree.seed.first)


def parts(tree: Tree) -> list[Tree]:
    """List a tree with all that it is made from, in the order in which it can be made: seeds first, left ones first.

    >>> [(part.first, part.last) for part in parts(Product(0, 3, left=Tangents(2, 3), right=Adjoints(0, 1)))]
    [(2, 3), (0, 1), (0, 3)]
    """
    found: list[Tree] = []
    pending = [tree]
    while pending:
        found.append(pending.pop())
        pending += seeds(found[-1])
    return found[::-1]


def check_tree(tree: Any, k: int) -> None:
    """Refuse what is no tree for all of a chain's `k` steps, and say where it cannot be.

    Raises:
        TypeError: if a part is not one of the four kinds, or a step is not an integer.
        ValueError: if the parts do not fit together, or together are not the whole chain.
    """
    pending = [tree]
    while pending:
        part = pending.pop()
        if not isinstance(part, Tangents | Adjoints | Product):
            raise TypeError(f"a plan must be made of Tangents, Adjoints and Product, not of {described(part)}")
        first, last = (whole_number(f"each step in {_kind(part)}", step) for step in (part.first, part.last))
        if not 0 <= first <= last:
            raise ValueError(f"{_kind(part)} from step {first} to {last} has no steps")
        pending += seeds(part)  # not yet known to be parts
    if (tree.first, tree.last) != (0, k - 1):
        raise ValueError(f"the plan is for steps {tree.first} to {tree.last}, but the chain has steps 0 to {k - 1}")
    for part in parts(tree):
        if not _fits(part):
            seeded = " and ".join(f"{seed.first} to {seed.last}" for seed in seeds(part))
            raise ValueError(f"{_kind(part)} from step {part.first} to {part.last} cannot be made from steps {seeded}")


def part_cost(part: Tree, steps: Steps) -> int:
    """Count the multiplications that a part takes once its seeds are there; a step is (outputs, inputs, edges).

    >>> part_cost(Tangents(0, 1), [(3, 2, 6), (4, 3, 12)])  # two columns, 6 + 12 each
    36
    """
    rows, columns = steps[part.last][0], steps[part.first][1]
    if isinstance(part, Product):
        return rows * steps[part.left.first][1] * columns
    edges = sum(steps[i][2] for i in steps_passed(part))
    return edges * (columns if isinstance(part, Tangents) else rows)


def spelled(tree: Tree, steps: Steps) -> str:
    """Draw a tree as lines of text: what each part is made by, and what that takes; a step is (outputs, inputs, edges).

    >>> print(spelled(Tangents(0, 1, seed=Adjoints(0, 0)), [(3, 2, 6), (4, 3, 12)]))
    steps 0 to 1: tangents of step 1, 2 columns: 24
    └─ step 0: adjoints, 3 rows: 18
    """
    lines = []
    pending: list[tuple[Tree, str, str]] = [(tree, "", "")]  # each with what stands before it, and before its seeds
    while pending:
        part, before, before_seeds = pending.pop()
        lines.append(f"{before}{_stretch(part.first, part.last)}: {_way(part, steps)}: {part_cost(part, steps):,}")
        branches = [("└─ ", "   "), ("├─ ", "│  ")]  # from the last seed to the first, as they are pending
        for seed, (branch, beside) in zip(reversed(seeds(part)), branches, strict=False):
            pending.append((seed, before_seeds + branch, before_seeds + beside))
    return "\n".join(lines)


def _way(part: Tree, steps: Steps) -> str:
    rows, columns = steps[part.last][0], steps[part.first][1]
    if isinstance(part, Product):
        inner = steps[part.left.first][1]
        return f"product, {rows}×{inner} by {inner}×{columns}"
    passed = steps_passed(part)
    through = f" of {_stretch(passed[0], passed[-1])}" if part.seed else ""
    vectors, noun = (columns, "column") if isinstance(part, Tangents) else (rows, "row")
    return f"{_kind(part).lower()}{through}, {vectors:,} {noun}{'' if vectors == 1 else 's'}"


def _stretch(first: int, last: int) -> str:
    return f"step {first}" if first == last else f"steps {first} to {last}"


def _kind(part: Tree) -> str:
    return type(part).__name__


def _fits(part: Tree) -> bool:
    """Ask whether the seeds of a part are neighbours of what it adds to them."""
    if isinstance(part, Product):
        left, right = part.left, part.right
        return (right.first, right.last + 1, left.last) == (part.first, left.first, part.last)
    if part.seed is None:
        return True
    if isinstance(part, Tangents):
        return part.seed.first == part.first and part.seed.last < part.last
    return part.seed.last == part.last and part.seed.first > part.first
