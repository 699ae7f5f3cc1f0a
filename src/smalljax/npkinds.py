"""NumPy's two classes: its arrays and its numbers."""

import numbers

from smalljax import dtypes, npchanges, npoperators, printing
from smalljax.arrays import Array
from smalljax.functions import picking
from smalljax.ndarrays import Same, computed, plain, wrapped
from smalljax.refusals import lacking
from smalljax.values import convert


@npchanges.with_changes
class ndarray(Same):
    """An array of NumPy's."""

    _source, _straight = None, True
    T = property(lambda self: npchanges.seen(ndarray(self._array.T), self, lambda x: x.T, lambda x: x.T))

    def __init__(self, array):
        self._array, self._views = array, []

    def __getitem__(self, key):
        made = super().__getitem__(key)
        keys = self._keys(key)
        if not isinstance(made, ndarray) and any(k is ... for k in keys):
            raise lacking("np: an array without axes")  # which changes with this one
        return npchanges.cut(made, self, keys) if isinstance(made, ndarray) else made

    def __setitem__(self, key, value):
        npchanges.set_entries(self, self._keys(key), value)

    def reshape(self, *shape, **keywords):
        return npchanges.reshaped(ndarray(self._array.reshape(*shape, **keywords)), self)

    def ravel(self, *order):
        return npchanges.reshaped(ndarray(self._array.ravel(*order)), self)

    def copy(self):
        return ndarray(self._array)

    def sort(self, axis=-1):
        self[...] = computed(lambda x: picking.sort(x, axis=axis), self)

    def fill(self, value):
        self[...] = value

    def __repr__(self):
        kind, usual = self.dtype, (dtypes.FLOAT64, dtypes.INT64, dtypes.BOOL)
        size, named = self.size, f", dtype={self.dtype.name}"
        if not size:
            shape = f", shape={self.shape}" if len(self.shape) > 1 else ""
            return f"array([]{shape}{named})"
        body = printing.text(self._array.data, self.shape, kind.kind, kind.itemsize, ", ", "array(", ")")
        more = (f", shape={self.shape}" if size > printing.MOST else "") + (named if kind not in usual else "")
        last = len(body) - (body.rfind("\n") + 1) + (0 if "\n" in body else len("array("))
        wraps = more and last + len(more) + 1 > printing.LINE
        return f"array({body}{more.replace(' ', chr(10) + ' ' * 6, 1) if wraps else more})"

    def __str__(self):
        return printing.text(self._array.data, self.shape, self.dtype.kind, self.dtype.itemsize)


for _name in ("squeeze", "swapaxes", "transpose"):
    setattr(ndarray, _name, npchanges.showing(lambda x, *args, name=_name: getattr(x, name)(*args), ndarray))


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


assert npoperators  # both classes have its operators
SCALARS: dict = {}
for _dtype in dtypes.ALL:
    _bases = (Scalar, float) if _dtype is dtypes.FLOAT64 else (Scalar,)
    _name = "bool" if _dtype is dtypes.BOOL else _dtype.name
    SCALARS[_dtype.name] = type(_name, _bases, {"_kind": _dtype, "dtype": _dtype})
    (numbers.Real if _dtype.kind == "f" else numbers.Integral).register(SCALARS[_dtype.name])
