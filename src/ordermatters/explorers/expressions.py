"""A function of x typed as an expression: read as a tree, admitted piece by piece, never run as it stands.

What is admitted is arithmetic with + - * / **, numbers, x, and the functions and constants of `functions`. Every number
becomes a float: 9**9**9 is then too large at once, where integers would go on for hours.
"""

import ast
import math
import warnings
from collections.abc import Callable
from typing import Any

from ordermatters.elementary import power
from ordermatters.explorers.controls import Control
from ordermatters.explorers.explorer import CannotDraw
from ordermatters.explorers.functions import CONSTANTS, FUNCTIONS
from ordermatters.explorers.notation import in_python
from ordermatters.explorers.words import listed, shown

_OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.UAdd, ast.USub)
_DEEPEST = 40
_NAMES = {"__builtins__": {}, "power": power, **CONSTANTS, **FUNCTIONS}


def function_of(control: Control, text: str) -> tuple[str, Callable[[Any], Any]]:
    """Read an expression of x; return it as it will be written, and as a function.

    Raises:
        CannotDraw: anything but arithmetic, x and the functions; anything nested too deeply.
    """
    tree = parsed(control, text.strip())
    spelled = ast.unparse(tree)
    code = compile(ast.fix_missing_locations(_InFloats().visit(tree)), "f", "eval")
    return spelled, lambda x: eval(code, {**_NAMES, "x": x})


def parsed(control: Control, text: str) -> ast.Expression:
    """Turn text into a tree of what is admitted.

    Raises:
        CannotDraw: a sentence about the first thing that is not.
    """
    try:
        written = in_python(text)
    except ValueError as error:
        raise CannotDraw(control.said(str(error))) from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python warns of `2if` and the like, which end below
            tree = ast.parse(written, mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise CannotDraw(
            control.said(f"cannot be read as an expression{'; write abs(x)' if '|' in text else ''}")
        ) from None
    level: list[ast.AST] = [tree.body]
    for _ in range(_DEEPEST):
        for node in level:
            if objection := objection_to(node):
                raise CannotDraw(control.said(objection))
        level = [child for node in level for child in _parts(node)]
        if not level:
            return tree
    raise CannotDraw(control.said(f"is nested more than {_DEEPEST} levels deep"))


def objection_to(node: ast.AST) -> str:
    """Say what is wrong with a part of an expression, if something is.

    >>> objection_to(ast.parse("x + 1", mode="eval").body), objection_to(ast.parse("y", mode="eval").body)
    ('', 'has a y, and knows only x, pi and e')
    """
    match node:
        case ast.BinOp(op=op) | ast.UnaryOp(op=op):
            return "" if isinstance(op, _OPERATORS) else f"calculates with + - * / ** only, not as in {_piece(node)}"
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return "" if _finite(value) else f"has a number too large to calculate with, {_piece(node)}"
        case ast.Name(id=name):
            known = listed(["x", *CONSTANTS])
            return (
                "" if name in ("x", *CONSTANTS) else f"has a {_piece(node)}, and knows only {known}{_call_hint(name)}"
            )
        case ast.Call(func=ast.Name(id=name), args=[_], keywords=[]) if name in FUNCTIONS:
            return ""
        case ast.Call(func=ast.Name(id=name)):
            known = listed(FUNCTIONS)
            return (
                f"gives {name} one number, as in {name}(x)" if name in FUNCTIONS else f"has only the functions {known}"
            )
    return f"may hold arithmetic, x and the functions {listed(FUNCTIONS)} only, not {_piece(node)}"


def _parts(node: ast.AST) -> list[ast.expr]:
    """List what has to be admitted too: operands and arguments, and not the names of functions."""
    if isinstance(node, ast.Call):
        return node.args
    return [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]


class _InFloats(ast.NodeTransformer):
    """Turn every number of an expression into a float, and every ** into the power that stays with real numbers."""

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        return ast.Constant(float(node.value))  # type: ignore[arg-type]

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        operands = [node.left, node.right]
        return ast.Call(ast.Name("power", ast.Load()), operands, []) if isinstance(node.op, ast.Pow) else node


def _finite(value: float) -> bool:
    try:
        return math.isfinite(float(value))
    except OverflowError:
        return False


def _call_hint(name: str) -> str:
    return f"; write {name}(x)" if name in FUNCTIONS else ""


def _piece(node: ast.AST) -> str:
    try:
        return shown(ast.unparse(node)).strip("'\"")
    except (ValueError, RecursionError):
        return "this"
