"""Small JAX comes with the first import that needs it: in a Python of its own, which has neither JAX nor NumPy."""

import io
import subprocess
import sys
import tarfile
from pathlib import Path

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
small_jax.offer(fetch, {home!r})
"""


def run(home: Path, code: str, fetched: str = "") -> list[str]:
    packed, entry = io.BytesIO(), tarfile.TarInfo("smalljax/__init__.py")
    entry.size = len(STAND_IN.encode())
    with tarfile.open(fileobj=packed, mode="w:bz2") as archive:
        archive.addfile(entry, io.BytesIO(STAND_IN.encode()))
    beginning = BEGINNING.format(
        live=str(ROOT / "src/live"), home=str(home), fetched=fetched or f"return memoryview({packed.getvalue()!r})"
    )
    command = [sys.executable, "-I", "-S", "-c", beginning + code]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.split("\n")[:-1]


def test_nothing_is_fetched_for_other_imports(tmp_path: Path) -> None:
    assert run(tmp_path, "import math, json.tool, small_jax\nprint('end')") == ["end"]


def test_the_first_import_that_needs_it_brings_it_once(tmp_path: Path) -> None:
    code = "import jax.numpy as jnp\nimport numpy\nimport jax\nimport smalljax\nprint(jnp.pi, jax.numpy is jnp)"
    assert run(tmp_path, code) == ["fetched", "installed", "3 True"]
    for first in ("numpy", "jax", "smalljax", "jax.numpy"):
        assert run(tmp_path / first, f"import {first}\nprint('end')") == ["fetched", "installed", "end"]
    assert run(tmp_path / "from", "from jax import numpy\nfrom jax.numpy import pi\nprint(pi)")[-1] == "3"


def test_what_it_lacks_is_not_found(tmp_path: Path) -> None:
    code = "try:\n    import jax.scipy\nexcept ModuleNotFoundError as error:\n    print(error)"
    assert run(tmp_path, code) == ["fetched", "installed", "No module named 'jax.scipy'"]


def test_what_did_not_come_is_told_and_asked_for_again(tmp_path: Path) -> None:
    attempt = "try:\n    import numpy\nexcept ImportError as error:\n    print(error, error.name)\n"
    told = "small JAX, which stands for numpy here, did not come: the network is gone numpy"
    assert run(tmp_path, attempt * 2, "raise OSError('the network is gone')") == ["fetched", told] * 2
    assert "could not be opened" in run(tmp_path, attempt, "return b'<html>'")[1]
