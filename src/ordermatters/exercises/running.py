"""A program that runs, as the check sees it: what it is asked, and what comes of it."""

from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol, Self

from ordermatters.exercises.failures import Failure
from ordermatters.exercises.source import Source


@dataclass(frozen=True)
class Outcome:
    """What came of a call: what was returned, as plain data, or how it failed; and the beginning of its printing."""

    returned: Any = None
    failure: Failure | None = None
    printed: str = ""


class Running(Protocol):
    """A program that has run its definitions, here or in a process of its own."""

    source: Source

    def unfit(self, name: str, count: int) -> str | None:
        """Write the parameters of a function that cannot take `count` arguments; None if it can."""

    def calls(self, name: str, inputs: list[tuple[Any, ...]]) -> list[Outcome]:
        """Call a function with each of some arguments in turn."""

    def records(self, name: str, numbers: list[float]) -> list[Outcome]:
        """Call a function of one number, and return what it did with each, as `recording` writes it."""

    def __enter__(self) -> Self:
        """Begin."""

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End, and leave nothing behind."""
