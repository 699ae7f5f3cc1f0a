import importlib.util
from itertools import pairwise

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from ordermatters import layers, networks
from ordermatters.networks import (
    SIZES,
    composition,
    hourglass,
    narrowing,
    narrowing_input,
    narrowing_steps,
    widening,
    widening_input,
    widening_steps,
)
from ordermatters.operations import operation_report

SMALL = (7, 5, 3, 1)


def matrices_and_biases(sizes):
    """F's and G's parameters once more, entry by entry, as the definition says."""
    layers = []
    for columns, rows in pairwise(sizes):
        matrix = np.array([[np.sin(0.001 * (i * columns + j)) for j in range(columns)] for i in range(rows)])
        layers.append((matrix, np.array([np.tanh(sum(row)) for row in matrix])))
    return layers


def narrowing_by_numpy(x, sizes):
    (a1, b1), (a2, b2), (a3, b3) = matrices_and_biases(sizes)
    u = a1 @ x + b1
    y1 = np.tanh(u) + 0.1 * np.sin(u)
    u = a2 @ y1 + b2
    y2 = np.tanh(u) + 0.1 * u**2
    return (a3 @ y2 + b3)[0]


def widening_by_numpy(z, sizes):
    (a1, b1), (a2, b2), (a3, b3) = matrices_and_biases(sizes)
    u = a3.T @ (z - b3)
    y2 = np.tanh(u) + 0.1 * np.sin(u)
    u = a2.T @ (y2 - b2)
    y1 = np.tanh(u) + 0.1 * u**2
    return a1.T @ (y1 - b1)


@pytest.mark.parametrize("sizes", [SMALL, (2, 1, 40, 1)])
def test_small_f_and_g_follow_the_definition(sizes):
    x, z = narrowing_input(sizes), widening_input(sizes)
    value, spread = jax.jit(lambda x, z: (narrowing(x, sizes), widening(z, sizes)))(x, z)
    np.testing.assert_allclose(value, narrowing_by_numpy(np.asarray(x, float), sizes), rtol=1e-5)
    np.testing.assert_allclose(spread, widening_by_numpy(np.asarray(z, float), sizes), rtol=1e-5, atol=1e-6)


def test_f_and_g_in_full_size():
    x, z = narrowing_input(), widening_input()
    assert SIZES == (5000, 1000, 30, 1)
    value, spread = jax.eval_shape(narrowing, x), jax.eval_shape(widening, z)
    assert (x.shape, value.shape, z.shape, spread.shape) == ((5000,), (), (1,), (5000,))
    assert {array.dtype.name for array in (x, value, z, spread)} == {"float32"}
    a1, a2, a3 = (layer.matrix for layer in networks.sine_layers(SIZES))
    assert (a1.shape, a2.shape, a3.shape) == ((1000, 5000), (30, 1000), (1, 30))
    last = [np.float32(np.sin(0.001 * (a.size - 1))) for a in (a1, a2, a3)]
    assert [a[-1, -1] for a in (a1, a2, a3)] == last
    np.testing.assert_array_equal(x[:3], jax.random.normal(jax.random.PRNGKey(0), (5000,))[:3])


def test_a_bare_number_widens_as_a_vector_of_one_does():
    np.testing.assert_array_equal(widening(0.5, SMALL), widening(jnp.array([0.5]), SMALL))
    assert jax.jacfwd(lambda z: widening(z, SMALL))(0.5).shape == (7,)


def test_steps_lead_from_vector_to_vector():
    for steps, start, sizes in (
        (narrowing_steps, narrowing_input, SMALL),
        (widening_steps, widening_input, SMALL[::-1]),
    ):
        value, shapes = start(SMALL), []
        for step in steps(SMALL):
            shapes.append(value.shape)
            value = step(value)
        assert [*shapes, value.shape] == [(size,) for size in sizes]


def test_parameters_first_needed_under_jit_stay_numbers():
    networks.sine_layers.cache_clear()  # so that the compiler is the first to ask
    compiled = jax.jit(lambda x: narrowing(x, SMALL))(narrowing_input(SMALL))
    np.testing.assert_allclose(compiled, narrowing(narrowing_input(SMALL), SMALL), rtol=1e-6)
    widths = (6, 4, 2)
    compiled = jax.jit(lambda x: composition(hourglass(widths, seed=99))(x))(jnp.ones(6))
    np.testing.assert_allclose(compiled, composition(hourglass(widths, seed=99))(jnp.ones(6)), rtol=1e-6)


def test_hourglass_has_one_layer_between_two_widths():
    layers = hourglass((4, 3, 1, 5))
    x, shapes = jnp.ones(4), []
    for function in layers:
        x = function(x)
        shapes.append(x.shape)
    assert shapes == [(3,), (1,), (5,)]
    np.testing.assert_array_equal(composition(layers)(jnp.ones(4)), x)


