"""Exercise `gradient-of-your-own`: a derivative found by hand, held against forward mode."""

from dataclasses import replace
from functools import partial
from random import Random
from typing import Any

from ordermatters.exercises import careless
from ordermatters.exercises.exercise import Exercise, Mistake
from ordermatters.exercises.own_function import OwnFunction
from ordermatters.exercises.running import Running
from ordermatters.exercises.source import Diagnosis

STATEMENT = """\
Choose a function of one number, made of at least two of `sin`, `cos`, `exp`, `log` and `tanh`, and write it as `f(x)`.
Find its derivative by hand, and write that as `derivative(x)`. The check holds it against `forward_mode.jvp` at fresh
points between −5 and 5, wherever f has a value. With `jax.numpy` in place of `forward_mode` it works as well.
"""

STARTER = """\
from ordermatters.forward_mode import cos, exp, log, sin, tanh


def f(x):
    return ...


def derivative(x):
    return ...
"""

HINTS = (
    "Begin small, with something like sin(x)·exp(x): a product, and so (ab)' = a'b + ab'.",
    "A function of a function, such as sin(x²), has the slope of the outer one, *at the inner value*, times the slope "
    "of the inner one: cos(x²)·2x.",
    "sin' = cos, cos' = −sin, exp' = exp, log' = 1/x, tanh' = 1 − tanh².",
)

SOLUTION = """\
from ordermatters.forward_mode import cos, exp, log, sin, tanh


def f(x):
    return exp(-(x**2)) * sin(3 * x)


def derivative(x):
    return exp(-(x**2)) * (3 * cos(3 * x) - 2 * x * sin(3 * x))
"""

_RULES = {
    "The inner slope is missing: a function of something has its own slope there, times the slope of that something. "
    "That is the chain rule.": [careless.without_inner_slope, careless.power_without_inner_slope],
    "The outer slope is taken at the inner slope. Take it at the inner value, and multiply: cos(x²)·2x, not cos(2x).": [
        careless.at_the_inner_slope
    ],
    "A sign is wrong: the derivative of cos is −sin.": [careless.with_wrong_sign],
    "A sign is wrong: the derivative of sin is cos, with no minus.": [careless.with_a_minus_at_sin],
    "A square is missing: the derivative of tanh is 1 − tanh².": [careless.tanh_without_square],
    "One term of the product rule is missing: (ab)' = a'b + ab'.": [
        careless.without_second_term,
        careless.without_first_term,
    ],
    "The slope of a product is not the product of the slopes: (ab)' = a'b + ab'.": [careless.product_of_slopes],
    "A quotient's slope is not the quotient of the slopes: (a/b)' = (a'b − ab')/b².": [careless.quotient_of_slopes],
    "The quotient rule has a minus above and a square below: (a/b)' = (a'b − ab')/b².": [
        careless.quotient_with_a_plus,
        careless.quotient_without_square,
    ],
    "exp is its own derivative. That the exponent comes down and is one less holds for a power of x: (xᵏ)' = k·xᵏ⁻¹.": [
        careless.exp_as_a_power
    ],
    "The exponent stays as it was: the derivative of xᵏ is k·xᵏ⁻¹.": [careless.with_the_old_power],
}


def inputs(random: Random) -> list[tuple[Any, ...]]:
    """Draw points on (−5, 5), and as many on the positive side, where a logarithm has its values."""
    points = [round(random.uniform(-5, 5), 3) for _ in range(12)] + [
        round(random.uniform(0.1, 5), 3) for _ in range(12)
    ]
    return [(x,) for x in sorted(points, key=abs)]


def answer(x: float) -> Any:
    """Stand for the slope of f, which only the program knows."""
    raise NotImplementedError


def adapt(exercise: Exercise, program: Running) -> Exercise:
    """Complete the exercise by the program's own function: where it has values, its slope, and wrong slopes.

    Raises:
        Diagnosis: a function that is missing, cannot be differentiated, or is made of too little.
    """
    program.unfit("f", 1)  # so that a missing one is told first
    f = OwnFunction(program)
    mistakes = [
        Mistake("That is f itself: return how fast it changes.", f),
        Mistake("The size is right, but the sign is wrong everywhere.", lambda x: -f.slope(x)),
    ]
    for sentence, rules in _RULES.items():
        mistakes.append(Mistake(sentence, *(partial(careless.slope, f, rule=rule) for rule in rules)))

    def points(random: Random) -> list[tuple[Any, ...]]:
        drawn = f.with_slope([x for (x,) in inputs(random)])
        if not drawn:
            raise Diagnosis("f has no real value at any of the points that were tried between −5 and 5.")
        f.check_material(drawn)
        return [(x,) for x in drawn]

    return replace(exercise, inputs=points, answer=lambda x: f.slope(x), mistakes=tuple(mistakes))


EXERCISE = Exercise(
    name="gradient-of-your-own",
    title="A derivative of your own",
    lesson="first-gradients",
    statement=STATEMENT,
    starter=STARTER,
    hints=HINTS,
    solution=SOLUTION,
    praise="Your rules and the program's agree. Now try a function that you would rather not do by hand.",
    function="derivative",
    returns="one number, the slope of f at x",
    inputs=inputs,
    answer=answer,
    mistakes=(),
    adapt=adapt,
    tolerance=1e-4,
    library=("jvp", "vjp", "grad", "value_and_grad", "jacfwd", "jacrev", "Dual", "Entry"),
)
