"""The operators and methods of NumPy's arrays and numbers."""

from smalljax.arrays import Array, Value
from smalljax.functions import entry, linear_algebra, logic, powers, rounding
from smalljax.ndarrays import Same, computed


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
    return powers.power(a, b)


for _name, _function in {
    **{"add": entry.add, "sub": entry.subtract, "mul": entry.multiply, "truediv": entry.divide},
    **{"floordiv": rounding.floor_divide, "mod": rounding.remainder, "pow": _power, "matmul": linear_algebra.matmul},
    **{"and": entry.bitwise_and, "or": entry.bitwise_or, "xor": entry.bitwise_xor},
}.items():
    setattr(Same, f"__{_name}__", _operation(_function)[0])
    setattr(Same, f"__r{_name}__", _operation(_function)[1])
for _name, _function in {
    **{"lt": entry.less, "le": entry.less_equal, "gt": entry.greater, "ge": entry.greater_equal},
    **{"eq": entry.equal, "ne": entry.not_equal},
}.items():
    setattr(Same, f"__{_name}__", _operation(_function)[0])
for _name, _unary in {"neg": entry.negative, "pos": entry.positive, "abs": entry.abs, "invert": logic.invert}.items():
    setattr(Same, f"__{_name}__", lambda self, f=_unary: computed(f, self))
Same.__hash__ = None  # type: ignore[assignment]


def _method(name):
    return lambda self, *args, **keywords: computed(lambda x: getattr(x, name)(*args, **keywords), self)


for _name in (
    *("sum", "prod", "mean", "var", "std", "max", "min", "argmax", "argmin", "all", "any", "cumsum", "cumprod"),
    *("reshape", "ravel", "flatten", "squeeze", "transpose", "swapaxes", "dot", "round", "clip", "nonzero", "trace"),
    "argsort",
):
    setattr(Same, _name, _method(_name))
