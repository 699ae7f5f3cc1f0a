"""What an exercise is made of: texts for the reader, inputs and answers for the check, and mistakes that it knows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from ordermatters.exercises.comparing import TOLERANCE, plain_value, same, same_form, shown

if TYPE_CHECKING:
    from ordermatters.exercises.running import Running
    from ordermatters.exercises.source import Source


class Verdict(NamedTuple):
    """Whether a program passed, and what there is to say about it: plain text, with code in backticks."""

    passed: bool
    message: str


class Mistake:
    """A mistake that tutors know: the sentence it earns, and wrong twins of the answer that make it."""

    def __init__(self, sentence: str, *twins: Callable[..., Any]) -> None:
        """Take functions of the answer's arguments that return what such a program returns, `...` for anything.

        Raises:
            TypeError: if there is no sentence in front, or a twin is no function.
        """
        if not isinstance(sentence, str) or not all(map(callable, twins)):
            raise TypeError("a Mistake is a sentence, and then one or more functions that make it")
        self.sentence = sentence
        self.twins = twins


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """An exercise: what the reader sees, and below it what the check needs."""

    name: str
    title: str
    lesson: str
    """The lesson's file name, without its ending."""
    statement: str
    """Markdown, like the hints."""
    starter: str
    hints: tuple[str, ...]
    solution: str
    praise: str
    """What to take along, said when a program has passed."""

    function: str
    """The function that the check calls."""
    returns: str
    """What that function returns, in words."""
    inputs: Callable[[Random], list[tuple[Any, ...]]]
    """Fresh arguments, the smallest first, different enough to tell all known mistakes apart."""
    answer: Callable[..., Any]
    mistakes: tuple[Mistake, ...]

    read: Callable[[Any], Any] = plain_value
    """Turns what a program returned into the form in which answers are compared."""
    is_right: Callable[..., bool] | None = None
    """Judges a value, given the arguments, where more than one answer is right."""
    is_formed: Callable[..., bool] | None = None
    """Tells, given the arguments, whether a value is of the form asked for, where the answer's own does not show it."""
    show: Callable[..., str] | None = None
    """Writes a value, given the arguments, where typing it would not explain it."""
    tolerance: float = TOLERANCE
    """How far a number that is not whole may be off, of its size or of 1: what float32 arithmetic comes to."""
    adapt: Callable[[Exercise, Running], Exercise] | None = None
    """Completes the exercise by what the program itself brings along."""
    review: Callable[[Source, list[tuple[Any, ...]]], str | None] | None = None
    """Tells a program that returns what is right, given its arguments, what it did instead of the task."""
    library: tuple[str, ...] = ()
    """The functions, of the library or of JAX, that would do the whole task."""

    def __post_init__(self) -> None:
        """Refuse one thing where a tuple of them is meant.

        Raises:
            TypeError: hints, mistakes or names of the library that are no tuple of such things.
        """
        for name, kind, what, one in _TUPLES:
            parts = getattr(self, name)
            if not isinstance(parts, tuple | list) or not all(isinstance(part, kind) for part in parts):
                raise TypeError(f"{name} must be a tuple of {what}; a single one has a comma behind it: ({one},)")

    def accepts(self, arguments: tuple[Any, ...], value: Any) -> bool:
        """Tell whether a value, as read, is a right answer."""
        if self.is_right:
            return self.is_right(value, *arguments)
        return same(self.read(self.answer(*arguments)), value, self.tolerance)

    def is_of_the_form(self, arguments: tuple[Any, ...], value: Any) -> bool:
        """Tell whether a value, as read, could be an answer, right or wrong."""
        if self.is_formed:
            return self.is_formed(value, *arguments)
        return same_form(self.read(self.answer(*arguments)), value)

    def called(self, arguments: tuple[Any, ...]) -> str:
        """Write the call of the function as one would type it."""
        return f"`{self.function}({', '.join(map(shown, arguments))})`"


_TUPLES: tuple[tuple[str, type, str, str], ...] = (
    ("hints", str, "texts", "hint"),
    ("mistakes", Mistake, "mistakes", "Mistake(…)"),
    ("library", str, "texts", "name"),
)
