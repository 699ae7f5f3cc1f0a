"""From arrays to Python's numbers and to text; what is traced has no numbers, and says so."""

from math import prod

from smalljax import printing
from smalljax.arrays import Array, nested
from smalljax.core import Batching, Differentiation, Recording, Tracer
from smalljax.errors import (
    ConcretizationTypeError,
    TracerBoolConversionError,
    TracerIntegerConversionError,
)
from smalljax.values import known


def _one(self):
    if prod(self.shape) != 1:
        raise TypeError(f"Only scalar arrays can be converted to Python scalars; got {self.ndim=}")
    return self.data[0]


def _scalar(self):
    if self.shape:
        raise TypeError(f"Only scalar arrays can be converted to Python scalars; got arr.ndim={self.ndim}")
    return self.data[0]


def _index(self):
    if self.dtype.kind not in "iu" or self.shape:
        raise TypeError("Only integer scalar arrays can be converted to a scalar index.")
    return self.data[0]


def _truth(self):
    if self.size != 1:
        raise ValueError(
            "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()"
            if self.size
            else "The truth value of an empty array is ambiguous. Use `array.size > 0` to check that it is not empty."
        )
    return bool(self.data[0])


def _item(self, *args):
    if not args and self.size != 1:
        raise ValueError("can only convert an array of size 1 to a Python scalar")
    return self.data[0] if not args else self[args].data[0]


def _repr(self):
    name = f"dtype={self.dtype.name}{', weak_type=True' if self.weak_type else ''})"
    if not self.size:
        return f"Array([], shape={self.shape}, {name}"
    body = printing.text(self.data, self.shape, self.dtype.kind, self.dtype.itemsize, ", ", "Array(", ",")
    long = len(body) - body.rfind("\n") + 1 + len(name) + 1 > printing.LINE
    return f"Array({body},{' ' * 6 if long else ' '}{name}"


def _str(self):
    if not self.shape:
        return printing.scalar(self.data[0], self.dtype.itemsize)
    return printing.text(self.data, self.shape, self.dtype.kind, self.dtype.itemsize)


def _format(self, spec):
    if self.shape:
        if spec:
            raise TypeError("unsupported format string passed to numpy.ndarray.__format__")
        return _str(self)
    return format(self.data[0], spec) if spec else _str(self)


_NUMBERS = {
    "__float__": lambda self: float(_scalar(self)),
    "__int__": lambda self: int(_scalar(self)),
    "__complex__": lambda self: complex(_scalar(self)),
    "__index__": _index,
    "__bool__": _truth,
    "__repr__": _repr,
    "__str__": _str,
    "__format__": _format,
    "item": _item,
    "tolist": lambda self: nested(self.data, self.shape),
}


def _without_number(error, sentence):
    def method(self, *args):
        raise error(f"{sentence}: {self!r}")

    return method


def _traced_truth(self):
    """Look through tangents: a derivative may follow an `if`."""
    found = known(self)
    if found is None:
        raise TracerBoolConversionError(f"Attempted boolean conversion of traced array: {self!r}")
    return bool(found)


_TRACED = {
    "__bool__": _traced_truth,
    "__float__": _without_number(ConcretizationTypeError, "Abstract tracer value encountered by float()"),
    "__int__": _without_number(ConcretizationTypeError, "Abstract tracer value encountered by int()"),
    "__complex__": _without_number(ConcretizationTypeError, "Abstract tracer value encountered by complex()"),
    "__index__": _without_number(TracerIntegerConversionError, "The __index__() method was called on traced array"),
    "item": _without_number(ConcretizationTypeError, "Abstract tracer value encountered by item()"),
    "tolist": _without_number(ConcretizationTypeError, "Abstract tracer value encountered by tolist()"),
    "__hash__": lambda self: id(self),
}


_KINDS = {Differentiation: "JVPTracer", Batching: "BatchTracer", Recording: "JitTracer"}


def _traced_repr(self):
    kind = _KINDS.get(type(self.level), "Tracer")
    return f"{kind}({self.aval.str_short()})"


for _name, _method in _NUMBERS.items():
    setattr(Array, _name, _method)
for _name, _method in {**_TRACED, "__repr__": _traced_repr}.items():
    setattr(Tracer, _name, _method)
