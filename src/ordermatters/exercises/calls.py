"""Functions that an exercise is about: a program that does without them has done another task."""

import ast
from collections.abc import Callable
from typing import Any

from ordermatters.exercises.source import Source


def without_call(name: str) -> Callable[[Source, list[tuple[Any, ...]]], str | None]:
    """Make the review that tells a program which does not use a function of JAX.

    >>> without_call("jvp")(Source("x = 1"), [])
    'That is right, and got without `jax.jvp`, which this exercise is to practise. Take it from there.'
    """

    def review(source: Source, inputs: list[tuple[Any, ...]]) -> str | None:
        used = {node.attr for node in ast.walk(source.tree) if isinstance(node, ast.Attribute)}
        used |= {node.id for node in ast.walk(source.tree) if isinstance(node, ast.Name)}
        if name in used:
            return None
        return f"That is right, and got without `jax.{name}`, which this exercise is to practise. Take it from there."

    return review
