"""The explorers that differentiate, columns or rows and a slope: held against derivatives by hand."""

import json
import math
import re
import warnings
from itertools import product
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ordermatters import explorers
from ordermatters.explorers import CannotDraw, columns_or_rows, slope
from ordermatters.explorers.axes import Axis
from ordermatters.explorers.curves import XS, Curve, curve_of, smooth_path, window
from ordermatters.explorers.expressions import function_of
from ordermatters.explorers.programs import CURVES, LINEAR, LOOP, PRODUCT_AND_SQUARE

LINES, SLOPE = explorers.load("columns-or-rows"), explorers.load("slope")


def texts(view) -> list[str]:
    return [element.text for element in ElementTree.fromstring(view.svg).iter("text")]


def error_of(explorer, **values) -> str:
    return json.loads(explorer.call(json.dumps(values)))["error"]


# Columns or rows.

ROOT = math.sqrt(2)
BY_HAND = {
    PRODUCT_AND_SQUARE: ("2, 3, 2", [[6, 4, 0], [0, 0, 4]]),
    LINEAR: ("-1, 0.5, 7", [[1, 2, 3], [4, 0, -1]]),
    CURVES: ("0, 1, 2", [[1, 0, 0], [0, math.e, 0.5]]),
    LOOP: ("2, 3, 5", [[3 / (2 * ROOT), ROOT, 0], [5 / (2 * ROOT), 0, ROOT]]),
}


@pytest.mark.parametrize("code", BY_HAND, ids=["the lessons'", "linear", "curves", "loop"])
def test_a_pass_gives_the_jacobian_times_a_vector(code) -> None:
    x, jacobian = BY_HAND[code]
    point, f = columns_or_rows.point_of(x), columns_or_rows.function_of(columns_or_rows.CODE, code)
    for v in product((-9, 0, 1, 2), repeat=3):
        expected = [sum(a * b for a, b in zip(row, v, strict=True)) for row in jacobian]
        assert columns_or_rows.one_sweep(f, point, "columns", v)[1] == pytest.approx(expected)
    for u in product((-9, 0, 1, 2), repeat=2):
        expected = [sum(a * b for a, b in zip(column, u, strict=True)) for column in zip(*jacobian, strict=True)]
        assert columns_or_rows.one_sweep(f, point, "rows", u)[1] == pytest.approx(expected)


MANY_NUMBERS = "def f(x):\n    a, b, c = x\n    return [11 * a + 22 * b + 33 * c, 44 * a + 55 * b + 66 * c]\n"
JACOBIAN = [[11, 22, 33], [44, 55, 66]]


@pytest.mark.parametrize("j", range(3))
def test_a_one_hot_tangent_shows_one_column_and_hides_the_others(j) -> None:
    v = [int(i == j) for i in range(3)]
    view = LINES.view(code=MANY_NUMBERS, v=v)
    shown = {int(text) for text in texts(view) if re.fullmatch("[1-6]{2}", text)}
    assert shown == {row[j] for row in JACOBIAN} and texts(view).count("·") == 4
    assert f"is column {j + 1} of J. It takes 3 such sweeps for all of J." in view.verdict
    assert not any(str(row[i]) in view.svg for row in JACOBIAN for i in range(3) if i != j)


@pytest.mark.parametrize("i", range(2))
def test_a_one_hot_adjoint_shows_one_row_and_hides_the_other(i) -> None:
    view = LINES.view(code=MANY_NUMBERS, way="rows", u=[int(k == i) for k in range(2)])
    shown = {int(text) for text in texts(view) if re.fullmatch("[1-6]{2}", text)}
    assert shown == set(JACOBIAN[i]) and texts(view).count("·") == 3
    assert f"is row {i + 1} of J. It takes 2 such sweeps for all of J." in view.verdict


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ({"v": [2, 0, -1]}, "J v = (12, −4) is 2 times column 1 and −1 times column 3. From one sweep, the columns "),
        ({"v": [0, 3, 0]}, "J v = (12, 0) is 3 times column 2."),
        ({"v": [0, 0, 0]}, "v is zero and asks for nothing: J v = (0, 0)."),
        ({"way": "rows", "u": [1, 1]}, "uᵀ J = (6, 4, 4) is 1 times row 1 and 1 times row 2. From one sweep, the "),
        ({"way": "rows", "u": [0, 0]}, "u is zero and asks for nothing: uᵀ J = (0, 0, 0)."),
    ],
)
def test_another_vector_hides_the_jacobian(values, verdict) -> None:
    view = LINES.view(**values)
    assert view.verdict.startswith(verdict) and texts(view).count("·") == 6


