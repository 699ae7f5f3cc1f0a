"""Numbers as text, labels that keep clear of each other, and what is checked before anything is drawn."""

from collections.abc import Iterable, Mapping, Sequence, Sized
from math import isfinite
from typing import Any

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def tick(value: float) -> str:
    """Spell a round number at an axis: `tick(1e6)` is `"10⁶"`, `tick(2e-3)` is `"2×10⁻³"`, `tick(20)` is `"20"`."""
    if 1 <= value < 100:
        return f"{value:g}"
    mantissa, exponent = f"{value:.0e}".split("e")
    power = f"10{str(int(exponent)).translate(_SUPERSCRIPTS)}"
    return power if mantissa == "1" else f"{mantissa}×{power}"


def number(value: float) -> str:
    """Spell a number for a reader: whole ones in full, the others in three digits, powers of ten with superscripts.

    >>> number(1020000), number(20.404), number(3.2e-11), number(1e-5), number(-2.5)
    ('1,020,000', '20.4', '3.2×10⁻¹¹', '10⁻⁵', '−2.5')
    """
    if value < 0:
        return "−" + number(-value)
    if value == int(value) and value < 1e15:
        return f"{int(value):,}"
    if 1e-3 <= value < 1e6:
        return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
    mantissa, exponent = f"{value:.1e}".split("e")
    mantissa = mantissa.removesuffix(".0")
    power = f"10{str(int(exponent)).translate(_SUPERSCRIPTS)}"
    return power if mantissa == "1" else f"{mantissa}×{power}"


def many(count: int, noun: str) -> str:
    """Count things: `many(1, "addition")` is `"1 addition"`, `many(2, "addition")` is `"2 additions"`."""
    return f"{number(count)} {noun}{'' if count == 1 else 's'}"


def seconds(value: float) -> str:
    """Spell a time: `seconds(0.0042)` is `"4.2 ms"`."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if value >= size:
            return f"{number(float(f'{value / size:.3g}'))} {unit}"
    return f"{number(float(f'{value / 1e-9:.3g}'))} ns"


def byte_size(count: int) -> str:
    """Spell an amount of memory: `byte_size(40_000)` is `"40 kB"`."""
    for unit, size in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= size:
            return f"{number(float(f'{count / size:.3g}'))} {unit}"
    return f"{count} B"


def times_as_many(ratio: float) -> str:
    """Spell a ratio: `times_as_many(20.404)` is `"20.4 times"`."""
    return f"{number(float(f'{ratio:.3g}'))} times"


def listed(items: Iterable[str]) -> str:
    """Join items as a sentence does: `listed("abc")` is `"a, b and c"`."""
    *most, last = items
    return f"{', '.join(most)} and {last}" if most else last


def spread(positions: Sequence[float], gap: float) -> list[float]:
    """Move positions as little as it takes to keep each `gap` from the next, in the order they are in.

    >>> spread([0.0, 0.1, 3.0], 1.0)
    [-0.45, 0.55, 3.0]
    """
    groups: list[tuple[float, list[int]]] = []
    for i in sorted(range(len(positions)), key=positions.__getitem__):
        centre, members = positions[i], [i]
        while groups and centre - groups[-1][0] < gap * (len(members) + len(groups[-1][1])) / 2:
            before, others = groups.pop()
            centre = (before * len(others) + centre * len(members)) / (len(others) + len(members))
            members = others + members
        groups.append((centre, members))
    moved = dict.fromkeys(range(len(positions)), 0.0)
    for centre, members in groups:
        for rank, i in enumerate(members):
            moved[i] = round(centre + gap * (rank - (len(members) - 1) / 2), 9)
    return list(moved.values())


def check_lengths(**lists: Sized) -> None:
    """Raise `ValueError` unless all the lists named are equally long and not empty."""
    (first, model), *others = lists.items()
    if len(model) == 0:
        raise ValueError(f"{first} is empty: there is nothing to draw")
    for name, values in others:
        if len(values) != len(model):
            raise ValueError(f"{name} has {len(values)} entries, but {first} has {len(model)}")


def check_positive(name: str, values: Iterable[float]) -> None:
    """Raise `ValueError` unless all values are finite and above 0, as a logarithmic axis needs."""
    for value in values:
        if not (isfinite(value) and value > 0):
            raise ValueError(f"{name} must be above 0 for a logarithmic axis, and {value} is not")


def check_some(name: str, entries: Mapping[str, Any], at_most: int | None = None) -> None:
    """Raise `TypeError` for what is no mapping from names, `ValueError` for an empty one or one that is too long."""
    if not isinstance(entries, Mapping):
        raise TypeError(f"{name} must map names to data, and is a {type(entries).__name__}")
    if not entries:
        raise ValueError(f"{name} is empty: there is nothing to draw")
    if at_most is not None and len(entries) > at_most:
        raise ValueError(f"{name} has {len(entries)} entries, and there are colours for {at_most}")
