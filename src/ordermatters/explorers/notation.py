"""An expression as people write it, put into Python's notation: x² is x**2, 2x is 2*x, sin(x)cos(x) a product."""

import re
from itertools import pairwise

from ordermatters.explorers.functions import CONSTANTS, FUNCTIONS

_SUPERSCRIPTS = str.maketrans("⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹", "-+0123456789")
_SIGNS = str.maketrans({**dict.fromkeys("·×⋅", "*"), **dict.fromkeys("−–", "-"), "÷": "/", "π": "(pi)", "\u00a0": " "})
_RAISED = re.compile("[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_ROOT = re.compile(r"√\s*(\d+(?:\.\d+)?|x\b)")
_TOKEN = re.compile(r" *((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[^\W\d]\w*|\*\*|[-+*/(),]) *")


def in_python(text: str) -> str:
    """Write an expression as Python does; what is no expression is returned for Python to refuse.

    >>> in_python("2x² + sin(x)cos(x)"), in_python("e^−x"), in_python("√(x)")
    ('2*x**2+sin(x)*cos(x)', 'e**-x', 'sqrt(x)')

    Raises:
        ValueError: if the text reads in two ways: `1/2x`.
    """
    text = _RAISED.sub(lambda raised: f"**{_exponent(raised[0])}", text.translate(_SIGNS)).replace("^", "**")
    text = _ROOT.sub(r"sqrt(\1)", text).replace("√", "sqrt")
    tokens = _tokens(text)
    return "".join(_with_products(tokens)) if tokens else text


def _exponent(raised: str) -> str:
    exponent = raised.translate(_SUPERSCRIPTS)
    return f"({exponent})" if exponent[0] in "-+" else exponent


def _tokens(text: str) -> list[str]:
    """Cut text into numbers, names and signs; nothing if it holds anything else."""
    tokens, end = [], 0
    while end < len(text):
        token = _TOKEN.match(text, end)
        if token is None:
            return []
        tokens.append(token[1])
        end = token.end()
    return tokens


def _with_products(tokens: list[str]) -> list[str]:
    """Put a sign between factors that stand side by side, and blanks between what else does."""
    written = tokens[:1]
    divided = [False]  # for each open bracket: whether a division is under way in it
    _follow(tokens[0], divided)
    for left, right in pairwise(tokens):
        if _ends(left) and _begins(right):
            if divided[-1]:
                raise ValueError("has a product without its sign after a /, which reads in two ways; write the * there")
            written.append("*")
        elif left[-1].isalnum() and right[0].isalnum():
            written.append(" ")
        _follow(right, divided)
        written.append(right)
    return written


def _follow(token: str, divided: list[bool]) -> None:
    if token == "(":
        divided.append(False)
    elif token == ")" and len(divided) > 1:
        divided.pop()
    elif token in "+-*/,":
        divided[-1] = token == "/"


def _ends(token: str) -> bool:
    """Tell whether a factor may end with a token: a number, x, pi, e or a bracket."""
    return token[0].isdigit() or token[0] == "." or token in {"x", ")", *CONSTANTS}


def _begins(token: str) -> bool:
    return token in {"x", "(", *CONSTANTS, *FUNCTIONS}
