"""What counts as a fault in Lighthouse's numbers; `.ci/run` asks Lighthouse itself."""

import sys

import pytest

from courses import ROOT

sys.path.insert(0, str(ROOT / "tests/benchmarks"))

from lighthouse import CATEGORIES, PERFECT, faults

GOOD = dict.fromkeys(CATEGORIES, 100.0) | {"performance": 50.0, "layout shift": 0.001, "machine": 500.0}


def test_a_good_page_has_no_fault_on_a_slow_machine_either() -> None:
    assert list(faults(GOOD)) == []


@pytest.mark.parametrize("name", PERFECT)
def test_less_than_perfect_is_a_fault(name: str) -> None:
    (fault,) = faults(GOOD | {name: 99.0})
    assert fault.startswith(name)


def test_a_jump_is_a_fault() -> None:
    (fault,) = faults(GOOD | {"layout shift": 0.01})
    assert "jumps" in fault
