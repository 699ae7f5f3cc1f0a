import jax
import jax.numpy as jnp
import numpy as np
import pytest

from ordermatters.jacobians import jacobian_by_columns, jacobian_by_rows

BOTH = pytest.mark.parametrize("jacobian", [jacobian_by_columns, jacobian_by_rows])


def sheet(x):
    """The lessons' example: two outputs, three inputs."""
    return jnp.stack([2 * x[0] * x[1], x[2] ** 2])


def layer(m, n):
    """A function from n numbers to m, awkward enough that no two entries of its Jacobian agree."""
    matrix = jnp.asarray(np.random.default_rng(m * 10 + n).normal(size=(m, n)))
    return lambda x: jnp.tanh(matrix @ x) + (matrix @ x) ** 2


@BOTH
def test_the_jacobian_derived_by_hand(jacobian):
    x1, x2, x3 = 2.0, 3.0, 2.0
    by_hand = [[2 * x2, 2 * x1, 0], [0, 0, 2 * x3]]
    assert jacobian(sheet, jnp.array([x1, x2, x3])).tolist() == by_hand
    assert jacobian(sheet, [x1, x2, x3]).tolist() == by_hand


@pytest.mark.parametrize("m, n", [(1, 1), (1, 4), (4, 1), (3, 5), (5, 3)])
@pytest.mark.parametrize("dtype, tolerance", [("float32", 1e-5), ("float64", 1e-13)])
def test_agrees_with_jax(m, n, dtype, tolerance):
    with jax.enable_x64(dtype == "float64"):
        f, x = layer(m, n), jnp.asarray(np.random.default_rng(0).normal(size=n), dtype)
        ways = [lambda x: jacobian_by_columns(f, x), lambda x: jacobian_by_rows(f, x), jax.jacfwd(f), jax.jacrev(f)]
        *ours, reference, _ = four = jax.jit(lambda x: [way(x) for way in ways])(x)
    assert {(jacobian.shape, jacobian.dtype.name) for jacobian in four} == {((m, n), dtype)}
    for jacobian in ours:
        np.testing.assert_allclose(jacobian, reference, rtol=tolerance, atol=tolerance)


@BOTH
@pytest.mark.parametrize("out", ["float16", "float32"])
def test_outputs_of_another_precision(jacobian, out):
    assert jacobian(lambda x: (2 * x).astype(out), jnp.ones(2, "float16")).tolist() == [[2, 0], [0, 2]]


@BOTH
def test_agrees_with_itself_under_jit(jacobian):
    f, x = layer(2, 3), jnp.array([0.1, -0.2, 0.3])
    np.testing.assert_allclose(jacobian(f, x), jax.jit(lambda x: jacobian(f, x))(x), rtol=1e-5)


@BOTH
def test_one_number_out_gives_the_gradient(jacobian):
    x = jnp.array([1.0, 2.0, -3.0])
    gradient = jacobian(lambda x: jnp.sum(x**3), x)
    assert gradient.tolist() == [3.0, 12.0, 27.0]
    assert gradient.shape == jax.jacfwd(jnp.sum)(x).shape == jax.jacrev(jnp.sum)(x).shape


@BOTH
def test_an_input_that_does_not_matter_has_a_column_of_zeros(jacobian):
    assert jacobian(lambda x: jnp.stack([x[0], x[0]]), [1.0, 5.0]).tolist() == [[1, 0], [1, 0]]
    assert jacobian(lambda x: jnp.ones(2), [1.0, 5.0, 7.0]).tolist() == [[0, 0, 0], [0, 0, 0]]


@BOTH
def test_the_second_derivative_is_a_jacobian_of_a_gradient(jacobian):
    hessian = jacobian(lambda x: jacobian(lambda x: x[0] ** 2 * x[1], x), [2.0, 3.0])
    assert hessian.tolist() == [[6.0, 4.0], [4.0, 0.0]]


@BOTH
@pytest.mark.parametrize(
    "x, error, words",
    [
        ([1, 2, 3], TypeError, "x must be floating-point.*int32"),
        ([True, False, True], TypeError, "x must be floating-point.*bool"),
        ([1j, 2.0, 3.0], TypeError, "x must be floating-point.*complex64"),
        (2.0, TypeError, r"x must be a vector.*shape \(\)"),
        ([[1.0, 2.0, 3.0]], TypeError, r"x must be a vector.*shape \(1, 3\)"),
        ([], ValueError, r"x must have at least one entry.*\(0,\)"),
    ],
)
def test_refuses_what_is_no_vector(jacobian, x, error, words):
    def never(x):
        raise AssertionError("f was called with bad input")

    with pytest.raises(error, match=words):
        jacobian(never, x)


@BOTH
@pytest.mark.parametrize(
    "f, error, words",
    [
        (lambda x: jnp.outer(x, x), TypeError, r"f\(x\) must be a vector.*shape \(2, 2\)"),
        (lambda x: (x, x), TypeError, r"f\(x\) must be a vector.*not a tuple"),
        (lambda x: [x[0], x[1]], TypeError, r"f\(x\) must be a vector.*not a list.*jnp.stack"),
        (lambda x: None, TypeError, r"f\(x\) must be a vector.*not a NoneType"),
        (lambda x: jnp.argsort(x), TypeError, r"f\(x\) must be floating-point.*int32"),
        (lambda x: x[:0], ValueError, r"f\(x\) must have at least one entry.*\(0,\)"),
        ("sin", TypeError, "f must be a function, not 'sin'"),
    ],
)
def test_refuses_what_has_no_jacobian(jacobian, f, error, words):
    with pytest.raises(error, match=words):
        jacobian(f, [1.0, 2.0])
