"""What is no test here, and where to begin."""

import pytest
import quick_jax

quick_jax.begin()

# A script to run by hand, which runs the tests itself.
collect_ignore = ["mutants.py", "mutants_of_the_project.py"]

# Each runs in one process from its first test to its last.
_LONGEST = ("test_walk.py", "test_guests.py", "test_access.py", "test_guests_in_a_browser.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the modules that take longest, so that no process is left alone with one at the end."""
    order = {name: place for place, name in enumerate(_LONGEST)}
    items.sort(key=lambda item: order.get(item.path.name, len(order)))
