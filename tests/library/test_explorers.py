"""What all explorers have in common: their controls, their drawings, and what becomes of bad values."""

import inspect
import json
import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ordermatters import explorers
from ordermatters.explorers import CannotDraw, Control
from ordermatters.explorers.axes import Axis, tick
from ordermatters.explorers.drawing import Drawing
from ordermatters.explorers.words import listed, many, number, shown, subscript

EXPLORERS = [explorers.load(name) for name in explorers.names()]
VIEWS = [
    pytest.param(explorer, preset, id=f"{explorer.name}: {title}")
    for explorer in EXPLORERS
    for title, preset in [("default", {}), *((preset.title, preset.values) for preset in explorer.presets)]
]
COLOUR = r"none|currentColor|var\(--figure-([1-6]|grid|paper),(currentColor|none)\)"


@pytest.mark.of_this_course
def test_there_are_five() -> None:
    assert explorers.names() == ["one-product", "chain", "columns-or-rows", "network", "slope"]
    assert [explorer.name for explorer in EXPLORERS] == explorers.names()


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(ValueError, match="no explorer 'chains'"):
        explorers.load("chains")


@pytest.mark.parametrize("explorer", EXPLORERS, ids=lambda explorer: explorer.name)
def test_an_explorer_is_one_function_with_a_control_for_each_argument(explorer) -> None:
    assert list(inspect.signature(explorer.draw).parameters) == [control.name for control in explorer.controls]
    assert all(control.label and control.checked(control.default) is not None for control in explorer.controls)
    names = [control.name for control in explorer.controls]
    assert all(set(preset.values) <= set(names) for preset in explorer.presets)
    assert len({preset.title for preset in explorer.presets}) == len(explorer.presets)


@pytest.mark.parametrize(("explorer", "values"), VIEWS)
def test_a_view_is_a_drawing_in_the_colours_of_the_page_and_nothing_else(explorer, values) -> None:
    view = explorer.view(**values)
    root = ElementTree.fromstring(view.svg)
    assert root.tag == "svg" and root.get("role") == "img" and root.get("class") == "figure"
    assert re.search(r"\d", root.get("aria-label", ""))
    assert {element.tag for element in root.iter()} <= {"svg", "rect", "line", "circle", "path", "text"}
    assert all(element.text for element in root.iter("text"))
    for element in root.iter():
        assert not {"id", "style", "href", "font-family"} & set(element.attrib)
        assert not [name for name in element.attrib if name.startswith("on")]
        colours = [element.get(name) for name in ("fill", "stroke") if name in element.attrib]
        assert all(re.fullmatch(COLOUR, colour) for colour in colours)
        assert not re.search(
            r"nan|inf", " ".join(element.get(name, "") for name in ("x", "y", "d", "cx", "cy", "width"))
        )


@pytest.mark.parametrize(("explorer", "values"), VIEWS)
def test_a_call_says_in_json_what_a_view_shows(explorer, values) -> None:
    view = explorer.view(**values)
    answer = json.loads(explorer.call(json.dumps(dict(values))))
    assert answer == {"svg": view.svg, "table_html": view.table._repr_html_(), "verdict": view.verdict}
    assert view.verdict.strip() == view.verdict != "" and view.verdict.endswith(".")
    assert view.svg in view._repr_html_()


SMALLEST = [
    ("one-product", {"m": 1, "n": 1, "p": 1, "entry": 1, "term": 1}),
    ("one-product", {"m": 1, "n": 2, "p": 1, "entry": 1, "term": 1}),
    ("chain", {"dims": [1, 1]}),
    ("chain", {"dims": [1, 1, 1]}),
    ("chain", {"dims": [1, 1, 1, 1]}),
    ("columns-or-rows", {"v": [0, 0, 0]}),
    ("network", {"widths": [1, 1], "layer": 0}),
    ("network", {"widths": [1, 1, 1], "layer": 1}),
    ("slope", {"f": "1", "x": 1}),
]


@pytest.mark.parametrize(("name", "values"), SMALLEST)
def test_one_thing_is_spelled_as_one(name, values) -> None:
    view = explorers.load(name).view(**values)
    root = ElementTree.fromstring(view.svg)
    told = [view.verdict, root.get("aria-label"), view.table.caption, *(text.text for text in root.iter("text"))]
    plural = re.compile(r"(?<![\d.,])1 (multiplications|additions|terms|entries|numbers|tangents|adjoints|passes)\b")
    assert [text for text in told if plural.search(text or "")] == []


