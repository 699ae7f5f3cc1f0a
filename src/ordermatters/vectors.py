"""What a function to be differentiated takes and returns, checked: arrays of floating-point numbers."""

from typing import Any

import jax.numpy as jnp


def check_vector(name: str, value: Any, dimensions: tuple[int, ...], kinds: str) -> None:
    """Refuse what is no floating-point array with entries, of one of these numbers of dimensions.

    Args:
        name: what to call it.
        value: an array, or a `jax.ShapeDtypeStruct` in its place.
        dimensions: how many it may have.
        kinds: the same in words, such as "a vector, shape (n,)".

    Raises:
        TypeError: if it is not an array, or its dimensions or numbers are other ones.
        ValueError: if the array has no entries.
    """
    if hasattr(value, "shape") and len(value.shape) not in dimensions:
        raise TypeError(f"{name} must be {kinds}, not of shape {value.shape}")
    check_array(name, value, kinds)


def check_array(name: str, value: Any, kinds: str = "one array") -> None:
    """Refuse what is no floating-point array with entries.

    Args:
        name: what to call it.
        value: an array, or a `jax.ShapeDtypeStruct` in its place.
        kinds: what it must be, in words.

    Raises:
        TypeError: if it is not an array, or its numbers are other ones.
        ValueError: if the array has no entries.
    """
    if not hasattr(value, "shape"):
        raise TypeError(f"{name} must be {kinds}, not a {type(value).__name__}: jnp.stack makes one array of several")
    if not jnp.issubdtype(value.dtype, jnp.floating):
        raise TypeError(f"{name} must be floating-point, 2.0 and not 2: there are no derivatives in {value.dtype}")
    if 0 in value.shape:
        raise ValueError(f"{name} must have at least one entry, not the shape {value.shape}")
