"""Tests on all of their cases, where by day they take a sample."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from at_length import AT_LENGTH

BY_DAY = [
    path for name in ("library", "site") for path in sorted((Path(__file__).parents[1] / name).rglob("test_*.py"))
]
SAMPLING = [path for path in BY_DAY if "from at_length import" in path.read_text("utf-8")]


@pytest.mark.parametrize("path", SAMPLING, ids=lambda path: path.stem)
def test_all_cases(path: Path) -> None:
    settings = {**os.environ, AT_LENGTH: "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", str(path)]
    finished = subprocess.run(command, env=settings, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stdout
