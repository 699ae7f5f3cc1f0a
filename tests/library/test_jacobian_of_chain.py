"""Jacobians from the middle, against JAX's two modes: equal to rounding, for fewer operations."""

import re
from collections import Counter
from itertools import pairwise

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from at_length import sample
from trees_of_accumulation import all_trees

from ordermatters.accumulation import Step, plan_accumulation
from ordermatters.accumulation_trees import Adjoints, Product, Tangents
from ordermatters.chained_jacobian import chain_steps
from ordermatters.jacobians import jacobian_of_chain
from ordermatters.networks import composition, hourglass, narrowing_steps, widening_steps
from ordermatters.operations import operation_count, operation_report

SMALL = (50, 10, 3, 1)  # F and G in small


def shape(n, dtype="float32"):
    return jax.ShapeDtypeStruct((n,), dtype)


def awkward(*dims):
    """Functions between vectors whose Jacobians hold no zeros and no equals."""
    functions = []
    for n, m in pairwise(dims):
        matrix = np.random.default_rng([n, m]).normal(size=(m, n)) / n
        functions.append(lambda x, matrix=matrix: jnp.tanh(matrix @ x) + (matrix @ x) ** 2)
    return functions


def point(n, dtype="float32"):
    return jnp.asarray(np.random.default_rng(n).normal(size=n), dtype)


def counts(functions, n):
    """Count operations: of the better of JAX's two modes, and of the chain's own order."""
    f, x = composition(functions), shape(n)
    modes = [operation_count(jax.jacfwd(f), x).total, operation_count(jax.jacrev(f), x).total]
    return min(modes), operation_count(lambda x: jacobian_of_chain(functions, x), x).total


DIMS = [(3, 2), (1, 1), (4, 1, 4), (5, 3, 1), (1, 3, 5), (4, 4, 2, 4, 4)]


@pytest.mark.parametrize("dims", sample(DIMS, 2, 3))
@pytest.mark.parametrize(("dtype", "tolerance"), [("float32", 1e-4), ("float64", 1e-12)])
def test_is_what_jax_returns(dims, dtype, tolerance):
    with jax.enable_x64(dtype == "float64"):
        functions, x = awkward(*dims), point(dims[0], dtype)
        ways = [lambda x: jacobian_of_chain(functions, x), jax.jacfwd(composition(functions))]
        ours, reference = jax.jit(lambda x: [way(x) for way in ways])(x)
    assert (ours.shape, ours.dtype) == (reference.shape, reference.dtype) == ((dims[-1], dims[0]), dtype)
    np.testing.assert_allclose(ours, reference, rtol=tolerance, atol=tolerance)


def test_by_hand():
    squares, swap = lambda x: x**2, lambda x: x[::-1]
    assert jacobian_of_chain([squares, swap], [1.0, 5.0]).tolist() == [[0, 10], [2, 0]]
    assert jacobian_of_chain([swap, squares], [1.0, 5.0]).tolist() == [[0, 10], [2, 0]]
    assert jacobian_of_chain(iter([swap]), np.ones(2, "float32")).tolist() == [[0, 1], [1, 0]]
    assert jacobian_of_chain([lambda x: jnp.ones(3)], [1.0, 2.0]).tolist() == [[0, 0]] * 3


def test_every_plan_gives_the_same_jacobian():
    functions, trees = awkward(2, 3, 4), list(all_trees(0, 1))
    trees.append(plan_accumulation(chain_steps(functions, shape(2))))
    with jax.enable_x64(True):
        ways = [lambda x, tree=tree: jacobian_of_chain(functions, x, tree) for tree in trees]
        ways.append(jax.jacfwd(composition(functions)))
        *ours, reference = jax.jit(lambda x: [way(x) for way in ways])(point(2, "float64"))
    for jacobian in ours:
        np.testing.assert_allclose(jacobian, reference, rtol=1e-12, atol=1e-12)


def test_seeds_are_taken_on_and_back():
    functions = awkward(3, 4, 2, 4, 2, 3)
    tree = Tangents(1, 3, seed=Adjoints(1, 2, seed=Tangents(2, 2)))
    tree = Adjoints(0, 4, seed=Product(1, 4, left=Adjoints(4, 4), right=tree))
    ways = [lambda x: jacobian_of_chain(functions, x, tree), jax.jacfwd(composition(functions))]
    ours, reference = jax.jit(lambda x: [way(x) for way in ways])(point(3))
    np.testing.assert_allclose(ours, reference, rtol=1e-4, atol=1e-5)


