"""What readers get as `jax.numpy`."""

from math import e, inf, nan, pi

from smalljax import kinds, linalg
from smalljax.arrays import Array, Value
from smalljax.dtypes import SCALARS, DType
from smalljax.functions import (
    comparing,
    einsums,
    entry,
    joining,
    linear_algebra,
    logic,
    making,
    picking,
    powers,
    ranges,
    reducing,
    rounding,
    shaping,
)
from smalljax.kinds import finfo, iinfo, issubdtype, promote_types, result_type
from smalljax.refusals import missing_names, public

newaxis, euler_gamma, ndarray, dtype = None, 0.5772156649015329, Value, DType
for _module in (
    entry,
    powers,
    rounding,
    logic,
    reducing,
    comparing,
    shaping,
    joining,
    making,
    ranges,
    picking,
    linear_algebra,
    einsums,
):
    for _name, _function in vars(_module).items():
        if getattr(_function, "public", "") == "jnp" and not _name.startswith("_"):
            globals()[_name] = _function
for _name, _type in SCALARS.items():
    globals()["bool_" if _name == "bool" else _name] = _type
for _name, _family in kinds.FAMILIES.items():
    globals()[_name] = _family


@public("jnp")
def shape(a):
    """Give the shape."""
    return making.asarray(a).shape


@public("jnp")
def ndim(a):
    """Give the number of axes."""
    return making.asarray(a).ndim


@public("jnp")
def size(a):
    """Give the number of entries."""
    return making.asarray(a).size


__all__ = ["Array", "e", "finfo", "iinfo", "inf", "issubdtype", "linalg", "nan", "pi", "promote_types", "result_type"]
__getattr__ = missing_names("jnp")
