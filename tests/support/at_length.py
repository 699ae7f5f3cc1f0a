"""Cases of tests that take long: a few of them by day, all of them at night."""

import os
from collections.abc import Iterable
from typing import Any

AT_LENGTH = "ORDERMATTERS_TESTS_AT_LENGTH"
"""The environment variable with which `tests/nightly` runs such tests on all cases."""


def sample(cases: Iterable[Any], *places: int) -> list[Any]:
    """Choose the cases at these places, counted from 0; all where the environment says so."""
    listed = list(cases)
    return listed if os.environ.get(AT_LENGTH) else [listed[place] for place in places]
