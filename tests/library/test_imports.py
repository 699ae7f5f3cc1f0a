"""The standard-library modules need nothing but Python: that is how they run in the reader's browser."""

import subprocess
import sys

import pytest

MODULES = ["arguments", "counting", "bracketings", "chains", "tables", "elementary", "active", "forward_mode"]
MODULES += ["reverse_mode", "exercises", "explorers", "accumulation", "patterns", "touches"]
PROGRAM = """
import sys, {module}
heavy = {{"jax", "jaxlib", "numpy", "matplotlib"}} & set(sys.modules)
assert not heavy, f"{module} imports {{heavy}}"
"""


@pytest.mark.parametrize("module", ["ordermatters", *(f"ordermatters.{name}" for name in MODULES)])
def test_importing_needs_nothing_but_python(module):
    ran = subprocess.run([sys.executable, "-c", PROGRAM.format(module=module)], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