@pytest.mark.parametrize(("explorer", "values"), VIEWS)
def test_what_can_be_pointed_at_stands_for_a_value_of_a_control(explorer, values) -> None:
    controls = {control.name: control for control in explorer.controls}
    for element in ElementTree.fromstring(explorer.view(**values).svg).iter():
        if control := controls.get(element.get("data-sets", "")):
            if "data-value" in element.attrib:
                value = json.loads(f"[{element.get('data-value')}]")
                control.checked(value if control.kind == "sizes" else value[0])
            else:
                assert [control.checked(float(element.get(f"data-{end}"))) for end in ("from", "to")] == [-5, 5]
        else:
            assert "data-sets" not in element.attrib


# Bad values: one sentence that begins with the control's label.

BAD = {
    "whole": [None, "", "3", 3.5, 3.0, True, [3], {}, 0, -1, 10**9, 10**400, float("nan")],
    "number": [None, "", "3", True, [3], {}, 5.1, -6, float("nan"), float("inf"), 10**400],
    "choice": [None, "", "sideways", 3, ["best"], {}],
    "sizes": [None, "", "3, 4", 3, {}, [], [1], [1] * 9, [1, 2.0, 1], [1, True], [1, "2", 1], [1, 10**6], [[1], [2]]],
    "expression": [None, "", "   ", 3, ["x"], {}, "x" * 1000],
    "code": [None, "", "\n", 3, ["x"], {}, "#" * 10_000],
}
BAD_VALUES = [
    pytest.param(explorer, control, value, id=f"{explorer.name} {control.name}={str(value)[:12]}")
    for explorer in EXPLORERS
    for control in explorer.controls
    for value in BAD[control.kind]
    if not (control.name == "layer" and value == 0)
]


@pytest.mark.parametrize(("explorer", "control", "value"), BAD_VALUES)
def test_a_bad_value_is_refused_by_name(explorer, control, value) -> None:
    with pytest.raises((TypeError, ValueError), match=re.escape(control.label)) as error:
        explorer.view(**{control.name: value})
    sentence = str(error.value)
    assert "\n" not in sentence and len(sentence) < 250 and type(error.value) is not CannotDraw
    assert json.loads(explorer.call(json.dumps({control.name: value}, default=str))) == {"error": sentence}


@pytest.mark.parametrize(
    "text", ["", "{", "3", "null", "[]", '"dims"', "[" * 100_000, '{"m": ' + "9" * 5000 + "}", "\0"]
)
def test_what_is_no_object_of_values_is_refused(text) -> None:
    answer = json.loads(explorers.load("one-product").call(text))
    assert set(answer) == {"error"} and "JSON" in answer["error"]


def test_a_value_without_a_control_is_refused() -> None:
    with pytest.raises(TypeError, match="no 'size', only dims and order"):
        explorers.load("chain").view(size=3)


@pytest.mark.parametrize(
    ("control", "value", "sentence"),
    [
        (Control("n", "rows", "whole", 1, 1, 1000), 0, "“rows” must be an integer from 1 to 1,000, not 0"),
        (Control("n", "rows", "whole", 1, 1, 1000), "", "“rows” must be an integer from 1 to 1,000, not nothing"),
        (Control("x", "x", "number", 1, -5, 5), "2", "“x” must be a number from −5 to 5, not '2'"),
        (
            Control("d", "sizes", "sizes", (), 1, 9, shortest=2, longest=4),
            [1],
            "“sizes” must be a list of 2 to 4 integers from 1 to 9, not 1 of them",
        ),
        (
            Control("d", "sizes", "sizes", (), 1, 9, shortest=2, longest=2),
            [1, 10],
            "“sizes” has an entry 2, which must be an integer from 1 to 9, not 10",
        ),
        (
            Control("c", "way", "choice", "a", choices=(("a", "A"), ("b", "B"))),
            "c",
            "“way” must be 'a' or 'b', not 'c'",
        ),
        (Control("f", "f", "expression", "x", longest=2), "x+x", "“f” has 3 characters, and may have at most 2"),
    ],
)
def test_the_sentence_about_a_bad_value(control, value, sentence) -> None:
    with pytest.raises((TypeError, ValueError), match=f"^{re.escape(sentence)}$"):
        control.checked(value)


