"""A Jacobian of two rows and three columns, of which one sweep shows a column or a row."""

import math
from typing import Any

from ordermatters.explorers.controls import Control
from ordermatters.explorers.drawing import BLUE, GREEN, GRID, ORANGE, Drawing
from ordermatters.explorers.explorer import CannotDraw, Explorer, Preset, View
from ordermatters.explorers.programs import CURVES, LINEAR, LOOP, PRODUCT_AND_SQUARE, Function, function_of
from ordermatters.explorers.words import listed, many, number, vector
from ordermatters.forward_mode import jvp
from ordermatters.reverse_mode import vjp
from ordermatters.tables import Table

INPUTS, OUTPUTS = 3, 2
#: The size of a cell, the gap between grid and vectors.
CELL, ROW, GAP = 88.0, 44.0, 16.0
HIDDEN = "·"


def draw(code: str, x: str, way: str, v: tuple[int, ...], u: tuple[int, ...]) -> View:
    """Show what one sweep tells of the Jacobian of a function with three inputs and two outputs.

    Args:
        code: a Python program that defines `f(x)`.
        x: the point, three numbers with commas between them.
        way: `"columns"` for J v, by a JVP, or `"rows"` for uᵀ J, by a VJP.
        v: the tangent, three numbers.
        u: the adjoint, two numbers.

    Raises:
        CannotDraw: a program or a point that cannot be.
    """
    f, point = function_of(CODE, code), point_of(x)
    seed = v if way == "columns" else u
    value, result = one_sweep(f, point, way, seed)
    table = Table(
        ["", "one sweep gives", "sweeps for J"],
        [
            ["JVP, one-hot v", f"a column, {many(OUTPUTS, 'number')}", INPUTS],
            ["VJP, one-hot u", f"a row, {many(INPUTS, 'number')}", OUTPUTS],
        ],
        f"f{vector(point)} = {vector(value)}",
    )
    summary = verdict(way, seed, result)
    picture = tangent_picture if way == "columns" else adjoint_picture
    return View(picture(seed, result).svg(f"The Jacobian of f at {vector(point)}. {summary}"), table, summary)


def point_of(text: str) -> list[float]:
    """Read three numbers with commas between them.

    Raises:
        CannotDraw: anything else.
    """
    try:
        point = [float(part) for part in text.strip().strip("()[]").split(",")]
    except ValueError:
        point = []
    if len(point) != INPUTS or not all(map(math.isfinite, point)):
        raise CannotDraw(POINT.said(f"must be {INPUTS} numbers with commas between them, such as 2, 3, 2"))
    return point


def one_sweep(f: Function, x: list[float], way: str, seed: tuple[int, ...]) -> tuple[list[float], list[float]]:
    """Evaluate `f` and send a vector through its Jacobian: a tangent by a JVP, a cotangent by a VJP.

    Raises:
        CannotDraw: an `f` that fails or does not return two numbers.
    """
    try:
        if way == "columns":
            value, result = jvp(f, x, seed)
            check_outputs(value)
        else:
            value, pullback = vjp(f, x)
            check_outputs(value)
            result = pullback(seed)
        return [float(number) for number in value], [float(number) for number in result]
    except (TypeError, ArithmeticError) as error:  # f returns what is no number, or an integer beyond all floats
        raise CannotDraw(CODE.said(f"cannot be differentiated: {error}")) from None


def check_outputs(value: Any) -> None:
    """Refuse what is no list of two numbers.

    Raises:
        CannotDraw: one number, or a list of another length.
    """
    if not isinstance(value, list) or len(value) != OUTPUTS:
        returned = f"a list of {len(value)}" if isinstance(value, list) else "one number"
        raise CannotDraw(CODE.said(f"must return a list of {OUTPUTS} numbers, not {returned}"))


def one_hot(i: int, length: int) -> tuple[int, ...]:
    """Give a vector with a one at place `i`: what picks a column or a row."""
    return tuple(int(j == i) for j in range(length))


def verdict(way: str, seed: tuple[int, ...], result: list[float]) -> str:
    """Say what came out, and what can be told from it about the Jacobian."""
    name, product, line = ("v", "J v", "column") if way == "columns" else ("u", "uᵀ J", "row")
    found = f"{product} = {vector(result)}"
    taking = [i for i, entry in enumerate(seed) if entry]
    if not taking:
        return f"{name} is zero and asks for nothing: {found}."
    if seed == one_hot(taking[0], len(seed)):
        return f"{found} is {line} {taking[0] + 1} of J. It takes {len(seed)} such sweeps for all of J."
    terms = listed(f"{number(seed[i])} times {line} {i + 1}" for i in taking)
    apart = f" From one sweep, the {line}s cannot be told apart." if len(taking) > 1 else ""
    return f"{found} is {terms}.{apart}"


