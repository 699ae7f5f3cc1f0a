"""Masks as indices: arrays of bools, which pick where they hold."""

from smalljax import dtypes
from smalljax.arrays import Array, Value
from smalljax.core import Tracer
from smalljax.errors import NonConcreteBooleanIndexError
from smalljax.refusals import lacking


def fitting(mask, x, key, before):
    """Check that a mask has the shape of the axes that it stands for."""
    position = [k is mask for k in key].index(True)
    if Ellipsis in [k for k in key[:position] if not isinstance(k, Value)]:
        used = sum(k.ndim if isinstance(k, Value) and k.dtype.kind == "b" else k is not None for k in key[position:])
        start = x.ndim - used
    else:
        start = sum(k is not None for k in before)
    expected = x.shape[start : start + mask.ndim]
    if mask.shape != expected and mask.ndim:
        raise IndexError(
            f"boolean index did not match shape of indexed array in index {position}: got {mask.shape}, expected "
            f"{list(expected)}"
        )
    return mask


def places_of(mask):
    """List where a mask holds, one index array for each of its axes."""
    if isinstance(mask, Tracer):
        raise NonConcreteBooleanIndexError("Array boolean indices must be concrete; got a traced mask")
    if not mask.shape:
        raise lacking("indexing with a single bool")
    flat = [i for i, holds in enumerate(mask.data) if holds]
    found = []
    for axis in range(mask.ndim):
        step = 1
        for n in mask.shape[axis + 1 :]:
            step *= n
        found.append(Array([i // step % mask.shape[axis] for i in flat], (len(flat),), dtypes.default("i")))
    return found
