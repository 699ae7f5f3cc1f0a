"""Answers side by side: whatever a program returned, read as plain Python, compared and shown."""

import reprlib
from collections.abc import Iterable
from math import log10, trunc
from numbers import Complex, Real
from typing import Any

from ordermatters.exercises.frozen import Other

_LONGEST = 400
TOLERANCE = 1e-5


def plain_value(value: Any) -> Any:
    """Read tuples and arrays as lists, NumPy's numbers as Python's; leave everything else as it is.

    >>> plain_value(([(1, 2)], 3))
    [[[1, 2]], 3]
    """
    value = _listed(value)
    return [plain_value(part) for part in value] if isinstance(value, list | tuple) else value


def in_words(returned: Any, other_words: dict[str, str]) -> Any:
    """Read an answer that begins with a word, in any case, and take other words for the same thing.

    >>> in_words(("Jacrev", 2, 1), {"jacrev": "reverse"})
    ['reverse', 2, 1]
    """
    value = plain_value(returned)
    if isinstance(value, list) and value and isinstance(value[0], str):
        word = value[0].strip().lower()
        value[0] = other_words.get(word, word)
    return value


def begins_with(value: Any, words: Iterable[str], *others: Any) -> bool:
    """Tell whether a value, as read, is one of some words and then something of the form of others.

    >>> begins_with(["forward", 2.5], ("forward", "backward"), 1), begins_with(["forwards", 2.5], ("forward",), 1)
    (True, False)
    """
    return same_form(["", *others], value) and value[0] in words


def in_floats(value: Any) -> Any:
    """Turn the integers of a plain value into floats, but for those that no float can be.

    >>> in_floats([3, ["a", 2.5]])
    [3.0, ['a', 2.5]]
    """
    if isinstance(value, list):
        return list(map(in_floats, value))
    return float(value) if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**60 else value


def same(expected: Any, got: Any, tolerance: float = TOLERANCE) -> bool:
    """Compare plain values: integers exactly, others to five digits; `...` stands for anything.

    Arithmetic in float32 keeps seven digits at best, and the tasks of the exercises lose a few of them.

    >>> same([24, ...], [24, 16]), same([24, 16], [16, 24]), same(20.4, 20.400000001)
    (True, False, True)
    """
    if expected is ...:
        return True
    if isinstance(expected, list) and isinstance(got, list):
        return len(expected) == len(got) and all(same(*pair, tolerance) for pair in zip(expected, got, strict=True))
    if _is_number(expected) and _is_number(got):
        return _close(expected, got, tolerance)
    return isinstance(expected, str) and isinstance(got, str) and expected == got


def same_form(expected: Any, got: Any) -> bool:
    """Tell whether two plain values are built alike: lists of the same lengths, numbers and text in the same places.

    >>> same_form([24, 16], [1, 2]), same_form([24, 16], 40)
    (True, False)
    """
    if isinstance(expected, list) and isinstance(got, list):
        return len(expected) == len(got) and all(map(same_form, expected, got))
    return (_is_number(expected) and _is_number(got)) or (isinstance(expected, str) and isinstance(got, str))


def shown(value: Any, digits: int = 6) -> str:
    """Write a value as it would be typed, floats with a few digits.

    >>> shown(("backward", 20.400000000000002))
    "('backward', 20.4)"
    """
    text = _written(value, digits)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def shown_apart(expected: Any, got: Any) -> tuple[str, str]:
    """Write two values with as many digits as it takes to tell apart the numbers that count as different.

    >>> shown_apart((2.0, 1.0), [2.0, 1.00002])
    ('(2, 1)', '[2, 1.00002]')
    >>> shown_apart(24, 24.000001)
    ('24', '24.000001')
    """
    for digits in (6, 8, 10, 12, 17):
        pair = shown(expected, digits), shown(got, digits)
        if pair[0] != pair[1] and not _look_alike(plain_value(expected), plain_value(got), digits):
            break
    return pair


def _look_alike(expected: Any, got: Any, digits: int) -> bool:
    """Tell whether some numbers that count as different would be written alike, or a rounded one would mislead."""
    if isinstance(expected, list) and isinstance(got, list):
        return any(_look_alike(*pair, digits) for pair in zip(expected, got, strict=False))
    if not (_is_number(expected) and _is_number(got)) or same(expected, got):
        return False
    return _written(expected, digits) == _written(got, digits)


def _listed(value: Any) -> Any:
    return value.tolist() if hasattr(value, "tolist") and not isinstance(value, type) else value


def _is_number(value: Any) -> bool:
    return isinstance(value, Complex) and not isinstance(value, bool)


def _close(expected: Any, got: Any, tolerance: float) -> bool:
    if isinstance(expected, int):
        return bool(got == expected)
    try:
        return bool(abs(got - expected) <= tolerance * max(1.0, abs(expected)))
    except OverflowError:  # an integer beyond all floats
        return False


def _written(value: Any, digits: int) -> str:
    value = _listed(value)
    if isinstance(value, list | tuple):
        parts = ", ".join(_written(part, digits) for part in value)
        one = "," if isinstance(value, tuple) and len(value) == 1 else ""
        return f"[{parts}]" if isinstance(value, list) else f"({parts}{one})"
    if _is_number(value) and isinstance(value, Real):
        return _number(value, digits)
    if isinstance(value, Other):
        return value.text.replace("`", "ˋ")
    return reprlib.repr(value).replace("`", "ˋ")  # the real one marks where code begins and ends


def _number(value: Real, digits: int) -> str:
    try:
        return reprlib.repr(value) if isinstance(value, int) else f"{float(value):.{digits}g}"
    except (OverflowError, ValueError):  # beyond all floats, or more digits than Python writes
        whole: int = trunc(value)  # type: ignore[assignment]
        return f"about {'-' if whole < 0 else ''}10**{round(whole.bit_length() * log10(2))}"
