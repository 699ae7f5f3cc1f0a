"""NumPy's arrays, as far as lessons use them: a class of their own, in 64 bits, never traced.

They compute by the same operations as small JAX's arrays, with 64 bits switched on and every level left aside. They
cannot be changed in place.
"""

import numbers
import operator
from contextlib import contextmanager

from smalljax import core, dtypes, printing
from smalljax.arrays import Array, Value, nested
from smalljax.config import enable_x64
from smalljax.core import Tracer
from smalljax.errors import TracerArrayConversionError
from smalljax.functions import entry, linear_algebra, making
from smalljax.refusals import lacking, refusal
from smalljax.values import convert


@contextmanager
def aside():
    """Compute in 64 bits, whatever is being followed."""
    core.recordings.append(core.levels[0])
    try:
        with enable_x64():
            yield
    finally:
        core.recordings.pop()


def plain(x):
    """Turn what readers hand to NumPy into an array of small JAX.

    Raises:
        TracerArrayConversionError: it is traced, and has no numbers.
    """
    if isinstance(x, (ndarray, Scalar)):
        return x._array
    if isinstance(x, Tracer):
        raise TracerArrayConversionError(
            f"The numpy.ndarray conversion method __array__() was called on traced array {x!r}"
        )
    if isinstance(x, Value):
        return Array(x.data, x.shape, x.dtype)
    if isinstance(x, (list, tuple)):
        with aside():
            return making.from_list(_settled(x), None)
    return x


def _settled(x):
    return [_settled(part) for part in x] if isinstance(x, (list, tuple)) else plain(x)


def wrapped(x):
    """Turn results back: arrays into NumPy's, those of shape () into its numbers."""
    if isinstance(x, Array):
        return ndarray(x) if x.shape else SCALARS[x.dtype.name](x)
    if isinstance(x, (list, tuple)):
        return type(x)(map(wrapped, x))
    return x


def computed(function, *args, **keywords):
    """Do something with NumPy's arrays."""
    with aside():
        arrays = [_mixed(plain(x)) for x in args]
        kinds = {x.dtype for x in arrays if isinstance(x, Array) and not x.weak_type}
        if dtypes.FLOAT32 in kinds and any(k.kind in "iu" and k.itemsize > 2 for k in kinds):
            arrays = [convert(x, dtypes.FLOAT64) if isinstance(x, Array) else x for x in arrays]
        return wrapped(function(*arrays, **keywords))


def _mixed(x):
    return Array(x.data, x.shape, x.dtype) if isinstance(x, Array) and x.weak_type else x


class Same:
    """What arrays and numbers have in common."""

    _array: Array
    shape = property(lambda self: self._array.shape)
    dtype = property(lambda self: self._array.dtype)
    ndim = property(lambda self: len(self._array.shape))
    size = property(lambda self: self._array.size)
    itemsize = property(lambda self: self._array.dtype.itemsize)
    nbytes = property(lambda self: self._array.size * self._array.dtype.itemsize)
    T = property(lambda self: computed(lambda x: x.T, self))
    __array_priority__ = 0

    def _flat(self):
        return self._array.data

    def tolist(self):
        return nested(self._array.data, self._array.shape)

    def item(self, *args):
        return self._array.item(*args)

    def __getitem__(self, key):
        keys = key if isinstance(key, tuple) else (key,)
        keys = tuple(plain(k) if isinstance(k, (list, ndarray, Scalar, Value)) else k for k in keys)
        self._check_bounds(keys)
        return computed(lambda x: x[keys], self)

    def _check_bounds(self, keys):
        """Refuse what lies outside: JAX takes the nearest, NumPy raises."""
        axis = 0
        for key in keys:
            if key is Ellipsis:
                return
            n = self.shape[axis] if axis < self.ndim else None
            places = [key] if isinstance(key, int) else key.data if isinstance(key, Array) and key.dtype.kind in "iu" else []
            if n is not None and any(not -n <= i < n for i in places):
                outside = next(i for i in places if not -n <= i < n)
                raise IndexError(f"index {outside} is out of bounds for axis {axis} with size {n}")
            if isinstance(key, Array) and key.dtype.kind == "b" and key.shape != self.shape[axis : axis + key.ndim]:
                raise IndexError("boolean index did not match indexed array")
            axis += 0 if key is None else key.ndim if isinstance(key, Array) and key.dtype.kind == "b" else 1

    def __setitem__(self, key, value):
        raise lacking("np: changing an array in place")

    def astype(self, dtype):
        with aside():
            return ndarray(convert(self._array, dtypes.dtype_of(dtype))) if self.shape else wrapped(
                convert(self._array, dtypes.dtype_of(dtype))
            )

    def reshape(self, *shape):
        return computed(lambda x: x.reshape(*shape), self)

    def __len__(self):
        return len(self._array)

    def __iter__(self):
        if not self.shape:
            raise TypeError("iteration over a 0-d array")
        return (self[i] for i in range(self.shape[0]))

    def __bool__(self):
        return bool(self._array)

    def __float__(self):
        return float(self._array)

    def __int__(self):
        return int(self._array)

    def __index__(self):
        return operator.index(self._array)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        raise AttributeError(refusal(f"ndarray.{name}"))

    def __format__(self, spec):
        return format(self._array, spec)

    def copy(self):
        return self

    def view(self, *args):
        raise lacking("ndarray.view")


