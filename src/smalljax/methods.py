"""The operators and methods of arrays, and of what stands for arrays while a function is followed."""

from smalljax import dtypes, indexing, updates, values
from smalljax.arrays import Array, Value
from smalljax.functions import entry, joining, linear_algebra, logic, picking, powers, reducing, rounding, shaping
from smalljax.refusals import refusal
from smalljax.values import foreign, is_number


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
    "floordiv": rounding.floor_divide,
    "mod": rounding.remainder,
    "pow": powers.power,
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
    if not _operand(self) or not _operand(other):
        return NotImplemented
    return rounding.floor_divide(self, other), rounding.remainder(self, other)


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
        return logic.not_zero(self)
    return values.convert(self, asked)


def _block(self):
    return self


def _copy(self):
    return Array(self.data, self.shape, self.dtype, self.weak_type) if isinstance(self, Array) else self


_METHODS = {
    "__neg__": entry.negative,
    "__pos__": entry.positive,
    "__abs__": entry.abs,
    "__invert__": logic.invert,
    "__divmod__": _divmod,
    "__rdivmod__": lambda self, other: _divmod(other, self),
    "__getitem__": indexing.getitem,
    "__iter__": indexing.rows,
    "__round__": lambda self, digits=0: rounding.round(self, digits or 0),
    "at": property(updates.At),
    "T": property(shaping.transpose),
    "mT": property(shaping.matrix_transpose),
    "real": property(lambda self: self),
    "nbytes": property(lambda self: self.size * self.dtype.itemsize),
    "itemsize": property(lambda self: self.dtype.itemsize),
    "transpose": _transpose,
    "reshape": _reshape,
    "flatten": _flatten,
    "astype": _astype,
    "copy": _copy,
    "block_until_ready": _block,
    "dot": linear_algebra.dot,
    "take": picking.take,
    "sort": picking.sort,
    "argsort": picking.argsort,
    "diagonal": picking.diagonal,
    "trace": picking.trace,
    "nonzero": picking.nonzero,
    "clip": logic.clip,
    "round": rounding.round,
}
for _name in (
    "sum",
    "prod",
    "mean",
    "var",
    "std",
    "max",
    "min",
    "argmax",
    "argmin",
    "all",
    "any",
    "cumsum",
    "cumprod",
    "ptp",
):
    _METHODS[_name] = getattr(reducing, _name)
_METHODS["repeat"] = joining.repeat
for _name in ("ravel", "squeeze", "swapaxes"):
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
