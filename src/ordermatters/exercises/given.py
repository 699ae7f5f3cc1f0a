"""What a program is given of an unknown function with three inputs and two outputs: its JVP or its VJP alone."""

from fractions import Fraction
from math import isfinite
from random import Random
from typing import Any

from ordermatters.active import real_numbers
from ordermatters.exercises.comparing import shown
from ordermatters.exercises.source import Diagnosis, Source

Rows = list[list[float]]


class Given:
    """Multiply a hidden Jacobian by a vector, and say what is wrong with a vector that does not fit.

    >>> jvp = Given("jvp", "v", "input", ("u", "vjp", "output"), [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    >>> jvp([1, 0, 0])  # the first column
    [1.0, 4.0]
    """

    def __init__(self, name: str, vector: str, end: str, other: tuple[str, str, str], matrix: Rows) -> None:
        """Take the words for messages, those of the other mode too, and the matrix that stands left of the vector."""
        self._name, self._vector, self._end, self._other, self._matrix = name, vector, end, other, matrix
        self._asked: list[list[Fraction]] = []

    def __call__(self, *arguments: Any) -> list[float]:
        """Apply the matrix to the one argument there may be."""
        if len(arguments) != 1:
            raise Diagnosis(
                f"`{self._name}` takes one vector {self._vector}, as a list; yours has {len(arguments)} arguments."
            )
        try:
            vector = self._numbers(arguments[0])
        except TypeError as error:
            if "ellipsis" in str(error):
                raise  # a gap of the starter
            raise Diagnosis(f"In `{self._name}({self._vector})`, {error}.") from None
        self._check_length(vector)
        return [sum(entry * x for entry, x in zip(row, vector, strict=True)) for row in self._matrix]

    def _numbers(self, vector: Any) -> list[Any]:
        """Read a vector; `[i == j for i in range(3)]` is a one-hot one."""
        if isinstance(vector, list | tuple):
            vector = [int(x) if isinstance(x, bool) else x for x in vector]
        return real_numbers(self._vector, vector)

    def _check_length(self, vector: list[Any]) -> None:
        size, others = len(self._matrix[0]), len(self._matrix)
        if len(vector) == size:
            return
        asked = f"A {self._vector} has a number for each {self._end} of f, {size} in all."
        given = f"`{self._name}({shown(vector)})`"
        if len(vector) == others:
            letter, name, end = self._other
            raise Diagnosis(
                f"In {given} the vector has a number for each {end}: that is a {letter}, for `{name}`. {asked}"
            )
        raise Diagnosis(f"In {given} the vector has the wrong length, {len(vector)}. {asked}")

    def ask(self, *arguments: Any) -> list[float]:
        """Apply the matrix for a program, and remember to what."""
        result = self(*arguments)
        vector = self._numbers(arguments[0])
        self._asked += [list(map(Fraction, vector))] if all(map(isfinite, vector)) else []
        return result

    def is_determined(self) -> bool:
        """Tell whether a program asked for enough: as many independent vectors as leave no other matrix possible."""
        return _rank(self._asked) == len(self._matrix[0])

    def __repr__(self) -> str:
        """Write the name: what is hidden stays hidden."""
        return self._name


def jvp(random: Random) -> Given:
    """Draw an unknown function, and give the `v` to J v of it."""
    return Given("jvp", "v", "input", ("u", "vjp", "output"), _jacobian(random))


def vjp(random: Random) -> Given:
    """Draw an unknown function, and give the `u` to uᵀ J of it."""
    turned = [list(column) for column in zip(*_jacobian(random), strict=True)]
    return Given("vjp", "u", "output", ("v", "jvp", "input"), turned)


def undetermined(source: Source, inputs: list[tuple[Any, ...]]) -> str | None:
    """Tell a program that has the right matrix from somewhere else."""
    for (given,) in inputs:
        if not given.is_determined():
            return (
                f"The matrix is right, but what your program asked of `{given}` does not determine it, so it came from "
                f"somewhere else. Ask `{given}` for it, with a vector for each, and put together what comes back."
            )
    return None


def _rank(rows: list[list[Fraction]]) -> int:
    """Count independent rows, by elimination without rounding."""
    left, rank = [row[:] for row in rows[-50:]], 0
    while left:
        pivot = next((i for i, x in enumerate(left[0]) if x), None)
        first, *rest = left
        if pivot is not None:
            rank += 1
            rest = [[x - row[pivot] / first[pivot] * y for x, y in zip(row, first, strict=True)] for row in rest]
        left = rest
    return rank


def _jacobian(random: Random) -> Rows:
    """Draw six different entries, so that each can be told from the others."""
    entries = [entry / 2 for entry in random.sample([x for x in range(-18, 19) if x], 6)]
    return [entries[:3], entries[3:]]
