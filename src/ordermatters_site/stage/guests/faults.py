"""What is wrong with a guest page, so that all of it can be said at once."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that cannot be shown as Jupyter shows it."""

    line: int
    """In the text of its cell, from 1."""
    sentence: str
    """What it is, and how to mend it."""
    kind: str = ""
    """What a page may let through on purpose, if this is of such a kind."""
