"""What `operations` counts, against counts by hand; and lesson 8's numbers, against formulas."""

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax import lax
from jax.extend.core import Primitive

from ordermatters.chains import backward_bracketing, chain_cost, forward_bracketing
from ordermatters.counting import OpCount, counted_matmul, matmul_cost
from ordermatters.networks import SIZES, hourglass, narrowing, widening
from ordermatters.operations import Product, operation_count, operation_report


def zeros(*shape, dtype="float32"):
    """A shape without numbers: enough for counting."""
    return jax.ShapeDtypeStruct(shape, dtype)


# Products


@pytest.mark.parametrize("m, n, p", [(1, 1, 1), (2, 3, 4), (5, 1, 5), (1, 6, 1), (3, 7, 1)])
def test_a_product_is_counted_as_the_plain_loops_count_it(m, n, p):
    rng = np.random.default_rng(0)
    a, b = rng.normal(size=(m, n)), rng.normal(size=(n, p))
    _, count = counted_matmul(a, b)
    report = operation_report(lambda a, b: a @ b, a, b)
    assert report.products == (Product(m, n, p, times=1),)
    assert report.total == report.product_total == count == operation_count(jnp.matmul, a, b)
    assert (report.elementwise, report.uncounted) == (OpCount(0, 0), {})


@pytest.mark.parametrize(
    "left, right, product",
    [
        ((4, 3), (3,), (4, 3, 1)),
        ((3,), (3, 4), (1, 3, 4)),
        ((3,), (3,), (1, 3, 1)),
    ],
)
def test_a_vector_is_a_matrix_of_one_column_or_row(left, right, product):
    report = operation_report(jnp.dot, zeros(*left), zeros(*right))
    assert report.products == (Product(*product, times=1),)


@pytest.mark.parametrize(
    "equation, left, right, product",
    [
        ("bij,bjk->bik", (6, 2, 3), (6, 3, 4), (2, 3, 4, 6)),  # a batch
        ("bcij,cbjk->bcik", (2, 5, 2, 3), (5, 2, 3, 4), (2, 3, 4, 10)),  # two batches
        ("bij,bj->bi", (6, 2, 3), (6, 3), (2, 3, 1, 6)),
        ("ijk,kjl->il", (2, 3, 4), (4, 3, 5), (2, 12, 5, 1)),  # two axes summed
        ("ij,kl->ijkl", (2, 3), (4, 5), (6, 1, 20, 1)),  # none summed
        ("ijk,kl->ijl", (2, 3, 4), (4, 5), (6, 4, 5, 1)),  # two axes kept
    ],
)
def test_axes_that_are_batched_summed_or_kept(equation, left, right, product):
    report = operation_report(lambda a, b: jnp.einsum(equation, a, b), zeros(*left), zeros(*right))
    m, n, p, times = product
    assert report.product_total == times * matmul_cost(m, n, p)
    assert [(sorted((q.m, q.p)), q.n, q.times) for q in report.products] == [(sorted((m, p)), n, times)]


def test_vmap_makes_one_product_out_of_many():
    batched = jax.vmap(jnp.dot, in_axes=(None, 0))
    (product,) = operation_report(batched, zeros(2, 3), zeros(7, 3)).products
    assert (product.n, sorted((product.m, product.p)), product.times) == (3, [2, 7], 1)


def test_equal_shapes_are_listed_once_in_order_of_appearance():
    report = operation_report(lambda a, b: (a @ b) @ (a @ b) @ b, zeros(3, 3), zeros(3, 3))
    assert report.products == (Product(3, 3, 3, times=4),)
    report = operation_report(lambda a, x: a @ (a @ (a @ a) @ x), zeros(3, 3), zeros(3))
    assert report.products == (Product(3, 3, 3, 2), Product(3, 3, 1, 2))


def test_products_of_whole_numbers_are_products():
    whole = zeros(2, 3, dtype="int32"), zeros(3, 4, dtype="int32")
    assert operation_count(jnp.matmul, *whole) == matmul_cost(2, 3, 4)


def test_arrays_without_entries_take_no_work():
    for left, right in (((0, 3), (3, 2)), ((2, 0), (0, 3)), ((2, 3), (3, 0))):
        assert operation_count(jnp.matmul, zeros(*left), zeros(*right)) == OpCount(0, 0)
    assert operation_count(lambda x: jnp.cumsum(x) + jnp.sum(x), zeros(0)) == OpCount(0, 0)


