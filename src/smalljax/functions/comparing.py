"""Comparing arrays as wholes."""

from smalljax import dtypes
from smalljax.functions import entry, logic
from smalljax.functions.reducing import all
from smalljax.refusals import public
from smalljax.values import asarray, convert, promoted


@public("jnp")
def isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    """Say which numbers are equal to rounding."""
    x, y = promoted(a, b)
    if x.dtype.kind != "f":
        return entry.equal(x, y)
    near = entry.less_equal(abs(x - y), atol + rtol * abs(y))
    fine = logic.logical_and(logic.isfinite(x), logic.isfinite(y))
    result = logic.where(fine, near, entry.equal(x, y))
    return logic.logical_or(result, logic.logical_and(logic.isnan(x), logic.isnan(y))) if equal_nan else result


@public("jnp")
def allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    """Say whether all numbers are equal to rounding."""
    return all(isclose(a, b, rtol=rtol, atol=atol, equal_nan=equal_nan))


@public("jnp")
def array_equal(a1, a2):
    """Say whether two arrays have the same shape and numbers."""
    a, b = asarray(a1), asarray(a2)
    if a.shape != b.shape:
        return convert(asarray(False), dtypes.BOOL)
    return all(entry.equal(a, b))
