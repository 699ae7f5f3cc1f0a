"""What counts as a fault in Lighthouse's numbers; `.ci/run` asks Lighthouse itself."""

import json
from pathlib import Path

import pytest
from lighthouse import LEAST, LIMITS, PHONE, as_the_phone, by_processor_time, faults

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


@pytest.mark.parametrize(
    ("before", "machine", "slowdown"),
    [([], 4 * PHONE, 4.0), ([], PHONE, 1.0), ([], PHONE / 2, 1.0), ([3 * PHONE, 4 * PHONE], 9 * PHONE, 4.0)],
)
def test_the_phone_is_the_same_on_every_machine(
    tmp_path: Path, before: list[float], machine: float, slowdown: float
) -> None:
    visit = {"BenchmarkIndex": machine, "settings": {"throttling": {"cpuSlowdownMultiplier": 4}}}
    (tmp_path / "artifacts.json").write_text(json.dumps(visit))
    assert as_the_phone(tmp_path / "artifacts.json", measures := [*before]) == slowdown
    assert measures == [*before, machine]
    assert json.loads((tmp_path / "artifacts.json").read_text())["settings"]["throttling"] == {
        "cpuSlowdownMultiplier": slowdown
    }


def test_a_task_lasts_as_long_as_a_processor_worked_on_it(tmp_path: Path) -> None:
    """Ten clock's milliseconds of a task of which four were work: what is within moves along, what is around stays."""
    page, other = {"pid": 1, "tid": 1}, {"pid": 1, "tid": 2}
    events: list[dict[str, object]] = [
        page | {"name": "start", "ph": "R", "ts": 900},
        page | {"name": "layout", "ph": "X", "ts": 7000, "dur": 3000, "tts": 50_800, "tdur": 2500},
        page | {"name": "task", "ph": "X", "ts": 1000, "dur": 10_000, "tts": 50_000, "tdur": 4000},
        page | {"name": "paint", "ph": "R", "ts": 10_500},
        page | {"name": "early", "ph": "R", "ts": 1100},
        page | {"name": "next", "ph": "X", "ts": 11_000, "dur": 10, "tts": 54_000, "tdur": 5},
        other | {"name": "elsewhere", "ph": "X", "ts": 2000, "dur": 8000, "tts": 10, "tdur": 7000},
        other | {"name": "thread_name", "ph": "M", "ts": 0},
    ]
    (tmp_path / "trace.json").write_text(json.dumps({"traceEvents": events}))
    by_processor_time(tmp_path / "trace.json")
    after = json.loads((tmp_path / "trace.json").read_text())["traceEvents"]
    assert {event["name"]: (event["ts"], event.get("dur")) for event in after} == {
        "start": (900, None),
        "task": (1000, 4000),
        "early": (1100, None),
        "layout": (1800, 2500),
        "paint": (5000, None),
        "next": (11_000, 5),
        "elsewhere": (2000, 7000),
        "thread_name": (0, None),
    }