def test_both_ways_tell_their_passes() -> None:
    assert [row[0::2] for row in LINES.view().table.rows] == [["JVP, one-hot v", "3"], ["VJP, one-hot u", "2"]]
    assert LINES.view().table.caption == "f(2, 3, 2) = (12, 4)"


@pytest.mark.parametrize("way", ["columns", "rows"])
@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("def f(x:\n", "is no Python: line 1:"),
        ("\n\ndef f(x):\n  return [x[0], x[1] / 0]", "fails in line 4 with ZeroDivisionError"),
        ("f = 3", "must define a function f(x)"),
        ("g = 3", "must define a function f(x)"),
        ("def f(x): return x[0]", "must return a list of 2 numbers, not one number"),
        ("def f(x): return x", "must return a list of 2 numbers, not a list of 3"),
        ("def f(x): return [x[0], None]", "f(x)[1] must be a real number, not None"),
        ("def f(x): return None", "f(x) must be a real number, not None"),
        ("def f(x): return [x[0], 10**400]", "cannot be differentiated: int too large"),
        ("def f(): return 3", "TypeError"),
        ("def f(x): return f(x)", "fails in line 1 with RecursionError"),
        (
            "import math\ndef f(x): return [math.sin(x[0]), x[1]]",
            "take sin, cos, tan, exp, log, ln, tanh,",
        ),
        ("import nothing_of_the_kind", "fails in line 1 with ModuleNotFoundError"),
        ("exit()", "fails in line 1 with SystemExit"),
        ("raise BaseException('no')", "fails in line 1 with BaseException: no"),
        ("\x00", "null bytes"),
        ("\ud800", "surrogates not allowed"),
        ("def f(x): return [1 if x[0] is 2 else 3, x[1]]", ""),  # Python warns, and the reader's page does not break
    ],
)
def test_a_program_that_fails_is_explained(way, code, sentence) -> None:
    if sentence:
        error = error_of(LINES, code=code, way=way)
        assert error.startswith("“f, in Python” ") and sentence in error and "\n" not in error
    else:
        assert "error" not in json.loads(LINES.call(json.dumps({"code": code, "way": way})))


@pytest.mark.parametrize(
    "x", ["1, 2", "1, 2, 3, 4", "a, b, c", "1 2 3", "1, 2, inf", "nan, 1, 2", "1,,2", "1e999, 0, 0"]
)
def test_a_point_that_is_none_is_refused(x) -> None:
    assert error_of(LINES, x=x).startswith("“at x =” must be 3 numbers with commas between them")


def test_a_program_starts_from_nothing_each_time() -> None:
    LINES.call(json.dumps({"code": "left = 1\ndef f(x): return [x[0], x[1]]"}))
    assert "NameError" in error_of(LINES, code="def f(x): return [left, x[1]]")


# A function and its slope.

FUNCTIONS = {
    "x**2": (lambda x: x**2, lambda x: 2 * x),
    "sin(x**2) * cos(x)": (
        lambda x: math.sin(x * x) * math.cos(x),
        lambda x: 2 * x * math.cos(x * x) * math.cos(x) - math.sin(x * x) * math.sin(x),
    ),
    "-exp(x) / 3 + 2": (lambda x: 2 - math.exp(x) / 3, lambda x: -math.exp(x) / 3),
    "2**x": (lambda x: 2**x, lambda x: 2**x * math.log(2)),
    "tanh(x) - +x": (lambda x: math.tanh(x) - x, lambda x: -(math.tanh(x) ** 2)),
    "(x**2)**0.5": (abs, lambda x: math.copysign(1, x) if x else math.nan),
    "1/x": (lambda x: 1 / x if x else math.nan, lambda x: -1 / x / x if x else math.nan),
    "log(x)": (lambda x: math.log(x) if x > 0 else math.nan, lambda x: 1 / x if x > 0 else math.nan),
    "3": (lambda x: 3, lambda x: 0),
    "tan(x)": (math.tan, lambda x: 1 / math.cos(x) ** 2),
    "sqrt(x)": (lambda x: math.sqrt(x) if x >= 0 else math.nan, lambda x: 0.5 / math.sqrt(x) if x > 0 else math.nan),
    "abs(x)": (abs, lambda x: math.copysign(1, x) if x else math.nan),
    "ln(x)": (lambda x: math.log(x) if x > 0 else math.nan, lambda x: 1 / x if x > 0 else math.nan),
    "e**x": (math.exp, math.exp),
    "sin(pi*x)": (lambda x: math.sin(math.pi * x), lambda x: math.pi * math.cos(math.pi * x)),
}


