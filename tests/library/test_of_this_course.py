"""Which tests another course is not asked: those that are marked are the ones listed here, and here all of them run."""

import re
from collections import Counter
from pathlib import Path

import pytest
from this_course import LESSONS, MARK, ROOT, is_this_course

MODULES = {
    "browser/test_first_paint.py",
    "browser/test_keyboard.py",
    "browser/test_lecture.py",
    "browser/test_live_site.py",
    "browser/test_own_settings.py",
    "browser/test_print.py",
    "browser/test_search.py",
    "browser/test_theme_script.py",
    "nightly/test_live_access.py",
    "nightly/test_lessons_on_small_jax.py",
}
TESTS = {
    "browser/test_budgets.py": 1,
    "library/test_exercises.py": 2,
    "library/test_explorers.py": 1,
    "library/test_of_this_course.py": 1,
    "nightly/test_addresses.py": 2,
    "nightly/test_pdf.py": 1,
    "site/test_live_cells.py": 1,
    "site/test_minutes.py": 1,
    "site/test_readme.py": 3,
    "site/test_site.py": 7,
}


def test_what_another_course_is_not_asked_is_listed_here() -> None:
    """A mark that came in by mistake would take its test out of every other course, and nobody would miss it."""
    modules, tests = set(), Counter()
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        name, text = path.relative_to(ROOT / "tests").as_posix(), path.read_text(encoding="utf-8")
        if re.search(rf"^pytestmark = pytest\.mark\.{MARK}$", text, re.MULTILINE):
            modules.add(name)
        tests[name] += len(re.findall(rf"^@pytest\.mark\.{MARK}$", text, re.MULTILINE))
    assert modules == MODULES
    assert {name: number for name, number in tests.items() if number} == TESTS


@pytest.mark.of_this_course
def test_all_lessons_of_this_course_are_known() -> None:
    assert sorted(LESSONS) == sorted(path.stem for path in (ROOT / "docs/lessons").glob("*.md"))


@pytest.mark.parametrize(
    ("name", "missing", "this"),
    [
        ("Order Matters", "", True),
        ("Matrices for physicists", "", False),
        ("Order Matters, abridged", "", False),
        ("Order Matters", "zeros", False),
    ],
)
def test_another_name_or_a_missing_lesson_makes_another_course(
    name: str, missing: str, this: bool, tmp_path: Path
) -> None:
    (tmp_path / "docs/lessons").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text(f"site_name: {name}\nnav: []\n", encoding="utf-8")
    for lesson in (*LESSONS, "one-more"):
        (tmp_path / f"docs/lessons/{lesson}.md").touch()
    if missing:
        (tmp_path / f"docs/lessons/{missing}.md").unlink()
    assert is_this_course(tmp_path) == this
