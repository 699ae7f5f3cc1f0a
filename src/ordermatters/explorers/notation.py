"""An expression as people write it, put into Python's notation: x² is x**2, 2x is 2*x, sin(x)cos(x) a product."""

import re
from itertools import pairwise

from ordermatters.explorers.functions import CONSTANTS, FUNCTIONS

_SUPERSCRIPTS = str.maketrans("⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹", "-+0123456789")
_SIGNS = str.maketrans(
    {chr(code + 0xFEE0): chr(code) for code in range(ord("!"), ord("~") + 1)}  # as East Asian keyboards write them
    | {**dict.fromkeys("·×⋅∗•∙", "*"), **dict.fromkeys("−–", "-"), "÷": "/", "π": "(pi)"}
    | {**dict.fromkeys("\u00a0\u2009\u202f\u3000", " "), "½": "(1/2)", "⅓": "(1/3)", "¼": "(1/4)", "¾": "(3/4)"}
)
_NAMED = "|".join(sorted(FUNCTIONS, key=len, reverse=True))
_BEGINNING = re.compile(r"^\s*(?:f\s*\(\s*x\s*\)|y)\s*=(?!=)")
_MISREAD = (
    (re.compile(rf"\b({_NAMED})\s*(?:\*\*|\^)"), "has a power beside {0}; write ({0}(x))**2 for its square"),
    (re.compile(rf"\b({_NAMED})\s+(?:\d|x\b|{_NAMED})"), "has {0} without brackets; write {0}(x)"),
    (re.compile(rf"\b({_NAMED})x\b"), "has {0} without brackets; write {0}(x)"),
    (re.compile(r"\d,\d"), "has a comma in a number; write a point, as in 2.5"),
    (re.compile(r"\bX\b"), "has an X; write x"),
)
_RAISED = re.compile("[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_ROOT = re.compile(r"√\s*(\d+(?:\.\d+)?|x\b)")
_TOKEN = re.compile(r" *((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[^\W\d]\w*|\*\*|[-+*/(),]) *")


def in_python(text: str) -> str:
    """Write an expression as Python does; what is no expression is returned for Python to refuse.

    >>> in_python("2x² + sin(x)cos(x)"), in_python("e^−x"), in_python("√(x)")
    ('2*x**2+sin(x)*cos(x)', 'e**-x', 'sqrt(x)')

    Raises:
        ValueError: if the text reads in two ways, `1/2x`, or cannot be read as it is commonly written, `sin x`.
    """
    text = _BEGINNING.sub("", text)
    text = _RAISED.sub(lambda raised: f"**{_exponent(raised[0])}", text.translate(_SIGNS)).replace("^", "**")
    text = _ROOT.sub(r"sqrt(\1)", text).replace("√", "sqrt")
    for pattern, said in _MISREAD:
        if found := pattern.search(text):
            raise ValueError(said.format(*found.groups()))
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