def test_sizes_beyond_any_memory_count_exactly():
    huge = zeros(10**9, 10**9)
    assert operation_count(jnp.matmul, huge, huge) == matmul_cost(10**9, 10**9, 10**9)


# Entry by entry

X = zeros(4, 5)


@pytest.mark.parametrize(
    "f, multiplications, additions",
    [
        (lambda x: x + x, 0, 20),
        (lambda x: x - 1.0, 0, 20),
        (lambda x: 3.0 * x, 20, 0),
        (lambda x: x / 3.0, 20, 0),
        (lambda x: x + x[0], 0, 20),  # one row added to each
        (lambda x: x**0, 0, 0),
        (lambda x: x**1, 0, 0),
        (lambda x: x**2, 20, 0),
        (lambda x: lax.integer_pow(x, 2), 20, 0),
        (jnp.square, 20, 0),
        (lambda x: x**5, 80, 0),
        (lambda x: x**-1, 20, 0),  # one division
        (lambda x: x**-3, 60, 0),  # two multiplications and a division
        (jnp.sum, 0, 19),
        (lambda x: jnp.sum(x, axis=0), 0, 15),
        (lambda x: jnp.sum(x, axis=1), 0, 16),
        (jnp.mean, 1, 19),
        (jnp.prod, 19, 0),
        (lambda x: jnp.cumsum(x, axis=1), 0, 16),
        (lambda x: jnp.cumprod(x, axis=0), 15, 0),
        (lambda x: x.at[0].add(x[1]), 0, 5),
        (lambda x: x[0, 0] * x[1, 1], 1, 0),
        (jnp.var, 1 + 20 + 1, 19 + 20 + 19 + 1),  # the mean, x − mean, squares, their sum, what it is divided by
    ],
)
def test_elementwise_work(f, multiplications, additions):
    report = operation_report(f, X)
    assert report.elementwise == report.total == OpCount(multiplications, additions)
    assert report.products == ()


def test_adding_up_gradients_is_addition():
    grown = operation_report(jax.grad(lambda x: jnp.sum(x * x[::-1])), zeros(3))
    assert grown.elementwise == OpCount(3 + 2 * 3, 2 + 3)  # the products, two halves of the gradient; their sum


@pytest.mark.parametrize(
    "f, uncounted",
    [
        (jnp.sin, {"sin": 20}),
        (lambda x: jnp.tanh(x) + jnp.exp(x[0]), {"tanh": 20, "exp": 5}),
        (lambda x: -x, {"neg": 20}),
        (lambda x: jnp.maximum(x, 0.0), {"max": 20}),
        (lambda x: x**2.5, {"pow": 20}),
        (lambda x: jnp.max(x), {"reduce_max": 1}),
        (lambda x: jnp.where(x > 0, x, 1.0), {"gt": 20}),
        (lambda x: jnp.sort(x), {"sort": 20}),
        (lambda x: jnp.argmax(x), {"argmax": 1}),
        (lambda x: lax.reduce_window(x, -jnp.inf, lax.max, (2, 2), (1, 1), "VALID"), {"reduce_window_max": 12}),
        (lambda x: jnp.linalg.svd(x, compute_uv=False), {"svd": 4}),
        (lambda x: jax.pure_callback(np.sin, X, x), {"pure_callback": 20}),
        (lambda x: lax.cummax(x), {"cummax": 20}),
        (lambda x: x[0].at[0].multiply(x[1, 1]), {"scatter-mul": 5}),
        (lambda x: x.astype("complex64").conj().imag, {"conj": 20}),
    ],
)
def test_the_rest_is_listed_by_name(f, uncounted):
    assert operation_report(f, X).uncounted == uncounted


def test_every_number_is_counted_or_named():
    report = operation_report(lambda x: jnp.sin(x) * jnp.exp(x) - jnp.sin(x), zeros(3))
    assert report.elementwise == OpCount(3, 3)
    assert report.uncounted == {"sin": 6, "exp": 3}


