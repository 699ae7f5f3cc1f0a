"""Arrays: numbers in one flat list, row by row, with a shape and a kind."""

from math import prod

from smalljax import dtypes


class Shaped:
    """What is known of an array before it has numbers: shape, kind, and whether the kind is weak."""

    def __init__(self, shape, dtype, weak_type=False):
        self.shape, self.dtype, self.weak_type = tuple(shape), dtype, weak_type

    @property
    def ndim(self):
        return len(self.shape)

    @property
    def size(self):
        return prod(self.shape)

    def short(self):
        """Write shape and kind as a jaxpr does: `f32[2,3]`."""
        name = self.dtype.name
        letter = name if name == "bool" else f"{self.dtype.kind}{8 * self.dtype.itemsize}"
        return f"{letter}[{','.join(map(str, self.shape))}]"

    def str_short(self):
        return f"{self.dtype.name}[{','.join(map(str, self.shape))}]"

    def __eq__(self, other):
        return isinstance(other, Shaped) and self.key() == other.key()

    def __hash__(self):
        return hash(self.key())

    def key(self):
        return self.shape, self.dtype.name, self.weak_type

    def __repr__(self):
        return f"ShapedArray({self.str_short()}{', weak_type=True' if self.weak_type else ''})"


class Value:
    """An array, or what stands for one while a function is followed: `methods` gives it operators and methods."""

    aval: Shaped
    shape: tuple
    dtype: dtypes.DType
    weak_type: bool

    @property
    def ndim(self):
        return len(self.shape)

    @property
    def size(self):
        return prod(self.shape)

    def __len__(self):
        if not self.shape:
            raise TypeError("len() of unsized object")
        return self.shape[0]


class Array(Value):
    """An array that has its numbers.

    Attributes:
        data: Python numbers, flat, row by row; those of a float32 array are rounded to 32 bits.
    """

    def __init__(self, data, shape, dtype, weak_type=False):
        self.data, self.shape, self.dtype, self.weak_type = data, shape, dtype, weak_type

    @property
    def aval(self):
        return Shaped(self.shape, self.dtype, self.weak_type)

    __hash__ = None  # type: ignore[assignment]


def scalar(number, dtype, weak_type=False):
    """Make an array of one number, shape `()`."""
    return Array(dtype.fit([number]), (), dtype, weak_type)


def nested(data, shape):
    """Turn a flat list into nested lists; an array of shape `()` into its one number."""
    if not shape:
        return data[0]
    for length in reversed(shape[1:]):
        rows = len(data) // length if length else prod(shape[: shape.index(length)])
        data = [data[i * length : (i + 1) * length] for i in range(rows)]
    return data
