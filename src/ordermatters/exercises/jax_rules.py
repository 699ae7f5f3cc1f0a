"""Functions of `jax.numpy` that stand aside for the library's own, while a function written with them is recorded.

So a function written for JAX is differentiated, and wrong derivatives of it are recognised, like one written for
`forward_mode`, whether JAX is the real one or the small one of a page.
"""

import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_NAMES = {
    **{name: name for name in ("sin", "cos", "tan", "tanh", "exp", "log", "sqrt", "power", "add", "subtract")},
    **{"multiply": "multiply", "divide": "divide", "true_divide": "divide", "negative": "negative"},
    **{"abs": "absolute", "absolute": "absolute", "mod": "modulo", "remainder": "modulo", "pow": "power"},
}


def is_in_use() -> bool:
    """Tell whether anything has imported `jax.numpy`."""
    return "jax.numpy" in sys.modules


@contextmanager
def in_place(namespace: dict[str, Any]) -> Iterator[None]:
    """Let the names of `jax.numpy`, and those that a program took from it, mean the library's own operations."""
    elementary = importlib.import_module("ordermatters.elementary")
    places = [vars(sys.modules["jax.numpy"]), namespace]
    rules = {
        id(places[0][name]): getattr(elementary, rule) for name, rule in _NAMES.items() if name in places[0]
    } | _squares(places[0])
    kept = [(place, name, value) for place in places for name, value in place.items() if id(value) in rules]
    try:
        for place, name, value in kept:
            place[name] = rules[id(value)]
        yield
    finally:
        for place, name, value in kept:
            place[name] = value


def _squares(numpy: dict[str, Any]) -> dict[int, Callable[[Any], Any]]:
    return {id(numpy["square"]): lambda x: x * x} if "square" in numpy else {}