@pytest.mark.parametrize(
    "f",
    [
        jnp.transpose,
        jnp.ravel,
        lambda x: x[1:3, ::2],
        lambda x: x[jnp.array([0, 2])],
        lambda x: jnp.concatenate([x, x]),
        lambda x: jnp.broadcast_to(x, (3, 4, 5)),
        lambda x: jnp.pad(x, 1),
        lambda x: x.astype("float16"),
        lambda x: jnp.flip(x),
        lambda x: (jnp.zeros((3, 3)), jnp.arange(3.0)),
        lambda x: x.at[0].set(1.0),
        lambda x: lax.stop_gradient(x),
        lambda x: lax.dynamic_slice(x, (1, 1), (2, 2)),
        lambda x: jnp.split(x, 2),
        lambda x: x,
    ],
)
def test_moving_numbers_about_is_no_arithmetic(f):
    report = operation_report(f, X)
    assert report.total == OpCount(0, 0)
    assert all(name.endswith("of integers") or name in ("lt", "ge", "and") for name in report.uncounted)


def test_whole_numbers_are_bookkeeping():
    report = operation_report(lambda k: k * k + 1, zeros(3, dtype="int32"))
    assert report.total == OpCount(0, 0)
    assert report.uncounted == {"mul of integers": 3, "add of integers": 3}


C = zeros(2, 3, dtype="complex64")


@pytest.mark.parametrize(
    ("f", "multiplications", "additions"),
    [
        (lambda z: z + z, 0, 12),
        (lambda z: z * z, 24, 12),
        (lambda z: z**3, 48, 24),
        (lambda z: z / z, 48, 18),  # (ac + bd)/(c² + d²) and (bc - ad)/(c² + d²)
        (lambda z: z**-1, 48, 18),
        (jnp.sum, 0, 10),
        (jnp.prod, 20, 10),
        (lambda z: lax.complex(z.real, z.imag), 0, 0),
        (lambda z: z.real * z.imag, 6, 0),
        (lambda z: z @ z.T, 4 * 12, 4 * 8 + 2 * 4),  # four products of real matrices, joined
    ],
)
def test_complex_numbers_are_counted_in_real_operations(f, multiplications, additions):
    assert operation_count(f, C) == OpCount(multiplications, additions)


# Steps within steps


def twice(x):
    return 2.0 * x


def with_rule(custom, f):
    """Give f derivative rules of its own, of no interest here."""
    ruled = custom(f)
    ruled.defjvp(lambda xs, vs: (f(*xs), f(*vs))) if custom is jax.custom_jvp else ruled.defvjp(f, f)
    return ruled


@pytest.mark.parametrize(
    "f",
    [
        jax.jit(twice),
        jax.jit(jax.jit(twice)),
        jax.checkpoint(twice),
        with_rule(jax.custom_jvp, twice),
        with_rule(jax.custom_vjp, twice),
        jax.jit(jax.checkpoint(with_rule(jax.custom_jvp, twice))),
    ],
)
def test_calls_are_followed(f):
    report = operation_report(f, zeros(3))
    assert report.total == OpCount(3, 0)
    assert report.uncounted == {}


def test_functions_with_their_own_derivative_rules():
    @jax.custom_vjp
    def cube(x):
        return x * x * x

    cube.defvjp(lambda x: (cube(x), x), lambda x, u: (u * 3.0 * x * x,))
    assert operation_count(cube, zeros(2)) == OpCount(4, 0)
    assert operation_count(lambda x: jax.vjp(cube, x)[1](x), zeros(2)) == OpCount(4 + 6, 0)
    assert operation_report(jax.nn.relu, zeros(2)).uncounted == {"max": 2}


@pytest.mark.parametrize(("name", "count"), [("one_minus_square", OpCount(3, 3)), ("unstack", OpCount(0, 0))])
def test_primitives_of_later_releases_of_jax_are_known(name, count):
    later = Primitive(name)
    later.def_abstract_eval(lambda x: x)
    report = operation_report(later.bind, zeros(3))
    assert (report.total, report.uncounted) == (count, {})


def test_checkpointing_counts_what_is_computed_again():
    square_of_product = lambda a, x: jnp.sum((a @ x) ** 3)  # noqa: E731
    plain = operation_report(jax.grad(square_of_product, 1), zeros(4, 3), zeros(3))
    again = operation_report(jax.grad(jax.checkpoint(square_of_product), 1), zeros(4, 3), zeros(3))
    assert sum(product.times for product in plain.products) == 2
    assert sum(product.times for product in again.products) == 3


