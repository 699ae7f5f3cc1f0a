"""What changes in an exercise is told apart: its statement, its starter, its check."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from courses import ROOT

from ordermatters import exercises
from ordermatters_site.stage.imported_library import state_of

FILE = ROOT / "src/ordermatters/exercises/matmul_cost.py"


def state(folder: Path, old: str, new: str) -> list[str]:
    """Name the state of an exercise in whose file something was replaced."""
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    path = folder / "edited.py"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    spec = importlib.util.spec_from_file_location("edited_exercise", path)
    assert spec and spec.loader
    module: ModuleType = importlib.util.module_from_spec(spec)
    sys.modules["edited_exercise"] = module
    try:
        spec.loader.exec_module(module)
        return state_of(module.EXERCISE).split(" ")
    finally:
        del sys.modules["edited_exercise"]


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("STATEMENT", "# why\nSTATEMENT", []),
        ('STATEMENT = """\\\n', 'STATEMENT = """\\\nNow: ', [0]),
        ("    additions = ...\n", "    additions = ...  # fewer\n", [1]),
        ('HINTS = (\n    "', 'HINTS = (\n    "Now: ', []),
        ('SOLUTION = """\\\n', 'SOLUTION = """\\\n# new\n', []),
        ("def answer(", "def other(): ...\n\n\ndef answer(", [2]),
    ],
)
def test_each_part_has_a_name_of_its_own(old: str, new: str, changed: list[int], tmp_path: Path) -> None:
    before, after = state_of(exercises.load("matmul-cost")).split(" "), state(tmp_path, old, new)
    assert [i for i in range(3) if before[i] != after[i]] == changed
