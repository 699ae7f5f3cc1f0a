"""What counts as a fault in Lighthouse's numbers; `.ci/run` asks Lighthouse itself."""

import sys

import pytest

from courses import ROOT

sys.path.insert(0, str(ROOT / "tests/benchmarks"))

from lighthouse import LEAST, faults

GOOD = dict.fromkeys(LEAST, 100.0) | {"performance": 90.0, "layout shift": 0.0, "machine": 1000.0}


def test_a_good_page_has_no_fault() -> None:
    assert list(faults(GOOD)) == []


@pytest.mark.parametrize("name", LEAST)
def test_each_category_has_a_floor(name: str) -> None:
    (fault,) = faults(GOOD | {name: LEAST[name] - 1.0})
    assert fault.startswith(name)


def test_a_jump_is_a_fault() -> None:
    (fault,) = faults(GOOD | {"layout shift": 0.001})
    assert "jumps" in fault


def test_a_busy_machine_excuses_slowness_and_nothing_else() -> None:
    busy = GOOD | {"machine": 500.0, "performance": 50.0}
    assert list(faults(busy)) == []
    assert list(faults(busy | {"accessibility": 99.0}))
