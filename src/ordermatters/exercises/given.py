"""What a program is given of an unknown function with three inputs and two outputs: its JVP or its VJP alone."""

from random import Random
from typing import Any

from ordermatters.active import real_numbers
from ordermatters.exercises.comparing import shown
from ordermatters.exercises.program import Diagnosis

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

    def __call__(self, *arguments: Any) -> list[float]:
        """Apply the matrix to the one argument there may be."""
        if len(arguments) != 1:
            raise Diagnosis(
                f"`{self._name}` takes one vector {self._vector}, as a list; yours has {len(arguments)} arguments."
            )
        try:
            vector = real_numbers(self._vector, arguments[0])
        except TypeError as error:
            if "ellipsis" in str(error):
                raise  # a gap of the starter
            raise Diagnosis(f"In `{self._name}({self._vector})`, {error}.") from None
        self._check_length(vector)
        return [sum(entry * x for entry, x in zip(row, vector, strict=True)) for row in self._matrix]

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


def _jacobian(random: Random) -> Rows:
    """Draw six different entries, so that each can be told from the others."""
    entries = [float(entry) for entry in random.sample([x for x in range(-9, 10) if x], 6)]
    return [entries[:3], entries[3:]]
