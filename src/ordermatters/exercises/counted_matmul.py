"""Exercise `counted-matmul`: the loops that multiply two matrices and count what they do."""

from collections.abc import Callable
from itertools import permutations, product
from random import Random
from typing import Any

from ordermatters import counting
from ordermatters.exercises.exercise import Exercise, Mistake
from ordermatters.exercises.formulas import counts_by_formula
from ordermatters.exercises.miscounting import MISCOUNTS

STATEMENT = """\
A is m×n and B is n×p, each a list of rows. Write `counted_matmul(A, B)` so that it returns `(R, multiplications,
additions)`: the product, as a list of rows, and both counts, each operation counted when it happens.

Try it on 3×1 by 1×4: if it adds anything, your sum starts from a zero that the definition does not contain.
"""

STARTER = """\
def counted_matmul(A, B):
    m, n, p = ..., ..., ...
    R, multiplications, additions = [], 0, 0
    # three loops
    return R, multiplications, additions
"""

HINTS = (
    "`len(A)` is the number of rows of A, `len(A[0])` that of its columns. R has a row for each row of A, and an "
    "entry in it for each column of B: two loops. The third runs over the terms of one entry.",
    "An entry begins as its first product, `A[i][0] * B[0][j]`: one multiplication, no addition. Every later term "
    "takes one of each.",
    "Count where the work is done: `multiplications += 1` on the line after a `*`, `additions += 1` on the line after "
    "a `+`. The counters are set to zero once, before all loops.",
)

SOLUTION = """\
def counted_matmul(A, B):
    m, n, p = len(A), len(B), len(B[0])
    R, multiplications, additions = [], 0, 0
    for i in range(m):
        R.append([])
        for j in range(p):
            entry = A[i][0] * B[0][j]
            multiplications += 1
            for k in range(1, n):
                entry += A[i][k] * B[k][j]
                multiplications += 1
                additions += 1
            R[i].append(entry)
    return R, multiplications, additions
"""

Matrix = list[list[Any]]

_ENTRIES = (*range(-9, 10), 0, 0)


def inputs(random: Random) -> list[tuple[Any, ...]]:
    """Draw small whole-number matrices: ones in the shape, then all orders of three different sizes.

    Zeros and negative numbers are among the entries, and sums that come to zero before their last term.
    """
    shapes = [(1, 1, 1), (2, 2, 2), (1, random.randint(2, 4), 1), (random.randint(2, 3), 1, random.randint(2, 4))]
    shapes += [(m, n, p) for m, n, p in permutations(random.sample(range(2, 6), 3))]
    shapes.sort(key=lambda shape: shape[0] * shape[1] * shape[2])
    drawn: list[tuple[Any, ...]] = [(_matrix(random, m, n), _matrix(random, n, p)) for m, n, p in shapes]
    return [*drawn, _with_vanishing_sums(random)]


def _matrix(random: Random, rows: int, columns: int) -> Matrix:
    return [[random.choice(_ENTRIES) for _ in range(columns)] for _ in range(rows)]


def _with_vanishing_sums(random: Random) -> tuple[Matrix, Matrix]:
    """Draw a product in which the first term of a sum is zero, and the first two terms of another cancel."""
    a, b = random.sample(range(2, 9), 2)
    A = [[a, b, random.randint(1, 9), 0], [0, *random.sample(range(1, 9), 3)], _matrix(random, 1, 4)[0]]
    return A, [[b, random.randint(1, 9)], [-a, 0], *_matrix(random, 2, 2)]


def answer(A: Matrix, B: Matrix) -> tuple[Matrix, int, int]:
    """Return what the library's loop makes, and what it counts."""
    R, count = counting.counted_matmul(A, B)
    return R, *count


def _result(wrong: Callable[[Matrix, Matrix], Any]) -> Callable[..., Any]:
    """Make a twin that goes wrong in R, whatever it counts."""
    return lambda A, B: (wrong(A, B), ..., ...)


