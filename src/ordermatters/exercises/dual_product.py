"""Exercise `dual-product`: how two dual numbers are multiplied."""

from random import Random
from typing import Any

from ordermatters.exercises.exercise import Exercise, Mistake
from ordermatters.forward_mode import Dual

STATEMENT = """\
A dual number is a pair `(value, tangent)`: a number, and how fast it changes. Write `dual_product(a, b)` so that it
returns the product of two such pairs, a pair again. No peeking at the lesson's class.
"""

STARTER = """\
def dual_product(a, b):
    a_value, a_tangent = a
    b_value, b_tangent = b
    return ..., ...
"""

HINTS = (
    "The value of the product is the product of the values. Its tangent is how fast that product changes while *both* "
    "factors move.",
    "A rectangle with sides a and b grows at two edges at once. Or recall the rule for the derivative of a product.",
    "(ab)' = a'b + ab': each factor's tangent times the other factor's value, added up.",
)

SOLUTION = """\
def dual_product(a, b):
    a_value, a_tangent = a
    b_value, b_tangent = b
    return a_value * b_value, a_tangent * b_value + a_value * b_tangent
"""

Pair = tuple[float, float]


def inputs(random: Random) -> list[tuple[Any, ...]]:
    """Draw values and tangents, all four different, and then some with a value that is zero."""
    drawn = [[float(x) for x in random.sample(range(2, largest), 4)] for largest in (8, 10, 20, 50)]
    drawn.append([round(random.uniform(-5, 5), 2) for _ in range(4)])
    a, da, db = (float(x) for x in random.sample(range(2, 9), 3))
    return [*(((a, da), (b, db)) for a, da, b, db in drawn), ((0.0, da), (a, db)), ((a, da), (0.0, db))]


def answer(a: Pair, b: Pair) -> Pair:
    """Let the library's dual numbers multiply."""
    product = Dual(*a) * Dual(*b)
    return product.value, product.tangent


MISTAKES = (
    Mistake(
        "One term of the product rule is missing in the tangent: (ab)' = a'b + ab', for both factors move.",
        lambda a, b: (a[0] * b[0], a[1] * b[0]),
        lambda a, b: (a[0] * b[0], a[0] * b[1]),
    ),
    Mistake(
        "The tangent of a product is not the product of the tangents: when a moves, the product moves b times as fast.",
        lambda a, b: (a[0] * b[0], a[1] * b[1]),
    ),
    Mistake(
        "The tangents are added up as they are; that is the rule for a sum. Each counts as often as the other factor's "
        "value says.",
        lambda a, b: (a[0] * b[0], a[1] + b[1]),
    ),
    Mistake(
        "In the tangent each factor is paired with its own tangent. Multiply each tangent by the other factor's value.",
        lambda a, b: (a[0] * b[0], a[0] * a[1] + b[0] * b[1]),
    ),
    Mistake(
        "That is how fast the product changes in proportion to itself. Times the product, it is a'b + ab'.",
        lambda a, b: (a[0] * b[0], a[1] / a[0] + b[1] / b[0]),
    ),
    Mistake(
        "That is the product rule divided by the product, and multiplied by it again: right but where a value is 0. "
        "Written without the division, it is a'b + ab'.",
        lambda a, b: (a[0] * b[0], a[0] * b[0] * (a[1] / a[0] + b[1] / b[0])),
    ),
    Mistake(
        "So errors of measurement add up, of which nobody knows the sign. A tangent has one: add up the two terms as "
        "they are.",
        lambda a, b: (a[0] * b[0], ((a[1] * b[0]) ** 2 + (a[0] * b[1]) ** 2) ** 0.5),
    ),
    Mistake(
        "Both terms of the tangent are there, but one is subtracted, as in a quotient. In a product they are added.",
        lambda a, b: (a[0] * b[0], a[1] * b[0] - a[0] * b[1]),
        lambda a, b: (a[0] * b[0], a[0] * b[1] - a[1] * b[0]),
        lambda a, b: (a[0] * b[0], (a[1] * b[0] - a[0] * b[1]) / b[0] ** 2),
    ),
    Mistake(
        "The two terms of the tangent are multiplied with each other. Add them up: the product changes by both.",
        lambda a, b: (a[0] * b[0], a[1] * b[0] * a[0] * b[1]),
    ),
    Mistake(
        "The tangents have got into the value. The value of a product is the product of the values alone. (With "
        "complex numbers i² = −1; what stands beside a tangent has the square 0.)",
        lambda a, b: (a[0] * b[0] - a[1] * b[1], a[1] * b[0] + a[0] * b[1]),
        lambda a, b: (a[0] * b[0] + a[1] * b[1], a[1] * b[0] + a[0] * b[1]),
    ),
    Mistake(
        "The tangent has a third term, the product of the two tangents. It is what two small steps make of each "
        "other, and vanishes against them.",
        lambda a, b: (a[0] * b[0], a[1] * b[0] + a[0] * b[1] + a[1] * b[1]),
    ),
    Mistake(
        "Both numbers are right, but they have changed places: the value comes first.",
        lambda a, b: answer(a, b)[::-1],
    ),
    Mistake("That is the tangent alone. Return a pair, the value first.", lambda a, b: answer(a, b)[1]),
)

EXERCISE = Exercise(
    name="dual-product",
    title="The product of two dual numbers",
    lesson="columns-by-jvp",
    statement=STATEMENT,
    starter=STARTER,
    hints=HINTS,
    solution=SOLUTION,
    praise="One multiplication became three and an addition: the price of a slope.",
    function="dual_product",
    returns="a pair of numbers, `(value, tangent)`",
    inputs=inputs,
    answer=answer,
    mistakes=MISTAKES,
    library=("Dual", "jvp"),
)
