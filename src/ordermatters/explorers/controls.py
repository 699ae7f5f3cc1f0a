"""What a reader can set in an explorer, and the check of every value, whether it comes from a slider or a link."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from ordermatters.explorers.words import listed, number, shown

Kind = Literal["whole", "number", "choice", "sizes", "expression", "code"]

#: From this ratio of its limits on, a slider moves by ratio, in so many steps: 2 and 2000 are both within reach.
WIDE, STEPS = 100, 100


@dataclass(frozen=True)
class Control:
    """Describe one value of an explorer: how it is labelled, what it may be, where it starts.

    >>> Control("m", "rows of A", "whole", 2, minimum=1, maximum=1000).checked(0)
    Traceback (most recent call last):
    ValueError: “rows of A” must be an integer from 1 to 1,000, not 0

    Attributes:
        name: the argument of the explorer's function, and the name in an address.
        label: what the reader sees.
        kind: `"whole"` and `"number"`, a number between `minimum` and `maximum`; `"choice"`, one of `choices`;
            `"sizes"`, a list of `shortest` to `longest` integers between `minimum` and `maximum`;
            `"expression"`, a line of text, and `"code"`, a Python program, both of at most `longest` characters.
        default: the value at the start.
        minimum: the least number.
        maximum: the greatest number.
        step: how far one press of an arrow key moves.
        choices: pairs of a value and its label.
        shortest: the least length of a list.
        longest: the greatest length of a list or a text.
    """

    name: str
    label: str
    kind: Kind
    default: Any
    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None
    choices: tuple[tuple[str, str], ...] = ()
    shortest: int = 0
    longest: int = 0

    def checked(self, value: Any) -> Any:
        """Return a value as this control can have it.

        Raises:
            TypeError: if the value is of another kind.
            ValueError: if it is out of range. Both say so in one sentence that begins with the label.
        """
        return CHECKS[self.kind](self, value)

    @property
    def ends(self) -> tuple[Any, ...]:
        """List the values where what a reader can set ends: of a choice all, of a text none.

        >>> Control("m", "rows", "whole", 2, minimum=1, maximum=1000).ends
        (1, 1000)
        """
        low, high = self.minimum or 0, self.maximum or 0
        if self.kind == "choice":
            return tuple(choice for choice, _ in self.choices)
        if self.kind == "sizes":
            return [low] * self.shortest, [high] * self.longest
        return (low, high) if self.kind in ("whole", "number") else ()

    @property
    def stops(self) -> tuple[int, ...]:
        """List where a slider stops that is laid out by ratio, since its range is wide; nothing for another control.

        >>> Control("m", "rows", "whole", 2, minimum=1, maximum=1000).stops[:12]
        (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)
        """
        low, high = self.minimum, self.maximum
        if self.kind not in ("whole", "sizes") or not low or not high or not 0 < WIDE * low <= high:
            return ()
        return tuple(sorted({round(low * (high / low) ** (i / STEPS)) for i in range(STEPS + 1)}))

    def stop_of(self, value: int) -> int:
        """Find the stop that is nearest below a value, counted from 0."""
        return max(bisect_right(self.stops, value) - 1, 0)

    def said(self, sentence: str) -> str:
        """Put the label before what is to be said about a value."""
        return f"“{self.label}” {sentence}"


def _whole(control: Control, value: Any, which: str = "") -> int:
    wanted = f"{which}must be an integer from {_range(control)}, not {shown(value)}"
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(control.said(wanted))
    _check_range(control, value, wanted)
    return value


def _number(control: Control, value: Any) -> float:
    wanted = f"must be a number from {_range(control)}, not {shown(value)}"
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(control.said(wanted))
    _check_range(control, value, wanted)
    return float(value)


def _sizes(control: Control, value: Any) -> tuple[int, ...]:
    length = (
        f"{control.shortest}" if control.shortest == control.longest else f"{control.shortest} to {control.longest}"
    )
    wanted = f"must be a list of {length} integers from {_range(control)}, not"
    if not isinstance(value, list | tuple):
        raise TypeError(control.said(f"{wanted} {shown(value)}"))
    if not control.shortest <= len(value) <= control.longest:
        raise ValueError(control.said(f"{wanted} {number(len(value))} of them"))
    return tuple(_whole(control, size, f"has an entry {i}, which ") for i, size in enumerate(value, start=1))


def _choice(control: Control, value: Any) -> str:
    known = [choice for choice, _ in control.choices]
    if not isinstance(value, str) or value not in known:
        raise ValueError(control.said(f"must be {listed(map(repr, known), 'or')}, not {shown(value)}"))
    return value


def _text(control: Control, value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(control.said(f"must be text, not {shown(value)}"))
    if not value.strip():
        raise ValueError(control.said("is empty"))
    if len(value) > control.longest:
        longest = number(control.longest)
        raise ValueError(control.said(f"has {number(len(value))} characters, and may have at most {longest}"))
    return value


CHECKS: dict[Kind, Callable[[Control, Any], Any]] = {
    "whole": _whole,
    "number": _number,
    "choice": _choice,
    "sizes": _sizes,
    "expression": _text,
    "code": _text,
}


def _check_range(control: Control, value: float, wanted: str) -> None:
    if not (control.minimum or 0) <= value <= (control.maximum or 0):  # which `nan` is not
        raise ValueError(control.said(wanted))


def _range(control: Control) -> str:
    return f"{number(control.minimum or 0)} to {number(control.maximum or 0)}"
