"""What a program returns, as plain data: nothing of the program's own runs when it is compared, shown or sent.

Frozen values are None, `...`, numbers of Python's own types, text, lists and tuples of such, and `Other`, which is the
text of anything else. So an object of a student's class cannot say that it equals everything.
"""

import operator
import re
import reprlib
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from numbers import Number, Real
from typing import Any

_MOST_VALUES = 100_000
_DEEPEST = 50
_LONGEST_DIGITS = 4096  # bits: JSON writes digits, and Python writes out no number that has too many
_PLAIN = {id(kind) for kind in (int, float, bool, str, type(None))}  # a class may say that it equals another


@dataclass(frozen=True)
class Other:
    """Anything that is neither a number nor text nor a list, as it is written."""

    text: str

    def __repr__(self) -> str:
        """Write it as the object wrote itself."""
        return self.text


def frozen(value: Any) -> Any:
    """Copy a value into plain data; arrays and queues become lists, a list that holds itself says so.

    >>> frozen(([1, 2], {3}))
    ([1, 2], {3})
    """
    return _frozen(value, (), iter(range(_MOST_VALUES)))


def is_plain(value: Any) -> bool:
    """Tell whether a value is plain data already: to look at it runs no code of a program's."""
    if type(value) is list or type(value) is tuple:
        return len(value) < 1000 and all(id(type(part)) in _PLAIN for part in value)
    return id(type(value)) in _PLAIN


def holds_itself(value: Any) -> bool:
    """Tell whether a frozen value was a list inside of itself."""
    if isinstance(value, Other):
        return value == _ITSELF
    return isinstance(value, list | tuple) and any(map(holds_itself, value))


def unready(value: Any) -> str:
    """Say that a frozen value is, or holds, something that has yet to be asked for values; nothing if all are there.

    >>> unready(frozen(map(abs, [1]))).partition(":")[0]
    'A `map` hands out its values one by one, and only when it is asked'
    """
    if isinstance(value, list | tuple):
        return next(filter(None, map(unready, value)), "")
    if not isinstance(value, Other):
        return ""
    if found := re.match(r"<(?:\w+\.)?(\w+) object|(dict_\w+)\(", value.text):
        kind = found[1] or found[2]
        if kind == "coroutine":
            return "An `async def` does nothing when it is called: leave the `async` out."
        if kind in _HANDING_OUT or kind.endswith("iterator") or found[2]:
            said = "hands out its values one by one, and only when it is asked: put `list(…)` around it"
            also = ", or where you `yield` them, collect them and `return` the list" if kind == "generator" else ""
            return f"A `{kind}` {said}{also}."
    if re.match(r"<(function|bound method|built-in function|class) |VJP\(", value.text):
        return "A function stands there, and not what it returns: call it, with brackets behind its name."
    return ""


def encoded(value: Any) -> Any:
    """Write a frozen value as JSON has it; `decoded` reads it.

    >>> encoded((1, [2.5]))
    {'tuple': [1, [2.5]]}
    """
    if isinstance(value, Other):
        return {"other": value.text}
    if value is ...:
        return {"gap": None}
    if isinstance(value, list):
        return [encoded(part) for part in value]
    if isinstance(value, tuple):
        return {"tuple": [encoded(part) for part in value]}
    if isinstance(value, complex):
        return {"complex": [value.real, value.imag]}
    if isinstance(value, Fraction):
        return {"fraction": [encoded(value.numerator), encoded(value.denominator)]}
    if isinstance(value, int) and value.bit_length() > _LONGEST_DIGITS:
        return {"integer": hex(value)}
    return value


def decoded(data: Any) -> Any:
    """Read what `encoded` wrote.

    Raises:
        ValueError: if it is anything else.
    """
    if isinstance(data, list):
        return [decoded(part) for part in data]
    if not isinstance(data, dict):
        return data
    ((kind, content),) = data.items()
    if kind not in _DECODERS:
        raise ValueError(f"no value is written as {kind!r}")
    try:
        return _DECODERS[kind](content)
    except (TypeError, ArithmeticError) as error:
        raise ValueError(f"{kind}: {error}") from None


_ITSELF = Other("[...]")
_HANDING_OUT = (
    "generator",
    "map",
    "zip",
    "filter",
    "enumerate",
    "reversed",
    "chain",
    "islice",
    "starmap",
    "accumulate",
)
_BRIEFLY = reprlib.Repr()
_BRIEFLY.maxother = 120  # beyond which the middle is left out, an address or not
_DECODERS: dict[str, Callable[[Any], Any]] = {
    "other": lambda text: Other(str(text)),
    "gap": lambda _: ...,
    "tuple": lambda parts: tuple(map(decoded, parts)),
    "complex": lambda parts: complex(*parts),
    "fraction": lambda parts: Fraction(*map(decoded, parts)),
    "integer": lambda text: int(text, 16),
}


def _frozen(value: Any, around: tuple[int, ...], budget: Iterator[int]) -> Any:
    if id(value) in around:
        return _ITSELF
    if hasattr(value, "tolist") and not isinstance(value, type):
        value = value.tolist()
    elif isinstance(value, deque):
        value = list(value)
    if not isinstance(value, list | tuple):
        return _single(value)
    if len(around) > _DEEPEST or next(budget, None) is None:
        return Other("…")
    parts = [_frozen(part, (*around, id(value)), budget) for part in _walked(value)]
    return tuple(parts) if isinstance(value, tuple) else parts


def _walked(value: list[Any] | tuple[Any, ...]) -> Iterator[Any]:
    return list.__iter__(value) if isinstance(value, list) else tuple.__iter__(value)


def _single(value: Any) -> Any:
    """Take the number or the text out of an object of any class, past what the class may say of itself."""
    if value is None or value is ... or isinstance(value, bool | Other):
        return value
    if isinstance(value, int):
        return int.__add__(value, 0)
    if isinstance(value, float):
        return float.__pos__(value)
    if isinstance(value, complex):
        return complex.__pos__(value)
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, Fraction):
        return Fraction(operator.index(value.numerator), operator.index(value.denominator))
    if isinstance(value, Real):
        return float(value)
    if isinstance(value, Number) and hasattr(value, "as_integer_ratio") and value == value:  # a Decimal, and no NaN
        return Fraction(*map(operator.index, value.as_integer_ratio()))
    return Other(_written(value))


def _written(value: Any) -> str:
    """Write an object without its place in memory, which is another each time, and shortly."""
    return re.sub(r" at 0x[0-9a-fA-F]+", "", _BRIEFLY.repr(value))
