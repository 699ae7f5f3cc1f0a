"""When each layer of a network is run, forward and back, and how long its input has to be remembered."""

from typing import NamedTuple

from ordermatters.arguments import size
from ordermatters.explorers.drawing import BLUE, INK, LINE, ORANGE, Drawing
from ordermatters.figures.drawn import Drawn

#: The left edge of the plots, and the height of a layer.
LEFT, ROW = 8.0, 7.5


class Timeline(NamedTuple):
    """What happens when: each layer's evaluations and its sweep back, and from when to when its input is kept.

    Attributes:
        runs: pairs (time, layer), an evaluation each.
        sweeps: pairs (time, layer), on the way back.
        kept: triples (layer, from, to): the layer's input is remembered from one time to the other.
    """

    runs: list[tuple[int, int]]
    sweeps: list[tuple[int, int]]
    kept: list[tuple[int, int, int]]

    @property
    def most_kept(self) -> int:
        """Count the values that are remembered at the worst time."""
        times = range(max(time for time, _ in self.sweeps) + 1)
        return max(sum(begin <= time <= end for _, begin, end in self.kept) for time in times)


def timeline(depth: int, stride: int) -> Timeline:
    """Follow reverse mode through `depth` layers, with a checkpoint at every `stride`-th, each layer taking one time.

    >>> timeline(16, 1).most_kept, timeline(16, 4).most_kept
    (16, 7)
    >>> len(timeline(16, 1).runs), len(timeline(16, 4).runs)
    (16, 32)

    Raises:
        TypeError: if the depth or the stride is not an integer.
        ValueError: if one is below 1, or the stride does not divide the depth.
    """
    depth, stride = size("depth", depth), size("stride", stride)
    if depth % stride:
        raise ValueError(f"stride must divide the depth, and {stride} does not divide {depth}")
    runs, sweeps, kept = [(layer, layer) for layer in range(depth)], [], []
    time = depth
    for first in reversed(range(0, depth, stride)):
        made = {first: first}  # the checkpoint is there since the first run
        if stride > 1:
            for layer in range(first, first + stride):
                runs.append((time, layer))
                made.setdefault(layer, time)
                time += 1
        for layer in reversed(range(first, first + stride)):
            sweeps.append((time, layer))
            kept.append((layer, made[layer], time))
            time += 1
    return Timeline(runs, sweeps, kept)


def checkpoint_timeline(depth: int, stride: int) -> Drawn:
    """Draw reverse mode over time, above without checkpoints and below with one at every `stride`-th layer.

    A dot is a layer that is run, a ring one that the sweep back passes, and a line a value that waits.

    Takes and raises what `timeline` does.
    """
    plans = {"everything kept": timeline(depth, 1), f"a checkpoint every {stride} layers": timeline(depth, stride)}
    height = depth * ROW + 2.6 * LINE
    drawing = Drawing(height=2 * height)
    longest = max(time for plan in plans.values() for time, _ in plan.sweeps)
    tick = (drawing.width - 2 * LEFT) / longest
    for i, (name, plan) in enumerate(plans.items()):
        top = i * height + 1.6 * LINE
        drawing.text(0, top - LINE * 0.6, f"{name}: at most {plan.most_kept} values wait", bold=True)
        for layer, begin, end in plan.kept:
            y = top + (depth - layer - 0.5) * ROW
            drawing.line(LEFT + begin * tick, y, LEFT + end * tick, y, stroke=INK, stroke_opacity=0.45)
        for time, layer in plan.runs:
            drawing.circle(LEFT + time * tick, top + (depth - layer - 0.5) * ROW, 2.6, fill=BLUE)
        for time, layer in plan.sweeps:
            y = top + (depth - layer - 0.5) * ROW
            drawing.circle(LEFT + time * tick, y, 2.6, fill="none", stroke=ORANGE, stroke_width=1.8)
    drawing.text(drawing.width, 2 * height - 4, "time →", "end", small=True)
    summary = "; ".join(
        f"{name}: {len(plan.runs)} evaluations of a layer, at most {plan.most_kept} values wait"
        for name, plan in plans.items()
    )
    return Drawn(drawing, f"Timelines of reverse mode through {depth} layers, the last layer on top. {summary}.")
