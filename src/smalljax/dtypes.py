"""Kinds of numbers: which there are, what two of them make together, and how a number is fitted into one.

A number written in Python has a *weak* kind: it takes on the kind of the array it meets. With `jax_enable_x64` off,
kinds of 64 bits become kinds of 32.
"""

import warnings
from array import array
from functools import lru_cache, reduce

from smalljax.refusals import lacking


class DType:
    """A kind of number, as NumPy names it.

    Attributes:
        name: such as `"float32"`.
        kind: b (bool), u (unsigned), i (integer) or f (float).
        itemsize: bytes.
    """

    def __init__(self, name, kind, itemsize, code=None):
        self.name, self.kind, self.itemsize, self.code = name, kind, itemsize, code
        bits = 8 * itemsize
        self.low, self.high = (-(1 << bits - 1), (1 << bits - 1) - 1) if kind == "i" else (0, (1 << bits) - 1)

    def fit(self, numbers):
        """Round or wrap a list of Python numbers into this kind."""
        if self.kind == "f":
            return array("f" if self.itemsize == 4 else "d", numbers).tolist()
        if self.kind == "b":
            return list(map(bool, numbers))
        try:
            return array(self.code, numbers).tolist()
        except OverflowError:
            return [(number - self.low & (1 << 8 * self.itemsize) - 1) + self.low for number in numbers]

    @property
    def type(self):
        """The scalar type of this kind."""
        return SCALARS[self.name]

    def __call__(self, *args):
        raise TypeError("'numpy.dtype' object is not callable")

    def __eq__(self, other):
        try:
            return self is dtype_of(other)
        except TypeError:
            return False

    def __hash__(self):
        return hash(self.name)

    def __str__(self):
        return self.name

    def __repr__(self):
        return f"dtype('{self.name}')"


BOOL = DType("bool", "b", 1)
INT8, INT16, INT32, INT64 = (DType(f"int{8 * n}", "i", n, code) for n, code in zip((1, 2, 4, 8), "bhiq", strict=True))
UINT8, UINT16, UINT32, UINT64 = (
    DType(f"uint{8 * n}", "u", n, code) for n, code in zip((1, 2, 4, 8), "BHIQ", strict=True)
)
FLOAT32, FLOAT64 = DType("float32", "f", 4), DType("float64", "f", 8)

ALL = (BOOL, INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, FLOAT32, FLOAT64)
BY_NAME = {dtype.name: dtype for dtype in ALL}
SCALARS: dict = {}  # the scalar types that readers write: jnp.float32 and so on

# What joins what, as far as it goes: an edge leads to a kind that holds more. "int" and "float" are the weak kinds.
_JOINS = {
    "bool": ["int"],
    "int": ["uint8", "int8"],
    "uint8": ["uint16", "int16"],
    "uint16": ["uint32", "int32"],
    "uint32": ["uint64", "int64"],
    "int8": ["int16"],
    "int16": ["int32"],
    "int32": ["int64"],
    "int64": ["float"],
    "uint64": ["float"],
    "float": ["float32"],
    "float32": ["float64"],
    "float64": [],
}


class Settings:
    """What `jax.config` switches."""

    x64 = False


def canonical(dtype):
    """Turn a kind of 64 bits into one of 32 unless `jax_enable_x64` is on."""
    return dtype if Settings.x64 or dtype.itemsize < 8 else BY_NAME[f"{dtype.name[:-2]}32"]


def default(kind):
    """Say which kind a Python bool (b), int (i) or float (f) becomes."""
    return BOOL if kind == "b" else canonical(INT64 if kind == "i" else FLOAT64)


def dtype_of(spec):
    """Turn what a reader writes for a kind of numbers into a `DType`.

    Raises:
        TypeError: if it is not a kind of numbers that small JAX has.
    """
    if isinstance(spec, DType):
        return spec
    if spec in (float, int, bool):
        return {float: FLOAT64, int: INT64, bool: BOOL}[spec]
    found = BY_NAME.get(spec) if isinstance(spec, str) else getattr(spec, "dtype", None)
    if isinstance(found, DType):
        return found
    short = {"f": "float32", "d": "float64", "float": "float64", "int": "int64", "i": "int32", "f4": "float32"}
    short |= {"f8": "float64", "i4": "int32", "i8": "int64", "?": "bool"}
    if isinstance(spec, str) and spec in short:
        return BY_NAME[short[spec]]
    if spec is complex or spec in ("complex", "complex64", "complex128", "bfloat16", "float16"):
        raise lacking(getattr(spec, "__name__", spec))
    raise TypeError(f"Cannot interpret '{spec}' as a data type")


def wanted(spec, function):
    """Turn a kind that a reader asks for into one that is in force, with JAX's warning where it is cut to 32 bits."""
    if spec in (float, int, bool):
        return canonical(dtype_of(spec))
    dtype = dtype_of(spec)
    if canonical(dtype) is not dtype:
        warnings.warn(
            f"Explicitly requested dtype {dtype.name} requested in {function} is not available, and will be truncated "
            f"to dtype {canonical(dtype).name}. To enable more dtypes, set the jax_enable_x64 configuration option or "
            "the JAX_ENABLE_X64 shell environment variable.",
            stacklevel=3,
        )
    return canonical(dtype)


@lru_cache(None)
def _above(name):
    """List a kind and all that hold more."""
    return {name}.union(*map(_above, _JOINS[name]))


@lru_cache(None)
def _join(a, b):
    common = _above(a) & _above(b)
    return next(name for name in common if common <= _above(name))


def joined(values):
    """Say what several values make together: a `DType`, and whether it is weak.

    Args:
        values: pairs of a `DType` and whether it is weak.
    """
    dtypes, weak = {dtype for dtype, _ in values}, all(weak for _, weak in values)
    if len(dtypes) == 1:
        return dtypes.pop(), weak
    names = [{"i": "int", "f": "float"}.get(d.kind, d.name) if is_weak else d.name for d, is_weak in values]
    name = reduce(_join, names)
    if name in ("int", "float"):
        return default(name[0]), True
    return canonical(BY_NAME[name]), weak