@pytest.mark.parametrize("f", FUNCTIONS)
def test_a_curve_and_its_slope_are_those_by_hand(f) -> None:
    by_hand, slope_by_hand = FUNCTIONS[f]
    curve = curve_of(function_of(slope.EXPRESSION, f)[1])
    assert curve.xs == XS and (XS[0], XS[-1], len(XS)) == (-5, 5, 201)
    assert curve.values == pytest.approx([by_hand(x) for x in XS], nan_ok=True)
    assert curve.slopes == pytest.approx([slope_by_hand(x) for x in XS], nan_ok=True, rel=1e-12, abs=1e-12)


AS_WRITTEN = {
    "x²": "x ** 2",
    "2x": "2 * x",
    "2x² − 3x + 1": "2 * x ** 2 - 3 * x + 1",
    "-x²": "-x ** 2",
    "x⁻¹": "x ** (-1)",
    "x¹⁰": "x ** 10",
    "x^2": "x ** 2",
    "e^−x": "e ** (-x)",
    "sin(x)cos(x)": "sin(x) * cos(x)",
    "sin(x)²": "sin(x) ** 2",
    "x sin(x)": "x * sin(x)",
    "2sin(x)": "2 * sin(x)",
    "(x+1)(x−1)": "(x + 1) * (x - 1)",
    "x(x+1)": "x * (x + 1)",
    "2(x)": "2 * x",
    "2e3x": "2000.0 * x",
    "2e x": "2 * e * x",
    "2πx": "2 * pi * x",
    "3·x × 2": "3 * x * 2",
    "√x + √(x+1) + √2": "sqrt(x) + sqrt(x + 1) + sqrt(2)",
    "x/2 * 3x": "x / 2 * 3 * x",
    "(1/2)x": "1 / 2 * x",
    "sin (x)": "sin(x)",
    ".5x": "0.5 * x",
    "2**-x": "2 ** (-x)",
    "f(x) = x²": "x ** 2",
    "y=2x": "2 * x",
    "½x²": "1 / 2 * x ** 2",
    "x∗x•2": "x * x * 2",
    "x\u2009+\u202f1": "x + 1",
    "（x＋１）＾２": "(x + 1) ** 2",
}


@pytest.mark.parametrize("f", AS_WRITTEN)
def test_an_expression_may_be_written_as_on_paper(f) -> None:
    spelled, function = function_of(slope.EXPRESSION, f)
    python = eval(
        f"lambda x: {AS_WRITTEN[f]}", {name: getattr(math, name) for name in ("sin", "cos", "sqrt", "pi", "e")}
    )
    assert curve_of(function, (0.25, 1.5)).values == pytest.approx([python(0.25), python(1.5)])
    assert function_of(slope.EXPRESSION, spelled)[0] == spelled


def test_the_table_holds_the_point_and_the_extremes() -> None:
    view = SLOPE.view(f="x**2 - x", x=2)
    assert view.table.rows == [["here", "2", "2", "3"], ["highest", "−5", "30", "−11"], ["lowest", "0.5", "−0.25", "0"]]


