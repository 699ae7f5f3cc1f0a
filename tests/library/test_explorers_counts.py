"""The explorers that count, one product, a chain, a network: held against loops, brute force and hand counts."""

import random
import re
from itertools import pairwise, product
from xml.etree import ElementTree

import pytest

from ordermatters import explorers
from ordermatters.accumulation import plan_accumulation
from ordermatters.accumulation_trees import Adjoints, Product, Tangents, check_tree, part_cost, parts
from ordermatters.chains import all_bracketings, chain_cost, spell
from ordermatters.explorers import network, verdicts
from ordermatters.explorers.drawing import WIDTH
from ordermatters.explorers.memory import memory_of

ONE, CHAIN, NETWORK = (explorers.load(name) for name in ("one-product", "chain", "network"))


def cells(view) -> dict[str, list[str]]:
    return {row[0]: row[1:] for row in view.table.rows}


def texts(view) -> list[str]:
    return [element.text for element in ElementTree.fromstring(view.svg).iter("text")]


# One product.


def counted_until(m, n, p, entry, term) -> tuple[int, int, int, int]:
    """Walk the loops, and stop when this entry has so many terms: what it took, what everything took."""
    multiplications = additions = here_times = here_plus = 0
    for place, k in product(range(1, m * p + 1), range(1, n + 1)):
        multiplications += 1
        additions += k > 1
        here_times, here_plus = (0, 0) if k == 1 else (here_times, here_plus)
        here_times += 1
        here_plus += k > 1
        if place == entry and k == term:
            break
    return here_times, here_plus, multiplications, additions


@pytest.mark.parametrize(("m", "n", "p"), [(1, 1, 1), (2, 3, 4), (1, 5, 1), (4, 1, 3), (3, 2, 1)])
def test_every_step_of_a_product_is_counted_as_a_loop_counts_it(m, n, p) -> None:
    for entry, term in product(range(1, m * p + 1), range(1, n + 1)):
        view = ONE.view(m=m, n=n, p=p, entry=entry, term=term)
        *here, times, plus = counted_until(m, n, p, entry, term)
        i, j = (entry - 1) // p + 1, (entry - 1) % p + 1
        name = f"R{i}{j}".translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))
        assert cells(view) == {
            f"{name} so far": [str(count) for count in here],
            "all entries so far": [str(times), str(plus)],
            "each entry": [str(n), str(n - 1)],
            "the whole product": [str(m * n * p), str(m * (n - 1) * p)],
        }
        assert f"{times} of {m * n * p} multiplication{'s' if m * n * p > 1 else ''}" in texts(view)
        assert f"{plus} of {m * (n - 1) * p} additions" in texts(view)
        assert view.verdict.startswith(f"{name} {'is complete' if term == n else f'has {term} of its {n} terms'}")


def test_steps_beyond_the_end_are_the_end() -> None:
    beyond, end = ('{"m":2,"n":3,"p":4,"entry":9,"term":4}', '{"m":2,"n":3,"p":4,"entry":8,"term":3}')
    assert ONE.call(beyond) == ONE.call(end)


def test_the_sum_of_an_entry_is_written_out() -> None:
    assert "R₂₃ = A₂₁·B₁₃ + A₂₂·B₂₃" in texts(ONE.view(m=2, n=3, p=4, entry=7, term=2))
    assert "R₁₁ = A₁₁·B₁₁ + … + A₁,₆₀·B₆₀,₁" in texts(ONE.view(m=2, n=99, p=4, entry=1, term=60))


@pytest.mark.parametrize("sizes", [(2, 3, 4), (50, 100, 200), (300, 20, 7), (1000, 900, 800)])
def test_the_matrices_are_drawn_to_scale(sizes) -> None:
    m, n, p = sizes
    root = ElementTree.fromstring(ONE.view(m=m, n=n, p=p).svg)
    outlined = [rect for rect in root.iter("rect") if "stroke" in rect.attrib]
    shapes = [(float(rect.get("height")), float(rect.get("width"))) for rect in outlined]
    scale = shapes[0][0] / m
    assert len(shapes) == 3
    for (height, width), (rows, columns) in zip(shapes, [(m, n), (n, p), (m, p)], strict=True):
        assert (height, width) == pytest.approx((rows * scale, columns * scale), abs=0.11)


