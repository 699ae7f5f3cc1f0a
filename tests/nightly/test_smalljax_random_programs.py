"""Many programs drawn at random, where the library's tests have a few."""

import os
import subprocess
import sys
from pathlib import Path

FEW = Path(__file__).parents[1] / "library" / "smalljax" / "test_random_programs.py"


def test_many_programs_mean_the_same() -> None:
    settings = {**os.environ, "ORDERMATTERS_RANDOM_PROGRAMS": "150"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(FEW)]
    finished = subprocess.run(command, env=settings, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stdout
