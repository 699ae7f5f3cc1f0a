"""Small JAX comes with the first import that needs it: in a Python of its own, which has neither JAX nor NumPy."""

import bz2
import json
import subprocess
import sys

from courses import ROOT

STAND_IN = """
import sys
from types import ModuleType

def install():
    for name in ("jax", "jax.numpy", "numpy"):
        sys.modules[name] = ModuleType(name)
        sys.modules[name].__path__ = []
    sys.modules["jax"].numpy = sys.modules["jax.numpy"]
    sys.modules["jax.numpy"].pi = 3
    print("installed")
"""

BEGINNING = """
import sys
sys.path.insert(0, {live!r})
import small_jax
def fetch():
    print("fetched")
    {fetched}
small_jax.offer(fetch)
"""


def run(code: str, fetched: str = "", **sources: str) -> list[str]:
    """Run code where small JAX is offered: a stand-in for it, or a package of some modules."""
    files = {f"smalljax/{name}.py": text for name, text in ({"__init__": STAND_IN} | sources).items()}
    packed = bz2.compress(json.dumps(files).encode())
    beginning = BEGINNING.format(live=str(ROOT / "src/live"), fetched=fetched or f"return memoryview({packed!r})")
    command = [sys.executable, "-I", "-S", "-c", beginning + code]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.split("\n")[:-1]


def test_nothing_is_fetched_for_other_imports() -> None:
    assert run("import math, json.tool, small_jax\nprint('end')") == ["end"]


def test_the_first_import_that_needs_it_brings_it_once() -> None:
    code = "import jax.numpy as jnp\nimport numpy\nimport jax\nimport smalljax\nprint(jnp.pi, jax.numpy is jnp)"
    assert run(code) == ["fetched", "installed", "3 True"]
    for first in ("numpy", "jax", "smalljax", "jax.numpy"):
        assert run(f"import {first}\nprint('end')") == ["fetched", "installed", "end"]
    assert run("from jax import numpy\nfrom jax.numpy import pi\nprint(pi)")[-1] == "3"


def test_what_it_lacks_is_not_found() -> None:
    code = "try:\n    import jax.scipy\nexcept ModuleNotFoundError as error:\n    print(error)"
    assert run(code) == ["fetched", "installed", "No module named 'jax.scipy'"]


def test_what_did_not_come_is_told_and_asked_for_again() -> None:
    attempt = "try:\n    import numpy\nexcept ImportError as error:\n    print(error, error.name)\n"
    told = "small JAX, which stands for numpy here, did not come: the network is gone numpy"
    assert run(attempt * 2, "raise OSError('the network is gone')") == ["fetched", told] * 2
    assert "Invalid data stream" in run(attempt, "return b'<html>'")[1]


def test_its_sources_can_be_read() -> None:
    """`inspect` and tracebacks show the lines of modules that no file holds; names that it lacks are not found."""
    code = """
import inspect, smalljax.inner, traceback
print(inspect.getsource(smalljax.inner.Half), smalljax.inner.__file__, smalljax.__path__)
try:
    smalljax.inner.Half().of(0)
except ZeroDivisionError:
    print(traceback.format_exc())
try:
    import smalljax.outer
except ModuleNotFoundError as error:
    print(error)
"""
    inner = "class Half:\n    def of(self, x):\n        return 1 / x\n"
    shown = run(code, inner=inner)
    assert inner.splitlines() == shown[2:5] and "        return 1 / x" in shown[2:5]
    assert " /small_jax/smalljax/inner.py []" in shown
    assert "    return 1 / x" in shown and shown[-1] == "No module named 'smalljax.outer'"
