"""Exercise `three-matrix-cost`: what the two orders of a chain of three matrices take."""

from random import Random
from typing import Any

from ordermatters import chains
from ordermatters.exercises.exercise import Exercise, Mistake
from ordermatters.exercises.telling_chains import sizes_with_a_pair

STATEMENT = """\
Three matrices take a vector through the sizes n0 → n1 → n2 → n3: first A, then B, then C. Write
`three_matrix_cost(n0, n1, n2, n3)` so that it returns the multiplications of C(BA) and those of (CB)A, in this order.
"""

STARTER = """\
def three_matrix_cost(n0, n1, n2, n3):
    forward = ...  # C(BA)
    backward = ...  # (CB)A
    return forward, backward
"""

HINTS = (
    "Write down the shapes first. A takes n0 numbers and returns n1, so it is n1×n0. And B? And C?",
    "Each order does two products. In C(BA) the first is BA, n2×n1 by n1×n0. What is the shape of the result, and what "
    "does C times that take?",
    "C(BA): n2·n1·n0 for BA, which is n2×n0, and then n3·n2·n0. In (CB)A the first product is CB, n3×n2 by n2×n1.",
)

SOLUTION = """\
def three_matrix_cost(n0, n1, n2, n3):
    forward = n2 * n1 * n0 + n3 * n2 * n0
    backward = n3 * n2 * n1 + n3 * n1 * n0
    return forward, backward
"""


def inputs(random: Random) -> list[tuple[Any, ...]]:
    """Draw chains of four sizes, once a repeated one, after one for each direction that is easily checked by hand."""
    chains_drawn = [tuple(random.sample(range(1, largest), 4)) for largest in (6, 8, 12, 60, 300)]
    chains_drawn.append(sizes_with_a_pair(random))
    return [(1, 2, 3, 4), (4, 3, 2, 1), *sorted(chains_drawn, key=sum)]


def answer(n0: int, n1: int, n2: int, n3: int) -> tuple[int, int]:
    """Return what the library says of both bracketings."""
    dims = n0, n1, n2, n3
    forward, backward = (chains.chain_cost(dims, bracketing) for bracketing in chains.all_bracketings(3))
    return forward.multiplications, backward.multiplications


def _operations(n0: int, n1: int, n2: int, n3: int) -> tuple[int, int]:
    forward, backward = (chains.chain_cost((n0, n1, n2, n3), bracketing) for bracketing in chains.all_bracketings(3))
    return forward.total, backward.total


MISTAKES = (
    Mistake(
        "Both numbers are right, but they have changed places. n0 is the size of the input, where A stands: C(BA) "
        "begins with BA, which takes n0·n1·n2.",
        lambda a, b, c, d: answer(a, b, c, d)[::-1],
    ),
    Mistake(
        "That is the first product of each order. A second one follows: C times BA, or CB times A.",
        lambda a, b, c, d: (a * b * c, b * c * d),
    ),
    Mistake(
        "That is the second product of each order. The first one has to be paid for, too: BA, or CB.",
        lambda a, b, c, d: (a * c * d, a * b * d),
    ),
    Mistake(
        "The work of the second product is added to that of the first, not multiplied by it.",
        lambda a, b, c, d: (a * b * c * a * c * d, b * c * d * a * b * d),
        lambda a, b, c, d: (a * b * c * d, a * b * c * d),
    ),
    Mistake(
        "The first products are right, a second one is not. BA is n2×n0, for n1 is summed away in it, and CB is n3×n1.",
        lambda a, b, c, d: (a * b * c + b * c * d, ...),
        lambda a, b, c, d: (a * b * c + a * b * d, ...),
        lambda a, b, c, d: (..., b * c * d + a * b * c),
        lambda a, b, c, d: (..., b * c * d + a * c * d),
        lambda a, b, c, d: (a * b * c + a * b * c * d, ...),
        lambda a, b, c, d: (..., b * c * d + a * b * c * d),
    ),
    Mistake(
        "Those are the two sums of the lesson's rule, good for comparing. Times n0·n1·n2·n3 they are the "
        "multiplications.",
        lambda a, b, c, d: (1 / b + 1 / d, 1 / a + 1 / c),
    ),
    Mistake(
        "Both numbers are right, but you return the smaller one first. C(BA) comes first, also where it is the dearer.",
        lambda a, b, c, d: tuple(sorted(answer(a, b, c, d))),
    ),
    Mistake(
        "Those are the entries of A, B and C, added up. A product takes more: m×n by n×p takes m·n·p multiplications, "
        "three sizes each time.",
        lambda a, b, c, d: (a * b + b * c + c * d, a * b + b * c + c * d),
    ),
    Mistake(
        "You counted additions as well. Here the multiplications alone are asked for.",
        _operations,
        lambda a, b, c, d: tuple(2 * cost for cost in answer(a, b, c, d)),
    ),
    Mistake(
        "Those are the additions, one fewer for each entry. Here the multiplications are asked for.",
        lambda *dims: tuple(both - cost for both, cost in zip(_operations(*dims), answer(*dims), strict=True)),
    ),
)

EXERCISE = Exercise(
    name="three-matrix-cost",
    title="What the two orders cost",
    lesson="order-of-a-chain",
    statement=STATEMENT,
    starter=STARTER,
    hints=HINTS,
    solution=SOLUTION,
    praise="Four sizes, four possible products of three of them: each order uses two.",
    function="three_matrix_cost",
    returns="two integers, the multiplications of C(BA) and of (CB)A",
    inputs=inputs,
    answer=answer,
    mistakes=MISTAKES,
    library=("chain_cost", "counted_chain"),
)
