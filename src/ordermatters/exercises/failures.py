"""How a program failed, as data: the kind of the error, Python's words, the line, and what would help."""

import re
from traceback import format_exception_only, walk_tb
from typing import NamedTuple

from ordermatters.exercises.remedies import remedy
from ordermatters.exercises.source import PLACE, Diagnosis, Source

_LONGEST = 2000


class Failure(NamedTuple):
    """An error in a program."""

    kind: str
    """The name of the error's type."""
    families: tuple[str, ...]
    """The names of the types that it is a kind of."""
    said: str
    """Python's own message, the type in front."""
    line: int | None
    """The last line of the program that the error went through."""

    def summary(self, source: Source) -> str:
        """Say where the error arose, with the line itself, and Python's own message."""
        if self.kind == "SystemExit":
            return "because it ends Python, with `exit()` or the like; leave that out, and return the answer instead."
        quoted = source.quoted(self.line) if self.line else ""
        where = f"at line {self.line} " if self.line else ""
        advice = remedy(self.kind, self.said, source.line(self.line or 0), source)
        said = self.said.removesuffix(".") if advice else self.said
        return f"{where}with {said}{'. ' if advice else ''}{advice}{quoted}"


def failure_of(error: BaseException) -> Failure:
    """Turn an error into data."""
    families = tuple(family.__name__ for family in type(error).__mro__)
    if isinstance(error, Diagnosis):
        return Failure(Diagnosis.__name__, families, str(error), None)
    try:
        said = _own_words("".join(format_exception_only(error)))
    except Exception:  # an error of the program's own may fail to be written
        said = type(error).__name__
    numbers = [line for frame, line in walk_tb(error.__traceback__) if frame.f_code.co_filename == PLACE]
    return Failure(type(error).__name__, families, said, numbers[-1] if numbers else None)


def _own_words(said: str) -> str:
    """Leave out what is not about the program: folders, places in memory, JAX's note on its frames and its links."""
    said = re.sub(r" at 0x[0-9a-fA-F]+", "", said)
    said = re.sub(r" \((/|[A-Z]:\\)[^()]*\.pyc?\)", "", said)
    said = re.sub(r"\n-{10,}\nFor simplicity, JAX has removed.*", "", said, flags=re.DOTALL)
    said = re.sub(r"\s+See https://docs\.jax\.dev\S*", "", said)
    return said.strip().replace("`", "ˋ")[:_LONGEST]
