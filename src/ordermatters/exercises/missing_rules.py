"""What stands in the way where a function cannot be differentiated: one from elsewhere in it, or one without a rule."""

import ast
import re
from collections.abc import Iterator

from ordermatters.exercises.failures import Failure
from ordermatters.exercises.source import Source
from ordermatters.recording import OPERATIONS

_KNOWN = ("cos", "exp", "log", "sin", "sqrt", "tan", "tanh")
_JAX = "jax.numpy"
_ELSEWHERE = ("math", "cmath", "numpy", _JAX)
_HAS_RULES = (
    "What has one: + - * / ** %, abs, and cos, exp, log, sin, sqrt, tan and tanh of `ordermatters.forward_mode`."
)


def advice(source: Source, failure: Failure) -> str:
    """Say why a function cannot be differentiated, as far as its text and Python's message tell for certain."""
    stopped = f"It stopped {failure.summary(source)}"
    if gap := source.gap():
        return gap
    foreign = sorted(_foreign(source, failure.line or 0))
    if known := [name for name in foreign if name.rpartition(".")[2] in _KNOWN]:
        names = ", ".join(f"`{name}`" for name in known)
        return (
            "Your f takes plain numbers only, but the check sends a number through it that carries a slope along. Take "
            f"{names} from `ordermatters.forward_mode`, not from math or NumPy.\n\n{stopped}"
        )
    name = foreign[0] if foreign else _without_rule(failure.said)
    if name:
        return f"The check differentiates f by forward mode, and has no rule for `{name}`. {_HAS_RULES}\n\n{stopped}"
    return f"The check differentiates f by forward mode, and that did not get through. {_HAS_RULES}\n\n{stopped}"


def _foreign(source: Source, line: int) -> Iterator[str]:
    """List what stands in a line and comes from math or NumPy, as it is written there."""
    names, modules = set[str](), dict[str, str]()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in _ELSEWHERE:
            names |= {alias.asname or alias.name for alias in node.names}
            star = any(alias.name == "*" for alias in node.names)
            names |= {*_KNOWN} if star else set()
        elif isinstance(node, ast.Import):
            modules |= {alias.asname or alias.name: alias.name for alias in node.names if alias.name in _ELSEWHERE}
    for node in ast.walk(source.tree):
        if getattr(node, "lineno", None) != line:
            continue
        if isinstance(node, ast.Name) and node.id in names and node.id not in modules:
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            module = modules.get(node.value.id)
            if module and not (module == _JAX and node.attr in _KNOWN):  # `jax_rules` stand in for those
                yield f"{node.value.id}.{node.attr}"


def _without_rule(said: str) -> str:
    """Read the name of an operation off Python's message; nothing if it holds none.

    >>> _without_rule("TypeError: unsupported operand type(s) for //: '_Recorded' and 'int'")
    '//'
    """
    for pattern in (
        r"operand type\(s\) for (\S+?):",
        r"bad operand type for unary (\S+?):",
        r"doesn't define __(\w+?)__ method",
        r"^TypeError: (\w+)\(\) argument must",
        r"object has no attribute '(\w+)'",
    ):
        if found := re.search(pattern, said):
            return found[1]
    return ""


assert {*_KNOWN} <= OPERATIONS.keys()
