"""The library's tests on all of their cases, where by day they take a sample."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from at_length import AT_LENGTH

LIBRARY = Path(__file__).parents[1] / "library"
SAMPLING = [path for path in sorted(LIBRARY.rglob("test_*.py")) if "from at_length import" in path.read_text("utf-8")]


@pytest.mark.parametrize("path", SAMPLING, ids=lambda path: path.stem)
def test_all_cases(path: Path) -> None:
    settings = {**os.environ, AT_LENGTH: "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", str(path)]
    finished = subprocess.run(command, env=settings, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stdout