def test_hourglass_layers_are_tanh_of_an_affine_map():
    (function,) = hourglass((3, 2), seed=5)
    bias = jnp.arctanh(function(jnp.zeros(3)))
    columns = [jnp.arctanh(function(jnp.eye(3)[j])) - bias for j in range(3)]
    x = jnp.array([0.5, -1.0, 2.0])
    affine = sum(value * column for value, column in zip(x, columns, strict=True)) + bias
    np.testing.assert_allclose(function(x), jnp.tanh(affine), atol=1e-5)


def test_hourglass_is_seeded_and_keeps_signals_their_size():
    def value(seed):
        return composition(hourglass((400, 300, 400), seed))(jnp.ones(400))

    np.testing.assert_array_equal(value(1), value(1))
    assert not np.array_equal(value(1), value(2))
    assert 0.2 < float(jnp.std(value(1))) < 0.8  # neither gone to nothing nor saturated


def test_double_precision_in_gives_double_precision_out():
    with jax.enable_x64(True):
        x = jnp.ones(4, "float64")
        assert composition(hourglass((4, 3)))(x).dtype == "float64"


def test_composition_applies_the_first_function_first():
    assert composition([lambda x: x + 1, lambda x: 10 * x])(2.0).tolist() == 30.0
    assert composition([])(2.0).tolist() == 2.0


@pytest.mark.parametrize(
    "widths, error, words",
    [
        ((3,), ValueError, r"widths must be at least two sizes.*\(3,\)"),
        ((), ValueError, r"widths must be at least two sizes.*\(\)"),
        ((3, 0), ValueError, r"widths\[1\] must be at least 1, not 0"),
        ((3, -2, 4), ValueError, r"widths\[1\] must be at least 1, not -2"),
        ((3, 2.0), TypeError, r"widths\[1\] must be an integer, not 2.0"),
        ((True, 2), TypeError, r"widths\[0\] must be an integer, not True"),
        (5, TypeError, "widths must be a list of sizes, not 5"),
        ("35", TypeError, "widths must be a list of sizes, not '35'"),
    ],
)
def test_refuses_widths_that_cannot_be(widths, error, words):
    with pytest.raises(error, match=words):
        hourglass(widths)


@pytest.mark.parametrize("sizes", [(5, 3, 1), (5, 3, 2, 2)])
def test_refuses_sizes_that_f_cannot_have(sizes):
    for steps in (narrowing_steps, widening_steps):
        with pytest.raises(ValueError, match="sizes must be four, the last of them 1"):
            steps(sizes)


def test_importing_builds_nothing():
    before = layers.sine_layers.cache_info().misses, layers.normal_layers.cache_info().misses
    networks.__spec__.loader.exec_module(importlib.util.module_from_spec(networks.__spec__))
    assert (layers.sine_layers.cache_info().misses, layers.normal_layers.cache_info().misses) == before
    fresh = importlib.util.module_from_spec(layers.__spec__)
    layers.__spec__.loader.exec_module(fresh)
    assert fresh.sine_layers.cache_info().currsize == fresh.normal_layers.cache_info().currsize == 0


@pytest.mark.parametrize("f", [narrowing, widening])
def test_shapes_are_enough_to_count_with(f):
    x = narrowing_input(SMALL) if f is narrowing else widening_input(SMALL)
    for way in (f, jax.jacfwd(f), jax.jacrev(f)):
        by_shapes = operation_report(way, x, networks.layer_shapes(SMALL))
        assert by_shapes == operation_report(lambda x, way=way: way(x, SMALL), x)
        assert by_shapes.total.multiplications > 0


def test_shapes_of_an_hourglass_are_enough_to_count_with():
    widths, x = (6, 5, 2, 4), jnp.ones(6)
    by_shapes = operation_report(lambda layers, x: composition(hourglass(layers))(x), networks.layer_shapes(widths), x)
    assert by_shapes == operation_report(composition(hourglass(widths)), x)
    layers = networks.normal_layers(widths, 0)
    np.testing.assert_array_equal(composition(hourglass(layers))(x), composition(hourglass(widths))(x))


def test_nothing_is_built_for_shapes_or_before_a_step_is_called(monkeypatch):
    monkeypatch.setattr(networks, "normal_layers", None)
    assert len(hourglass((50_000, 50_000, 50_000))) == 2
    monkeypatch.setattr(networks, "sine_layers", None)
    assert jax.eval_shape(narrowing, jnp.ones(5000), networks.layer_shapes()).shape == ()