def test_a_plan_is_followed():
    functions, x = hourglass((30, 20, 2, 20, 30)), shape(30)
    steps = chain_steps(functions, x)

    def products(plan):
        report = operation_report(lambda x: jacobian_of_chain(functions, x, plan), x)
        return [(m, n, p) for m, n, p, times in report.products for _ in range(times) if 1 not in (m, n, p)]

    assert sorted(products(Tangents(0, 3))) == sorted([(20, 30, 30), (2, 20, 30), (20, 2, 30), (30, 20, 30)])
    assert sorted(products(Adjoints(0, 3))) == sorted([(30, 30, 20), (30, 20, 2), (30, 2, 20), (30, 20, 30)])
    middle = Product(0, 3, left=Tangents(2, 3), right=Adjoints(0, 1))
    assert plan_accumulation(steps).tree == middle
    assert products(None) == products(plan_accumulation(steps)) == products(middle)
    assert (30, 2, 30) in products(middle)


def test_each_function_is_called_once():
    calls = []

    def counted(name):
        def function(x):
            calls.append(name)
            return jnp.sin(x)

        return function

    # The shapes come first; then each is called for its value, and for nothing else.
    jacobian_of_chain([counted("a"), counted("b")], [1.0, 2.0], Product(0, 1, Tangents(1, 1), Adjoints(0, 0)))
    assert sorted(calls[2:]) == ["a", "b"]


def test_edges_are_what_a_tangent_costs():
    matrix = jnp.ones((4, 3))
    functions = [lambda x: matrix @ x, jnp.sin, lambda y: y[:2], lambda y: jnp.concatenate([y, y]), lambda y: y**2]
    assert chain_steps(functions, shape(3)) == (
        Step(outputs=4, inputs=3, edges=12),
        Step(outputs=4, inputs=4, edges=4),
        Step(outputs=2, inputs=4, edges=0),
        Step(outputs=4, inputs=2, edges=0),
        Step(outputs=4, inputs=4, edges=8),  # 2*y, and that times the tangent
    )
    assert chain_steps(functions, jnp.ones(3)) == chain_steps(functions, shape(3))


def test_a_convolution_is_not_free():
    (step,) = chain_steps([convolved], jax.ShapeDtypeStruct((3, 5), "float32"))
    assert step == Step(outputs=15, inputs=15, edges=3 * (3 * 5 - 2) + 2 * 15)  # two taps a row are outside


def test_a_plan_predicts_the_multiplications():
    functions = hourglass((40, 50, 3, 50, 40))
    plan = plan_accumulation(chain_steps(functions, shape(40)))
    itself = operation_count(composition(functions), shape(40)).multiplications
    counted = operation_count(lambda x: jacobian_of_chain(functions, x), shape(40)).multiplications
    assert counted == plan.cost + itself


HOURGLASSES = [((2000, 2000, 10, 2000, 2000), 100), ((500, 1000, 5, 800, 20, 600), 40)]


@pytest.mark.parametrize(("widths", "times"), sample(HOURGLASSES, 1))
def test_an_hourglass_takes_far_fewer_operations(widths, times):
    better_mode, ours = counts(hourglass(widths), widths[0])
    assert times * ours <= better_mode


@pytest.mark.parametrize("widths", [(10, 2000, 10), (10, 2000, 2000, 10), (30, 30, 30), (7, 1, 9), (5, 5)])
def test_where_the_middle_does_not_help_it_costs_nothing(widths):
    better_mode, ours = counts(hourglass(widths), widths[0])
    assert 10 * ours <= 11 * better_mode


@pytest.mark.parametrize(("steps", "n"), [(narrowing_steps(), 5000), (widening_steps(), 1)])
def test_f_and_g_take_what_their_better_mode_takes(steps, n):
    better_mode, ours = counts(steps, n)
    assert 10 * ours <= 11 * better_mode


@pytest.mark.parametrize(("steps", "n"), [(narrowing_steps(SMALL), 50), (widening_steps(SMALL), 1)])
def test_f_and_g_in_small(steps, n):
    ways = [lambda x: jacobian_of_chain(steps, x), jax.jacfwd(composition(steps))]
    ours, reference = jax.jit(lambda x: [way(x) for way in ways])(point(n))
    np.testing.assert_allclose(ours, reference, rtol=1e-4, atol=1e-5)


def test_a_chain_of_many():
    functions = [jnp.sin, jnp.cos] * 20
    ways = [lambda x: jacobian_of_chain(functions, x), jax.jacrev(composition(functions))]
    ours, reference = jax.jit(lambda x: [way(x) for way in ways])(point(2))
    np.testing.assert_allclose(ours, reference, rtol=1e-4, atol=1e-9)


def test_precisions_may_change_along_the_way():
    functions = [lambda x: (2 * x).astype("float32"), lambda x: (x**2).astype("float16")]
    ways = [lambda x, tree=tree: jacobian_of_chain(functions, x, tree) for tree in all_trees(0, 1)]
    for jacobian in jax.jit(lambda x: [way(x) for way in ways])(jnp.ones(2, "float16")):
        assert (jacobian.dtype, jacobian.tolist()) == ("float16", [[8, 0], [0, 8]])


