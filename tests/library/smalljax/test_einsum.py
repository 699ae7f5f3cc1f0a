"""Products whose axes have letters: held against JAX, down to which pair is multiplied first, and against NumPy."""

import random
import re
from typing import Any

import jax
import numpy as np
import pytest

import smalljax
from smalljax import np as small_numpy
from smalljax.installing import modules

LETTERS = "abcde"
CHOSEN = [
    *("ij,jk->ik", "ij,jk->ki", "ij,jk", "ij,jk,kl->il", "ij,jk,kl,lm->im", "ij->ji", "ij->", "ij->j", "i,i", "i,j"),
    *(
        "bi,bj->bij",
        "bij,bjk->bik",
        "i,ij,j",
        "ij,ij->ij",
        "ij, j -> i",
        "ab,bc,bc->ca",
        "bc,bcd,bc->dc",
        ",a",
        "ab,,c",
    ),
]


def drawn(seed: int) -> str:
    """Draw what up to four arrays have for axes, none of them twice in one, and often what their product keeps."""
    rng = random.Random(seed)
    terms = ["".join(rng.sample(LETTERS, rng.randint(0, 3))) for _ in range(rng.randint(1, 4))]
    letters = sorted({*"".join(terms)})
    kept = "".join(rng.sample(letters, rng.randint(0, min(3, len(letters)))))
    return ",".join(terms) + rng.choice(["", f"->{kept}", f"->{kept}"])


def arrays(spec: str, seed: int = 0) -> list[Any]:
    """Draw arrays for them, in shapes that make some orders cheaper than others."""
    rng = np.random.default_rng(seed)
    sizes = {name: int(rng.integers(2, 6)) for name in sorted({*spec} - {*",-> "})}
    terms = spec.replace(" ", "").partition("->")[0].split(",")
    return [np.float32(rng.normal(size=[sizes[name] for name in term])) for term in terms]


def ours(given: list[Any]) -> list[Any]:
    return [smalljax.numpy.array(x.tolist(), dtype=smalljax.numpy.float32) for x in given]


def steps(package: Any, spec: str, given: list[Any]) -> str:
    """Write down what is done, without the spaces that align it."""
    jaxpr = package.make_jaxpr(lambda *x: package.numpy.einsum(spec, *x))(*given)
    return re.sub(r"\s+", " ", str(jaxpr)).replace(" out_sharding=None", "")


@pytest.mark.parametrize("spec", [*CHOSEN, *(drawn(seed) for seed in range(40))])
def test_the_same_is_done_in_the_same_order(spec: str) -> None:
    given = arrays(spec)
    assert steps(smalljax, spec, ours(given)) == steps(jax, spec, given)
    result = smalljax.numpy.einsum(spec, *ours(given))
    np.testing.assert_allclose(result.tolist(), np.einsum(spec, *given), rtol=1e-4, atol=1e-5)
    in_numpy = small_numpy.einsum(spec, *(x.tolist() for x in given))
    np.testing.assert_allclose(np.array(in_numpy.tolist()), np.einsum(spec, *given), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("spec", ["ij,jk,kl->il", "ab,bc->ca", "bi,bj->bij", "ij->j", "i,ij,j"])
@pytest.mark.parametrize("way", ["jacfwd", "jacrev"])
def test_it_has_slopes_both_ways(spec: str, way: str) -> None:
    given = arrays(spec)
    for place in range(len(given)):
        found, real = (
            getattr(package, way)(lambda *x, p=package: p.numpy.einsum(spec, *x), argnums=place)(*values)
            for package, values in ((smalljax, ours(given)), (jax, given))
        )
        np.testing.assert_allclose(found.tolist(), real, rtol=1e-4, atol=1e-5)


def test_many_at_once() -> None:
    given = arrays("bij,jk")
    found, real = (
        package.vmap(lambda a, b, p=package: p.numpy.einsum("ij,jk->ki", a, b), in_axes=(0, None))(*values)
        for package, values in ((smalljax, ours(given)), (jax, given))
    )
    np.testing.assert_allclose(found.tolist(), real, rtol=1e-4)


@pytest.mark.parametrize(
    "shapes", [[(2, 3), (3, 4)], [(9, 2), (2, 8), (8, 3)], [(3,), (3, 4), (4, 5), (5,)], [(2,), (2,)]]
)
def test_a_chain_is_multiplied_in_its_cheapest_order(shapes: list[tuple[int, ...]]) -> None:
    given = [np.float32(np.random.default_rng(i).normal(size=shape)) for i, shape in enumerate(shapes)]
    small, real = (
        re.sub(r"\s+", " ", str(package.make_jaxpr(lambda *x, p=package: p.numpy.linalg.multi_dot(x))(*values)))
        for package, values in ((smalljax, ours(given)), (jax, given))
    )
    assert small == real
    in_numpy = modules()["numpy.linalg"].multi_dot([x.tolist() for x in given])
    np.testing.assert_allclose(np.array(in_numpy.tolist()), np.linalg.multi_dot(given), rtol=1e-4)
