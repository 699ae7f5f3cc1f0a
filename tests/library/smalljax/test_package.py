"""The package as a whole: what it imports, how it installs itself, how large it is."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import smalljax

ROOT = Path(smalljax.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))


def alone(code: str) -> str:
    """Run code in a Python of its own."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_it_needs_the_standard_library_alone():
    known = set(sys.stdlib_module_names) | {"smalljax"}
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            assert {name.partition(".")[0] for name in names} <= known, module.name


def test_importing_it_imports_neither_jax_nor_numpy_and_puts_nothing_in_their_place():
    loaded = alone("import sys, smalljax; print(*sys.modules)").split()
    assert not {"jax", "numpy", "ordermatters", "matplotlib"} & set(loaded)


def test_installed_it_is_what_import_means():
    code = """
import smalljax
smalljax.install()
smalljax.install()
import jax, jax.numpy as jnp, numpy as np, jax.random
from jax import grad, lax
from jax.numpy import sin
import jax.numpy.linalg, numpy.random
from jax.extend.core import JaxprEqn
from jax.typing import ArrayLike
print(jax is smalljax, jnp.sin is sin, jax.numpy is jnp, np.random.default_rng(0).random() < 1)
"""
    assert alone(code).split() == ["True"] * 4


@pytest.mark.parametrize(
    "line", ["import jax.scipy", "from jax import scipy", "from jax.numpy import fft", "import numpy.fft"]
)
def test_what_it_lacks_is_refused_when_it_is_imported(line):
    code = f"import smalljax; smalljax.install()\ntry:\n    {line}\nexcept ImportError as error:\n    print(error)"
    assert "small JAX has no `" in alone(code)


def without_docstrings(source: str) -> str:
    """Give a module as it is sent to a page."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    return ast.unparse(tree)


def test_the_core_can_be_shown_whole():
    source = (ROOT / "core.py").read_text(encoding="utf-8")
    lines = [line for line in without_docstrings(source).splitlines() if line.strip()]
    assert len(lines) < 150


def test_no_module_is_longer_than_two_hundred_lines():
    long = {
        module.name: count
        for module in MODULES
        if (count := len(module.read_text(encoding="utf-8").splitlines())) > 200
    }
    assert not long