def test_a_checkpointed_loop_within_a_loop_counts_both_halves():
    """JAX splits such a call in two, under a name of its own for the half that comes first."""

    def norm(a, x):
        stretch = jax.checkpoint(lambda x: lax.scan(lambda y, _: (jnp.tanh(a @ y), None), x, length=4)[0])
        return jnp.sum(lax.scan(lambda x, _: (stretch(x), None), x, length=5)[0])

    report = operation_report(jax.grad(norm, 1), zeros(3, 3), zeros(3))
    assert sum(product.times for product in report.products) == 3 * 4 * 5


def test_a_scan_counts_as_often_as_it_runs():
    def powers(a, x):
        return lax.scan(lambda x, _: (a @ x + 1.0, None), x, length=50)[0]

    report = operation_report(powers, zeros(3, 3), zeros(3))
    assert report.products == (Product(3, 3, 1, times=50),)
    assert report.elementwise == OpCount(0, 150)


def test_loops_within_loops_multiply():
    def f(x):
        return lax.fori_loop(0, 4, lambda i, x: lax.fori_loop(0, 5, lambda j, x: 2.0 * x, x), x)

    report = operation_report(f, zeros(3))
    assert report.total == OpCount(60, 0)
    assert set(report.uncounted) == {"add of integers"}  # the loop counters


def test_a_loop_that_never_runs_leaves_no_trace():
    report = operation_report(lambda a: lax.scan(lambda a, _: (jnp.sin(a @ a), None), a, length=0)[0], zeros(3, 3))
    assert (report.products, report.elementwise, report.uncounted) == ((), OpCount(0, 0), {})


def test_a_loop_of_unknown_length_is_named_with_the_cost_of_a_pass():
    def f(a, x):
        return lax.while_loop(lambda x: jnp.sum(x) < 9.0, lambda x: jnp.sin(a @ x), x)

    report = operation_report(f, zeros(3, 3), zeros(3))
    assert report.total == OpCount(0, 0)
    assert report.uncounted == {
        "while (a pass: 9 multiplications, 8 additions)": 1,  # 9 and 6 for the product, 2 for the sum of three
        "lt (a pass of while)": 1,
        "sin (a pass of while)": 3,
    }


def test_of_branches_the_dearest_counts():
    branches = [lambda a: a, lambda a: a @ a, lambda a: jnp.sin(a) * 2.0]
    report = operation_report(lambda i, a: lax.switch(i, branches, a), 0, zeros(3, 3))
    assert report.total == matmul_cost(3, 3, 3)
    assert report.uncounted == {"clamp": 1, "sin": 9}  # what is not counted is named, in whichever branch it stands


def test_what_any_branch_leaves_uncounted_is_named():
    branches = [lambda a: a, jnp.sin, lambda a: jnp.sin(a[:1]) + jnp.exp(a), lambda a: jnp.linalg.cholesky(a @ a)]
    report = operation_report(
        lambda i, a: lax.fori_loop(0, 5, lambda k, a: lax.switch(i, branches, a), a), 0, zeros(3, 3)
    )
    assert {name: report.uncounted[name] for name in ("sin", "exp", "sqrt (in cholesky)")} == {
        "sin": 45,
        "exp": 45,
        "sqrt (in cholesky)": 15,
    }
    assert report.routines == {"cholesky": 5 * OpCount(4 + 3, 4)}


def test_work_that_nobody_uses_is_counted_as_written():
    def f(a):
        a @ a
        return a

    assert operation_count(f, zeros(2, 2)) == matmul_cost(2, 2, 2)


# How it is called, and what it shows


def test_counting_computes_nothing():
    def f(x):
        assert isinstance(x, jax.core.Tracer)
        return x * jnp.ones((10**6, 10**6, 10**6))  # 4 exabytes

    assert operation_count(f, 1.0) == OpCount(10**18, 0)


def test_arguments_of_any_kind():
    def f(tree, k):
        return tree["a"] * k + tree["b"][0]

    assert operation_count(f, {"a": np.ones(3), "b": [zeros(3)]}, 2.0) == OpCount(3, 3)
    assert operation_count(lambda: jnp.ones(3) * 2.0) == OpCount(3, 0)


def test_refuses_what_is_no_function_or_no_array():
    for count in (operation_count, operation_report):
        with pytest.raises(TypeError, match="f must be a function, not an array of shape"):
            count(jnp.ones((2, 2)), jnp.ones(2))
        with pytest.raises(TypeError, match="f must be a function, not None"):
            count(None)
        with pytest.raises(TypeError, match="str"):
            count(jnp.sin, "x")


