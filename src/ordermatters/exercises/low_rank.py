"""Exercise `low-rank`: what a correction of low rank costs, by either bracketing."""

from random import Random
from typing import Any

from ordermatters import counting
from ordermatters.exercises.exercise import Exercise, Mistake
from ordermatters.exercises.telling_chains import sizes_with_a_pair

STATEMENT = """\
X is b×n, a batch of b rows. A is n×r and B is r×m, with a small r. Write `low_rank_cost(b, n, r, m)` so that it returns
two numbers: the multiplications of X(AB), then those of (XA)B.
"""

STARTER = """\
def low_rank_cost(b, n, r, m):
    product_first = ...  # X(AB)
    batch_first = ...  # (XA)B
    return product_first, batch_first
"""

HINTS = (
    "Each bracketing has two products. Write down the shape of the matrix in between: AB for one, XA for the other.",
    "AB is n×m and takes n·r·m multiplications. Then X, b×n, meets it.",
    "XA is b×r and takes b·n·r. Then it meets B, r×m.",
)

SOLUTION = """\
def low_rank_cost(b, n, r, m):
    product_first = n * r * m + b * n * m
    batch_first = b * n * r + b * r * m
    return product_first, batch_first
"""


def inputs(random: Random) -> list[tuple[Any, ...]]:
    """Draw four sizes, small ones first, and at last one of them twice."""
    drawn = [tuple(random.sample(range(2, largest), 4)) for largest in (8, 12, 40, 500)]
    drawn.append(sizes_with_a_pair(random))
    return [(1, 2, 1, 3), *drawn]


def answer(b: int, n: int, r: int, m: int) -> tuple[int, int]:
    """Add up the library's counts of both products."""
    cost = counting.matmul_cost
    joined, kept = (cost(n, r, m) + cost(b, n, m)), (cost(b, n, r) + cost(b, r, m))
    return joined.multiplications, kept.multiplications


MISTAKES = (
    Mistake(
        "Both numbers are right, but they have changed places: X(AB) comes first.",
        lambda b, n, r, m: answer(b, n, r, m)[::-1],
    ),
    Mistake(
        "Both numbers are right, but you return the smaller one first. X(AB) comes first, also where it is the dearer.",
        lambda b, n, r, m: tuple(sorted(answer(b, n, r, m))),
    ),
    Mistake(
        "You counted additions as well. Here the multiplications alone are asked for.",
        lambda b, n, r, m: tuple(2 * cost for cost in answer(b, n, r, m)),
        lambda b, n, r, m: (answer(b, n, r, m)[0] * 2 - n * m - b * m, answer(b, n, r, m)[1] * 2 - b * r - b * m),
    ),
    Mistake(
        "The work of the second product is added to that of the first, not multiplied by it.",
        lambda b, n, r, m: (n * r * m * b * n * m, b * n * r * b * r * m),
    ),
    Mistake(
        "AB is made once, for all rows of X: its n·r·m multiplications are not repeated for each of the b rows.",
        lambda b, n, r, m: (b * (n * r * m + n * m), b * n * r + b * r * m),
    ),
    Mistake(
        "That is for a batch of one row. X has b of them, and each takes as many.",
        lambda b, n, r, m: (n * r * m + n * m, n * r + r * m),
    ),
    Mistake(
        "One of the two products is missing in each: count the one in the brackets, and the one with what it made.",
        lambda b, n, r, m: (b * n * m, b * r * m),
        lambda b, n, r, m: (n * r * m, b * n * r),
    ),
    Mistake(
        "The second number is right. X(AB) has two products, too: AB takes n·r·m, and X with it b·n·m.",
        lambda b, n, r, m: (b * n * m, b * n * r + b * r * m),
        lambda b, n, r, m: (n * r * m, b * n * r + b * r * m),
    ),
    Mistake(
        "The first number is right. (XA)B has two products, too: XA takes b·n·r, and B with it b·r·m.",
        lambda b, n, r, m: (n * r * m + b * n * m, b * n * r),
        lambda b, n, r, m: (n * r * m + b * n * m, b * r * m),
    ),
    Mistake(
        "The second number is right. In X(AB), the matrix AB is n×m: X meets it in b·n·m multiplications, and r is no "
        "longer there.",
        lambda b, n, r, m: (n * r * m + b * n * r, b * n * r + b * r * m),
        lambda b, n, r, m: (n * r * m + b * r * m, b * n * r + b * r * m),
        lambda b, n, r, m: (n * r * m + b * n * r * m, b * n * r + b * r * m),
    ),
    Mistake(
        "The first number is right. In (XA)B, the matrix XA is b×r: B meets it in b·r·m multiplications.",
        lambda b, n, r, m: (n * r * m + b * n * m, b * n * r + b * n * m),
        lambda b, n, r, m: (n * r * m + b * n * m, b * n * r + n * r * m),
    ),
)

EXERCISE = Exercise(
    name="low-rank",
    title="A correction that stays two matrices",
    lesson="brackets-in-the-wild",
    statement=STATEMENT,
    starter=STARTER,
    hints=HINTS,
    solution=SOLUTION,
    praise="X(AB) pays n·m for every row of the batch, (XA)B only r·(n + m).",
    function="low_rank_cost",
    returns="two integers, the multiplications of X(AB) and of (XA)B",
    inputs=inputs,
    answer=answer,
    mistakes=MISTAKES,
    library=("chain_cost", "counted_chain"),
)
