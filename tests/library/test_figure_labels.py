"""Labels in figures: none covers another, none lies across a line, none leaves the place that it names."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from ordermatters import figures
from ordermatters.chains import best_bracketing
from ordermatters.figures.polygons import is_inside, place_inside

STEPS = [10.0**-k for k in range(13)]


@pytest.mark.parametrize("matrices", [2, 8, 12])
def test_no_label_of_a_polygon_covers_another(matrices: int) -> None:
    dims = [1000 - 7 * i for i in range(matrices + 1)]
    labels = figures.bracketing_polygon(dims, best_bracketing(dims)[0]).labels
    assert len(labels) > 2 * matrices
    for (text, left, top, right, bottom), (other, *box) in combinations(labels, 2):
        apart = right <= box[0] or box[2] <= left or bottom <= box[1] or box[3] <= top
        assert apart, f"{text} and {other}"


@pytest.mark.parametrize("tip", [(50, 90), (50, 14), (50, 4)])
def test_a_text_is_placed_within_its_triangle_or_left_out(tip: tuple[float, float]) -> None:
    triangle, (width, height) = [(0.0, 0.0), (100.0, 0.0), tip], (30.0, 8.0)
    place = place_inside(triangle, width, height)
    assert (place is None) == (tip[1] == 4)
    if place:
        x, y, turn = place
        assert turn == 0
        corners = [(x + dx * width / 2, y + dy * height / 2) for dx in (-1, 1) for dy in (-1, 1)]
        assert all(is_inside(corner, triangle) for corner in corners)


def test_the_least_error_is_named_clear_of_the_lines() -> None:
    """The first two lines cross right below the least error of the second."""
    rising, valley = [h * 1e-3 for h in STEPS], [max(h, 1e-8 / h) for h in STEPS]
    figure = figures.error_against_step(STEPS, {"rising": rising, "valley": valley})
    axes = figure.axes[0]
    label = next(text for text in axes.texts if text.get_text() == "h = 10⁻⁴")
    renderer = FigureCanvasAgg(figure).get_renderer()
    figure.draw(renderer)
    box = Text.get_window_extent(label, renderer)
    for line in axes.get_lines():
        points = line.get_transform().transform(line.get_xydata())
        ends = list(pairwise(points))
        assert not any(box.contains(*(a + (b - a) * t)) for a, b in ends for t in np.linspace(0, 1, 200))
