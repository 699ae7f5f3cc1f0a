"""What counts as a fault in Lighthouse's numbers; `.ci/run` asks Lighthouse itself."""

import json
from pathlib import Path

import pytest
from lighthouse import LEAST, LIMITS, PHONE, as_the_phone, faults

GOOD = LEAST | LIMITS | {"layout shift": 0.001, "machine": 500.0}


def test_a_good_page_has_no_fault_on_a_slow_machine_either() -> None:
    assert list(faults(GOOD)) == []


@pytest.mark.parametrize(("name", "least"), LEAST.items())
def test_less_than_the_least_is_a_fault(name: str, least: float) -> None:
    (fault,) = faults(GOOD | {name: least - 1})
    assert fault.startswith(name)


def test_a_jump_is_a_fault() -> None:
    (fault,) = faults(GOOD | {"layout shift": 0.01})
    assert "jumps" in fault


@pytest.mark.parametrize("name", LIMITS)
def test_a_late_paint_is_a_fault(name: str) -> None:
    (fault,) = faults(GOOD | {name: LIMITS[name] + 0.1})
    assert fault.startswith(name)


@pytest.mark.parametrize(("machine", "slowdown"), [(4 * PHONE, 4.0), (PHONE, 1.0), (PHONE / 2, 1.0)])
def test_the_phone_is_the_same_on_every_machine(tmp_path: Path, machine: float, slowdown: float) -> None:
    visit = {"BenchmarkIndex": machine, "settings": {"throttling": {"cpuSlowdownMultiplier": 4}}}
    (tmp_path / "artifacts.json").write_text(json.dumps(visit))
    assert as_the_phone(tmp_path / "artifacts.json") == slowdown
    assert json.loads((tmp_path / "artifacts.json").read_text())["settings"]["throttling"] == {
        "cpuSlowdownMultiplier": slowdown
    }
