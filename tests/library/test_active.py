"""Both modes on random expressions against JAX in float64, and what functions of active numbers take and return."""

import math
import operator
from fractions import Fraction

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from at_length import sample

from ordermatters import elementary
from ordermatters.active import output_of, real_number, real_numbers
from ordermatters.forward_mode import Dual, jvp
from ordermatters.reverse_mode import vjp

INPUTS = 3


@pytest.fixture
def float64():
    with jax.enable_x64(True):
        yield


# An expression is a function of the inputs and of the module that its sines come from: ours, or JAX's.
def random_expression(random, depth):
    if depth == 0:
        i, constant = random.integers(INPUTS), float(random.uniform(-2, 2))
        leaves = [lambda x, of: x[i], lambda x, of: x[i], lambda x, of: x[i] * constant, lambda x, of: constant]
        return leaves[random.integers(len(leaves))]
    a, b = (random_expression(random, depth - random.integers(1, depth + 1)) for _ in range(2))
    constant, whole = float(random.uniform(0.5, 2)), int(random.integers(-2, 5))
    one, two = random.choice(["sin", "cos", "tanh"], size=2)
    forms = [
        lambda x, of: a(x, of) + b(x, of),
        lambda x, of: constant - a(x, of),
        lambda x, of: a(x, of) - b(x, of),
        lambda x, of: getattr(of, one)(a(x, of)) * b(x, of),
        lambda x, of: constant * a(x, of) - -b(x, of) / constant,
        lambda x, of: a(x, of) / (1 + b(x, of) * b(x, of)),
        lambda x, of: constant / (2 + getattr(of, two)(a(x, of))),
        lambda x, of: (2 + getattr(of, one)(a(x, of))) ** whole,
        lambda x, of: of.tanh(a(x, of)) ** abs(whole),
        lambda x, of: constant ** of.sin(a(x, of)),
        lambda x, of: (constant + of.exp(of.tanh(a(x, of)))) ** of.cos(b(x, of)),
        lambda x, of: of.log(constant + a(x, of) ** 2) + x[0],
        lambda x, of: of.exp(of.sin(a(x, of))),
        lambda x, of: shared(a(x, of), of),
    ]
    return forms[random.integers(len(forms))]


def shared(y, of):
    return y * of.sin(y) + y


def random_function(seed):
    random = np.random.default_rng(seed)
    outputs = [random_expression(random, depth=4) for _ in range(random.integers(1, 4))]
    x, v, u = (random.uniform(-1.5, 1.5, size=size).tolist() for size in (INPUTS, INPUTS, len(outputs)))

    def f(x):
        return [output(x, elementary) for output in outputs]

    def f_in_jax(x):
        return [jnp.asarray(output(x, jnp), dtype=float) for output in outputs]

    return f, f_in_jax, x, v, u


@pytest.mark.parametrize("seed", sample(range(40), *range(5)))
def test_both_modes_agree_with_jax(seed, float64):
    f, f_in_jax, x, v, u = random_function(seed)
    value, tangent = jax.jvp(f_in_jax, (x,), (v,))
    row = jax.vjp(f_in_jax, x)[1](list(map(jnp.asarray, u)))[0]
    close = {"rtol": 1e-9, "atol": 1e-11}

    ours, change = jvp(f, x, v)
    np.testing.assert_allclose(ours, value, **close)
    np.testing.assert_allclose(change, tangent, **close)
    ours, pullback = vjp(f, x)
    np.testing.assert_allclose(ours, value, **close)
    np.testing.assert_allclose(pullback(u), row, **close)
    assert all(type(number) is float for number in change + pullback(u))


def second_derivatives(f, x):
    """Four ways to d²f/dx² at a number."""

    def slope_forward(x):
        return jvp(f, x, [1.0])[1]

    def slope_backward(x):
        return vjp(f, x)[1](1.0)

    return [
        jvp(slope_forward, [x], [1.0])[1],
        jvp(slope_backward, [x], [1.0])[1][0],
        vjp(slope_forward, [x])[1](1.0)[0],
        vjp(slope_backward, [x])[1]([1.0])[0],
    ]


