"""Sizes: whatever counts is taken, and nothing else."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from ordermatters.arguments import listed, size, whole_number


@pytest.mark.parametrize("seven", [7, np.int8(7), np.uint64(7), np.array(7), jnp.array(7)])
def test_what_counts_becomes_a_plain_int(seven):
    number = whole_number("m", seven)
    assert number == 7
    assert type(number) is int


def traced_size():
    tracers = []
    jax.make_jaxpr(lambda m: tracers.append(m) or m)(3)
    return tracers[0]


NO_WHOLE_NUMBERS = [True, np.True_, np.array(True), jnp.array(True), 2.0, np.float64(2), float("nan"), "2", b"2", None]
NO_WHOLE_NUMBERS += [[2], (2,), np.array([2]), np.array([1, 2]), jnp.array(2.0), 2j, int]


@pytest.mark.parametrize("value", NO_WHOLE_NUMBERS, ids=repr)
def test_what_does_not_count_is_refused_in_one_sentence(value):
    with pytest.raises(TypeError, match=r"^width must be an integer, not ") as caught:
        size("width", value)
    assert "\n" not in str(caught.value)


def test_a_traced_size_is_refused_in_one_sentence():
    with pytest.raises(TypeError, match=r"^width must be an integer, not .*Tracer") as caught:
        size("width", traced_size())
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("value", [0, -1, -(10**30), np.int64(0)])
def test_sizes_start_at_one(value):
    with pytest.raises(ValueError, match=rf"^width must be at least 1, not {int(value)}$"):
        size("width", value)


@pytest.mark.parametrize("values", [None, 3, "123", b"12", {1: 2}, np.array(3), jnp.array(3)], ids=repr)
def test_what_holds_no_list_is_refused(values):
    with pytest.raises(TypeError, match=r"^dims must be a list of sizes, not "):
        listed("dims", values, "sizes")
