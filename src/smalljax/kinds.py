"""The scalar types that readers write, such as `jnp.float32`, and questions about kinds of numbers."""

from smalljax import dtypes
from smalljax.dtypes import ALL, SCALARS
from smalljax.functions.making import array
from smalljax.refusals import public
from smalljax.values import asarray


class ScalarType(type):
    """A kind of numbers as a type: called, it makes an array."""

    def __call__(cls, x=0):
        return array(x, dtype=cls.dtype)

    def __eq__(cls, other):
        return cls is other or (isinstance(other, dtypes.DType) and other is cls.dtype)

    def __hash__(cls):
        return hash(cls.dtype)

    def __repr__(cls):
        return f"<class 'jax.numpy.{cls.__name__}'>"


for _dtype in ALL:
    _name = "bool_" if _dtype.name == "bool" else _dtype.name
    SCALARS[_dtype.name] = ScalarType(_name, (), {"dtype": _dtype})


class Family:
    """A family of kinds, such as all integers."""

    def __init__(self, name, kinds):
        self.__name__, self.kinds = name, kinds

    def __repr__(self):
        return f"<class 'numpy.{self.__name__}'>"


_KINDS = {"generic": "buif", "number": "uif", "integer": "ui", "signedinteger": "i", "unsignedinteger": "u"}
_KINDS |= {"inexact": "f", "floating": "f", "complexfloating": ""}
FAMILIES = {name: Family(name, kinds) for name, kinds in _KINDS.items()}


@public("jnp")
def issubdtype(arg1, arg2):
    """Say whether a kind belongs to a family, or is another kind."""
    if isinstance(arg1, Family):
        return isinstance(arg2, Family) and set(arg1.kinds) <= set(arg2.kinds)
    kind = dtypes.dtype_of(arg1)
    return kind.kind in arg2.kinds if isinstance(arg2, Family) else kind is dtypes.dtype_of(arg2)


@public("jnp")
def result_type(*args):
    """Say which kind several values or kinds make together."""
    pairs = []
    for x in args:
        try:
            pairs.append((dtypes.canonical(dtypes.dtype_of(x)), x in (int, float) if isinstance(x, type) else False))
        except TypeError:
            pairs.append((asarray(x).dtype, asarray(x).weak_type))
    return dtypes.joined(
        [(x.dtype, x.weak_type) if hasattr(x, "weak_type") else pair for x, pair in zip(args, pairs, strict=True)]
    )[0]


@public("jnp")
def promote_types(a, b):
    """Say which kind two kinds make together."""
    return dtypes.joined([(dtypes.dtype_of(x), False) for x in (a, b)])[0]


class finfo:
    """What a kind of floating-point numbers can hold."""

    def __init__(self, dtype):
        found = dtypes.dtype_of(dtype)
        if found.kind != "f":
            raise ValueError(f"data type {found!r} not inexact")
        self.dtype, self.bits = found, 8 * found.itemsize
        self.nmant, power = (23, 127) if self.bits == 32 else (52, 1023)
        from smalljax.npkinds import SCALARS as NUMBERS

        number, eps = NUMBERS[found.name], 2.0**-self.nmant
        self.eps, self.tiny = number(eps), number(2.0 ** (1 - power))
        self.max, self.min = number((2 - eps) * 2.0**power), number((eps - 2) * 2.0**power)
        self.smallest_normal, self.precision = self.tiny, 6 if self.bits == 32 else 15


class iinfo:
    """What a kind of integers can hold."""

    def __init__(self, dtype):
        found = dtypes.dtype_of(dtype)
        if found.kind not in "iu":
            raise ValueError(f"Invalid integer data type {found.kind!r}.")
        self.dtype, self.bits, self.min, self.max = found, 8 * found.itemsize, found.low, found.high