def convolved(image):
    return jnp.stack([jnp.convolve(row, jnp.array([1.0, -2.0, 0.5]), mode="same") for row in image]) ** 2


ARRAYS = {
    "a loss at the end": ([jnp.sin, lambda x: jnp.sum(x**3)], (4,)),
    "a loss of a matrix": ([jnp.sin, lambda x: x @ x.T, jnp.sum], (2, 3)),
    "matrices all the way": ([lambda x: jnp.ones((4, 2)) @ x**2, jnp.tanh, lambda x: x.T[:2]], (2, 3)),
    "one number in": ([lambda x: x * jnp.arange(6.0).reshape(2, 1, 3), jnp.cos], ()),
    "one number in, between and out": ([jnp.sin, jnp.exp], ()),
    "a waist of one number": ([lambda x: jnp.sum(jnp.sin(x)), lambda y: y * jnp.ones((3, 2)) ** 2], (2, 4)),
    "a convolution": ([convolved, lambda x: x[:, ::2], jnp.ravel], (3, 5)),
}


@pytest.mark.parametrize("case", sample(ARRAYS, 1, 4, 5))
def test_arrays_of_any_shape_in_between_and_out(case):
    functions, dims = ARRAYS[case]
    x, f = jnp.asarray(np.random.default_rng(0).normal(size=dims), "float32"), composition(functions)
    last = len(functions) - 1
    plans = [None, Tangents(0, last), Adjoints(0, last), Product(0, last, Tangents(1, last), Adjoints(0, 0))]
    ways = [lambda x, plan=plan: jacobian_of_chain(functions, x, plan) for plan in plans]
    *ours, reference = jax.jit(lambda x: [way(x) for way in [*ways, jax.jacfwd(f)]])(x)
    for jacobian in ours:
        assert (jacobian.shape, jacobian.dtype) == (reference.shape, reference.dtype)
        np.testing.assert_allclose(jacobian, reference, rtol=1e-4, atol=1e-5)


@jax.custom_vjp
def doubled(x):
    return x**2


doubled.defvjp(lambda x: (x**2, None), lambda _, u: (2 * u,))  # slopes of 2, which tell whose rule was followed


@jax.custom_jvp
def tripled(x):
    return x**2


tripled.defjvp(lambda primals, tangents: (primals[0] ** 2, 3 * tangents[0]))


def looped(x):
    return jax.lax.while_loop(lambda y: jnp.sum(y) < 100, lambda y: 2 * y, x)


def narrow(x):
    return x[:1]


def twice(x):
    return jnp.concatenate([x, x])


def unknown(x):
    return jax.pure_callback(np.sin, shape(2), x)


def test_rules_of_a_functions_own_are_followed():
    chains = [[doubled], [doubled, narrow], [narrow, doubled], [jnp.negative, doubled, jnp.negative]]
    chains += [[tripled, tripled, jnp.sum], [tripled, doubled]]
    jacobians = jax.jit(lambda x: [jacobian_of_chain(functions, x) for functions in chains])(jnp.array([5.0, 1.0]))
    two = [[2, 0], [0, 2]]
    assert [jacobian.tolist() for jacobian in jacobians] == [two, two[:1], two[:1], two, [9, 9], [[6, 0], [0, 6]]]


def test_steps_without_tangents_or_without_adjoints():
    functions = [twice, doubled, looped, narrow, doubled, tripled, twice]
    only = ["", "adjoints", "tangents", "", "adjoints", "", ""]
    assert [step.only for step in chain_steps(functions, shape(1))] == only
    # 1 twice; squared; both doubled until they are 64 each; one of them squared, squared, and twice
    ways = lambda x: (jacobian_of_chain(functions, x), jacobian_of_chain([looped, jnp.sum], x))  # noqa: E731
    mixed, forward = jax.jit(ways)(jnp.array([1.0]))
    assert (mixed.tolist(), forward.tolist()) == ([[2 * 64 * 2 * 3]] * 2, [128])


def test_a_step_with_no_derivative_at_all_is_named():
    with pytest.raises(TypeError, match=r"functions\[1\] has neither tangents nor adjoints: "):
        jacobian_of_chain([jnp.sin, unknown], [1.0, 2.0])


def test_a_step_that_fails_is_named():
    with pytest.raises(TypeError) as caught:
        jacobian_of_chain([jnp.sin, lambda x: x @ jnp.ones((4, 4))], np.ones((2, 3), "float32"))
    assert "functions[1] of the chain, given an array of shape (2, 3) and dtype float32" in caught.value.__notes__[-1]


