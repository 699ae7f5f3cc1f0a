"""Exercise `matmul-cost`: what one product takes, as a formula."""

from random import Random
from typing import Any

from ordermatters import counting
from ordermatters.exercises.exercise import Exercise, Mistake

STATEMENT = """\
A is m×n and B is n×p. Write `matmul_cost(m, n, p)` so that it returns `(multiplications, additions)`: what the product
R = A B takes if each of its entries is worked out by the definition.

The two numbers are not equal. Before you type the second, say in one sentence why.
"""

STARTER = """\
def matmul_cost(m, n, p):
    multiplications = ...
    additions = ...
    return multiplications, additions
"""

HINTS = (
    "Begin with one entry: a row of A met by a column of B. Write it out for n = 3. How many dots, how many pluses?",
    "An entry has n terms, each a multiplication. A plus stands in each *gap* between two terms.",
    "R has m·p entries, and each is worked out on its own: take m·p times what one entry takes.",
)

SOLUTION = """\
def matmul_cost(m, n, p):
    entries = m * p
    return entries * n, entries * (n - 1)
"""


def inputs(random: Random) -> list[tuple[Any, ...]]:
    """Draw shapes with three different sizes, some with ones in them, and one of equal sizes."""
    shapes = [(1, 1, 1), (2, 2, 2), (random.randint(2, 9), 1, random.randint(2, 9)), (1, random.randint(2, 9), 1)]
    shapes += [tuple(random.sample(range(2, largest), 3)) for largest in (6, 10, 30, 200)]  # type: ignore[misc]
    return sorted(shapes, key=lambda shape: shape[0] * shape[1] * shape[2])


def answer(m: int, n: int, p: int) -> tuple[int, int]:
    """Return what the library says."""
    return counting.matmul_cost(m, n, p)


MISTAKES = (
    Mistake(
        "The multiplications are right, but there are fewer additions: each entry adds n numbers, and that takes n − 1 "
        "additions. The first number has nothing to be added to.",
        lambda m, n, p: (m * n * p, m * n * p),
    ),
    Mistake(
        "2mnp is the short form for both kinds together, and it is too much by m·p. Count multiplications and "
        "additions apart, exactly, and return two numbers.",
        lambda m, n, p: 2 * m * n * p,
        lambda m, n, p: (2 * m * n * p, ...),
    ),
    Mistake(
        "That is the number of operations, both kinds added up, and it is right. Return the two counts apart.",
        lambda m, n, p: m * p * (2 * n - 1),
    ),
    Mistake(
        "Your first number is all operations, both kinds added up. It is to hold the multiplications alone.",
        lambda m, n, p: (m * p * (2 * n - 1), ...),
    ),
    Mistake(
        "The multiplications are right; in the additions the sizes have changed places. R has m·p entries, and each is "
        "a sum of n terms: n is the size that A and B share.",
        lambda m, n, p: (m * n * p, n * p * (m - 1)),
        lambda m, n, p: (m * n * p, m * n * (p - 1)),
    ),
    Mistake(
        "You counted the multiplications only. The terms of each entry also have to be added up: return "
        "(multiplications, additions).",
        lambda m, n, p: m * n * p,
        lambda m, n, p: (m * n * p, 0),
    ),
    Mistake(
        "Both numbers are right, but they have changed places: return the multiplications first.",
        lambda m, n, p: (m * p * (n - 1), m * p * n),
    ),
    Mistake(
        "That is what a single entry takes. R has m·p entries.",
        lambda m, n, p: (n, n - 1),
        lambda m, n, p: (n, n),
    ),
    Mistake(
        "You took one addition off the whole product. Each of the m·p entries takes one fewer: n − 1 additions for its "
        "n terms.",
        lambda m, n, p: (m * n * p, m * n * p - 1),
    ),
    Mistake(
        "The multiplications are right, and n − 1 additions are what a single entry takes. R has m·p entries.",
        lambda m, n, p: (m * n * p, n - 1),
    ),
    Mistake(
        "The multiplications are right, but you took 1 off too much in the additions. Only n becomes n − 1, the gaps "
        "between the n terms of an entry; R has m·p entries all the same.",
        lambda m, n, p: (m * n * p, (m - 1) * (n - 1) * (p - 1)),
    ),
    Mistake(
        "The multiplications are right. m·p is how many fewer the additions are.",
        lambda m, n, p: (m * n * p, m * p),
    ),
    Mistake(
        "You count the entries of A and B. Each entry of A is used p times, once for each column of B.",
        lambda m, n, p: (m * n + n * p, ...),
    ),
    Mistake(
        "You count one multiplication for each entry. Each of its n terms is one.",
        lambda m, n, p: (m * p, ...),
    ),
    Mistake(
        "Only the additions fall short by one for each entry. Each of an entry's n terms is a multiplication.",
        lambda m, n, p: (m * p * (n - 1), m * p * (n - 1)),
    ),
)

EXERCISE = Exercise(
    name="matmul-cost",
    title="What a product costs",
    lesson="counting-a-product",
    statement=STATEMENT,
    starter=STARTER,
    hints=HINTS,
    solution=SOLUTION,
    praise="The two counts differ by m·p, one for each entry.",
    function="matmul_cost",
    returns="two integers, `(multiplications, additions)`",
    inputs=inputs,
    answer=answer,
    mistakes=MISTAKES,
    library=("matmul_cost", "counted_matmul"),
)