@pytest.mark.parametrize(
    ("f", "x", "verdict"),
    [
        ("x**2", -1, "At x = −1 the curve falls: its value is 1, its slope −2."),
        ("x**2", 0, "At x = 0 the curve is level: its value is 0, its slope 0."),
        ("x**3", 2, "At x = 2 the curve rises: its value is 8, its slope 12."),
        ("1/x", 0, "At x = 0 there is no value, and so no slope."),
        ("log(x)", -1, "At x = −1 there is no value, and so no slope."),
        ("(-8)**(x/3)", 1, "At x = 1 there is no value, and so no slope."),
        ("x**0.5", 0, "At x = 0 the value is 0, and there is no slope."),
        ("exp(exp(x)**2)", 5, "At x = 5 the value is too large for a float."),
        ("1e308 * x * x", 5, "At x = 5 the value is too large for a float."),
    ],
)
def test_the_verdict_on_a_place(f, x, verdict) -> None:
    assert SLOPE.view(f=f, x=x).verdict == verdict


def pieces(f: str) -> int:
    curve = curve_of(function_of(slope.EXPRESSION, f)[1])
    return smooth_path(curve, Axis(-5, 5, 0, 400), Axis(*window(curve.values), 200, 0)).count("M")


@pytest.mark.parametrize(
    ("f", "count"),
    [("x", 1), ("1/x", 2), ("1/(x - 0.02)", 2), ("sin(x)/cos(x)", 5), ("1/x**2", 2), ("log(x)", 1), ("tanh(99*x)", 1)],
)
def test_a_curve_is_cut_where_it_has_no_value(f, count) -> None:
    assert pieces(f) == count


def test_a_drawn_curve_is_the_cubic_through_values_and_slopes() -> None:
    curve = Curve((0.0, 3.0), (1.0, 4.0), (2.0, -1.0))
    assert smooth_path(curve, Axis(0, 3, 0, 30), Axis(0, 4, 40, 0)) == "M0 30c10-20 20-40 30-30"


