"""The operators and methods of arrays, and of what stands for arrays while a function is followed."""

from math import prod

from smalljax import dtypes, indexing, printing, values
from smalljax.arrays import Array, Value, nested
from smalljax.core import Batching, Differentiation, Recording, Tracer
from smalljax.errors import (
    ConcretizationTypeError,
    TracerBoolConversionError,
    TracerIntegerConversionError,
)
from smalljax.functions import entry, linear_algebra, picking, reducing, shaping
from smalljax.refusals import refusal
from smalljax.values import foreign, is_number, known


def _operand(x):
    return isinstance(x, Value) or is_number(x) or foreign(x) or hasattr(x, "__jax_array__")


def _both_orders(function):
    def straight(self, other):
        return function(self, other) if _operand(other) else _declined(self, other)

    def turned(self, other):
        return function(other, self) if _operand(other) else _declined(self, other)

    return straight, turned


def _declined(self, other):
    """Leave an operation to the other operand; lists, which NumPy would take, are refused."""
    if isinstance(other, complex):
        from smalljax.refusals import lacking

        raise lacking("complex numbers")
    if isinstance(other, (list, tuple)):
        raise TypeError(f"unsupported operand type(s): {type(self).__name__!r} and {type(other).__name__!r}")
    return NotImplemented


_OPERATORS = {
    "add": entry.add,
    "sub": entry.subtract,
    "mul": entry.multiply,
    "truediv": entry.divide,
    "floordiv": entry.floor_divide,
    "mod": entry.remainder,
    "pow": entry.power,
    "matmul": linear_algebra.matmul,
    "and": entry.bitwise_and,
    "or": entry.bitwise_or,
    "xor": entry.bitwise_xor,
    "lshift": entry.left_shift,
    "rshift": entry.right_shift,
}
for _name, _function in _OPERATORS.items():
    _straight, _turned = _both_orders(_function)
    setattr(Value, f"__{_name}__", _straight)
    setattr(Value, f"__r{_name}__", _turned)
for _name, _function in {
    "lt": entry.less,
    "le": entry.less_equal,
    "gt": entry.greater,
    "ge": entry.greater_equal,
    "eq": entry.equal,
    "ne": entry.not_equal,
}.items():
    setattr(Value, f"__{_name}__", _both_orders(_function)[0])


def _divmod(self, other):
    return entry.floor_divide(self, other), entry.remainder(self, other)


def _flatten(self, order="C"):
    return shaping.ravel(self, order)


def _reshape(self, *shape, order="C"):
    return shaping.reshape(self, shape[0] if len(shape) == 1 else shape, order)


def _transpose(self, *axes):
    axes = axes[0] if len(axes) == 1 and not isinstance(axes[0], int) else axes
    return shaping.transpose(self, axes or None)


def _astype(self, dtype, copy=False):
    asked = dtypes.wanted(dtype, "astype")
    if asked.kind == "b" and self.dtype.kind != "b":
        return entry.not_zero(self)
    return values.convert(self, asked)


def _block(self):
    return self


_METHODS = {
    "__neg__": entry.negative,
    "__pos__": entry.positive,
    "__abs__": entry.abs,
    "__invert__": entry.invert,
    "__divmod__": _divmod,
    "__getitem__": indexing.getitem,
    "__iter__": indexing.rows,
    "__round__": lambda self, digits=0: entry.round(self, digits or 0),
    "at": property(indexing.At),
    "T": property(shaping.transpose),
    "mT": property(shaping.matrix_transpose),
    "real": property(lambda self: self),
    "nbytes": property(lambda self: self.size * self.dtype.itemsize),
    "itemsize": property(lambda self: self.dtype.itemsize),
    "transpose": _transpose,
    "reshape": _reshape,
    "flatten": _flatten,
    "astype": _astype,
    "copy": _block,
    "block_until_ready": _block,
    "dot": linear_algebra.dot,
    "take": picking.take,
    "sort": picking.sort,
    "argsort": picking.argsort,
    "diagonal": picking.diagonal,
    "trace": picking.trace,
    "nonzero": picking.nonzero,
    "clip": entry.clip,
    "round": entry.round,
}
for _name in ("sum", "prod", "mean", "var", "std", "max", "min", "argmax", "argmin", "all", "any", "cumsum", "cumprod",
              "ptp"):
    _METHODS[_name] = getattr(reducing, _name)
for _name in ("ravel", "squeeze", "swapaxes", "repeat"):
    _METHODS[_name] = getattr(shaping, _name)
for _name, _method in _METHODS.items():
    setattr(Value, _name, _method)


def _missing(self, name):
    if name.startswith("_"):
        raise AttributeError(f"'{type(self).__name__}' object has no attribute {name!r}")
    raise AttributeError(refusal(f"Array.{name}"))


Value.__getattr__ = _missing  # type: ignore[attr-defined]


def _setitem(self, key, value):
    raise TypeError(
        "JAX arrays are immutable and do not support in-place item assignment. Instead of x[idx] = y, use "
        "x = x.at[idx].set(y)"
    )


Value.__setitem__ = _setitem  # type: ignore[attr-defined]
Value.__array_priority__ = 100  # type: ignore[attr-defined]


def _one(self):
    if prod(self.shape) != 1:
        raise TypeError("Only scalar arrays can be converted to Python scalars; got " f"{self.ndim=}")
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
    "device": property(lambda self: "TFRT_CPU_0"),
}
for _name, _method in _NUMBERS.items():
    setattr(Array, _name, _method)


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
for _name, _method in _TRACED.items():
    setattr(Tracer, _name, _method)
_KINDS = {Differentiation: "JVPTracer", Batching: "BatchTracer", Recording: "JitTracer"}


def _traced_repr(self):
    kind = _KINDS.get(type(self.level), "Tracer")
    return f"{kind}({self.aval.str_short()})"


Tracer.__repr__ = _traced_repr  # type: ignore[method-assign]
