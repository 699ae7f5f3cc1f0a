"""What callers hand in, checked once and turned into plain Python: integers, sizes and matrices.

Every error is one sentence that names the argument and its shape or value, raised before any work is done.
"""

import operator
import reprlib
from collections.abc import Iterable
from numbers import Complex
from typing import Any

_PLAIN_NUMBERS = {int, float, complex}


def whole_number(name: str, value: Any) -> int:
    """Turn anything that counts, such as a NumPy integer, into an `int` that cannot overflow.

    >>> whole_number("m", 3)
    3

    Raises:
        TypeError: if it is not an integer: a bool, a float, a string, `None`, an array, a traced value.
    """
    try:
        number = operator.index(value)
    except TypeError:
        number = None
    if number is None or isinstance(value, bool):
        raise TypeError(f"{name} must be an integer, not {described(value)}") from None
    return int(number)


def size(name: str, value: Any) -> int:
    """Turn a size of a matrix into an `int` of at least 1.

    Raises:
        TypeError: if it is not an integer.
        ValueError: if it is zero or less.
    """
    number = whole_number(name, value)
    if number < 1:
        raise ValueError(f"{name} must be at least 1, not {number}")
    return number


def listed(name: str, values: Any, of: str) -> list[Any]:
    """List what can be walked through; text cannot be meant, although Python walks through it.

    Raises:
        TypeError: if it does not hold several values.
    """
    if not isinstance(values, Iterable) or isinstance(values, str | bytes | dict):
        raise TypeError(f"{name} must be a list of {of}, not {described(values)}")
    try:
        return list(values)
    except TypeError:  # an array without dimensions, or a traced one
        raise TypeError(f"{name} must be a list of {of}, not {described(values)}") from None


def chain_sizes(dims: Any) -> list[int]:
    """Turn the sizes between the matrices of a chain, from the input's to the output's, into a list of `int`.

    Raises:
        TypeError: if it is not a list, or a size is not an integer.
        ValueError: if a size is below 1, or there are fewer than two.
    """
    sizes = [size(f"dims[{i}]", value) for i, value in enumerate(listed("dims", dims, "sizes"))]
    if len(sizes) < 2:
        raise ValueError(f"dims must hold at least two sizes, the input's and the output's, not {len(sizes)}: {sizes}")
    return sizes


def matrix_rows(name: str, matrix: Any) -> list[list[Any]]:
    """Turn a matrix, whether nested lists, tuples or an array, into rows of plain Python numbers.

    >>> matrix_rows("a", ((1, 2, 3), (4, 5, 6)))
    [[1, 2, 3], [4, 5, 6]]

    Raises:
        TypeError: if it is not a matrix: it has not two dimensions, is ragged, or an entry is not a number.
        ValueError: if the matrix has no entries.
    """
    table = plain(name, matrix)
    if not isinstance(table, list | tuple):
        raise TypeError(f"{name} must be a matrix of numbers, not {described(table)}")
    rows = [plain(f"{name}[{i}]", row) for i, row in enumerate(table)]
    _check_shape(name, rows, getattr(matrix, "shape", None))
    return [_checked_entries(f"{name}[{i}]", row) for i, row in enumerate(rows)]


def plain(name: str, value: Any) -> Any:
    """Turn an array into nested lists of Python numbers; leave everything else as it is.

    Raises:
        TypeError: if the array holds Python objects, or JAX is tracing it and it has no values yet.
    """
    if getattr(getattr(value, "dtype", None), "kind", None) == "O":
        raise TypeError(f"{name} must hold numbers, not an array of Python objects of shape {value.shape}")
    if isinstance(value, type) or not hasattr(value, "tolist"):
        return value
    try:
        return value.tolist()
    except TypeError:
        raise TypeError(f"{name} has no values yet, JAX is still tracing it: {described(value)}") from None


def described(value: Any) -> str:
    """Show a value and its type in a few words, for use in a sentence.

    >>> described("ten")
    "'ten' (str)"
    """
    shape = getattr(value, "shape", None)
    if isinstance(shape, tuple) and shape:
        return f"an array of shape {shape}"
    return "None" if value is None else f"{' '.join(reprlib.repr(value).split())} ({type(value).__name__})"


def _check_shape(name: str, rows: list[Any], array_shape: tuple[int, ...] | None) -> None:
    shape = array_shape or _shape(name, rows)
    if 0 in shape:
        raise ValueError(f"{name} must have at least one row and one column, not the shape {shape}")
    if len(shape) != 2:
        raise TypeError(f"{name} must have two dimensions, rows and columns, not {len(shape)}: its shape is {shape}")
    for i, row in enumerate(rows):
        if not isinstance(row, list | tuple):
            raise TypeError(f"{name}[{i}] must be a row of numbers like {name}[0], not {described(row)}")
        if len(row) != shape[1]:
            raise TypeError(f"{name} is ragged: {name}[0] has {shape[1]} entries, {name}[{i}] has {len(row)}")


def _shape(name: str, nested: Any) -> tuple[int, ...]:
    """Follow the first entries down; 64 levels are NumPy's limit too, and a list may hold itself."""
    shape: list[int] = []
    while isinstance(nested, list | tuple) and len(shape) < 64:
        shape.append(len(nested))
        nested = plain(f"{name}[0]", nested[0]) if nested else None
    return tuple(shape)


def _checked_entries(name: str, row: list[Any]) -> list[Any]:
    if set(map(type, row)) <= _PLAIN_NUMBERS:  # a look at the types alone: large matrices pass at once
        return list(row)
    entries = [plain(f"{name}[{j}]", entry) for j, entry in enumerate(row)]
    for j, entry in enumerate(entries):
        if isinstance(entry, bool) or not isinstance(entry, Complex):
            raise TypeError(f"{name}[{j}] must be a real or complex number, not {described(entry)}")
    return entries
