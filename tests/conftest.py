"""Fixtures that several test modules share, and how many processes run the tests."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import kept_browser
import pytest
import shared_folders
import this_course
from browsers import course_site, served, without_browser
from courses import Course
from live_course import live_course
from playwright.sync_api import Browser

_opened_by = pytest.StashKey[Path]()
"""The module that opened the browser, or took it over from another one."""


def pytest_configure() -> None:
    """Begin what all processes of a run share, before pytest-xdist starts the others."""
    shared_folders.begin()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Use each core for whole folders; for single files, starting processes takes longer than it saves.

    One process more than cores keeps them busier, and is slower: a browser in each takes more than is waited for.
    """
    files = [Path(argument.partition("::")[0]).is_file() for argument in config.args]
    return 0 if all(files) and len(files) < 4 else os.cpu_count() or 1


@pytest.hookimpl(tryfirst=True)  # before pytest chooses by marks
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what opens a browser, by its fixture: `-m "not browser"` runs the rest, in a fraction of the time."""
    this_course.leave_out(config, items)
    # The first process builds the course for all, which takes minutes in a new clone; the others need it later.
    items.sort(key=lambda item: item.path.name != "test_tour.py")
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
            item.add_marker(without_browser)


def pytest_collection_finish() -> None:
    """Let garbage be looked for among what tests make, not each time among the modules and thousands of tests, too."""
    gc.collect()
    gc.freeze()


def pytest_report_collectionfinish(config: pytest.Config) -> str:
    """Say what another course is not asked."""
    return this_course.told(config)


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(tmp_path)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Close the browser before a test that opens none, unless its module has: it holds an event loop."""
    if "browser" not in getattr(item, "fixturenames", ()) and item.path != item.config.stash.get(_opened_by, None):
        kept_browser.close()


def pytest_sessionfinish() -> None:
    kept_browser.close()


@pytest.fixture(scope="module")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """One browser for consecutive modules; what a module leaves open is closed with it."""
    request.config.stash[_opened_by] = request.path
    browser = kept_browser.get()
    yield browser
    for context in browser.contexts:
        context.close()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a small course with every live part, for as long as a module runs."""
    with served(*live_course()) as address:
        yield address


@pytest.fixture(scope="module")
def course_address() -> Iterator[str]:
    """The address of the course itself, built once for all modules."""
    with served(*course_site()) as address:
        yield address
