"""A time limit for code that this process runs: what can be interrupted is, and what cannot ends the process."""

import subprocess
import sys
from pathlib import Path

import pytest

from ordermatters import time_limit

ENDLESS = """
from ordermatters import time_limit
time_limit.SECONDS = time_limit.GRACE = 0.5
with time_limit.time_limit():
    ENDLESS
"""


@pytest.mark.parametrize("call", ["sum(iter(int, 1))", "max(iter(int, 1))"])
def test_a_call_that_cannot_be_interrupted_is_told_by_its_line(call: str, tmp_path: Path) -> None:
    program = tmp_path / "endless.py"
    program.write_text(ENDLESS.replace("ENDLESS", call), encoding="utf-8")
    done = subprocess.run([sys.executable, program], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert f'{program}", line 5 in <module>' in done.stderr


def test_what_ends_in_time_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_limit, "SECONDS", 0.2)
    monkeypatch.setattr(time_limit, "GRACE", 0.2)
    with pytest.raises(time_limit.TimeIsUp, match=r"stopped after 0.2 seconds"), time_limit.time_limit():
        while True:
            pass
    with time_limit.time_limit():
        total = sum(range(10))
    assert total == 45
    assert sum(len(str(i)) for i in range(400_000)) > 0  # longer than both: nothing is left that would end it
