"""Labels in figures: none covers another, none lies across a line, none leaves the place that it names."""

import re
from itertools import accumulate, combinations, pairwise
from xml.etree import ElementTree

import numpy as np
import pytest

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
    picture = figures.error_against_step(STEPS, {"rising": rising, "valley": valley})
    (box,) = (box for text, *box in picture.labels if text == "h = 10⁻⁴")
    left, top, right, bottom = box
    for line in lines_of(picture.to_svg()):
        for (x, y), (to_x, to_y) in pairwise(line):
            places = [(x + (to_x - x) * t, y + (to_y - y) * t) for t in np.linspace(0, 1, 200)]
            assert not any(left < at_x < right and top < at_y < bottom for at_x, at_y in places)


def lines_of(svg: str) -> list[list[tuple[float, float]]]:
    """Read the lines that are drawn in a colour of their own."""
    paths = ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}path")
    drawn = [
        path.get("d", "")
        for path in paths
        if "--figure-" in path.get("stroke", "") and "grid" not in path.get("stroke", "")
    ]
    assert len(drawn) == 2
    return [points_of(d) for d in drawn]


def points_of(d: str) -> list[tuple[float, float]]:
    """Follow a path from where it begins, step by step."""
    numbers = list(map(float, re.findall(r"-?(?:\d+\.?\d*|\.\d+)", d)))
    steps = zip(numbers[::2], numbers[1::2], strict=True)
    return list(accumulate(steps, lambda at, step: (at[0] + step[0], at[1] + step[1])))