@pytest.mark.parametrize(
    "control",
    [
        Control("n", "rows", "whole", 1, 1, 1000),
        Control("n", "rows", "sizes", (), 1, 100),
        Control("n", "rows", "whole", 7, 7, 10**6),
    ],
)
def test_a_slider_of_a_wide_range_stops_by_ratio(control) -> None:
    stops, low, high = control.stops, int(control.minimum), int(control.maximum)
    assert stops[:5] == tuple(range(low, low + 5)) and stops[-1] == high and 50 < len(stops) <= 101
    ratio = (high / low) ** (1 / 100)
    assert all(1 <= b - a <= a * (ratio - 1) + 1.5 for a, b in pairwise(stops))
    assert [control.stop_of(value) for value in stops] == list(range(len(stops)))
    assert control.stop_of(high - 1) == len(stops) - 2 and control.stop_of(0) == 0


@pytest.mark.parametrize(
    "control",
    [
        Control("n", "rows", "whole", 1, 1, 99),
        Control("n", "rows", "whole", 0, 0, 1000),
        Control("n", "rows", "whole", 0, -9, 1000),
        Control("x", "x", "number", 1, 1, 1000),
        Control("c", "way", "choice", "a", choices=(("a", "A"),)),
    ],
)
def test_any_other_slider_has_the_range_itself(control) -> None:
    assert control.stops == ()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=9) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)
SIZES = st.lists(st.integers(-1, 5001), max_size=9)


@pytest.mark.parametrize("explorer", EXPLORERS, ids=lambda explorer: explorer.name)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_call_never_fails(explorer, data) -> None:
    likely = {control.name: JSON | SIZES | st.integers(1, 1000) for control in explorer.controls}
    values = data.draw(JSON | st.fixed_dictionaries({}, optional=likely))
    answer = json.loads(explorer.call(json.dumps(values)))
    assert set(answer) in ({"error"}, {"svg", "table_html", "verdict"})
    if "svg" in answer:
        ElementTree.fromstring(answer["svg"])


# The small things that explorers share.


def test_text_and_attributes_are_escaped() -> None:
    drawing = Drawing(height=9)
    drawing.text(0, 0, '<script>"&', fill='"><script>')
    root = ElementTree.fromstring(drawing.svg('"<&>'))
    assert root.get("aria-label") == '"<&>' and [element.tag for element in root.iter()] == ["svg", "text"]
    assert root[0].text == '<script>"&'


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-2.5, "−2.5"),
        (1020000, "1,020,000"),
        (999.96, "1,000"),
        (123456.7, "123,457"),
        (10**15, "10¹⁵"),
        (0.00099999, "10⁻³"),
        (1e-5, "10⁻⁵"),
        (float("-inf"), "−∞"),
        (float("nan"), "undefined"),
    ],
)
def test_numbers_are_spelled(value, text) -> None:
    assert number(value) == text


def test_words() -> None:
    assert listed(["a"]) == "a" and listed("ab", "or") == "a or b"
    assert many(1, "row") == "1 row" and many(1000, "row") == "1,000 rows"
    assert subscript(2, 3) == "₂₃" and subscript(2, 13) == "₂,₁₃"
    assert len(shown("x" * 1000)) < 40 and "thousands" in shown(10**5000)


@pytest.mark.parametrize(
    ("low", "high"), [(-5, 5), (-1.1, 1.1), (0, 1e-290), (-1e299, 3e299), (99.9, 100.1), (1e15, 2e15)]
)
def test_ticks_are_few_and_round(low, high) -> None:
    axis = Axis(low, high, 0, 100)
    ticks = axis.ticks(5)
    assert 2 <= len(ticks) <= 5 and all(low <= at <= high for at in ticks)
    step = ticks[1] - ticks[0]
    assert f"{step:.6e}"[0] in "125" and f"{step:.6e}"[2:8] == "000000"
    assert all(at / step == pytest.approx(round(at / step), abs=1e-6) for at in ticks)
    assert len({tick(at) for at in ticks}) == len(ticks)
    assert axis.at(low) == 0 and axis.at(high) == 100


@pytest.mark.parametrize(("low", "high"), [(1, 5000), (3, 2e20), (0.5, 12)])
def test_ticks_by_ratio_are_powers_of_ten(low, high) -> None:
    ticks = Axis(low, high, 0, 100, log=True).ticks(5)
    assert 1 <= len(ticks) <= 5 and all(low <= at <= high and f"{at:e}".startswith("1.000000") for at in ticks)
    assert [tick(at) for at in (1, 10, 1000, 10**6)] == ["1", "10", "10³", "10⁶"]