@pytest.mark.parametrize(
    ("m", "n", "p", "i", "j", "term"), [(2, 3, 4, 1, 2, 2), (5, 2, 3, 0, 2, 1), (100, 7, 40, 63, 11, 7)]
)
def test_the_row_and_the_column_that_meet_are_lit_as_far_as_they_are_done(m, n, p, i, j, term) -> None:
    root = ElementTree.fromstring(ONE.view(m=m, n=n, p=p, entry=i * p + j + 1, term=term).svg)
    box = {"0.3": [], "0.7": [], "1": [], "outline": []}
    for rect in root.iter("rect"):
        kind = "outline" if "stroke" in rect.attrib else rect.get("fill-opacity", "")
        if kind in box:
            box[kind].append([float(rect.get(name)) for name in ("x", "y", "width", "height")])
    scale = box["outline"][0][3] / m
    (a_x, a_y, *_), (b_x, b_y, *_), (r_x, r_y, *_) = box["outline"]
    assert box["0.3"][0] == pytest.approx([a_x, a_y + i * scale, n * scale, scale], abs=0.2)
    assert box["0.3"][1] == pytest.approx([b_x + j * scale, b_y, scale, n * scale], abs=0.2)
    assert box["0.7"][0] == pytest.approx([a_x, a_y + i * scale, term * scale, scale], abs=0.2)
    assert box["0.7"][1] == pytest.approx([b_x + j * scale, b_y, scale, term * scale], abs=0.2)
    assert box["1"] == [pytest.approx([r_x + j * scale, r_y + i * scale, scale, scale], abs=0.2)]
    assert (a_y, b_x) == (r_y, r_x)


def test_sizes_without_end_have_counts_without_end() -> None:
    view = ONE.view(m=1000, n=1000, p=1000, entry=10**6, term=1000)
    assert cells(view)["all entries so far"] == cells(view)["the whole product"] == ["1,000,000,000", "999,000,000"]


# A chain.

DRAW = random.Random(0)
CHAINS = [(3, 4), (2, 3, 4), (5, 5, 5, 5), (200, 100, 50, 2), (10, 1, 1000, 11), (1, 1, 1, 1, 1), (2000,) * 8]
CHAINS += [tuple(DRAW.randint(1, 9) for _ in range(DRAW.randint(2, 8))) for _ in range(25)]


@pytest.mark.parametrize("dims", CHAINS, ids=str)
def test_a_chain_is_best_among_all_its_orders(dims) -> None:
    k = len(dims) - 1
    orders = {spell(order, "ABCDEFG"[:k]): chain_cost(dims, order) for order in all_bracketings(k)}
    fewest = min(count.multiplications for count in orders.values())
    rows = cells(CHAIN.view(dims=dims))
    for spelled, *counts, ratio in rows.values():
        assert counts == [f"{count:,}" for count in orders[spelled]]
        taken = orders[spelled].multiplications
        assert not fewest or float(ratio.rstrip("×").replace(",", "")) == pytest.approx(taken / fewest, rel=0.006)
    assert [rows[name][0] for name in ("forward", "backward")] == [next(iter(orders)), list(orders)[-1]]
    assert orders[rows["best"][0]].multiplications == fewest


@pytest.mark.parametrize("order", ["best", "forward", "backward"])
@pytest.mark.parametrize("dims", CHAINS[3:12], ids=str)
def test_a_tree_shows_what_each_product_takes_and_weighs_it(dims, order) -> None:
    view = CHAIN.view(dims=dims, order=order)
    root = ElementTree.fromstring(view.svg)
    beams = [float(line.get("stroke-width")) for line in root.iter("line") if "--figure-2" in line.get("stroke", "")]
    names = [text for text in texts(view) if re.fullmatch("[A-G]{2,}", text)]
    costs = [int(texts(view)[texts(view).index(name) + 1].replace(",", "")) for name in names]
    k = len(dims) - 1
    assert len(beams) == len(names) == len(costs) == k - 1
    assert sum(costs) == int(cells(view)[order][1].replace(",", ""))
    for (cost, beam), (other, other_beam) in product(zip(costs, beams, strict=True), repeat=2):
        assert beam <= other_beam or cost > other
        assert min(beam, other_beam) == 1.5 or beam / other_beam == pytest.approx(cost / other, rel=0.05)
    assert all(f"{name} takes {cost:,}" in root.get("aria-label") for name, cost in zip(names, costs, strict=True))


