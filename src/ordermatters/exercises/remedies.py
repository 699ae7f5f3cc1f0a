"""What is known to lead to an error, by its kind and Python's own words: a sentence that helps, or none."""

import ast
import importlib
import re
from collections.abc import Iterator

from ordermatters.exercises.copied_text import copied, printed_sign
from ordermatters.exercises.source import Source

_IMPORTS = {
    **{"np": "import numpy as np", "numpy": "import numpy", "jnp": "import jax.numpy as jnp", "jax": "import jax"},
    **{name: f"import {name}" for name in ("math", "functools", "itertools", "random", "sys")},
    **{name: f"from functools import {name}" for name in ("cache", "lru_cache", "reduce", "partial")},
    **{name: f"from ordermatters.forward_mode import {name}" for name in ("sin", "cos", "exp", "log", "tanh")},
    "pi": "from math import pi",
    **{name: f"from typing import {name}" for name in ("Any", "Callable", "List", "Optional", "Tuple")},
    **{"dataclass": "from dataclasses import dataclass", "NamedTuple": "from typing import NamedTuple"},
}

_NO_ARRAY = "A list is no array yet: `jnp.array(…)`, or `np.array(…)`, makes one of it."

# Patterns of an error's kind, words of its message, something in the line where it arose, and what helps.
_KNOWN = (
    ("TypeError", r"for \^", "", "Python writes a power as `**`."),
    (
        "TypeError",
        r"'(int|float)' object is not callable",
        "",
        "A number stands before a bracket there: a product wants its `*`, and a function a name that no number has.",
    ),
    (
        "TypeError",
        r"list indices must be integers or slices, not tuple",
        "",
        "Lists in a list are indexed one by one, `A[i][k]`, and a comma stands between two lists.",
    ),
    ("TypeError", r"'int' object is not iterable", r"\bfor\b", "A loop over a number wants `range` around it."),
    (
        "TypeError",
        r"unhashable type: 'list'",
        "",
        "What a `cache`, a set or a dictionary keeps must not change: give it a tuple, `tuple(…)`, in place of a list.",
    ),
    (
        "TypeError",
        r"'[<>]' not supported between instances of '(tuple' and 'int|int' and 'tuple)'",
        r"\b(min|max|sorted|sort)\(",
        "Pairs whose first parts are equal are compared by what comes next: `min(…, key=lambda pair: pair[0])` looks "
        "at the first alone.",
    ),
    (
        "AttributeError",
        r"'list' object has no attribute '(shape|T|size|ndim|dot|reshape|flatten|ravel|sum|transpose)'",
        "",
        _NO_ARRAY,
    ),
    ("TypeError", r"tree structure.* PyTreeDef\(\(\[|for \*\* or pow\(\): 'list'|for @: 'list'", "", _NO_ARRAY),
    ("ValueError", r"(?s)unexpected tree structure.*(got PyTreeDef\(\[|but a <class 'list'>)", "", _NO_ARRAY),
    ("ValueError", r"vmap was requested to map its argument .* but is only 0", "", _NO_ARRAY),
    (
        "TypeError",
        r"arguments to jax\.jvp must be tuples or lists",
        "",
        "Point and direction each stand in a tuple: `jax.jvp(f, (x,), (v,))`.",
    ),
    (
        "TypeError|ValueError",
        r"tangent u?int|tangent dtype u?int|got u?int\d+\[[\d,]*\], but expected float",
        "",
        "A direction is made of floats, as what it goes with: write `1.0` for `1`.",
    ),
    (
        "TypeError",
        r"Gradient only defined for scalar-output functions. Output had shape",
        "",
        "It takes a function of one number that returns one; `jax.vmap` around it makes that one of a whole array.",
    ),
    (
        "ConcretizationTypeError",
        r"float",
        r"\b(float|sin|cos|exp|log|tanh|sqrt)\(",
        "JAX follows its own functions alone: `jnp.sin` and the like, not those of `math`, and no `float`.",
    ),
    ("TracerArrayConversionError", "", "", "JAX follows its own functions alone: `jnp.sin` and the like, not NumPy's."),
    (
        "TypeError",
        r"can't multiply sequence by non-int of type '(tuple|list)'",
        "",
        "Tuples and lists are not multiplied: take their numbers out first, `a[0]`.",
    ),
    (
        "AttributeError",
        r"'(tuple|list)' object has no attribute '\w*(value|tangent)'",
        "",
        "It is a pair, whose parts have places, not names: `value, tangent = a`.",
    ),
    (
        "UnboundLocalError",
        "",
        "",
        "A name that a function sets is its own: give it its first value in there, on every way that leads here.",
    ),
    (
        "IndexError",
        "index out of range",
        "",
        "Places are counted from 0, so that the last of n is n − 1, and an empty list has none before an `append`.",
    ),
    (
        "TypeError",
        r"'(list|tuple)' object is not callable",
        "",
        "What stands in a list is taken out with square brackets, `x[0]`, and a function has a name that no list has.",
    ),
    (
        r"TypeError|AttributeError",
        "'NoneType' object",
        "",
        "That is `None`, as comes from a function without `return`, and from `append`, `sort` and `print`.",
    ),
    ("RecursionError", "", "", "A function calls itself again and again: what ends that?"),
    (
        "EOFError",
        "reading a line",
        "",
        "Nobody types while a program is checked: leave `input` out, and use the arguments.",
    ),
    ("ModuleNotFoundError", "", "", "The exercise can be done without it."),
)


def remedy(kind: str, said: str, line: str, source: Source) -> str:
    """Say what is known to lead to such an error, and nothing otherwise."""
    if kind == "NameError":
        return _of_a_name(said, line, source)
    for its_kind, words, near, advice in _KNOWN:
        if re.fullmatch(its_kind, kind) and re.search(words, said) and re.search(near, line):
            return advice
    return ""


def _of_a_name(said: str, line: str, source: Source) -> str:
    found = re.search(r"name '(.+?)' is not defined", said)
    name = found[1] if found else ""
    if sign := printed_sign(name) or (copied(line) if name in ("In", "Out") else ""):
        return sign.strip()
    if name in _IMPORTS:
        missing = _IMPORTS[name]
        if re.search(r"^ *(import|from) jax", source.text, re.MULTILINE):
            missing = missing.replace("ordermatters.forward_mode", "jax.numpy")
        return f"Its import is missing: `{missing}`."
    if name.replace("_", "-") in importlib.import_module(__package__ or "").names():
        return "Each answer is a program of its own: copy what you wrote for that exercise into this one."
    factors = _factors(name, {*_sizes(source)})
    return f"To Python that is one name; a product is `{' * '.join(factors)}`." if len(factors) > 1 else ""


def _sizes(source: Source) -> Iterator[str]:
    """List the parameters of a program's functions that are named as quantities are: m, n0, x1."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.arg) and re.fullmatch(r"[a-z]\d?", node.arg):
            yield node.arg


def _factors(name: str, known: set[str]) -> list[str]:
    """Take a name apart into known ones, as `n0n1n2` into n0, n1 and n2; nothing if that leaves a rest."""
    factors = re.findall(r"[a-z]\d?", name)
    return factors if "".join(factors) == name and known.issuperset(factors) else []