def test_a_report_reads_well():
    report = operation_report(lambda a, x: jnp.tanh(a @ (a @ x)) + 1, zeros(1000, 1000), zeros(1000))
    lines = str(report).splitlines()
    assert lines[1].split() == ["1000×1000", "by", "1000×1,", "2", "times", "2,000,000", "1,998,000"]
    assert lines[2].split() == ["elementwise", "0", "1,000"]
    assert lines[3].split() == ["total", "2,000,000", "1,999,000"]
    assert lines[4] == "uncounted: tanh 1,000"
    page = report._repr_html_()
    assert '<th scope="row">1000×1000 by 1000×1, 2 times</th><td class="number">2,000,000</td>' in page
    assert str(operation_report(twice, 1.0)).endswith("uncounted: nothing")


def test_names_go_into_a_page_as_text():
    report = operation_report(jax.jit(lambda x: x), 1.0)
    report.uncounted["<b>"] = 1
    assert "&lt;b&gt; 1" in report._repr_html_()


# Lesson 8: F: 5000 → 1000 → 30 → 1 and G the other way round, forward and in reverse


def one_pass(sizes):
    """Push one vector through F, or one tangent: a matrix and a vector at each layer."""
    n0, n1, n2, n3 = sizes
    return matmul_cost(n1, n0, 1) + matmul_cost(n2, n1, 1) + matmul_cost(n3, n2, 1)


def swept_back(sizes, rows):
    """Pull so many adjoints back through F, or push as many tangents through G: rows from the left."""
    n0, n1, n2, n3 = sizes
    return matmul_cost(rows, n3, n2) + matmul_cost(rows, n2, n1) + matmul_cost(rows, n1, n0)


def products(mode, f, sizes, start):
    return operation_report(mode(partial(f, sizes=sizes)), zeros(start)).product_total


@pytest.mark.parametrize("sizes", [(6, 4, 3, 1), (4, 4, 4, 1), (1, 5, 2, 1), SIZES])
def test_what_each_mode_multiplies(sizes):
    inputs = sizes[0]
    primal_f, primal_g = one_pass(sizes), swept_back(sizes, 1)
    assert products(jax.jacfwd, narrowing, sizes, inputs) == primal_f + inputs * one_pass(sizes)
    assert products(jax.jacrev, narrowing, sizes, inputs) == primal_f + swept_back(sizes, 1)
    assert products(jax.jacfwd, widening, sizes, 1) == primal_g + swept_back(sizes, 1)
    assert products(jax.jacrev, widening, sizes, 1) == primal_g + inputs * one_pass(sizes)


def test_the_numbers_of_lesson_eight():
    forward = products(jax.jacfwd, narrowing, SIZES, 5000).multiplications
    reverse = products(jax.jacrev, narrowing, SIZES, 5000).multiplications
    a_pass = 5_000_000 + 30_000 + 30
    assert (forward, reverse) == (5001 * a_pass, 2 * a_pass)
    assert forward / reverse == 2500.5
    assert (forward - a_pass) / (reverse - a_pass) == 5000
    assert products(jax.jacrev, widening, SIZES, 1).multiplications == forward
    assert products(jax.jacfwd, widening, SIZES, 1).multiplications == reverse


def test_the_order_of_the_product_alone_makes_a_factor_of_thirty():
    forward = chain_cost(SIZES, forward_bracketing(3)).multiplications
    backward = chain_cost(SIZES, backward_bracketing(3)).multiplications
    assert (forward, backward) == (30 * 1000 * 5000 + 30 * 5000, 30 * 1000 + 1000 * 5000)
    assert 29.8 < forward / backward < 29.9


@pytest.mark.parametrize("f, start", [(narrowing, 6), (widening, 1)])
@pytest.mark.parametrize("mode", [jax.jacfwd, jax.jacrev])
def test_the_count_is_the_same_compiled_or_not(f, start, mode):
    jacobian = mode(partial(f, sizes=(6, 4, 3, 1)))
    assert operation_report(jacobian, zeros(start)) == operation_report(jax.jit(jacobian), zeros(start))


def test_elementwise_work_of_a_layer():
    (function,) = hourglass((3, 2))
    report = operation_report(function, zeros(3))
    assert (report.products, report.elementwise) == ((Product(2, 3, 1, 1),), OpCount(0, 2))
    assert report.uncounted == {"tanh": 2}