def _operation(function):
    def straight(self, other):
        return computed(function, self, other) if _operand(other) else NotImplemented

    def turned(self, other):
        return computed(function, other, self) if _operand(other) else NotImplemented

    return straight, turned


def _operand(x):
    return isinstance(x, (Same, bool, int, float, list, tuple)) and not isinstance(x, Value)


def _power(a, b):
    whole = [x for x in (a, b) if isinstance(x, int) or (isinstance(x, Array) and x.dtype.kind in "iu")]
    exponents = b.data if isinstance(b, Array) else [b]
    if len(whole) == 2 and any(k < 0 for k in exponents):
        raise ValueError("Integers to negative integer powers are not allowed.")
    return entry.power(a, b)


for _name, _function in {
    **{"add": entry.add, "sub": entry.subtract, "mul": entry.multiply, "truediv": entry.divide},
    **{"floordiv": entry.floor_divide, "mod": entry.remainder, "pow": _power, "matmul": linear_algebra.matmul},
    **{"and": entry.bitwise_and, "or": entry.bitwise_or, "xor": entry.bitwise_xor},
}.items():
    setattr(Same, f"__{_name}__", _operation(_function)[0])
    setattr(Same, f"__r{_name}__", _operation(_function)[1])
for _name, _function in {
    **{"lt": entry.less, "le": entry.less_equal, "gt": entry.greater, "ge": entry.greater_equal},
    **{"eq": entry.equal, "ne": entry.not_equal},
}.items():
    setattr(Same, f"__{_name}__", _operation(_function)[0])
for _name, _unary in {"neg": entry.negative, "pos": entry.positive, "abs": entry.abs, "invert": entry.invert}.items():
    setattr(Same, f"__{_name}__", lambda self, f=_unary: computed(f, self))
Same.__hash__ = None  # type: ignore[assignment]


def _method(name):
    return lambda self, *args, **keywords: computed(lambda x: getattr(x, name)(*args, **keywords), self)


for _name in (
    *("sum", "prod", "mean", "var", "std", "max", "min", "argmax", "argmin", "all", "any", "cumsum", "cumprod"),
    *("ravel", "flatten", "squeeze", "transpose", "swapaxes", "dot", "round", "clip", "nonzero", "trace", "argsort"),
):
    setattr(Same, _name, _method(_name))


class ndarray(Same):
    """An array of NumPy's."""

    def __init__(self, array):
        self._array = array

    def __repr__(self):
        kind = self.dtype
        plain_kind = kind in (dtypes.FLOAT64, dtypes.INT64, dtypes.BOOL) and self.size
        name = "" if plain_kind else f", dtype={kind.name}"
        if not self.size:
            shape = f", shape={self.shape}" if len(self.shape) > 1 else ""
            return f"array([]{shape}, dtype={kind.name})"
        body = printing.text(self._array.data, self.shape, kind.kind, kind.itemsize, ", ", "array(", ")")
        return f"array({body}{name})"

    def __str__(self):
        return printing.text(self._array.data, self.shape, self.dtype.kind, self.dtype.itemsize)


class Scalar(Same):
    """One of NumPy's numbers."""

    _kind: dtypes.DType

    def __new__(cls, value=0):
        if isinstance(value, (list, tuple, ndarray)):
            return wrapped(convert(plain(value), cls._kind))
        value = plain(value)
        number = value.data[0] if isinstance(value, Array) else value
        number = float(number) if cls._kind.kind == "f" else number
        fitted = cls._kind.fit([number])[0]
        made = float.__new__(cls, fitted) if issubclass(cls, float) else object.__new__(cls)
        made._array = Array([fitted], (), cls._kind)
        return made

    def __init__(self, value=0):
        """Take no further notice: `__new__` has made it."""

    def __hash__(self):
        return hash(self._array.data[0])

    def __repr__(self):
        return f"np.{self._written()}"

    def _written(self):
        number = self._array.data[0]
        if self._kind is dtypes.BOOL:
            return f"{number}_"
        return f"{type(self).__name__}({self})"

    def __str__(self):
        return printing.scalar(self._array.data[0], self.dtype.itemsize)


SCALARS: dict = {}
for _dtype in dtypes.ALL:
    _bases = (Scalar, float) if _dtype is dtypes.FLOAT64 else (Scalar,)
    _name = "bool" if _dtype is dtypes.BOOL else _dtype.name
    SCALARS[_dtype.name] = type(_name, _bases, {"_kind": _dtype, "dtype": _dtype})
    (numbers.Real if _dtype.kind == "f" else numbers.Integral).register(SCALARS[_dtype.name])
