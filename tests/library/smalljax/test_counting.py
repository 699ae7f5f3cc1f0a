"""Small JAX counts: the library's reports read its jaxprs unchanged, and what is done is as much as they say."""

import json
import subprocess
import sys
from functools import reduce
from operator import mul

import jax
import jax.numpy as jnp
import pytest

import smalljax
from ordermatters.operations import operation_report
from smalljax.arithmetic import counting, doing

# Functions of x, shape (5,), and A, shape (4, 5): each is counted by JAX, by small JAX, and while small JAX does it.
FUNCTIONS = {
    "product": "lambda x, A: A @ x",
    "layer": "lambda x, A: jnp.tanh(A @ x + 1.0)",
    "square": "lambda x, A: x**2 + x**3 - x / 2",
    "negative power": "lambda x, A: x**-2",
    "sum": "lambda x, A: jnp.sum(x * x)",
    "mean": "lambda x, A: x.mean()",
    "many factors": "lambda x, A: reduce(mul, x)",
    "products of products": "lambda x, A: (A @ A.T) @ (A @ x)",
    "gradient": "jax.grad(lambda x, A: jnp.sum(jnp.tanh(A @ x) ** 2))",
    "gradient of a product": "jax.value_and_grad(lambda x, A: reduce(mul, x))",
    "columns": "jax.jacfwd(lambda x, A: jnp.sin(A @ x))",
    "rows": "jax.jacrev(lambda x, A: jnp.sin(A @ x) * 0.1)",
    "Hessian": "jax.hessian(lambda x, A: jnp.sum((A @ x) ** 2))",
    "one direction": "lambda x, A: jax.jvp(lambda x: A @ x, (x,), (x,))",
    "many at once": "lambda x, A: jax.vmap(lambda row: row @ x + 1.0)(A)",
    "a loop": "lambda x, A: jax.lax.scan(lambda c, _: (c * 0.5 + 1.0, c @ c), x, None, length=3)",
    "gradient through a loop": "jax.grad(lambda x, A: jax.lax.scan(lambda c, r: (c * r, None), x, A)[0].sum())",
    "compiled": "jax.jit(lambda x, A: A @ x)",
    "running sum": "lambda x, A: jnp.cumsum(x)",
    "variance": "lambda x, A: (jnp.var(x), jnp.std(A, axis=0, ddof=1))",
    "logarithms of sums": "lambda x, A: (jax.nn.logsumexp(A, axis=1), jnp.logaddexp(x, 2.0))",
    "numbers at equal distances": "lambda x, A: (jnp.linspace(x[0], x[1], 4), jnp.linspace(0, 1, 3, endpoint=False))",
    "division that rounds down": "lambda x, A: x // 2.0",
}

_COUNTED = """
import json, sys
from functools import reduce
from operator import mul
import smalljax
smalljax.install()
import jax, jax.numpy as jnp
from ordermatters.operations import operation_report
x, A, counts = jnp.ones(5), jnp.ones((4, 5)), {}
for name, source in json.load(sys.stdin).items():
    f = eval(source)
    total = operation_report(f, x, A).total
    with jax.counting() as done:
        f(x, A)
    counts[name] = [list(total), [done.multiplications, done.additions]]
json.dump(counts, sys.stdout)
"""


@pytest.fixture(scope="module")
def counts() -> dict[str, list[list[int]]]:
    told = json.dumps(FUNCTIONS)
    finished = subprocess.run([sys.executable, "-c", _COUNTED], input=told, capture_output=True, text=True, check=True)
    return json.loads(finished.stdout)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_three_witnesses_agree(name: str, counts: dict[str, list[list[int]]]) -> None:
    f = eval(FUNCTIONS[name], {"jax": jax, "jnp": jnp, "reduce": reduce, "mul": mul})
    by_jax = operation_report(f, jnp.ones(5), jnp.ones((4, 5))).total
    read_off, done = counts[name]
    assert read_off == list(by_jax)
    assert done == list(by_jax)


def test_a_checkpoint_runs_again() -> None:
    x = smalljax.numpy.ones(3)

    def f(x: smalljax.Array) -> smalljax.Array:
        return smalljax.numpy.sum(x * x * x)

    tallies = []
    for g in (f, smalljax.grad(f), smalljax.grad(smalljax.checkpoint(f))):
        with counting() as done:
            g(x)
        tallies.append(done.multiplications)
    once, kept, again = tallies
    assert (once, kept, again) == (6, 6 + 12, 6 + 6 + 12)


def test_counting_ends_with_its_block() -> None:
    x = smalljax.numpy.ones(3)
    with counting() as done:
        x * x
    x * x
    assert (done.multiplications, done.additions) == (3, 0)
    assert doing.multiply is mul


def test_counting_ends_when_a_block_fails() -> None:
    with pytest.raises(ZeroDivisionError), counting():
        raise ZeroDivisionError
    assert doing.multiply is mul


def test_whole_numbers_are_not_counted() -> None:
    with counting() as done:
        smalljax.numpy.arange(5) * 3 + 1
    assert (done.multiplications, done.additions) == (0, 0)


def test_a_stopwatch_refuses_to_time_what_is_not_compiled() -> None:
    program = (
        "import smalljax; smalljax.install()\n"
        "import jax, jax.numpy as jnp\n"
        "from ordermatters.stopwatch import measure, naive\n"
        "for timed in (measure, naive):\n"
        "    try:\n"
        "        timed(jax.jit(jnp.sin), 1.0)\n"
        "    except NotImplementedError as error:\n"
        "        print(error)\n"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert told.count("small JAX has no") == 2
