"""What readers get as `numpy`: the functions that lessons use, of arrays that are never traced."""

from functools import wraps
from itertools import product
from math import e, inf, nan, pi

from smalljax import dtypes, jnp, kinds, npchanges, nprandom
from smalljax.arrays import Value
from smalljax.functions import einsums, linear_algebra, making
from smalljax.kinds import finfo, iinfo, issubdtype
from smalljax.ndarrays import Same, aside, computed, plain, wrapped
from smalljax.npkinds import SCALARS, ndarray
from smalljax.refusals import lacking, missing_names, public
from smalljax.values import convert

newaxis, dtype, random = None, dtypes.DType, nprandom


def _of_arrays(function):
    @wraps(function)
    def called(*args, **keywords):
        return computed(function, *args, **{key: plain(value) for key, value in keywords.items()})

    return called


_NAMES = """
sin cos tan sinh cosh tanh exp exp2 expm1 log log2 log10 log1p sqrt cbrt arcsin arccos arctan arctan2 arcsinh
arccosh arctanh abs absolute add subtract multiply divide true_divide floor_divide remainder mod maximum minimum
negative sign square floor ceil rint round around isfinite isinf isnan where clip equal not_equal less
less_equal greater greater_equal logical_and logical_or logical_not logical_xor deg2rad rad2deg sum prod mean
var std max min amax amin argmax argmin all any count_nonzero cumsum cumprod ptp isclose allclose array_equal
reshape ravel transpose swapaxes moveaxis expand_dims squeeze broadcast_to flip roll tile repeat sort argsort
median nonzero flatnonzero diag diagonal trace tril triu dot matmul vdot inner outer tensordot einsum
"""
_TRUTHS = {"allclose", "array_equal"}  # NumPy says True or False itself here
# These NumPy hands on to a method of what it is given, so that they take JAX's arrays, traced ones too.
_HANDED_ON = """sum prod mean var std max min any all argmax argmin argsort cumsum cumprod reshape round squeeze
swapaxes transpose nonzero repeat ptp"""


def _handing_on(name, function):
    @wraps(function)
    def called(a, *args, **keywords):
        return getattr(a, name)(*args, **keywords) if isinstance(a, Value) else function(a, *args, **keywords)

    return called


for _name in _NAMES.split():
    _made = _of_arrays(getattr(jnp, _name))
    _made = _handing_on(_name, _made) if _name in _HANDED_ON.split() else _made
    globals()[_name] = (lambda *args, f=_made, **keywords: bool(f(*args, **keywords))) if _name in _TRUTHS else _made
amax, amin = max, min


def _showing(name):
    function, showing = globals()[name], npchanges.showing(getattr(jnp, name), ndarray)

    @wraps(function)
    def called(a, *args, **keywords):
        return (showing if isinstance(a, ndarray) else function)(a, *args, **keywords)

    return called


transpose, swapaxes, moveaxis, flip, expand_dims, squeeze, broadcast_to, diagonal = map(
    _showing, ["transpose", "swapaxes", "moveaxis", "flip", "expand_dims", "squeeze", "broadcast_to", "diagonal"]
)


def reshape(a, *args, **keywords):
    """Put the same numbers into another shape."""
    return (a if isinstance(a, Same | Value) else array(a)).reshape(*args, **keywords)


def ravel(a, *order):
    """Lay all numbers out in one row."""
    return (a if isinstance(a, Same | Value) else array(a)).ravel(*order)


norm = _of_arrays(linear_algebra.norm)


def _of_lists(function):
    """Make a function of a list of arrays, which need not be of one shape."""

    @wraps(function)
    def called(arrays, *args, **keywords):
        with aside():
            parts = [plain(a) for a in arrays]
            parts = [making.array(a) if isinstance(a, (bool, int, float)) else a for a in parts]
            return wrapped(function(parts, *args, **keywords))

    return called


concatenate, stack, vstack, hstack, column_stack = (
    _of_lists(getattr(jnp, name)) for name in ("concatenate", "stack", "vstack", "hstack", "column_stack")
)
multi_dot = _of_lists(einsums.multi_dot)


def _making(name):
    function = getattr(jnp, name)

    @wraps(function)
    def called(*args, **keywords):
        with aside():
            made = function(*map(plain, args), **keywords)
            return ndarray(convert(made, made.dtype)) if made.shape or name in ("ones", "zeros") else wrapped(made)

    return called


zeros, ones, full, eye, identity, arange, linspace, zeros_like, ones_like, full_like = map(
    _making, ["zeros", "ones", "full", "eye", "identity", "arange", "linspace", "zeros_like", "ones_like", "full_like"]
)
empty = zeros


def power(x1, x2):
    """Raise to a power."""
    return x1**x2 if isinstance(x1, Same) else array(x1) ** x2


@public("np")
def array(object, dtype=None):
    """Make an array of numbers, lists or another array."""
    if isinstance(object, (str, bytes)) or object is None:
        raise lacking("np.array of text or objects")
    with aside():
        made = plain(object)
        made = making.array(made) if isinstance(made, (bool, int, float)) else made
        if not hasattr(made, "data"):
            raise lacking(f"np.array of {type(object).__name__}")
        result = ndarray(convert(made, made.dtype if dtype is None else dtypes.dtype_of(dtype)))
        result._straight = getattr(object, "_straight", True)
        return result


@public("np")
def asarray(a, dtype=None):
    """Make an array of what may be one already."""
    if isinstance(a, ndarray) and (dtype is None or a.dtype == dtype):
        return a
    made = array(a, dtype)
    if isinstance(a, Value):
        made._source, made._forth = made, None  # NumPy lets nobody write into one of JAX's
    return made


def ndindex(*shape):
    """Go through the places of an array, row by row."""
    return product(*map(range, shape[0] if shape and isinstance(shape[0], (tuple, list)) else shape))


@public("np")
def array_str(a):
    """Write an array."""
    return str(a)


@public("np")
def shape(a):
    """Give the shape."""
    return array(a).shape


for _name, _type in SCALARS.items():
    globals()["bool_" if _name == "bool" else _name] = _type
for _name, _family in kinds.FAMILIES.items():
    globals()[_name] = _family
__all__ = ["array", "e", "finfo", "iinfo", "inf", "issubdtype", "nan", "pi"]
__getattr__ = missing_names("np")
