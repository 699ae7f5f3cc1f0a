r"""The cheapest bracketing of any chain, in nearly linear time: Hu and Shing's polygon.

**A bracketing is a triangulation.** Draw a polygon with one vertex for each size of the chain, which is its *weight*.
Matrix `i` is the side from vertex `i` to `i + 1`, and the side that closes the polygon is the result. A diagonal from
`i` to `j` is the product of the matrices in between. A triangle is one multiplication of two matrices, and costs the
product of its three weights. The cheapest bracketing is the cheapest way to cut the polygon into triangles.

**Few diagonals matter.** Turn the polygon until a lightest vertex is at the bottom, and walk around it. Wherever a
vertex is at least as heavy as both its neighbours, join these by an *arc* and cut the vertex, its *tip*, off. That is
a triangulation already, and all that is left to ask is which of its arcs to keep: a region between kept arcs is best
cut like a *fan*, by spokes from its lightest vertex. An arc that is not kept makes room for the spoke to its tip.

**What an arc costs, seen from below.** Look up at an arc from a vertex of weight $x$ below it, lighter than its ends.
If the arc is kept, it is the base of one triangle, $x$ times the weights of its ends, and what lies above it costs the
same whatever $x$ is: a straight line in $x$. If it is not, the two edges that meet at its tip are seen instead, and
their costs add up. The arc is worth keeping from some $x$ on, its *supporting weight*, so the cheaper of the two is a
curve of straight pieces, each flatter than the one before. Two things describe it: its last line, and a heap of its
bends (the *ceiling*), greatest supporting weight on top. Climbing down to the next arc adds two curves, forgets bends
beyond the lightest weight from which the new arc can be seen, and lets the new line take the place of whatever lies
above it. The bends that it takes away are *hosted* by the new one: their arcs are kept together or not at all.

Each arc enters a heap once and leaves it at most once. With pairing heaps all of this takes $O(n \log n)$ steps.

Source: T. C. Hu and M. T. Shing, *Computation of matrix chain products*, SIAM J. Comput. 11 (1982) 362–373 for polygon,
arcs and fans; 13 (1984) 228–251 for supporting weights and ceilings, which are told there without curves. O. Schwartz
and E. Weiss, SIAM J. Comput. 48 (2019) 1481–1486, found their proof wanting and gave another. The tests here hold every
cost against dynamic programming.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from itertools import zip_longest
from typing import TypeAlias

from ordermatters.arguments import chain_sizes
from ordermatters.bracketings import Bracketing, evaluated
from ordermatters.counting import OpCount


@dataclass(slots=True, eq=False)
class Arc:
    """Join vertices `start` and `end` over a `tip`; at its supporting weight, `rise / drop`, the curve bends."""

    start: int
    tip: int
    end: int
    drop: int = 0
    rise: int = 0
    ceiling: "list[Arc]" = field(default_factory=list)
    host: "Arc | None" = None
    kept: bool = True


# What is seen from a weight `x` below: `slope * x + above`, as long as `x` is past the topmost of the bends.
Curve: TypeAlias = tuple[int, int, Arc | None]


def best_bracketing_by_polygon(dims: object) -> tuple[Bracketing, OpCount]:
    """Find a bracketing with the fewest multiplications, and what it costs, as `chains.best_bracketing` promises.

    >>> best_bracketing_by_polygon((2, 9, 1, 9))  # BA first: 2*9*1 + 2*1*9 = 36; CB first: 9*1*9 + 2*9*9 = 243
    ((2, (1, 0)), OpCount(multiplications=36, additions=16))

    Once the diagonals are known, the chain is read from its first matrix on: at each vertex as many products end as
    there are diagonals that lead back from it, the shortest first; at the last vertex, so does the result.
    """
    sizes = chain_sizes(dims)
    last = len(sizes) - 1
    ending = [0] * last + [1 if last > 1 else 0]
    for i, j in _cheapest_diagonals(sizes):
        ending[max(i, j)] += 1
    multiplications = entries = 0
    done: list[tuple[Bracketing, int]] = []
    for end in range(1, last + 1):
        product: Bracketing = end - 1
        middle = end - 1
        for _ in range(ending[end]):
            right, start = done.pop()
            multiplications += sizes[end] * sizes[middle] * sizes[start]
            entries += sizes[end] * sizes[start]
            product, middle = (product, right), start
        done.append((product, middle))
    return done[0][0], OpCount(multiplications, multiplications - entries)  # an entry's first term is added to nothing


def triangles(bracketing: Bracketing, k: int) -> list[tuple[int, int, int]]:
    """List the triangles of a bracketing of `k` matrices, product by product, each by its three vertices.

    >>> triangles((2, (1, 0)), 3)  # BA uses sides 0 to 1 and 1 to 2, C(BA) the diagonal 0 to 2 and side 2 to 3
    [(0, 1, 2), (0, 2, 3)]
    """
    found: list[tuple[int, int, int]] = []

    def product(left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int]:
        found.append((*right, left[1]))
        return right[0], left[1]

    evaluated(bracketing, [(i, i + 1) for i in range(k)], product)
    return found


def _cheapest_diagonals(sizes: list[int]) -> Iterator[tuple[int, int]]:
    """Go through the arcs from the bottom up, and draw each that is kept, or else the spoke to its tip."""
    n, bottom = len(sizes), sizes.index(min(sizes))
    weights = sizes[bottom:] + sizes[: bottom + 1]  # once around, from the lightest vertex back to itself
    regions = [(0, 0)]  # those that the next arc may lie in: where each starts, and its lightest vertex
    for arc in reversed(_arcs(weights)[:-2]):  # the last two draw again what the first walk up to their tip has drawn
        start, end = arc.start, arc.end
        if arc.host is not None:
            arc.kept = arc.host.kept
        while start < regions[-1][0]:
            regions.pop()
        if arc.kept:
            regions.append((start, start if weights[start] <= weights[end] else end))
        else:
            start, end = regions[-1][1], arc.tip
        yield (start + bottom) % n, (end + bottom) % n


def _arcs(weights: list[int]) -> list[Arc]:
    """Walk around the polygon, cutting tips off, and settle for each arc what has to be kept with it."""
    arcs: list[Arc] = []
    walked: list[tuple[int, Curve]] = [(0, (0, 0, None))]  # vertices not cut off, and the edge that leads to each
    for end in range(1, len(weights)):
        curve: Curve = (weights[end - 1] * weights[end], 0, None)  # a side: nothing above it
        while len(walked) > 1 and weights[walked[-1][0]] >= weights[end]:
            tip, curve_before = walked.pop()
            arcs.append(Arc(walked[-1][0], tip, end))
            curve = _curve_below(arcs[-1], weights, curve_before, curve)
        walked.append((end, curve))
    return arcs


def _curve_below(arc: Arc, weights: list[int], left: Curve, right: Curve) -> Curve:
    """Turn the curves of the two edges that meet at an arc's tip into the curve of the arc."""
    start, tip, end = weights[arc.start], weights[arc.tip], weights[arc.end]
    lightest = min(start, end)
    (left_slope, left_above, left_bends), (right_slope, right_above, right_bends) = left, right
    slope, above, bend = left_slope + right_slope, left_above + right_above, _melded(left_bends, right_bends)
    while bend is not None and bend.rise > lightest * bend.drop:
        bend.kept = False  # not worth it as seen from any vertex below, nor from the arc's own lightest
        slope, above, bend = slope + bend.drop, above - bend.rise, _next_bend(bend)
    # Above the arc the fan starts at its lightest end, which makes no triangle with its own edge to the tip.
    own_slope, own_above = start * end, lightest * (slope - lightest * tip) + above
    while bend is not None and bend.rise * (slope - own_slope) >= (own_above - above) * bend.drop:
        bend.host = arc
        slope, above, bend = slope + bend.drop, above - bend.rise, _next_bend(bend)
    arc.drop, arc.rise = slope - own_slope, own_above - above  # where the two lines meet
    if bend is not None:
        arc.ceiling.append(bend)
    return own_slope, own_above, arc


def _melded(a: Arc | None, b: Arc | None) -> Arc | None:
    """Put the heap whose top has the smaller supporting weight under the other, compared without dividing."""
    if a is None or b is None:
        return a or b
    if a.rise * b.drop < b.rise * a.drop:
        a, b = b, a
    a.ceiling.append(b)
    return a


def _next_bend(top: Arc) -> Arc | None:
    """Meld what hangs under the top, in pairs from left to right, then from right to left, as a pairing heap does."""
    heaps = top.ceiling
    if len(heaps) < 2:
        return heaps[0] if heaps else None
    pairs = [_melded(a, b) for a, b in zip_longest(heaps[::2], heaps[1::2])]
    return reduce(_melded, reversed(pairs))
