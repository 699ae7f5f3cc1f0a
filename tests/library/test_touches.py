"""Which input touches which output: against derivatives at random points, and by hand."""

from random import Random

import pytest

from ordermatters.forward_mode import jvp
from ordermatters.patterns import Pattern, band_pattern
from ordermatters.reverse_mode import vjp
from ordermatters.touches import Touched, exp, sin, tanh, touched_inputs


def heat(x):
    """A step of an equation on a line: each place and its neighbours."""
    last = len(x) - 1
    return [2 * x[i] - x[max(i - 1, 0)] - x[min(i + 1, last)] + x[i] ** 3 for i in range(len(x))]


def nonzero_places(f, x):
    columns = [jvp(f, x, [float(i == j) for i in range(len(x))])[1] for j in range(len(x))]
    return {(i, j) for j, column in enumerate(columns) for i, slope in enumerate(column) if slope}


def test_by_hand():
    f = lambda x: [2 * x[0] * x[1], x[2] ** 2, 5.0, sin(x[0]) / x[2] - 1, x[1]]  # noqa: E731
    assert touched_inputs(f, [2.0, 3.0, 2.0]) == Pattern(((0, 1), (2,), (), (0, 2), (1,)), 3)
    assert touched_inputs(lambda x: x[1] * 2, [1, 2]) == Pattern(((1,),), 2)
    assert touched_inputs(lambda x: 3, [1.0]) == Pattern(((),), 1)


@pytest.mark.parametrize("n", [1, 2, 3, 50])
def test_a_stencil_is_a_band(n):
    assert touched_inputs(heat, [0.1 * i for i in range(n)]) == band_pattern(n)


@pytest.mark.parametrize("seed", range(20))
def test_random_programs(seed):
    random = Random(seed)
    n = random.randint(1, 6)
    uses = [random.sample(range(n), random.randint(0, n)) for _ in range(random.randint(1, 6))]
    operations = [lambda a, b: a * b, lambda a, b: a + tanh(b), lambda a, b: exp(a) - b, lambda a, b: b / (3 + a * a)]
    chosen = [[random.choice(operations) for _ in use] for use in uses]

    def f(x):
        outputs = []
        for use, steps in zip(uses, chosen, strict=True):
            value = 1.5
            for j, step in zip(use, steps, strict=True):
                value = step(value, x[j])
            outputs.append(value)
        return outputs

    x = [random.uniform(0.5, 1.5) for _ in range(n)]
    pattern = touched_inputs(f, x)
    assert pattern == Pattern(tuple(tuple(sorted(use)) for use in uses), n)
    assert nonzero_places(f, x) == set(pattern.entries)


def test_of_branches_the_taken_one_counts_and_zeros_that_happen_are_entries():
    branching = lambda x: [x[0] if x[1] > 0 else x[1], x[0] - x[0], 0 * x[1]]  # noqa: E731
    assert touched_inputs(branching, [5.0, 1.0]).rows == ((0,), (0,), (1,))
    assert touched_inputs(branching, [5.0, -1.0]).rows == ((1,), (0,), (1,))


def test_inside_and_around_the_modes():
    slope = lambda x: jvp(lambda y: y[0] ** 2 * x[1], [x[0]], [1.0])[1]  # noqa: E731
    assert touched_inputs(lambda x: [slope(x), x[2]], [1.0, 2.0, 3.0]).rows == ((0, 1), (2,))
    pullback = lambda x: vjp(lambda y: y[0] * x[1], [x[0]])[1](1.0)  # noqa: E731
    assert touched_inputs(pullback, [1.0, 2.0]).rows == ((1,),)
    nested = lambda x: [len(touched_inputs(lambda y: [y[0] * x[0]], [1.0]).entries) * x[0]]  # noqa: E731
    assert touched_inputs(nested, [4.0]).rows == ((0,),)


def test_a_number_shows_itself():
    assert repr(Touched(2.0, {1}) * 3) == "Touched(6.0, {1})"


@pytest.mark.parametrize(
    ("f", "x", "error", "words"),
    [
        (lambda x: x, [], ValueError, "x must have at least one number"),
        (lambda x: [], [1.0], ValueError, r"f\(x\) must have at least one number"),
        (lambda x: x, 3, TypeError, "x must be a list of numbers"),
        (lambda x: ["a"], [1.0], TypeError, r"f\(x\)\[0\] must be a real number"),
    ],
)
def test_refuses(f, x, error, words):
    with pytest.raises(error, match=words):
        touched_inputs(f, x)
