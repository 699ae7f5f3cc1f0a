"""The links of a chain of JAX functions: what goes in and comes out of each, and what a tangent or an adjoint costs.

A link takes an array of any shape and makes one. To the planner it is a step from a vector to a vector, the arrays'
entries row by row; to write an array as a vector costs nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import jax
import jax.numpy as jnp

from ordermatters.accumulation import Step
from ordermatters.arguments import described, listed
from ordermatters.operations import operation_count
from ordermatters.vectors import check_array

Function: TypeAlias = Callable[[jax.Array], jax.Array]
Shape: TypeAlias = jax.ShapeDtypeStruct


@dataclass(frozen=True)
class Link:
    """A function of a chain.

    Attributes:
        name: what to call it, such as "functions[2]".
        function: from one array to one array.
        before: the shape and the dtype of what goes in.
        after: of what comes out.
    """

    name: str
    function: Function
    before: Shape
    after: Shape

    def flat(self, x: jax.Array) -> jax.Array:
        """Apply the function between vectors: `(before.size,)` to `(after.size,)`."""
        return jnp.reshape(self.function(x.reshape(self.before.shape)), -1)

    def step(self) -> Step:
        """Describe the link as the planner takes it; its edges are the multiplications of a JVP beyond the function's.

        A function with a VJP of its own has no JVP in JAX, and a loop of unknown length has no VJP: then the other one
        is all there is, and counts.

        Raises:
            TypeError: if JAX can differentiate the function in neither direction.
        """
        x, v = (_shape((*batch, self.before.size), self.before.dtype) for batch in ((), (1,)))
        u = _shape((1, self.after.size), self.after.dtype)
        # Vectors come in batches, here of one: JAX says only then that a `custom_vjp` has no JVP.
        tangent = _multiplications(lambda x, v: jax.vmap(lambda v: jax.jvp(self.flat, (x,), (v,))[1])(v), x, v)
        adjoint = _multiplications(lambda x, u: jax.vmap(jax.vjp(self.flat, x)[1])(u), x, u)
        both = tangent if isinstance(tangent, int) else adjoint
        if not isinstance(both, int):
            raise TypeError(f"{self.name} has neither tangents nor adjoints: {both}") from both
        only = "" if type(tangent) is type(adjoint) else "tangents" if isinstance(tangent, int) else "adjoints"
        itself = operation_count(self.flat, x).multiplications
        return Step(self.after.size, self.before.size, max(both - itself, 0), only)


def chain_links(functions: Any, x: Any) -> tuple[Link, ...]:
    """Find out, without computing anything, what each function makes of what the one before it makes.

    Raises:
        TypeError: if one is not callable, or takes or returns anything but one array of floating-point numbers.
        ValueError: if there are no functions, or an array has no entries.
    """
    chain = listed("functions", functions, "functions")
    if not chain:
        raise ValueError("functions must hold at least one function")
    for i, function in enumerate(chain):
        if not callable(function):
            raise TypeError(f"functions[{i}] must be a function, not {described(function)}")
    before, links = _given(x), []
    for i, function in enumerate(chain):
        links.append(Link(f"functions[{i}]", function, before, _made(f"functions[{i}]", function, before)))
        before = links[-1].after
    return tuple(links)


def _given(x: Any) -> Shape:
    """Take an array, a number or nested lists of numbers; JAX would stack several arrays of one shape, unasked."""
    if not hasattr(x, "shape"):
        several = isinstance(x, dict) or any(getattr(leaf, "shape", ()) for leaf in jax.tree.leaves(x))
        x = x if several else jnp.asarray(x)
    check_array("x", x)
    return _shape(x.shape, x.dtype)


def _made(name: str, function: Function, before: Shape) -> Shape:
    try:
        after: Any = jax.eval_shape(function, before)
    except Exception as error:
        error.add_note(f"This is {name} of the chain, given an array of shape {before.shape} and dtype {before.dtype}.")
        raise
    check_array(f"the output of {name}", after)
    return _shape(after.shape, after.dtype)


def _shape(shape: tuple[int, ...], dtype: Any) -> Shape:
    return jax.ShapeDtypeStruct(shape, dtype)  # type: ignore[no-untyped-call]


def _multiplications(f: Callable[..., Any], *args: Any) -> int | Exception:
    """Count them, or catch what JAX raises where it has no such derivative."""
    try:
        return operation_count(f, *args).multiplications
    except (NotImplementedError, TypeError, ValueError) as error:
        return error