@pytest.mark.parametrize("seed", range(10))
def test_modes_nest_in_either_order(seed, float64):
    expression = random_expression(np.random.default_rng(seed), depth=3)
    expected = jax.grad(jax.grad(lambda x: expression([x] * INPUTS, jnp) + 0 * x))(0.8)
    ours = second_derivatives(lambda x: expression(x * INPUTS, elementary), 0.8)
    np.testing.assert_allclose(ours, [expected] * 4, rtol=1e-8, atol=1e-10)


def by_forward(f, x):
    return jvp(lambda x: f(x[0]), [x], [1.0])[1]


def by_reverse(f, x):
    return vjp(lambda x: f(x[0]), [x])[1](1.0)[0]


@pytest.mark.parametrize("outer", [by_forward, by_reverse])
@pytest.mark.parametrize("inner", [by_forward, by_reverse])
def test_inner_and_outer_numbers_are_told_apart(outer, inner):
    # d/dx [x · d/dy (x + y)] = d/dx [x · 1] = 1; confusing the two perturbations gives 2
    assert outer(lambda x: x * inner(lambda y: x + y, 1.0), 1.0) == 1.0
    # d/dx [x · d/dy (x·y)] = d/dx [x·x] = 2x
    assert outer(lambda x: x * inner(lambda y: y * x, 5.0), 3.0) == 6.0


def test_third_derivative():
    third = by_forward(lambda x: by_reverse(lambda y: by_forward(lambda z: z**5, y), x), 2.0)
    assert third == 5 * 4 * 3 * 2.0**2


COMPARISONS = [operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne]


@pytest.mark.parametrize("relation", COMPARISONS)
@pytest.mark.parametrize("number", [1, 2.0, np.float64(3), Fraction(2)])
def test_active_numbers_compare_by_value(relation, number):
    assert relation(Dual(2.0, 7.0), number) == relation(2.0, number)
    assert relation(number, Dual(2.0, 7.0)) == relation(number, 2.0)
    assert relation(Dual(2.0, 7.0), Dual(number, 0.0, level=5)) == relation(2.0, number)


def test_active_numbers_are_true_unless_zero_and_equal_no_text():
    assert Dual(0.5, 0.0)
    assert not Dual(0.0, 1.0)
    assert Dual(0.0, 1.0) != "0.0"
    with pytest.raises(TypeError):
        assert Dual(0.0, 1.0) < "0.0"


@pytest.mark.parametrize("other", ["2", None, 2j, [2.0], np.array([1.0, 2.0])])
@pytest.mark.parametrize("operation", [operator.add, operator.sub, operator.mul, operator.truediv, operator.pow])
def test_active_numbers_mix_with_real_numbers_only(operation, other):
    for operands in ((Dual(2.0, 1.0), other), (other, Dual(2.0, 1.0))):
        with pytest.raises(TypeError):
            operation(*operands)


def test_real_numbers_become_plain():
    for number in (np.float64(2), np.int8(2), jnp.float32(2), np.array(2.0), 2, Fraction(2)):
        assert real_number("u", number) == 2
    assert type(real_number("u", np.int8(2))) is int
    assert [type(number) for number in real_numbers("x", np.arange(2.0))] == [float, float]
    assert [type(number) for number in real_numbers("x", jnp.arange(2.0))] == [float, float]
    assert math.isnan(real_number("u", math.nan))


NO_NUMBERS = [True, np.True_, 2j, "2", None, [2.0], np.array([2.0]), jnp.array(True)]


@pytest.mark.parametrize("bad", NO_NUMBERS, ids=repr)
def test_what_is_no_real_number_is_named(bad):
    with pytest.raises(TypeError, match=r"^u must be a real number, not "):
        real_number("u", bad)
    with pytest.raises(TypeError, match=r"^v\[1\] must be a real number, not "):
        real_numbers("v", [1.0, bad])
    with pytest.raises(
        TypeError, match=r"^f\(x\) must be a real number, not |^f\(x\)\[0\] must be a real number, not "
    ):
        output_of(lambda x: (bad, 1) if isinstance(bad, list) else bad, [1.0])


@pytest.mark.parametrize("bad", [None, 2.0, "12", np.array(2.0), {1.0: 2.0}], ids=repr)
def test_what_is_no_list_is_named(bad):
    with pytest.raises(TypeError, match=r"^x must be a list of numbers, not "):
        real_numbers("x", bad)


def test_lengths_must_agree():
    with pytest.raises(ValueError, match=r"^v must have 3 numbers, not 2$"):
        real_numbers("v", [1.0, 2.0], length=3)
