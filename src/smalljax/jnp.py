"""What readers get as `jax.numpy`."""

from math import e, inf, nan, pi

from smalljax import kinds
from smalljax.arrays import Array, Value
from smalljax.dtypes import SCALARS, DType
from smalljax.functions import entry, linear_algebra, making, picking, reducing, shaping
from smalljax.kinds import finfo, iinfo, issubdtype, promote_types, result_type
from smalljax.refusals import missing_names, public

newaxis, euler_gamma, ndarray, dtype = None, 0.5772156649015329, Value, DType
_OWN = {"not_text", "floating", "binary", "rounding", "not_zero", "axes_of", "one_axis", "kept", "reshaped", "truth"}
_OWN |= {"from_list", "shape_of", "concrete_error", "as_array_or_number", "contracted", "norm"}
for _module in (entry, reducing, shaping, making, picking, linear_algebra):
    for _name, _function in vars(_module).items():
        if callable(_function) and getattr(_function, "__module__", "").startswith("smalljax.functions"):
            if _name not in _OWN and not _name.startswith("_"):
                globals()[_name] = _function
for _name, _type in SCALARS.items():
    globals()["bool_" if _name == "bool" else _name] = _type
for _name in ("generic", "number", "integer", "signedinteger", "unsignedinteger", "inexact", "floating", "complexfloating"):
    globals()[_name] = getattr(kinds, _name)


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


__all__ = ["Array", "e", "finfo", "iinfo", "inf", "issubdtype", "nan", "pi", "promote_types", "result_type"]
__getattr__ = missing_names("jnp")
