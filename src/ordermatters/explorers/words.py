"""Numbers and lists as a reader sees them: in drawings, in verdicts and in sentences about bad values."""

import math
import reprlib
from collections.abc import Iterable
from typing import Any

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def number(value: float, digits: int = 3) -> str:
    """Spell a number: whole ones in full, others in a few digits, very large and very small ones in powers of ten.

    >>> number(1020000), number(20.404), number(-2.5), number(3.2e-11), number(1e-5), number(4 * 10**15)
    ('1,020,000', '20.4', '−2.5', '3.2×10⁻¹¹', '10⁻⁵', '4×10¹⁵')
    """
    if value < 0:
        return "−" + number(-value, digits)
    if not math.isfinite(value):
        return "∞" if value == math.inf else "undefined"
    if value == int(value) and value < 1e15:
        return f"{int(value):,}"
    if 1e-3 <= value < 1e6:
        shown = f"{value:,.0f}" if value >= 10**digits else f"{value:.{digits}g}"
        return shown if "e" not in shown else f"{float(shown):,.0f}"
    mantissa, exponent = f"{value:.{digits - 2}e}".split("e")
    mantissa, power = mantissa.rstrip("0").rstrip("."), f"10{superscript(int(exponent))}"
    return power if mantissa == "1" else f"{mantissa}×{power}"


def vector(values: Iterable[float]) -> str:
    """Spell a vector: `vector([2, 0, 1.5])` is `"(2, 0, 1.5)"`."""
    return f"({', '.join(map(number, values))})"


def ratio(more: float, less: float) -> str:
    """Spell how many times as large a number is, in three digits, or in as many as show that it is not the same.

    >>> ratio(1020000, 50000), ratio(1003, 1000), ratio(2, 2)
    ('20.4', '1.003', '1')
    """
    digits = 3
    while more != less and float(f"{more / less:.{digits}g}") == 1 and digits < 15:
        digits += 1
    return number(float(f"{more / less:.{digits}g}"), digits)


def times(more: float, less: float) -> str:
    """Spell a ratio in words: `times(1020000, 50000)` is `"20.4 times"`."""
    return f"{ratio(more, less)} times"


def listed(items: Iterable[str], last: str = "and") -> str:
    """Join items as a sentence does: `listed("abc")` is `"a, b and c"`."""
    *most, final = items
    return f"{', '.join(most)} {last} {final}" if most else final


def many(count: int, noun: str) -> str:
    """Count things: `many(1, "row")` is `"1 row"`, `many(2, "row")` is `"2 rows"`."""
    return f"{number(count)} {noun}{'' if count == 1 else 's'}"


def superscript(exponent: int) -> str:
    """Raise an integer: `superscript(-5)` is `"⁻⁵"`."""
    return str(exponent).translate(_SUPERSCRIPTS)


def subscript(*indices: int) -> str:
    """Lower indices: `subscript(2, 13)` is `"₂,₁₃"`, `subscript(2, 3)` is `"₂₃"`."""
    texts = [str(index) for index in indices]
    return ("" if all(len(text) == 1 for text in texts) else ",").join(texts).translate(_SUBSCRIPTS)


def shown(value: Any) -> str:
    """Show what somebody handed in, in a few characters.

    >>> shown("ten"), shown(""), shown([1, 2]), shown(None)
    ("'ten'", 'nothing', '[1, 2]', 'nothing')
    """
    if value is None or (isinstance(value, str) and not value):
        return "nothing"
    try:
        return " ".join(reprlib.repr(value).split())
    except ValueError:
        return "a number of thousands of digits"
