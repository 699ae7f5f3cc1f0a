"""How a program failed, as data: the kind of the error, Python's words, the line, and what would help."""

import re
from traceback import format_exception_only, walk_tb
from typing import NamedTuple

from ordermatters.exercises.source import PLACE, Diagnosis, Source, printed_sign


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
            return "because it calls `exit()`; leave that out, and return the answer instead."
        quoted = source.quoted(self.line) if self.line else ""
        where = f"at line {self.line} " if self.line else ""
        return f"{where}with {self.said}{_advice(self)}{quoted}"


def failure_of(error: BaseException) -> Failure:
    """Turn an error into data."""
    families = tuple(family.__name__ for family in type(error).__mro__)
    if isinstance(error, Diagnosis):
        return Failure(Diagnosis.__name__, families, str(error), None)
    try:
        said = "".join(format_exception_only(error)).strip()
    except Exception:  # an error of the program's own may fail to be written
        said = type(error).__name__
    numbers = [line for frame, line in walk_tb(error.__traceback__) if frame.f_code.co_filename == PLACE]
    return Failure(type(error).__name__, families, said, numbers[-1] if numbers else None)


def _advice(failure: Failure) -> str:
    """Say what is known to lead to such an error, and nothing otherwise."""
    if failure.kind == "ModuleNotFoundError":
        return ". The exercise can be done without it."
    if failure.kind == "NameError":
        return printed_sign(failure.said).replace(" `", ". `", 1) or _run_together(failure.said)
    if failure.kind == "TypeError" and "for ^" in failure.said:
        return ". Python writes a power as `**`."
    return ""


def _run_together(said: str) -> str:
    """Explain `mnp`, a product as a page writes it, where it can be nothing else."""
    found = re.match(r"NameError: name '([mnp]{2,3})' is not defined$", said)
    return f". To Python that is one name; a product is `{' * '.join(found[1])}`." if found else ""
