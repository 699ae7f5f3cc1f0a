"""The kinds of fault that a small JAX is prone to, each held against JAX in many instances."""

from functools import cache
from typing import Any

import pytest
from small_and_real import REAL, SMALL, check, names, outcome

AT_KINKS = [
    f"jax.grad({f})({x})"
    for f in ("abs", "jnp.abs", "jax.nn.relu", "lambda x: jnp.maximum(x, 0.0)", "lambda x: jnp.where(x > 0, x, 0.0)")
    for x in ("0.", "-0.", "1.", "-1.")
]
RANGES = [
    f"jnp.arange({ends})" for ends in ("6.", "6", "0.5, 3", "1, 7, 2", "3, 0, -1", "1., 2., .25", "0", "-2", "2.5")
]
POWERS = [f"({base}) ** ({k})" for base in ("k", "x", "jnp.array([-2, 3])", "-x") for k in (0, 1, 2, 3, 7, -1, -2, 0.5)]
POWERS += ["k ** k", "x ** k", "2 ** k", "k ** -k", "jnp.array([2, -3]) ** jnp.array([5, 3])", "0 ** k", "True ** k"]
BEYOND_32_BITS = [
    *("jnp.array(2**31)", "jnp.array(2**31 - 1)", "jnp.array(-2**31)", "jnp.array(-2**31 - 1)", "jnp.array([2**40])"),
    *("k + 2**31", "k * 2**35", "k + (2**31 - 1)", "jnp.array(2**31 - 1) + 1", "jnp.array(-2**31) - 1"),
    *("jnp.array(70000) ** 2", "jnp.array(100000) * 100000", "-jnp.array(-2**31)", "abs(jnp.array(-2**31))"),
    *("jnp.full(2, 2**33)", "jnp.asarray(2**32)", "k == 2**40", "jnp.sum(jnp.full(4, 2**30))", "jnp.array(5) << 31"),
    *("jnp.array(3e9).astype(int)", "jnp.array(-3e9).astype(int)", "jnp.array(float('nan')).astype(int)"),
]
SUMS_OF_LISTS = [
    "sum([x, x])",
    "sum([x[0], x[1]])",
    "sum([M, M], M)",
    "sum([k, x])",
    "sum([])",
    "sum([x, 1])",
    "sum(M)",
]
TEXT = [
    *("jnp.array('abc')", "jnp.array(['a', 'b'])", "jnp.asarray('1.0')", "jnp.sin('x')", "x + 'a'", "jnp.zeros('3')"),
    *("jnp.full(2, 'a')", "jax.grad(jnp.sin)('1.0')", "jnp.array(b'abc')", "jnp.stack(['a', 'b'])", "x['a']"),
]
BRANCHES = [
    f"jax.vmap(lambda a: {body})(jnp.array({values}))"
    for body in ("a if a > 0 else -a", "a and 2 * a", "max(a, 0)", "not a")
    for values in ("[1.0]", "[1.0, -1.0]")
]
BRANCHES += [f"jax.{way}(lambda a: a**2 if a > 1 else a)(2.0)" for way in ("jit", "grad", "jacfwd")]
TRACED_BY_NUMPY = [
    f"jax.{way}(lambda a: {body})({at})"
    for way, at in (("grad", "1.0"), ("jit", "1.0"), ("vmap", "x"))
    for body in (
        "np.sin(a)",
        "np.array(a) ** 2",
        "np.ones(3) @ np.array([a, a, a])",
        "np.sum(a)",
        "np.exp(np.asarray(a))",
    )
]
MIXED = ["np.array([1.0, 2.0, 3.0]) * x", "x * np.array([1.0, 2.0, 3.0])", "np.ones(3) @ x", "np.float64(2) * x"]
MIXED += ["jax.grad(lambda a: np.float64(3) * a)(1.0)", "jax.jit(lambda a: np.ones(3) * a)(x)", "np.sin(x).dtype"]
# What comes of comparing plain numbers is weak, as these are, until it meets another bool.
WEAK_BOOLS = [
    f"(lambda a: {asked})({number})"
    for number in ("jnp.asarray(1.0)", "jnp.asarray(2)")
    for asked in (
        *("a > 1", "a == a", "a != 2.0", "jnp.equal(a, 1)", "~(a > 1)", "(a > 0) & (a < 2)", "(a > 0) == (a > 1)"),
        *("jnp.isfinite(a)", "jnp.isnan(a)", "jnp.isinf(a)", "jnp.isclose(a, 1.0)", "jnp.array_equal(a, 1.0)"),
        *("jnp.logical_and(a, a)", "jnp.logical_or(a, True)", "jnp.logical_xor(a > 0, a > 1)", "jnp.logical_not(a)"),
        *("jnp.all(a > 1)", "jnp.any(a)", "jnp.stack([a > 0, a > 1])", "jnp.maximum(a > 0, a > 1)", "jnp.abs(a > 1)"),
    )
]
WEAK_BOOLS += ["jax.jvp(lambda a: a > 1, (1.0,), (1.0,))", "jax.jit(lambda a: a == 1)(1)", "jnp.logical_not(True)"]
WEAK_BOOLS += ["jax.eval_shape(lambda a: a > 1, 1.0)", "jax.vmap(lambda a: a > 1)(x)", "jnp.logical_and(True, True)"]


@cache
def real() -> dict[str, Any]:
    return names(REAL)


@pytest.mark.parametrize(
    "line",
    [
        *AT_KINKS,
        *RANGES,
        *POWERS,
        *BEYOND_32_BITS,
        *SUMS_OF_LISTS,
        *TEXT,
        *BRANCHES,
        *TRACED_BY_NUMPY,
        *MIXED,
        *WEAK_BOOLS,
    ],
)
def test_a_line_of_this_kind_does_the_same(line: str) -> None:
    check(line, names(SMALL), real)


@pytest.mark.parametrize(
    ("line", "spoken"),
    [
        ("jnp.fft", "`jnp.fft`"),
        ("jnp.linalg.inv(M)", "`jnp.linalg.inv`"),
        ("jax.lax.cond", "`jax.lax.cond`"),
        ("jax.custom_jvp", "`jax.custom_jvp`"),
        ("jax.dtypes.float0", "`jax.dtypes.float0`"),
        ("jax.core.get_aval", "`jax.core.get_aval`"),
        ("jax.tree.transpose", "`jax.tree.transpose`"),
        ("jax.errors.JAXTypeError", "`jax.errors.JAXTypeError`"),
        ("jax.config.jax_debug_nans", "`jax.config.jax_debug_nans`"),
        ("jax.random.gamma", "`jax.random.gamma`"),
        ("jax.nn.selu", "`jax.nn.selu`"),
        ("x.view(int)", "`Array.view`"),
        ("np.fft", "`np.fft`"),
        ("np.array([1.0]).cumprodx", "`ndarray.cumprodx`"),
        ("jnp.sum(x, where=x > 1)", "`jnp.sum(…, where=…)`"),
        ("jax.jit(f, donate_argnums=0)", "`jax.jit(…, donate_argnums=…)`"),
        ("jnp.array(1j)", "`complex numbers`"),
        ("jax.jit(f).lower(x)", "`jax.jit(f).lower`"),
    ],
)
def test_what_is_missing_is_refused_by_its_name(line: str, spoken: str) -> None:
    found = outcome(line, names(SMALL))
    assert found.refused and found.text == f"small JAX has no {spoken}: the notebook runs the real one"
