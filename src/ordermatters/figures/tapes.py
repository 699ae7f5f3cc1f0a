"""A computation as a graph: what was computed from what, as a tape remembers it."""

from collections.abc import Mapping, Sequence
from math import hypot
from statistics import mean

from ordermatters.figures.colours import HALO, INK, PALETTE, SMALL
from ordermatters.figures.picture import Picture, Point
from ordermatters.figures.spelling import check_lengths, listed, spread

# In points: the distance of two columns, of two nodes in one, the radius of a node.
COLUMN, ROW, RADIUS = 96.0, 74.0, 17.0

Edges = Mapping[tuple[int, int], str]


def tape_graph(nodes: Sequence[str], edges: Edges, notes: Sequence[str] = ()) -> Picture:
    """Draw the values of a computation from left to right, each with arrows from the values that it was made of.

    Inputs, which nothing leads to, and outputs, which lead to nothing, have colours of their own.

    Args:
        nodes: what each value is called, in the order in which they were computed; short.
        edges: for each pair (from, to) of positions in `nodes` what is written at its arrow: the local derivative, say.
        notes: what is written below each node, its value or its adjoint; nothing where left out.

    Raises:
        ValueError: if there are no nodes, an edge leads backwards, or the notes differ in length.
    """
    check_lengths(nodes=nodes)
    if len(notes):
        check_lengths(nodes=nodes, notes=notes)
    for begin, end in edges:
        if not 0 <= begin < end < len(nodes):
            raise ValueError(f"edges has {(begin, end)}, not from an earlier node to a later one of {len(nodes)}")
    places, bends = arranged(len(nodes), edges)
    everything = [*places, *(bend for path in bends.values() for bend in path)]
    width = max(x for x, _ in everything) + RADIUS + 8
    height = max(y for _, y in everything) + RADIUS + 20
    picture = Picture(described(nodes, edges, notes), width, height)
    for (begin, end), label in edges.items():
        draw_edge(picture, [places[begin], *bends[begin, end], places[end]], label)
    for i, (x, y) in enumerate(places):
        inner = any(end == i for _, end in edges) and any(begin == i for begin, _ in edges)
        colour = INK if inner else PALETTE[1 if any(end == i for _, end in edges) else 0]
        picture.ring((x, y), color=colour, size=2 * RADIUS)
        picture.text(x, y, nodes[i], anchor="middle", level=True, color=colour)
        if notes:
            picture.text(x, y + RADIUS + 13, notes[i], anchor="middle", size=SMALL)
    return picture


def arranged(n: int, edges: Edges) -> tuple[list[Point], dict[tuple[int, int], list[Point]]]:
    """Place each node one column after the last that leads to it, at the mean height of those.

    An edge that spans more than one column bends in each between, where it takes a place like a node.
    """
    column = [0] * n
    for begin, end in sorted(edges, key=lambda edge: edge[1]):
        column[end] = max(column[end], column[begin] + 1)
    before: list[list[int]] = [[] for _ in range(n)]
    bends: dict[tuple[int, int], list[int]] = {}
    for begin, end in edges:
        bends[begin, end] = []
        for k in range(column[begin] + 1, column[end]):  # further nodes, only to bend at
            before.append([[begin, *bends[begin, end]][-1]])
            bends[begin, end].append(len(column))
            column.append(k)
        before[end].append([begin, *bends[begin, end]][-1])
    heights = [0.0] * len(column)
    for k in range(max(column) + 1):
        members = [i for i in range(len(column)) if column[i] == k]
        wanted = [mean(heights[b] for b in before[i]) if k else float(rank) for rank, i in enumerate(members)]
        for i, height in zip(members, spread(wanted, 1.0), strict=True):
            heights[i] = height
    top = min(heights)
    places = [(COLUMN * k + RADIUS + 8, ROW * (h - top) + RADIUS + 4) for k, h in zip(column, heights, strict=True)]
    return places[:n], {edge: [places[i] for i in path] for edge, path in bends.items()}


def draw_edge(picture: Picture, path: list[Point], label: str) -> None:
    """Draw an arrow along a path between two nodes, its label above the middle."""
    path = [towards(path[0], path[1], RADIUS + 1), *path[1:-1], towards(path[-1], path[-2], RADIUS + 1)]
    tip, before = path[-1], path[-2]
    foot = towards(tip, before, 7)
    picture.line([*path[:-1], foot], width=0.9)
    across = (foot[1] - tip[1]) / 7 * 3, (tip[0] - foot[0]) / 7 * 3
    picture.area([tip, (foot[0] + across[0], foot[1] + across[1]), (foot[0] - across[0], foot[1] - across[1])])
    (x, y), (to_x, to_y) = path[(len(path) - 1) // 2], path[len(path) // 2]
    side = "middle" if abs(to_y - y) < abs(to_x - x) / 2 else "end" if to_y < y else "start"  # keep off steep arrows
    middle = (x + to_x) / 2, (y + to_y) / 2 - 5
    picture.text(*middle, label, anchor=side, size=SMALL, color=PALETTE[3], gid=HALO)


def towards(start: Point, end: Point, length: float) -> Point:
    """Go a length from a point towards another one."""
    share = length / hypot(end[0] - start[0], end[1] - start[1])
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def described(nodes: Sequence[str], edges: Edges, notes: Sequence[str]) -> str:
    """Say of each value what it was made of, and what is written at it."""
    phrases = []
    for i, node in enumerate(nodes):
        parents = [
            f"{nodes[begin]}{f' ({label})' if label else ''}" for (begin, end), label in edges.items() if end == i
        ]
        note = f", {notes[i]}," if notes and notes[i] else ""
        phrases.append(f"{node}{note} from {listed(parents)}" if parents else f"{node}{note} an input")
    return f"Graph of a computation. {'; '.join(phrases)}."