@pytest.mark.parametrize("widths", [(10, 200, 10), (10, 20, 20, 10), (5, 5)])
def test_of_ties_reverse_mode_is_taken(widths, monkeypatch):
    functions = hourglass(widths)
    monkeypatch.setattr(jax, "linearize", None)  # what tangents would be had by
    count = operation_count(lambda x: jacobian_of_chain(functions, x), shape(widths[0]))
    assert count == operation_count(jax.jacrev(composition(functions)), shape(widths[0]))


def compiled_instructions(f, x):
    """Count the instructions of the program that XLA makes, whatever their names and wherever they come from."""
    text = jax.jit(f).lower(x).compile().as_text()
    lines = (line.strip().removeprefix("ROOT ") for line in text.splitlines() if " = " in line)
    return Counter(re.sub(r"%[\w.-]+|, metadata=\{[^}]*\}", "", line) for line in lines)


@pytest.mark.parametrize(
    ("functions", "n", "mode"),
    [
        (hourglass((10, 200, 10)), 10, jax.jacrev),
        (narrowing_steps(SMALL), 50, jax.jacrev),
        (widening_steps(SMALL), 1, jax.jacfwd),
    ],
)
def test_where_one_mode_is_best_the_compiled_program_is_that_modes(functions, n, mode):
    ours = compiled_instructions(lambda x: jacobian_of_chain(functions, x), shape(n))
    assert ours == compiled_instructions(mode(composition(functions)), shape(n))
    assert any(" dot(" in line for line in ours)


def test_a_second_call_neither_plans_nor_traces(monkeypatch):
    calls = []

    def seen(x):
        calls.append("called")
        return jnp.sin(x)

    jacobian = jax.jit(lambda x: jacobian_of_chain([seen, seen], x))
    first, before = jacobian(point(2)), len(calls)
    monkeypatch.setattr("ordermatters.chained_jacobian.chain_links", None)
    assert (jacobian(point(2)) == first).all() and len(calls) == before > 0


def test_batches_and_second_derivatives():
    cubes = [lambda x: x**2, lambda x: jnp.stack([x[0] * x[1], x[0]])]  # x0² x1² and x0²
    jacobian = jax.jit(lambda x: jacobian_of_chain(cubes, x))
    points = jnp.array([[1.0, 2.0], [3.0, 1.0]])
    by_hand = [[[8, 4], [2, 0]], [[6, 18], [6, 0]]]
    assert jax.vmap(jacobian)(points).tolist() == by_hand
    assert jax.jacfwd(jacobian)(points[0]).tolist() == [[[8, 8], [8, 2]], [[2, 0], [0, 0]]]


def never(x):
    raise AssertionError("called with bad input")


@pytest.mark.parametrize(
    ("functions", "x", "error", "words"),
    [
        ([], [1.0], ValueError, "functions must hold at least one function"),
        (jnp.sin, [1.0], TypeError, "functions must be a list of functions"),
        ([never, 3], [1.0], TypeError, r"functions\[1\] must be a function, not 3"),
        ([never], (np.ones(2), np.ones(2)), TypeError, r"x must be one array, not a tuple: jnp.stack makes one array"),
        ([never], [shape(2), shape(3)], TypeError, r"x must be one array, not a list"),
        ([never], {"w": 1.0}, TypeError, r"x must be one array, not a dict"),
        ([never], [1, 2], TypeError, r"x must be floating-point.*int32"),
        ([never], [], ValueError, r"x must have at least one entry"),
        ([lambda x: (x, x), never], [1.0], TypeError, r"the output of functions\[0\] must be one array, not a tuple"),
        ([jnp.sin, lambda x: [x]], [1.0], TypeError, r"the output of functions\[1\] must be one array, not a list"),
        ([jnp.argsort], [1.0], TypeError, r"the output of functions\[0\] must be floating-point.*int32"),
        ([lambda x: x[:0]], [1.0], ValueError, r"the output of functions\[0\] must have at least one entry"),
    ],
)
def test_refuses_what_is_no_chain_of_arrays(functions, x, error, words):
    for use in (jacobian_of_chain, chain_steps):
        with pytest.raises(error, match=words):
            use(functions, x)


@pytest.mark.parametrize(
    ("plan", "error", "words"),
    [
        (Tangents(0, 2), ValueError, "the plan is for steps 0 to 2, but the chain has steps 0 to 1"),
        (plan_accumulation([(1, 1, 1)]), ValueError, "the plan is for steps 0 to 0, but the chain has steps 0 to 1"),
        ("forward", TypeError, "made of Tangents, Adjoints and Product, not of 'forward'"),
    ],
)
def test_refuses_a_plan_for_another_chain(plan, error, words):
    with pytest.raises(error, match=words):
        jacobian_of_chain([jnp.sin, jnp.cos], [1.0], plan)