def tangent_picture(v: tuple[int, ...], result: list[float]) -> Drawing:
    """Draw v above the Jacobian and J v to its right."""
    left, top = 40.0, ROW + GAP
    right = left + INPUTS * CELL + GAP
    drawing = Drawing(height=top + OUTPUTS * ROW + 2)
    for j, entry in enumerate(v):
        picked = {"data_sets": "v", "data_value": ",".join(map(str, one_hot(j, INPUTS)))}
        cell(drawing, left + j * CELL, 0, number(entry), GREEN if entry else GRID, **picked)
        for i in range(OUTPUTS):
            text = number(result[i]) if v == one_hot(j, INPUTS) else HIDDEN
            cell(drawing, left + j * CELL, top + i * ROW, text, BLUE if entry else GRID, **picked)
    for i in range(OUTPUTS):
        cell(drawing, right, top + i * ROW, number(result[i]), ORANGE)
    name(drawing, left - GAP, ROW / 2, "v", GREEN)
    name(drawing, left - GAP, top + OUTPUTS * ROW / 2, "J", BLUE)
    name(drawing, right + CELL / 2, top - GAP, "J v", ORANGE)
    return drawing


def adjoint_picture(u: tuple[int, ...], result: list[float]) -> Drawing:
    """Draw u to the left of the Jacobian and uᵀ J below it."""
    left, top = CELL + GAP, 24.0
    bottom = top + OUTPUTS * ROW + GAP
    drawing = Drawing(height=bottom + ROW + 2)
    for i, entry in enumerate(u):
        picked = {"data_sets": "u", "data_value": ",".join(map(str, one_hot(i, OUTPUTS)))}
        cell(drawing, 0, top + i * ROW, number(entry), GREEN if entry else GRID, **picked)
        for j in range(INPUTS):
            text = number(result[j]) if u == one_hot(i, OUTPUTS) else HIDDEN
            cell(drawing, left + j * CELL, top + i * ROW, text, BLUE if entry else GRID, **picked)
    for j in range(INPUTS):
        cell(drawing, left + j * CELL, bottom, number(result[j]), ORANGE)
    name(drawing, CELL / 2, top - GAP + 4, "u", GREEN)
    name(drawing, left + INPUTS * CELL / 2, top - GAP + 4, "J", BLUE)
    name(drawing, CELL / 2, bottom + ROW / 2, "uᵀ J", ORANGE)
    return drawing


def cell(drawing: Drawing, x: float, y: float, text: str, colour: str, **attributes: str) -> None:
    """Draw a number in a cell."""
    shade = {"fill": colour} if colour == GRID else {"fill": colour, "fill_opacity": 0.3}
    drawing.rectangle(x + 1, y + 1, CELL - 2, ROW - 2, **shade, **attributes)
    drawing.text(x + CELL / 2, y + ROW / 2 + 5, text, "middle", pointer_events="none")


def name(drawing: Drawing, x: float, y: float, text: str, colour: str) -> None:
    """Write the name of a matrix or a vector."""
    drawing.text(x, y + 5, text, "middle", bold=True, fill=colour)


CODE = Control("code", "f, in Python", "code", PRODUCT_AND_SQUARE, longest=4000)
POINT = Control("x", "at x =", "expression", "2, 3, 2", longest=100)

EXPLORER = Explorer(
    name="columns-or-rows",
    title="Columns or rows: one sweep, one line of the Jacobian",
    controls=(
        CODE,
        POINT,
        Control("way", "sweep", "choice", "columns", choices=(("columns", "JVP with v"), ("rows", "VJP with u"))),
        Control("v", "v", "sizes", (1, 0, 0), -9, 9, shortest=INPUTS, longest=INPUTS),
        Control("u", "u", "sizes", (1, 0), -9, 9, shortest=OUTPUTS, longest=OUTPUTS),
    ),
    presets=(
        Preset("lesson 4’s f", {"code": PRODUCT_AND_SQUARE, "x": "2, 3, 2"}),
        Preset("sin, exp and log", {"code": CURVES, "x": "0, 1, 2"}),
        Preset("a linear f", {"code": LINEAR, "x": "2, 3, 2"}),
        Preset("a loop", {"code": LOOP, "x": "2, 3, 2"}),
    ),
    draw=draw,
)
