"""Figures: what each shows and says, what its SVG is made of, what it refuses."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import matplotlib
import numpy as np
import pytest

from ordermatters import figures
from ordermatters.accumulation import Step, plan_accumulation
from ordermatters.chains import all_bracketings, chain_cost, spell
from ordermatters.counting import OpCount, matmul_cost
from ordermatters.figures import Figure, with_id_prefix
from ordermatters.figures.look import PALETTE
from ordermatters.figures.marks import byte_size, listed, number, seconds, spread, tick

SVG = "{http://www.w3.org/2000/svg}"
CHAIN = (30, 2, 40, 3, 50)
COSTS = {spell(b, "ABCD"): chain_cost(CHAIN, b).multiplications for b in all_bracketings(4)}
XS = np.linspace(-5, 5, 41)
STEPS = [10.0**-k for k in range(13)]


@cache
def counts_growth() -> Figure:
    sizes = [1, 2, 5, 10, 100]
    return figures.counts_growth(sizes, [matmul_cost(n, n, n) for n in sizes])


@cache
def time_against_count() -> Figure:
    return figures.time_against_count(
        {"loops": [(10, 1e-6), (100, 2e-5), (1e4, 1e-3)], "NumPy": [(10, 1e-6), (1e6, 1e-4)]}
    )


@cache
def order_bars() -> Figure:
    return figures.order_bars({"C(BA)": OpCount(1020000, 1009600), "(CB)A": OpCount(50000, 49400)})


@cache
def product_tiles() -> Figure:
    return figures.product_tiles(CHAIN, ((3, 2), (1, 0)), unstored=[1], entry_bytes=4)


@cache
def bracketing_costs() -> Figure:
    return figures.bracketing_costs(COSTS, {"forward": "D(C(BA))", "backward": "((DC)B)A"})


@cache
def bracketing_tree() -> Figure:
    return figures.bracketing_tree(CHAIN, (3, (2, (1, 0))))


@cache
def bracketing_polygon() -> Figure:
    return figures.bracketing_polygon(CHAIN, (3, (2, (1, 0))))


@cache
def linear_map() -> Figure:
    curve = np.array([[0, 0], [1, 1], [2, 4]])
    return figures.linear_map(
        {"near": ([curve], [curve + np.array([0, 0.5])]), "far": ([curve], [curve + np.array([3, 4])])}, (1, 1)
    )


@cache
def error_against_step() -> Figure:
    errors = {"f": [0.0] + [h**2 + 1e-16 / h for h in STEPS[1:]], "g": STEPS}
    return figures.error_against_step(STEPS, errors, {"h²": [h**2 for h in STEPS]})


@cache
def function_and_gradient() -> Figure:
    return figures.function_and_gradient(XS, XS**3 - 3 * XS, 3 * XS**2 - 3, [-1, 1], "x³ − 3x")


@cache
def times_with_spread() -> Figure:
    return figures.times_with_spread({"F forward": (1.5, [0.1, 0.11, 0.13]), "F reverse": (0.4, [0.004, 0.005, 0.006])})


@cache
def ratio_bars() -> Figure:
    return figures.ratio_bars({"predicted": 30.2, "measured": 7, "naive": 0.5})


@cache
def jacobian_grid() -> Figure:
    return figures.jacobian_grid([[6, 4, 0], [0, 0, 4]], adjoint=[0, 1])


@cache
def tape_graph() -> Figure:
    edges = {(0, 2): "3", (1, 2): "2", (2, 3): "2", (0, 3): "1"}
    return figures.tape_graph(["x₁", "x₂", "×", "y"], edges, ["2", "3", "6", "14"])


@cache
def accumulation_chart() -> Figure:
    return figures.accumulation_chart(plan_accumulation([(2, 20, 40), (20, 2, 40), (1, 20, 20)]))


@cache
def own() -> Figure:
    figure = Figure('A line, and a mark that says "a < b & c".')
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], "o-", color=PALETTE[3])
    with figures.style():
        axes.text(0.5, 0.5, 'a < b & c, $5, id="a"', color="white")
    return figure


ALL = [
    accumulation_chart,
    counts_growth,
    time_against_count,
    order_bars,
    product_tiles,
    bracketing_costs,
    bracketing_tree,
    bracketing_polygon,
    linear_map,
    error_against_step,
    function_and_gradient,
    times_with_spread,
    ratio_bars,
    jacobian_grid,
    tape_graph,
    own,
]


@pytest.fixture(scope="module", params=ALL, ids=lambda make: make.__name__)
def make(request: pytest.FixtureRequest) -> Callable[[], Figure]:
    return request.param


@pytest.fixture(scope="module")
def svg(make: Callable[[], Figure]) -> str:
    return make().to_svg()


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def painted(svg: str, colour: int, kind: str = "use") -> int:
    """Count elements filled or outlined in a colour of the palette."""
    root, wanted = ElementTree.fromstring(svg), f"--figure-{colour},"
    marks = [{**parent.attrib, **mark.attrib} for parent in root.iter() for mark in parent.findall(SVG + kind)]
    return sum(wanted in mark.get("fill", "") + mark.get("stroke", "") for mark in marks)


def test_every_public_figure_is_tested() -> None:
    assert {make.__name__ for make in ALL[:-1]} == set(figures.__all__) - {
        "Figure",
        "Picture",
        "style",
        "with_id_prefix",
    }


def test_the_root_says_what_the_figure_shows_and_leaves_width_and_colour_to_the_page(make, svg) -> None:
    root = ElementTree.fromstring(svg)
    assert (root.tag, root.get("role"), root.get("aria-label")) == (f"{SVG}svg", "img", make().alt)
    width, height = map(float, root.get("viewBox").split()[2:])
    assert int(root.get("width")) == round(width * 4 / 3)
    assert "height" not in root.attrib and height > 0
    assert svg.startswith("<svg") and "\n" not in svg
    assert not re.search("<metadata|<style|<!|<\\?|<image|xlink|DejaVu|e[-+]\\d\\d", svg)


def test_text_is_text_in_the_type_of_the_page(svg) -> None:
    assert all(texts(svg)) and texts(svg)
    assert svg.count("font-family") == 1  # the root's, for where no stylesheet is
    for element in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        assert float(element.get("font-size")) >= 11


def test_every_colour_is_a_variable_of_the_page(svg) -> None:
    root = ElementTree.fromstring(svg)
    colours = {value for e in list(root.iter())[1:] for name, value in e.attrib.items() if name in ("fill", "stroke")}
    assert colours and all(
        re.fullmatch(r"none|currentColor|var\(--figure-[a-z1-6]+,(#\w+|none)\)", colour) for colour in colours
    )


def test_the_same_data_give_the_same_bytes_and_leave_settings_alone(make, svg) -> None:
    before = dict(matplotlib.rcParams)
    figure = make.__wrapped__()
    assert figure.to_svg() == svg
    assert figure.to_svg() == svg
    assert dict(matplotlib.rcParams) == before


def test_what_is_added_later_is_drawn() -> None:
    figure = own.__wrapped__()
    before = figure.to_svg()
    figure.axes[0].plot([0, 1], [1, 0], "o", color=PALETTE[4])
    assert painted(before, 5) == 0 and painted(figure.to_svg(), 5) == 2


def test_two_figures_share_a_page(svg) -> None:
    page = ElementTree.fromstring(f"<div>{with_id_prefix(svg, 'one-')}{with_id_prefix(svg, 'two-')}</div>")
    ids = [element.get("id") for element in page.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    attributes = [item for element in page.iter() for item in element.attrib.items()]
    used = {value[1:] if name == "href" else value[5:-1] for name, value in attributes if name in ("href", "clip-path")}
    assert used == set(ids)


def test_an_id_prefix_leaves_text_alone() -> None:
    svg = own().to_svg("figure-7-")
    assert svg == with_id_prefix(own().to_svg(), "figure-7-")
    assert 'a < b & c, $5, id="a"' in texts(svg)
    with pytest.raises(ValueError, match="prefix must be a letter"):
        with_id_prefix(svg, "7 figures")


def test_a_colour_is_no_reference() -> None:
    figure = Figure("a dot of a colour of its own")
    figure.subplots().plot(0, 0, "o", color="#2ca02c")
    assert 'fill="#2ca02c"' in figure.to_svg()


def test_a_figure_must_say_what_it_shows() -> None:
    with pytest.raises(ValueError, match="alt must say"):
        Figure(" \n")
    with pytest.raises(TypeError, match="alt must be a text, not int"):
        Figure(3)
    with pytest.raises(TypeError):
        Figure()
    assert Figure("one\n   sentence").alt == "one sentence"


# What is drawn: a mark for every number, and every number that must be read as text.


def test_counts_growth_shows_every_count_above_zero() -> None:
    svg = counts_growth().to_svg()
    hollow = re.findall(r'<path [^>]*stroke="var\(--figure-2,[^>]*stroke-width="1.2"', svg)
    assert (painted(svg, 1, "circle"), len(hollow)) == (5, 4)  # one multiplication at n = 1, and no addition
    assert {"multiplications", "additions", "×10", "×1,000"} <= set(texts(svg))
    assert "from 1 at n = 1 to 1,000,000 at n = 100, a straight line of slope 3." in counts_growth().alt


def test_time_against_count_shows_every_time() -> None:
    svg = time_against_count().to_svg()
    assert (painted(svg, 1), painted(svg, 2)) == (3, 2)
    assert (
        "loops: from 1 µs for 10 to 1 ms for 10,000, 100 ns each at first, 100 ns at last." in time_against_count().alt
    )


def test_order_bars_are_as_long_as_the_counts() -> None:
    svg = order_bars().to_svg()
    assert {"1,020,000 multiplications", "49,400 additions"} <= set(texts(svg))
    assert "C(BA), 20.4 times the operations of (CB)A" in texts(svg)  # 2,029,600 / 99,400 = 20.42
    dear, cheap = ([path_width(path) for path in bars] for bars in (bars_of(svg, 1), bars_of(svg, 2)))
    assert cheap[0] / dear[0] == pytest.approx(50000 / 1020000, abs=1e-3)
    assert dear[1] / dear[0] == pytest.approx(1009600 / 1020000, abs=1e-3)


def bars_of(svg: str, colour: int) -> list[str]:
    paths = ElementTree.fromstring(svg).iter(f"{SVG}path")
    return [path.get("d") for path in paths if f"--figure-{colour}," in path.get("fill", "")]


def path_width(d: str) -> float:
    """Measure a path of absolute places, as Matplotlib writes them, or of steps, as a picture does."""
    start, _, steps = d.partition("l")
    xs = [float(x) for x in re.findall(r"[ML](-?[\d.]+) ", start)]
    for step in re.findall(r"-?\d*\.?\d+", steps)[::2]:
        xs.append(xs[-1] + float(step))
    return max(xs) - min(xs)


def test_one_of_a_kind_is_not_called_several() -> None:
    bars = figures.order_bars({"BA": OpCount(1, 1), "AB": OpCount(2, 0)})
    assert bars.alt.startswith("Bars of what each order costs. BA: 1 multiplication and 1 addition; AB")
    assert "2 multiplications and 0 additions" in bars.alt
    assert "1 multiplication<" in bars.to_svg() and "1 addition<" in bars.to_svg()
    assert "takes 1 multiplication. Together" in figures.product_tiles((1, 1, 1), (1, 0)).alt
    plan = plan_accumulation([Step(outputs=1, inputs=1, edges=1)])
    assert figures.accumulation_chart(plan).alt.endswith("In all 1 multiplication.")


def test_product_tiles_show_every_matrix_at_every_step() -> None:
    svg = product_tiles().to_svg()
    named = [text for text in texts(svg) if re.fullmatch("[A-D]+", text)]
    assert named == ["D", "C", "B", "A", "DC", "B", "A", "DC", "BA", "DCBA"]
    # DC: 50*3*40, BA: 40*2*30, and 50*40*30 for both
    assert {"50·3·40 =", "6,000", "2,400", "60,000", "so far 8,400", "in all 68,400"} <= set(texts(svg))
    assert texts(svg).count("0 B") == 2  # B, position 1, is not stored, and stands in two rows
    assert "6 kB" in texts(svg) and "480 B" in texts(svg)  # DCBA: 50*30*4, C: 3*40*4
    assert "Step 2: BA, 40×30, takes 2,400 multiplications." in product_tiles().alt
    dashed = [e for e in ElementTree.fromstring(svg).iter(f"{SVG}path") if "stroke-dasharray" in e.attrib]
    assert len(dashed) == 2


def test_matrices_that_are_not_stored_are_named() -> None:
    figure = figures.product_tiles((2, 3, 4, 1), (2, (1, 0)), ["J₁", "J₂", "J₃"], unstored=[0, 2])
    assert "Dashed, known only by what they do: J₃ and J₁." in figure.alt
    assert "J₃J₂J₁" in texts(figure.to_svg())


def test_tiles_are_true_to_the_square_root_of_the_sizes() -> None:
    svg = figures.product_tiles((100, 400, 25), (1, 0)).to_svg()
    b, a = bars_of(svg, 1)
    assert path_width(b) / path_width(a) == pytest.approx(2, rel=0.01)


def test_bracketing_costs_show_all_and_name_the_marked() -> None:
    svg = bracketing_costs().to_svg()
    assert painted(svg, 1, "circle") == 5
    # BA, C(BA), D(C(BA)): 40*2*30 + 3*40*30 + 50*3*30; DC, (DC)B, ((DC)B)A: 50*3*40 + 50*40*2 + 50*2*30
    assert {"forward: 10,500", "backward: 13,000"} <= set(texts(svg))
    assert painted(svg, 2, "circle") == 2
    assert {"10⁴", "2×10⁴"} <= set(texts(svg))  # at the axis: one power of ten alone would not be a scale
    assert "all 5 bracketings" in bracketing_costs().alt


def test_bracketings_that_share_a_place_share_a_mark() -> None:
    svg = figures.bracketing_costs({"BA": 12}, {"forward": "BA", "cheapest": "BA"}).to_svg()
    assert "forward, cheapest: 12" in texts(svg)


@pytest.mark.parametrize("make", [bracketing_tree, bracketing_polygon])
def test_a_drawn_bracketing_shows_matrices_sizes_and_costs(make) -> None:
    svg = make().to_svg()
    assert {"A", "B", "C", "D", "DCBA", "2,400", "3,600", "4,500"} <= set(texts(svg))
    assert "D(C(BA)) for D (50×3), C (3×40), B (40×2) and A (2×30)." in make().alt
    assert "together 10,500" in make().alt


def test_a_polygon_has_a_corner_for_each_size_and_a_triangle_for_each_product() -> None:
    svg = bracketing_polygon().to_svg()
    assert [text for text in texts(svg) if text in map(str, CHAIN)] == list(map(str, CHAIN))
    assert len(bars_of(svg, 2)) == 3


def test_a_tree_has_two_branches_below_each_product() -> None:
    lines = [e for e in ElementTree.fromstring(bracketing_tree().to_svg()).iter(f"{SVG}path") if e.get("stroke")]
    assert len(lines) == 6


def test_linear_map_says_how_far_the_two_are_apart() -> None:
    assert "near: the two are at most 0.5 apart. far: the two are at most 5 apart." in linear_map().alt
    assert {"near", "far", "y₁", "y₂"} <= set(texts(linear_map().to_svg()))


def test_errors_of_zero_are_shown_too() -> None:
    svg = error_against_step().to_svg()
    # 12 filled circles and a line, and a hollow mark; 13 squares and a line
    assert (painted(svg, 1, "circle"), painted(svg, 1, "path"), painted(svg, 2, "path")) == (12, 2, 14)
    assert {"exactly 0", "h²", "f", "g", "h = 10⁻¹²"} <= set(texts(svg))
    assert "g: 1 at h = 1, least 10⁻¹² at h = 10⁻¹²" in error_against_step().alt


def test_zeros_of_the_gradient_are_marked_in_both_panels_and_told_apart() -> None:
    svg = function_and_gradient().to_svg()
    assert (painted(svg, 1, "circle"), painted(svg, 2, "circle")) == (2, 2)
    assert "a minimum at x = 1. " in function_and_gradient().alt
    assert function_and_gradient().alt.endswith("a maximum at x = −1.")
    level = figures.function_and_gradient([-1, 0, 1], [-1, 0, 1], [3, 0, 3], [0], "x³")
    assert level.alt.endswith("The gradient is zero and x³ has neither a maximum nor a minimum at x = 0.")


def test_every_call_is_a_mark() -> None:
    svg = times_with_spread().to_svg()
    assert (painted(svg, 1), painted(svg, 2)) == (4, 4)
    assert {"first 1.5 s", "110 ms", "first 400 ms", "5 ms"} <= set(texts(svg))
    assert "from 100 ms to 130 ms in 3 calls" in times_with_spread().alt


def test_a_reversed_ratio_has_the_other_colour() -> None:
    svg = ratio_bars().to_svg()
    assert (len(bars_of(svg, 1)), len(bars_of(svg, 2))) == (2, 1)
    assert {"30.2×", "7×", "0.5×"} <= set(texts(svg))


def test_a_vector_uncovers_what_it_picks() -> None:
    assert "6" not in texts(jacobian_grid().to_svg())  # u = (0, 1) hides the first row
    assert "only row 2 can be read. uᵀ J is (0, 0, 4)." in jacobian_grid().alt
    both = figures.jacobian_grid([[6, 4, 7], [1, 0, 4]], tangent=[1, -0.5, 0])
    assert "7" not in texts(both.to_svg()) and "−0.5" in texts(both.to_svg())
    assert "only columns 1 and 2 can be read. J v is (4, 1)." in both.alt
    assert "nothing can be read" in figures.jacobian_grid([[1, 2]], adjoint=[0]).alt


def test_a_tape_has_a_circle_for_each_value_and_an_arrow_for_each_use() -> None:
    svg = tape_graph().to_svg()
    assert {"x₁", "x₂", "×", "y", "2", "3", "6", "14"} <= set(texts(svg))
    assert tape_graph().alt.endswith("×, 6, from x₁ (3) and x₂ (2); y, 14, from × (2) and x₁ (1).")
    assert len(list(ElementTree.fromstring(svg).iter(f"{SVG}circle"))) == 4
    heads = [path for path in ElementTree.fromstring(svg).iter(f"{SVG}path") if path.get("fill") == "currentColor"]
    assert len(heads) == 4


def test_a_plan_shows_sizes_and_what_each_part_takes() -> None:
    hourglass = [(20, 20, 400), (2, 20, 40), (20, 2, 40), (20, 20, 400)]
    figure = figures.accumulation_chart(plan_accumulation(hourglass))
    assert [text for text in texts(figure.to_svg()) if text.isdigit()] == [
        "20",
        "20",
        "2",
        "20",
        "20",
        "880",
        "880",
        "800",
    ]
    assert {"2 tangents", "2 adjoints", "20×2 by 2×20", "in all 2,560"} <= set(texts(figure.to_svg()))
    assert "2 adjoints for steps 0 to 1: 880; the product 20×2 by 2×20 for steps 0 to 3: 800." in figure.alt
    assert "1 adjoint for steps 0 to 2: 100" in accumulation_chart().alt  # one row through 40 + 40 + 20 edges


# What is refused, before anything is drawn.


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: figures.counts_growth([1, 2], [OpCount(1, 0)]), ValueError, "counts has 1 entries, but sizes has 2"),
        (lambda: figures.counts_growth([2, 1], [OpCount(1, 0)] * 2), ValueError, "sizes must be two or more that grow"),
        (lambda: figures.time_against_count({"a": [(1, 0.0)]}), ValueError, r"times\['a'\] must be above 0"),
        (lambda: figures.time_against_count([(1, 2)]), TypeError, "times must map names to data, and is a list"),
        (lambda: figures.time_against_count({name: [(1, 1)] for name in "abcdefg"}), ValueError, "colours for 6"),
        (lambda: figures.order_bars({}), ValueError, "counts is empty"),
        (lambda: figures.product_tiles((2, 3), (1, 0)), ValueError, "position 1"),
        (lambda: figures.product_tiles((2, 3), 0, ["A", "B"]), ValueError, "names has 2 entries for a chain of 1"),
        (lambda: figures.product_tiles((2, 3, 4), (1, 0), unstored=[2]), ValueError, r"unstored has positions \[2\]"),
        (lambda: figures.bracketing_polygon((2, 3), 0), ValueError, "a polygon needs two or more"),
        (lambda: figures.bracketing_costs({"BA": 1}, {"best": "AB"}), ValueError, "'best' at 'AB'"),
        (lambda: figures.linear_map({"a": ([[(0, 0)]], [])}, (0, 0)), ValueError, "its linear images has 0 entries"),
        (lambda: figures.error_against_step([1, 0.1], {"f": [0, 0]}), ValueError, "errors are all 0"),
        (lambda: figures.error_against_step([1], {"f": [-1]}), ValueError, r"errors\['f'\] must be above 0"),
        (lambda: figures.function_and_gradient([1, 0], [1, 1], [1, 1]), ValueError, "xs must grow"),
        (lambda: figures.function_and_gradient([0, 1], [1, float("nan")], [1, 1]), ValueError, "the value is nan"),
        (lambda: figures.function_and_gradient([0, 1], [1, 1], [1, 1], [2]), ValueError, "zeros has 2.0, outside"),
        (lambda: figures.times_with_spread({"F": (1, [])}), ValueError, "no calls in steady state"),
        (lambda: figures.ratio_bars({"a": -1}), ValueError, "ratios must be above 0"),
        (lambda: figures.jacobian_grid([[1, 2], [3]], tangent=[1, 0]), ValueError, r"jacobian\[1\] has 1 entries"),
        (lambda: figures.jacobian_grid([[1, 2]], tangent=[1]), ValueError, "tangent has 1 entries"),
        (lambda: figures.jacobian_grid([[1, 2]]), ValueError, "give either a tangent or an adjoint"),
        (lambda: figures.jacobian_grid([[1] * 13], adjoint=[1]), ValueError, "at most 12 by 12"),
        (lambda: figures.accumulation_chart([(1, 2, 2)]), TypeError, "plan must be what plan_accumulation returned"),
        (lambda: figures.tape_graph(["x", "y"], {(1, 0): ""}), ValueError, r"edges has \(1, 0\)"),
        (lambda: figures.tape_graph(["x", "y"], {(0, 1): ""}, ["1"]), ValueError, "notes has 1 entries"),
    ],
)
def test_bad_input_is_refused_in_a_sentence(call, error, message) -> None:
    with pytest.raises(error, match=message):
        call()


# How numbers are spelled.


def test_numbers_are_spelled_for_readers() -> None:
    assert [number(value) for value in (0, 1, 1e6, 123.4, 0.5, -3, 9.96e-5)] == [
        *("0", "1", "1,000,000", "123", "0.5", "−3", "10⁻⁴")
    ]
    assert [tick(value) for value in (1, 20, 100, 5e6, 1e-3)] == ["1", "20", "10²", "5×10⁶", "10⁻³"]
    assert [seconds(value) for value in (90, 1.5, 0.0042, 5e-8, 3e-11)] == [
        "90 s",
        "1.5 s",
        "4.2 ms",
        "50 ns",
        "0.03 ns",
    ]
    assert [byte_size(count) for count in (7, 2400, 2_000_000, 3 * 10**9)] == ["7 B", "2.4 kB", "2 MB", "3 GB"]
    assert [listed("a"), listed("ab"), listed("abc")] == ["a", "a and b", "a, b and c"]


def test_labels_spread_no_further_than_they_must() -> None:
    assert spread([5.0, 0.0], 1.0) == [5.0, 0.0]
    assert spread([0.0, 0.0, 0.0], 1.0) == [-1.0, 0.0, 1.0]
    assert spread([], 1.0) == []


# In a notebook.


# Colours: contrast, and difference for readers who see fewer of them.

STYLESHEET = Path(__file__).parents[2] / "docs" / "stylesheets" / "figures.css"
PAPERS = {"default": ("#ffffff", "#fdfbf6"), "slate": ("#15181d",)}
# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
VISION = {
    "all cones": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}
# To Oklab: Ottosson, "A perceptual color space for image processing", 2020.
CONES = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
]
OPPONENTS = [
    [0.2104542553, 0.793617785, -0.0040720468],
    [1.9779984951, -2.428592205, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.808675766],
]


def linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    light = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) + 0.05 for colour in (one, other))
    return light[1] / light[0]


def palette(scheme: str) -> list[str]:
    [block] = re.findall(rf'^\[data-md-color-scheme="{scheme}"\] {{(.*?)}}', STYLESHEET.read_text("utf-8"), re.M | re.S)
    return re.findall(r"--figure-\d: (#\w{6});", block)


def least_difference(colours: list[str], vision: str) -> float:
    seen = np.clip([np.array(VISION[vision]) @ linear(colour) for colour in colours], 0, 1)
    lab = np.cbrt(seen @ np.array(CONES).T) @ np.array(OPPONENTS).T
    return min(float(np.linalg.norm(a - b)) for i, a in enumerate(lab) for b in lab[:i])


@pytest.mark.parametrize("scheme", PAPERS)
def test_text_can_be_set_in_every_colour(scheme) -> None:
    colours = palette(scheme)
    assert len(colours) == len(PALETTE)
    assert min(contrast(colour, paper) for colour in colours for paper in PAPERS[scheme]) >= 4.5


def test_colours_without_a_stylesheet_read_on_light_and_on_dark() -> None:
    assert min(contrast(colour, paper) for colour in PALETTE for paper in ("#ffffff", "#15181d")) >= 3


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize(
    "colours", [list(PALETTE), palette("default"), palette("slate")], ids=["plain", "light", "dark"]
)
def test_colours_differ_for_every_reader(colours, vision) -> None:
    assert least_difference(colours, vision) > 0.07  # 0.02 is the least that is seen side by side


def test_what_is_printed_has_the_colours_of_light_paper() -> None:
    printed = STYLESHEET.read_text("utf-8").split("@media print")[1]
    assert re.findall(r"--figure-\d: (#\w{6});", printed) == palette("default")