def test_a_long_curve_written_in_steps_does_not_drift() -> None:
    curve = curve_of(function_of(slope.EXPRESSION, "sin(x**2) * cos(x)")[1])
    x, y = Axis(-5, 5, 0, 397), Axis(-1, 1, 211, 0)
    written = re.findall(r"([Mlcs])([^Mlcs]*)", smooth_path(curve, x, y))
    steps = [[float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", text)][-2:] for _, text in written]
    ends = [tuple(map(sum, zip(*steps[:i], strict=True))) for i in range(1, len(steps) + 1)]
    assert {command for command, _ in written} == {"M", "c", "s"}
    assert max(abs(end[0] - x.at(at)) for end, at in zip(ends, curve.xs, strict=True)) < 0.06
    assert max(abs(end[1] - y.at(value)) for end, value in zip(ends, curve.values, strict=True)) < 0.06


def test_the_tangent_touches_the_curve_with_its_slope() -> None:
    root = ElementTree.fromstring(SLOPE.view(f="x**2", x=1).svg)
    above = next(element for element in root.iter("svg") if element is not root)
    left, top, width, height = map(float, above.get("viewBox").split())
    tangent = next(path for path in root.iter("path") if re.fullmatch(r"M[^MLC]+L[^MLC]+", path.get("d")))
    x0, y0, x1, y1 = map(float, re.findall(r"-?[\d.]+", tangent.get("d")))
    low, high = window([x * x for x in XS])
    x, y = left + (1 + 5) / 10 * width, top + (high - 1) / (high - low) * height
    assert (y1 - y0) / (x1 - x0) == pytest.approx(-2 * height / (high - low) * 10 / width, rel=0.01)
    assert y0 + (y1 - y0) * (x - x0) / (x1 - x0) == pytest.approx(y, abs=0.2)


# An expression is read, never run: anything but arithmetic, x, constants and the functions is refused.

REFUSED = {
    "y + 1": "has a y, and knows only x",
    "sin": "write sin(x)",
    "sin()": "gives sin one number",
    "sin(x, x)": "gives sin one number",
    "sin(*x)": "",
    "sin(x=1)": "",
    "sin(**x)": "",
    "cosh(x)": "has only the functions sin, cos, tan, exp, log, ln, tanh, sqrt and abs",
    "sin²(x)": "has a power beside sin; write (sin(x))**2",
    "tanh^2 x": "has a power beside tanh; write (tanh(x))**2",
    "2,5x": "has a comma in a number; write a point",
    "sqrt 2": "has sqrt without brackets; write sqrt(x)",
    "cosx": "has cos without brackets; write cos(x)",
    "X²": "has an X; write x",
    "1/2x": "reads in two ways",
    "x/(x+1)(x-1)": "reads in two ways",
    "x y": "cannot be read",
    "x2": "has a x2, and knows only x, pi and e",
    "xy": "has a xy, and knows only x",
    "xsin(x)": "has only the functions",
    "2 3": "cannot be read",
    "|x|": "write abs(x)",
    "sin x": "has sin without brackets; write sin(x)",
    "power(x, 2)": "has only the functions",
    "__import__('os').system('ls')": "",
    "eval('x')": "has only the functions",
    "x.__class__": "may hold arithmetic",
    "sin.__call__(x)": "",
    "(lambda: 1)()": "",
    "(lambda x: x)(x)": "",
    "[x for x in (1, 2)]": "may hold arithmetic",
    "sum(x for x in (1, 2))": "",
    "{x: 1}": "",
    "{1, 2}": "",
    "(1, 2)": "",
    "x[0]": "",
    "x if x else 1": "",
    "x < 1": "",
    "x and 1": "",
    "not x": "calculates with",
    "~x": "calculates with",
    "x @ x": "calculates with",
    "x % 2": "calculates with",
    "x // 2": "calculates with",
    "x << 999999": "calculates with",
    "(x := 3)": "",
    "x = 3": "cannot be read",
    "await x": "",
    "yield x": "",
    "True": "",
    "None": "",
    "...": "",
    "1j": "",
    "'a' * 9": "",
    "b'a'": "",
    "f'{x}'": "",
    "x; x": "",
    "x\nx": "",
    "1e999": "too large",
    "9" * 200: None,
    "9**9**9**9": "has no value",
    "0/0": "has no value",
    "log(-1 - x**2)": "has no value",
    "(" * 99 + "x" + ")" * 99: None,
    "(" * 100 + "x": "",
    "-" * 150 + "x": "nested",
    "sin(" * 39 + "x" + ")" * 39: None,
    "sin(" * 45 + "x" + ")" * 45: "at most 200",
    "x" * 199: "knows only x",
    "x\x00": "",
    "\ud800": "",
    "ｘ": None,  # Python reads it as x
}


@pytest.mark.parametrize("f", REFUSED, ids=lambda f: repr(f[:24]))
def test_expressions_that_are_refused(f) -> None:
    answer = json.loads(SLOPE.call(json.dumps({"f": f})))
    if REFUSED[f] is None:
        assert "error" not in answer
    else:
        assert answer["error"].startswith("“f(x) =” ") and REFUSED[f] in answer["error"]


def test_no_warning_leaves_the_reading_of_an_expression() -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for f in ("1if x else 2", "0x1for x", "2(x)", "'\\d'", "1 is x"):
            SLOPE.call(json.dumps({"f": f}))
    assert not caught


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="x0123456789.+-*/() sincoexplgtah,_e[]^²⁻πrq√·−", max_size=30))
def test_whatever_is_typed_is_drawn_or_refused_in_a_sentence(f) -> None:
    answer = json.loads(SLOPE.call(json.dumps({"f": f})))
    assert set(answer) in ({"error"}, {"svg", "table_html", "verdict"})
    ElementTree.fromstring(answer.get("svg", "<svg/>"))


ATOMS = st.sampled_from(["x", "1", "0", "2.5", "1e300", "1e-300"])
TREES = st.recursive(
    ATOMS,
    lambda inner: (
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "**"]), inner).map(lambda t: f"({''.join(t)})")
        | st.tuples(st.sampled_from(["sin", "cos", "exp", "log", "tanh", "-"]), inner).map(lambda t: f"{t[0]}({t[1]})")
    ),
    max_leaves=8,
)


@settings(max_examples=100, deadline=None)
@given(TREES.filter(lambda f: len(f) <= 200), st.floats(-5, 5))
def test_every_arithmetic_expression_is_drawn_or_has_no_value(f, x) -> None:
    try:
        view = SLOPE.view(f=f, x=x)
    except CannotDraw as error:
        assert "has no value" in str(error)
        return
    drawn = ElementTree.fromstring(view.svg)
    numbers = " ".join(
        value for e in drawn.iter() for name, value in e.attrib.items() if name in ("d", "y", "cy", "y1")
    )
    assert not re.search("nan|inf", numbers)
