"""Which course the tests stand in: what some of them say holds for the content of this one, and for no other's.

Who makes the site their own keeps the machinery and its tests. A test that names a lesson, a number or a word of this
course's has the mark `of_this_course`, and is left out where the course is another: where it has another name, or lacks
one of the lessons. What is left out is counted in the last lines of a run.
"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MARK = "of_this_course"
NAME = "Order Matters"
LESSONS = (
    *("counting-a-product", "order-of-a-chain", "best-order", "jacobian", "columns-by-jvp", "rows-by-vjp"),
    *("first-gradients", "forward-or-reverse", "from-the-middle", "a-jax-of-your-own", "brackets-in-the-wild"),
    *("slopes-of-slopes", "zeros"),
)

_left_out = pytest.StashKey[int]()


def is_this_course(root: Path = ROOT) -> bool:
    """Tell whether a folder holds the course that the tests know; it may have lessons besides."""
    name = re.search(r"^site_name: *(.*?) *$", (root / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)
    whole = all((root / f"docs/lessons/{lesson}.md").is_file() for lesson in LESSONS)
    return whole and name is not None and name[1] == NAME


def leave_out(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take the tests of this course's content out of a run in another course."""
    if is_this_course():
        return
    others = [item for item in items if item.get_closest_marker(MARK)]
    items[:] = [item for item in items if not item.get_closest_marker(MARK)]
    config.stash[_left_out] = len(others)
    if others:
        config.hook.pytest_deselected(items=others)


def told(config: pytest.Config) -> str:
    """Say how many tests were left out; nothing where none was."""
    number = config.stash.get(_left_out, 0)
    return f"{number} tests of the content of {NAME} were left out: this is another course" if number else ""