def test_a_product_stands_in_the_middle_over_its_factors() -> None:
    root = ElementTree.fromstring(CHAIN.view(dims=(9, 1, 9, 2, 9, 9)).svg)
    places = {text.text: float(text.get("x")) for text in root.iter("text")}
    beams = [sorted(float(line.get(end)) for end in ("x1", "x2")) for line in root.iter("line")]
    assert cells(CHAIN.view(dims=(9, 1, 9, 2, 9, 9)))["best"][0] == "(E(D(CB)))A"
    for name, left, right in [("CB", "C", "B"), ("DCB", "D", "CB"), ("EDCB", "E", "DCB"), ("EDCBA", "EDCB", "A")]:
        assert [places[left], places[right]] in beams
        assert places[name] == pytest.approx((places[left] + places[right]) / 2, abs=0.11)


@pytest.mark.parametrize(
    ("dims", "verdict"),
    [
        ((3, 4), "One matrix: there is nothing to multiply."),
        ((2, 3, 4), "Two matrices have one product, of 24 multiplications."),
        ((200, 100, 50, 2), "Backward, (CB)A, is best: 50,000 multiplications. Forward takes 20.4 times as many."),
        ((2, 300, 500, 1000), "Forward, C(BA), is best: 1,300,000 multiplications. Backward takes 116 times as many."),
        (
            (200, 100, 50, 67),
            "Forward, C(BA), is best: 1,670,000 multiplications. Backward takes 1.003 times as many.",
        ),
        ((5, 5, 5, 5), "Forward and backward tie at 250 multiplications, and no order takes fewer."),
        (
            (100, 100, 2, 100, 100),
            "The best order begins at neither end: (DC)(BA) takes 60,000 multiplications, "
            "forward 17.3 times as many, backward 17.3 times.",
        ),
    ],
)
def test_the_verdict_on_a_chain(dims, verdict) -> None:
    assert CHAIN.view(dims=dims).verdict == verdict


# A network.


@pytest.mark.parametrize(
    "widths", [(20, 20, 2, 20, 20), (5000, 1000, 30, 1), (1, 1), (3, 9, 2, 8, 2, 7, 4, 6)], ids=str
)
def test_a_network_costs_what_the_library_plans(widths) -> None:
    plan = plan_accumulation([(outputs, inputs, outputs * inputs) for inputs, outputs in pairwise(widths)])
    costs = [plan.tangent_cost, plan.adjoint_cost, plan.cost, plan.preaccumulated_cost]
    rows = cells(NETWORK.view(widths=widths))
    assert [row[0] for row in rows.values()] == [f"{cost:,}" for cost in costs]
    assert rows["the cheapest mix"][1] == "1×"


@pytest.mark.parametrize("widths", [(20, 20, 2, 20, 20), (3, 9, 2, 8), (4, 4), (1, 7, 1, 7, 1, 7)], ids=str)
def test_local_jacobians_make_a_whole_plan_of_the_cost_that_is_named(widths) -> None:
    steps = [(outputs, inputs, outputs * inputs) for inputs, outputs in pairwise(widths)]
    tree = network.preaccumulated(widths)
    check_tree(tree, len(steps))
    assert sum(part_cost(part, steps) for part in parts(tree)) == plan_accumulation(steps).preaccumulated_cost


@pytest.mark.parametrize("seed", range(12))
def test_the_verdict_flips_where_it_is_said_to(seed) -> None:
    draw = random.Random(seed)
    widths = tuple(draw.choice([1, 2, 5, 20, 60, 300, 5000]) for _ in range(draw.randint(2, 6)))
    layer = draw.randrange(len(widths))

    def winners(width) -> set[str]:
        chain = (*widths[:layer], width, *widths[layer + 1 :])
        plan = plan_accumulation([(outputs, inputs, outputs * inputs) for inputs, outputs in pairwise(chain)])
        named = {"forward": plan.tangent_cost, "reverse": plan.adjoint_cost}
        cheapest = {way for way, cost in named.items() if cost == plan.cost}
        return {frozenset(): "the middle", frozenset(named): "a tie"}.get(frozenset(cheapest)) or cheapest.pop()

    found = verdicts.stretches(widths, layer)
    assert found[0].first == 1 and found[-1].last == 5000
    assert all(before.last + 1 == after.first for before, after in pairwise(found))
    assert all(before.winner != after.winner for before, after in pairwise(found))
    for first, last, winner in found:
        for width in {first, last, *draw.choices(range(first, last + 1), k=6)}:
            assert winners(width) == winner, width


