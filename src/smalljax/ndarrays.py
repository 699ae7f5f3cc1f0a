"""NumPy's arrays, as far as lessons use them: a class of their own, in 64 bits, never traced.

They compute by the same operations as small JAX's arrays, with 64 bits switched on and every level left aside. How they
change in place stands in `npchanges`.
"""

import operator
from contextlib import contextmanager

from smalljax import core, dtypes
from smalljax.arrays import Array, Value, nested
from smalljax.config import enable_x64
from smalljax.core import Tracer
from smalljax.errors import TracerArrayConversionError
from smalljax.functions import making
from smalljax.refusals import lacking, refusal
from smalljax.values import convert


@contextmanager
def aside():
    """Compute in 64 bits, whatever is being followed."""
    with core.in_charge(core.levels[0]), enable_x64():
        yield


def plain(x):
    """Turn what readers hand to NumPy into an array of small JAX.

    Raises:
        TracerArrayConversionError: it is traced, and has no numbers.
    """
    if isinstance(x, Same):
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
    if isinstance(x, str):
        raise lacking("np: arrays of text")
    return [_settled(part) for part in x] if isinstance(x, (list, tuple)) else plain(x)


def wrapped(x):
    """Turn results back: arrays into NumPy's, those of shape () into its numbers."""
    from smalljax.npkinds import SCALARS, ndarray

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
        try:
            made = wrapped(function(*arrays, **keywords))
            if hasattr(made, "_straight") and not all(getattr(x, "_straight", True) for x in args):
                made._straight = False  # NumPy keeps the order in which the numbers of arguments lie
            return made
        except TypeError as error:
            if any(isinstance(x, str) for x in arrays):  # of which NumPy makes arrays
                raise lacking("np: arrays of text") from error
            raise


def _mixed(x):
    return Array(x.data, x.shape, x.dtype) if isinstance(x, Array) and x.weak_type else x


def _axes_of(key):
    """Say how many axes an index takes."""
    return 0 if key is None else key.ndim if isinstance(key, Array) and key.dtype.kind == "b" else 1


class Same:
    """What arrays and numbers have in common."""

    _array: Array
    shape = property(lambda self: self._array.shape)
    dtype = property(lambda self: self._array.dtype)
    ndim = property(lambda self: len(self._array.shape))
    size = property(lambda self: self._array.size)
    itemsize = property(lambda self: self._array.dtype.itemsize)
    nbytes = property(lambda self: self._array.size * self._array.dtype.itemsize)
    T = property(lambda self: self)
    __array_priority__ = 0

    def _flat(self):
        return self._array.data

    def tolist(self):
        return nested(self._array.data, self._array.shape)

    def item(self, *args):
        return self._array.item(*args)

    def __getitem__(self, key):
        keys = self._keys(key)
        return computed(lambda x: x[keys], self)

    def _keys(self, key):
        """Read what stands between square brackets."""
        keys = key if isinstance(key, tuple) else (key,)
        keys = tuple(plain(k) if isinstance(k, (list, Same, Value)) else k for k in keys)
        self._check_bounds(keys)
        return keys

    def _check_bounds(self, keys):
        """Refuse what lies outside: JAX takes the nearest, NumPy raises."""
        axis = 0
        for place, key in enumerate(keys):
            if key is Ellipsis:
                axis = self.ndim - sum(map(_axes_of, keys[place + 1 :]))
                continue
            n = self.shape[axis] if axis < self.ndim else None
            places = (
                [key] if isinstance(key, int) else key.data if isinstance(key, Array) and key.dtype.kind in "iu" else []
            )
            if n is not None and any(not -n <= i < n for i in places):
                outside = next(i for i in places if not -n <= i < n)
                raise IndexError(f"index {outside} is out of bounds for axis {axis} with size {n}")
            if isinstance(key, Array) and key.dtype.kind == "b" and key.shape != self.shape[axis : axis + key.ndim]:
                raise IndexError("boolean index did not match indexed array")
            axis += _axes_of(key)

    def astype(self, dtype):
        with aside():
            made = wrapped(convert(self._array, dtypes.dtype_of(dtype)))
        made._straight = getattr(self, "_straight", True)
        return made

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