def _wrong_lengths(loops: tuple[int, ...], shape: tuple[int, ...]) -> Callable[..., Any]:
    """Make a twin whose loops over i, j and k, or whose zeros to begin with, have the wrong lengths.

    0, 1 and 2 stand for m, n and p: the right loops are `(0, 2, 1)`, the right shape is `(0, 2)`.
    """

    def R(A: Matrix, B: Matrix) -> Matrix:
        size = len(A), len(B), len(B[0])
        zeros = [[0] * size[shape[1]] for _ in range(size[shape[0]])]
        for i, j, k in product(*(range(size[length]) for length in loops)):
            zeros[i][j] += A[i][k] * B[k][j]
        return zeros

    return _result(R)


def _transposed(A: Matrix, B: Matrix) -> Matrix:
    return [list(column) for column in zip(*answer(A, B)[0], strict=True)]


def _one_row_only(A: Matrix, B: Matrix) -> Matrix:
    return [answer(A, B)[0][-1]] * len(A)


def _one_row_summed(A: Matrix, B: Matrix) -> Matrix:
    return [[sum(column) for column in zip(*answer(A, B)[0], strict=True)]] * len(A)


def _elementwise(A: Matrix, B: Matrix) -> Matrix:
    return [[x * y for x, y in zip(row, other, strict=False)] for row, other in zip(A, B, strict=False)]


def _elementwise_in_loops(A: Matrix, B: Matrix) -> Matrix:
    return [[A[i][j] * B[i][j] for j in range(len(B[0]))] for i in range(len(A))]


def _row_by_row(A: Matrix, B: Matrix) -> Matrix:
    return [[A[i][j] * B[i][j] for j in range(len(A[0]))] for i in range(len(A))]


def _rows_by_rows(A: Matrix, B: Matrix) -> Matrix:
    return [[sum(x * y for x, y in zip(row, other, strict=False)) for other in B] for row in A]


def _last_terms(A: Matrix, B: Matrix) -> Matrix:
    return [[row[-1] * y for y in B[-1]] for row in A]


MISTAKES = (
    Mistake("Your R is transposed: row i of A met by column j of B belongs in row i, column j.", _result(_transposed)),
    Mistake(
        "All rows of your R are one and the same list. `[[0] * p] * m` makes one row and lists it m times; make a new "
        "row for each i.",
        _result(_one_row_only),
        _result(_one_row_summed),
    ),
    Mistake(
        "That is the elementwise product, which multiplies what stands in the same place. Here entry i, j of R is row "
        "i of A met by column j of B: n products, added up.",
        _result(_elementwise),
        _result(_elementwise_in_loops),
        _result(_row_by_row),
    ),
    Mistake(
        "You meet rows of A with rows of B: a loop over B gives its rows. Row i of A meets column j of B, `B[k][j]` "
        "for each k; `zip(*B)` lists the columns.",
        _result(_rows_by_rows),
    ),
    Mistake(
        "Each entry of your R is its last term only: add the terms up, with `+=` instead of `=`.", _result(_last_terms)
    ),
    Mistake(
        "A length is taken from the wrong matrix. R has as many rows as A and as many columns as B, and an entry has a "
        "term for each column of A, which is each row of B.",
        *(_wrong_lengths(loops, (0, 2)) for loops in product(range(3), repeat=3) if loops != (0, 2, 1)),
        *(_wrong_lengths(loops, loops[:2]) for loops in product(range(3), repeat=3) if loops != (0, 2, 1)),
        *(_wrong_lengths((0, 2, 1), shape) for shape in product(range(3), repeat=2) if shape != (0, 2)),
    ),
    *MISCOUNTS,
)

EXERCISE = Exercise(
    name="counted-matmul",
    title="A loop that counts",
    lesson="counting-a-product",
    statement=STATEMENT,
    starter=STARTER,
    hints=HINTS,
    solution=SOLUTION,
    praise="Nest the loops in another order and count again: neither number changes.",
    function="counted_matmul",
    returns="three things, `(R, multiplications, additions)`, with R as a list of m rows of p numbers each",
    inputs=inputs,
    answer=answer,
    mistakes=MISTAKES,
    review=lambda source, inputs: counts_by_formula(source, "counted_matmul"),
    library=("counted_matmul", "counted_chain", "matmul_cost"),
)
