"""What one matrix product costs: a formula, and a plain loop that counts its own work to check it."""

from typing import Any, NamedTuple

from ordermatters.arguments import matrix_rows, size, whole_number

Matrix = list[list[Any]]


class OpCount(NamedTuple):
    """Count multiplications and additions apart: exact integers of any size.

    >>> OpCount(24, 16) + OpCount(6, 4)  # 24 + 6 and 16 + 4
    OpCount(multiplications=30, additions=20)
    >>> 10 * OpCount(24, 16)  # the same work ten times over
    OpCount(multiplications=240, additions=160)
    >>> OpCount(24, 16).total
    40
    """

    multiplications: int
    additions: int

    @property
    def total(self) -> int:
        """Add the two up: the number of *operations*."""
        return self.multiplications + self.additions

    def __add__(self, other: object) -> "OpCount":
        """Add counts, where a plain tuple would join them end to end."""
        if not isinstance(other, OpCount):
            raise TypeError(f"cannot add {other!r} to an OpCount; a sum of counts starts from OpCount(0, 0)")
        return OpCount(self.multiplications + other.multiplications, self.additions + other.additions)

    def __mul__(self, times: object) -> "OpCount":
        """Count the same work several times, where a plain tuple would repeat itself."""
        factor = whole_number("the factor of an OpCount", times)
        return OpCount(factor * self.multiplications, factor * self.additions)

    def __rmul__(self, times: object) -> "OpCount":
        """Count the same work several times, the number written first."""
        return self * times


def matmul_cost(m: int, n: int, p: int) -> OpCount:
    r"""Count the operations of an `m`×`n` by `n`×`p` product, without doing it.

    Each of the $m p$ entries $R_{ij} = \sum_k A_{ik} B_{kj}$ takes $n$ multiplications and $n - 1$ additions.

    >>> matmul_cost(2, 3, 4)  # 8 entries: 8*3 and 8*2
    OpCount(multiplications=24, additions=16)

    Raises:
        TypeError: if a size is not an integer.
        ValueError: if a size is below 1.
    """
    m, n, p = size("m", m), size("n", n), size("p", p)
    return OpCount(multiplications=m * p * n, additions=m * p * (n - 1))


def counted_matmul(a: Any, b: Any) -> tuple[Matrix, OpCount]:
    r"""Multiply `a` (`m`×`n`) by `b` (`n`×`p`) in plain loops that count each operation as it happens.

    >>> product, count = counted_matmul([[1, 2, 3], [4, 5, 6]], [[1], [10], [100]])
    >>> product  # 1*1 + 2*10 + 3*100 and 4*1 + 5*10 + 6*100
    [[321], [654]]
    >>> count  # 2 entries: 2*3 and 2*2
    OpCount(multiplications=6, additions=4)

    Args:
        a: nested lists, tuples or an array of real or complex numbers.
        b: likewise, with as many rows as `a` has columns.

    Returns:
        The product as nested lists (`m`×`p`), and the count of what was done to get it.

    Raises:
        TypeError: if one is not a matrix of numbers.
        ValueError: if a matrix has no entries, or the inner sizes differ.
    """
    rows, right = matrix_rows("a", a), matrix_rows("b", b)
    if len(rows[0]) != len(right):
        shapes = f"({len(rows)}, {len(rows[0])}) by ({len(right)}, {len(right[0])})"
        raise ValueError(f"cannot multiply {shapes}: inner sizes {len(rows[0])} and {len(right)} differ")
    columns = list(zip(*right, strict=True))  # turned once, so that the inner loop walks and never indexes
    product: Matrix = []
    multiplications = additions = 0
    for row in rows:
        product.append([])
        for column in columns:
            pairs = zip(row, column, strict=True)
            x, y = next(pairs)
            entry = x * y  # the first product has nothing to be added to: hence n - 1 additions
            multiplications += 1
            for x, y in pairs:
                entry += x * y
                multiplications += 1
                additions += 1
            product[-1].append(entry)
    return product, OpCount(multiplications, additions)
