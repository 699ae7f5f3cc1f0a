"""Compressed Jacobians against `jax.jacfwd`, on random patterns; and patterns that are wrong."""

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from at_length import sample

from ordermatters.compressed import entries_by_colours, jacobian_by_colours
from ordermatters.operations import operation_count
from ordermatters.patterns import band_pattern, column_colours, pattern_of
from ordermatters.touches import touched_inputs

SHAPES = [(1, 1, 1.0), (1, 5, 0.5), (5, 1, 0.5), (4, 4, 1.0), (6, 6, 0.0), (7, 9, 0.3), (20, 30, 0.05)]


def sparse(m, n, density):
    """A function whose Jacobian has just the entries of a random pattern, and x."""
    rng = np.random.default_rng([m, n])
    mask = rng.random((m, n)) < density
    weights = jnp.asarray(np.where(mask, rng.normal(size=(m, n)), 0), "float32")
    return lambda x: weights @ jnp.sin(x) + (weights @ x) ** 2, jnp.asarray(rng.normal(size=n), "float32"), mask


def jitted(x, *functions):
    return jax.jit(lambda x: [function(x) for function in functions])(x)


def differences(x):
    return jnp.concatenate([x[:1], x[1:] ** 2 - x[:-1]])


def tridiagonal(x):
    inner = x[2:] * x[:-2] - jnp.sin(x[1:-1])
    return jnp.concatenate([x[:1] * x[1:2], inner, x[-1:] - x[-2:-1]])


@pytest.mark.parametrize(("m", "n", "density"), sample(SHAPES, 1, 4, 5))
def test_is_what_jacfwd_returns_on_random_patterns(m, n, density):
    f, x, mask = sparse(m, n, density)
    ours = [partial(find, f, pattern=mask, seed=None) for find in (jacobian_by_colours, entries_by_colours)]
    jacobian, entries, reference = jitted(x, *ours, jax.jacfwd(f))
    assert (jacobian.shape, jacobian.dtype) == (reference.shape, reference.dtype)
    np.testing.assert_allclose(jacobian, reference, rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(entries, reference[np.nonzero(mask)], rtol=1e-5, atol=1e-5)


def test_a_pattern_may_hold_zeros_that_happen():
    f, x, mask = sparse(7, 9, 0.3)
    wider = mask | (np.random.default_rng(1).random((7, 9)) < 0.2)
    ours, reference = jitted(x, lambda x: jacobian_by_colours(f, x, wider, seed=None), jax.jacfwd(f))
    np.testing.assert_allclose(ours, reference, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("n", sample([3, 4, 5, 600], 0, 2))
def test_a_tridiagonal_jacobian_takes_three_sweeps(n):
    x, pattern = jnp.linspace(1.0, 2.0, n), band_pattern(n)
    ours = lambda x: entries_by_colours(tridiagonal, x, pattern, seed=None)  # noqa: E731
    three = lambda x: jax.vmap(lambda v: jax.jvp(tridiagonal, (x,), (v,))[1])(jnp.ones((3, n)))  # noqa: E731
    assert operation_count(ours, x).multiplications == operation_count(three, x).multiplications
    entries, reference = jitted(x, ours, jax.jacfwd(tridiagonal))
    np.testing.assert_allclose(entries, reference[tuple(zip(*pattern.entries, strict=True))], rtol=1e-6)


def test_a_pattern_found_by_running_the_program():
    listed = lambda x: [x[0] * x[1], x[1] - x[2] ** 2, x[3]]  # noqa: E731
    pattern = touched_inputs(listed, [1.0, 2.0, 3.0, 4.0])
    stacked = lambda x: jnp.stack(listed(x))  # noqa: E731
    x = jnp.array([1.0, 2.0, 3.0, 4.0])
    ours, reference = jitted(x, lambda x: jacobian_by_colours(stacked, x, pattern, seed=None), jax.jacfwd(stacked))
    assert ours.tolist() == reference.tolist()
    assert max(column_colours(pattern)) + 1 == 2


def test_what_is_not_a_number_is_no_missing_entry():
    jacobian = jacobian_by_colours(lambda x: jnp.sqrt(x), [0.0, 4.0, -1.0], np.eye(3))
    assert jacobian[1].tolist() == [0, 0.25, 0]
    assert jacobian[0, 0] == jnp.inf and jnp.isnan(jacobian[2, 2])


@pytest.mark.parametrize("dtype", sample(["float32", "float64"], 0))
def test_each_missing_entry_is_found_and_no_other(dtype):
    with jax.enable_x64(dtype == "float64"):
        x = jnp.linspace(0.5, 1.5, 4, dtype=dtype)
        full = np.tri(4) - np.tri(4, k=-2)
        for seed in range(3):
            jacobian_by_colours(differences, x, full, seed)
        for i, j in pattern_of(full).entries:
            short = full.copy()
            short[i, j] = 0
            with pytest.raises(ValueError, match=f"hold every entry, and misses one in row {i}: times a random"):
                entries_by_colours(differences, x, short)


def test_under_jit_and_vmap_without_a_check():
    x, pattern = jnp.linspace(1.0, 2.0, 5), band_pattern(5)
    without = lambda x: jacobian_by_colours(tridiagonal, x, pattern, seed=None)  # noqa: E731
    one, batch, reference = jitted(x, without, lambda x: jax.vmap(without)(x[None]), jax.jacfwd(tridiagonal))
    np.testing.assert_allclose(one, reference, rtol=1e-6)
    np.testing.assert_allclose(batch[0], reference, rtol=1e-6)
    with pytest.raises(TypeError, match=r"cannot be checked while JAX traces: under jax.jit, pass seed=None"):
        jax.jit(lambda x: jacobian_by_colours(tridiagonal, x, pattern))(x)


def never(x):
    raise AssertionError("called with bad input")


@pytest.mark.parametrize(
    ("f", "x", "pattern", "error", "words"),
    [
        (3, [1.0], [[1]], TypeError, "f must be a function, not 3"),
        (never, [[1.0]], [[1]], TypeError, r"x must be a vector, shape \(n,\)"),
        (never, [1], [[1]], TypeError, "x must be floating-point"),
        (never, [1.0], 7, TypeError, "pattern must be a list of rows"),
        (jnp.sum, [1.0], [[1]], TypeError, r"f\(x\) must be a vector, shape \(m,\), not of shape \(\)"),
        (jnp.sin, [1.0, 2.0], [[1, 1]], ValueError, "pattern must be 2×2, outputs by inputs, not 1×2"),
        (lambda x: x[:1], [1.0, 2.0], [[1], [1]], ValueError, "pattern must be 1×2, outputs by inputs, not 2×1"),
    ],
)
def test_refuses(f, x, pattern, error, words):
    with pytest.raises(error, match=words):
        jacobian_by_colours(f, x, pattern)
