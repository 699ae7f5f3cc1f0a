"""Every tree by which the Jacobian of a short chain can be accumulated."""

from ordermatters.accumulation_trees import Adjoints, Product, Tangents


def all_trees(first, last):
    """Make every tree of a stretch: seeded with an identity or with any tree, and every product."""
    yield Tangents(first, last)
    yield Adjoints(first, last)
    for middle in range(first, last):
        for right in all_trees(first, middle):
            yield Tangents(first, last, seed=right)
            for left in all_trees(middle + 1, last):
                yield Product(first, last, left, right)
        for left in all_trees(middle + 1, last):
            yield Adjoints(first, last, seed=left)