@pytest.mark.parametrize(
    ("widths", "layer", "verdict"),
    [
        (
            (20, 20, 2, 20, 20),
            2,
            "Start in the middle: 2,560 multiplications, where forward takes 6.88 times as many and reverse 6.88 "
            "times. As place 2 widens: the middle up to 19, a tie from 20 on.",
        ),
        (
            (3, 4, 3),
            2,
            "Forward and reverse tie at 72 multiplications, and no mix takes fewer. "
            "As place 2 widens: reverse up to 2, a tie at 3, forward from 4 on.",
        ),
        (
            (1, 3),
            7,
            "Forward is cheapest: 3 multiplications, where reverse takes 3 times as many. "
            "As place 1 widens: a tie at 1, forward from 2 on.",
        ),
    ],
)
def test_the_verdict_on_a_network(widths, layer, verdict) -> None:
    assert NETWORK.view(widths=widths, layer=layer).verdict == verdict


def test_one_mode_that_always_wins() -> None:
    assert NETWORK.view(widths=(1, 50, 2), layer=1).verdict.endswith(
        "Whatever the width of place 1, from 1 to 5,000, forward stays cheapest."
    )


@pytest.mark.parametrize("widths", [(3, 4, 2), (1, 1), (5000, 1000, 30, 1), (2, 9, 3, 9, 2)], ids=str)
def test_memory_of_the_two_modes_by_their_formulas(widths) -> None:
    last, n, m = len(widths) - 2, widths[0], widths[-1]
    columns = [(taken + made) * (1 + n) for taken, made in pairwise(widths)]
    assert memory_of(Tangents(0, last), widths) == (max(columns), 0)
    evaluating = sum(widths)
    walking = [m + sum(widths[: i + 1]) + m * (widths[i] + widths[i + 1]) for i in range(last + 1)]
    assert memory_of(Adjoints(0, last), widths) == (max(evaluating, *walking), sum(widths[:-1]))


def test_memory_of_a_mix_by_hand() -> None:
    """Hold 3 → 2 → 4: adjoints of step 0, an identity of 2×2 and rows of 2×3; then tangents take these columns on."""
    tree = Tangents(0, 1, seed=Adjoints(0, 0))
    # walking back: values 3 waiting and 2, 2×2 seed and 2×3 result; going on: values 2 and 4, 2×3 taken, 4×3 made
    assert memory_of(tree, (3, 2, 4)) == (max(3 + 2 + 4 + 6, 2 + 4 + 6 + 12), 3)
    joined = Product(0, 1, left=Tangents(1, 1), right=Adjoints(0, 0))
    # Jacobian 2×3 is there; tangents of step 1: 2×2 taken, 4×2 made; then 4×3 made of 4×2 and 2×3, value 4
    assert memory_of(joined, (3, 2, 4)) == (max(15, 2 + 4 + 6 + 4 + 8, 4 + 8 + 6 + 12), 3)


def test_memory_is_what_the_table_shows() -> None:
    rows = cells(NETWORK.view(widths=(3, 4, 2)))
    held, waiting = memory_of(Adjoints(0, 1), (3, 4, 2))
    assert rows["reverse"][2:] == [str(held), str(waiting)] and rows["forward"][3] == "0"


def test_the_plan_is_drawn_in_numbers_of_vectors() -> None:
    assert {"2 tangents", "2 adjoints"} <= set(texts(NETWORK.view(widths=(20, 20, 2, 20, 20))))
    assert "1 adjoint" in texts(NETWORK.view(widths=(5000, 1000, 30, 1)))


def test_a_change_at_the_widest_is_named_within_the_picture() -> None:
    svg = NETWORK.view(widths=[5000] * 4, layer=3).svg
    (place,) = re.findall(r'<text x="([\d.]+)"[^>]* paint-order="stroke"[^>]*>5,000</text>', svg)
    assert float(place) + len("5,000") * 3.5 <= WIDTH, "a character is half as wide as high"
