"""What has to be kept in memory while a plan for a Jacobian is carried out, counted in numbers.

The function is evaluated once, layer after layer. Tangents go along with it; adjoints need the values of the layers
they walk back through, and those values wait until then. All columns of a stretch go through a step together, and so do
all rows, starting from a stored identity, as under `jax.vmap`. A step holds what it takes until it has made its result.
Weights do not count: every way needs them.
"""

from typing import NamedTuple

from ordermatters.accumulation_trees import Adjoints, Product, Tangents, Tree, parts, seeds, steps_passed


class Memory(NamedTuple):
    """Count numbers: the most that are held at one time, and of the layers' values the most that wait at one time."""

    held: int
    waiting: int


def memory_of(tree: Tree, widths: tuple[int, ...]) -> Memory:
    """Count what a plan keeps.

    >>> memory_of(Adjoints(0, 1), (3, 4, 2))  # 3 + 4 values wait while 2 are made; held too: 2×2 and 2×4 adjoints
    Memory(held=21, waiting=7)

    Args:
        tree: what is done for the Jacobian of all steps.
        widths: of the layers, the input's first.
    """
    return _Run(tree, widths).memory()


class _Run:
    """A plan under way: the layer reached, the values that wait, the matrices that exist."""

    def __init__(self, tree: Tree, widths: tuple[int, ...]) -> None:
        self.widths = widths
        self.parts = parts(tree)
        self.layer = 0
        self.waits: set[int] = set()
        self.matrices: dict[int, int] = {}  # by the id of the part they belong to, their number of entries
        self.held = self.waiting = 0

    def memory(self) -> Memory:
        for step in range(len(self.widths) - 1):
            self.evaluate(step)
            for part in self.parts:
                if part.last == step and not isinstance(part, Tangents):
                    self.finish(part)
        return Memory(self.held, self.waiting)

    def evaluate(self, step: int) -> None:
        """Go on to the next layer, and take along the tangents that pass."""
        passing = [part for part in self.parts if isinstance(part, Tangents) and step in steps_passed(part)]
        for part in passing:
            if step == steps_passed(part)[0]:
                self.take_seed(part, self.widths[part.first])
        results = {id(part): self.widths[step + 1] * self.widths[part.first] for part in passing}
        self.note(self.widths[step + 1] + sum(results.values()))
        self.matrices |= results
        if any(isinstance(part, Adjoints) and step in steps_passed(part) for part in self.parts):
            self.waits.add(step)
            self.waiting = max(self.waiting, sum(self.widths[layer] for layer in self.waits))
        self.layer = step + 1

    def finish(self, part: Adjoints | Product) -> None:
        """Walk rows back, or multiply two Jacobians, as soon as all they need is there."""
        rows = self.widths[part.last + 1]
        if isinstance(part, Product):
            self.matrices[id(part)] = self.note(rows * self.widths[part.first])
            for seed in seeds(part):
                del self.matrices[id(seed)]
            return
        self.take_seed(part, rows)
        for step in reversed(steps_passed(part)):
            self.matrices[id(part)] = self.note(rows * self.widths[step])
            self.waits.remove(step)

    def take_seed(self, part: Tangents | Adjoints, vectors: int) -> None:
        """Begin with the Jacobian that is there, or with as many one-hot vectors as there are to be."""
        self.matrices[id(part)] = vectors * vectors if part.seed is None else self.matrices.pop(id(part.seed))

    def note(self, result: int) -> int:
        """See how much is held when a result has been made, and what it was made from is still there."""
        values = sum(self.widths[layer] for layer in self.waits | {self.layer})
        self.held = max(self.held, values + sum(self.matrices.values()) + result)
        return result
