"""Figures that the standard library draws: what each shows and says, and what it refuses."""

import re
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from ordermatters.explorers.drawing import Drawing
from ordermatters.figures.checkpoints import checkpoint_timeline, timeline
from ordermatters.figures.digits import cancelling_digits
from ordermatters.figures.drawn import Drawn
from ordermatters.figures.patterns import pattern_grid
from ordermatters.figures.weights import weights_from_the_side
from ordermatters.patterns import band_pattern, column_colours

SVG = "{http://www.w3.org/2000/svg}"
NUDGES = [0.5, 1e-11]


def digits() -> Drawn:
    x = 1.2345678
    return cancelling_digits(NUDGES, [(x + h) ** 2 for h in NUDGES], [(x - h) ** 2 for h in NUDGES], 2 * x)


def band() -> Drawn:
    return pattern_grid(band_pattern(7), column_colours(band_pattern(7)))


ALL = [digits, band, lambda: weights_from_the_side((50, 20, 1)), lambda: checkpoint_timeline(6, 3)]


@pytest.mark.parametrize("make", ALL)
def test_a_drawn_figure_has_an_alt_text_and_the_colours_of_its_page(make) -> None:
    bundle, metadata = make()._repr_mimebundle_()
    root = ElementTree.fromstring(bundle["image/svg+xml"])
    assert root.tag == f"{SVG}svg" and root.get("role") == "img"
    assert root.get("aria-label") == bundle["text/plain"] == metadata["image/svg+xml"]["alt"] != ""
    colours = {mark.get(name) for mark in root.iter() for name in ("fill", "stroke")} - {None}
    assert all(re.fullmatch(r"none|currentColor|var\(--figure-[a-z1-6]+,currentColor\)", colour) for colour in colours)


def test_a_drawn_figure_must_say_what_it_shows() -> None:
    with pytest.raises(ValueError, match="alt must say"):
        Drawn(Drawing(height=10), " \n")


def test_digits_that_agree_are_told_from_those_that_do_not() -> None:
    spans = [(span.text, span.attrib) for span in ElementTree.fromstring(digits().to_svg()).iter(f"{SVG}tspan")]
    parts = [text for text, _ in spans]
    # 1.7345678² and 0.7345678² agree in nothing, and their difference, over 1, is exact; 1e-11 leaves five digits
    assert parts[:3] == [f"{Decimal('1.7345678') ** 2}0", f"{Decimal('0.7345678') ** 2}0", "2.469135600000"]
    agreed, high, _, low, right, wrong = parts[3:]
    assert float(agreed + high) - float(agreed + low) == pytest.approx(2e-11 * 2.4691356, rel=1e-4)
    assert "2.469135600000".startswith(right) and not "2.469135600000".startswith(right + wrong[0])
    assert spans[-1][1]["fill"].startswith("var(--figure-4")


def test_digits_need_an_h_above_zero() -> None:
    with pytest.raises(ValueError, match="above 0"):
        cancelling_digits([0.0], [1.0], [1.0], 0.0)
    with pytest.raises(ValueError, match="below has 2 entries"):
        cancelling_digits([0.1], [1.0], [1.0, 2.0], 0.0)


def test_each_layer_has_its_weights_and_the_slope_in_their_shape() -> None:
    sizes = (50, 20, 3, 1)
    texts = [text.text for text in ElementTree.fromstring(weights_from_the_side(sizes).to_svg()).iter(f"{SVG}text")]
    for n, m in pairwise(sizes):
        assert f"{m}×{n}" in texts and f"{m}×1 by 1×{n}" in texts
    assert {"x", "loss", "ū₁ · xᵀ", "ū₃ · y₂ᵀ"} <= set(texts) and "ū₄" not in " ".join(texts)
    with pytest.raises(ValueError, match="two to five"):
        weights_from_the_side((3,))


@pytest.mark.parametrize(("depth", "stride"), [(1, 1), (6, 1), (6, 2), (6, 3), (6, 6), (16, 4)])
def test_a_timeline_passes_every_layer_and_keeps_its_input_until_then(depth: int, stride: int) -> None:
    plan = timeline(depth, stride)
    times = [time for time, _ in plan.runs + plan.sweeps]
    assert sorted(times) == list(range(len(times)))  # one thing at a time
    assert [layer for _, layer in plan.sweeps] == list(reversed(range(depth)))
    assert len(plan.runs) == depth * (1 if stride == 1 else 2)
    swept, run = {layer: time for time, layer in plan.sweeps}, set(plan.runs)
    for layer, begin, end in plan.kept:
        assert end == swept[layer] and (begin, layer) in run
    # by hand: all checkpoints but the stretch's own, and the inputs within the stretch
    assert plan.most_kept == (depth if stride == 1 else depth // stride - 1 + stride)


def test_a_timeline_draws_a_dot_for_each_run() -> None:
    root = ElementTree.fromstring(checkpoint_timeline(6, 3).to_svg())
    filled = [dot for dot in root.iter(f"{SVG}circle") if dot.get("fill") != "none"]
    assert (len(filled), len(list(root.iter(f"{SVG}circle")))) == (6 + 12, 6 + 12 + 2 * 6)
    with pytest.raises(ValueError, match="4 does not divide 6"):
        checkpoint_timeline(6, 4)


def cells_and_texts(figure: Drawn) -> tuple[list[int], list[str]]:
    """Count the cells of each colour, and list what is written."""
    root = ElementTree.fromstring(figure.to_svg())
    fills = [cell.get("fill") for cell in root.iter(f"{SVG}rect")]
    return [sum(f"--figure-{colour}," in fill for fill in fills) for colour in range(1, 7)], [
        text.text for text in root.iter(f"{SVG}text")
    ]


def test_a_pattern_shows_each_entry_twice_once_in_its_sweep() -> None:
    cells, texts = cells_and_texts(band())
    assert cells == [
        2 * 7,
        2 * 6,
        2 * 6,
        0,
        0,
        0,
    ]  # 2 + 3 + 2 entries; 3 + 3; 3 + 3
    assert {"J", "→", "3 sweeps"} <= set(texts)
    assert [texts.count(number) for number in "123"] == [14, 12, 12]
    assert "7 rows and 7 columns with 19 entries that are not zero: row 1 in columns 1 and 2, row 2" in band().alt
    assert "coloured: colour 1 for columns 1, 4 and 7; colour 2 for columns 2 and 5; colour 3" in band().alt
    assert "1 sweep" in cells_and_texts(pattern_grid([[0, 0]], [0, 0]))[1]


def test_a_pattern_without_colours_is_one_matrix() -> None:
    plain = pattern_grid([[0, 1], [0, 0]])
    assert cells_and_texts(plain) == ([1, 0, 0, 0, 0, 0], [])
    assert plain.alt == "A matrix of 2 rows and 2 columns with 1 entry that is not zero: row 1 in column 2."


@pytest.mark.parametrize(
    ("pattern", "colours", "error", "words"),
    [
        ([[1] * 17], None, ValueError, "pattern is 1 by 17, and at most 16 by 16"),
        ([[1, 0]], [0], ValueError, "colours has 1 entries, but pattern has 2 columns"),
        ([[1, 0]], [0, 6], ValueError, r"colours must be 0 to 5, and are \[0, 6\]"),
        ([[1, 0], [1, 1]], [0, 0], ValueError, "row 1 has two entries of one colour"),
        (3, None, TypeError, "pattern must be a list of rows"),
    ],
)
def test_a_pattern_that_cannot_be_drawn_is_refused(pattern, colours, error, words) -> None:
    with pytest.raises(error, match=words):
        pattern_grid(pattern, colours)
