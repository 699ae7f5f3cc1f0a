"""What the cells of the lessons come to in the page: each shows on small JAX what the page shows, and nearly all run.

JAX, NumPy and Matplotlib are hidden from them.
"""

import re

import pytest
from browsers import course_site
from shown_on_pages import check_outputs
from small_lessons import LESSONS, LONG, check_cells

pytestmark = pytest.mark.of_this_course

LESSON_NAMES = sorted(path.stem for path in LESSONS.glob("*.md"))
SHORT = [name for name in LESSON_NAMES if name not in LONG]


@pytest.mark.parametrize("lesson", SHORT)
def test_each_cell_runs_and_its_claims_hold(lesson: str) -> None:
    check_cells(lesson)


@pytest.mark.parametrize("lesson", SHORT)
def test_each_cell_shows_what_the_page_shows(lesson: str) -> None:
    check_outputs(lesson)


def test_the_table_of_this_site_counts_the_cells_of_the_built_pages() -> None:
    folder, _ = course_site()
    this_site = (folder / "reference/this-site/index.html").read_text(encoding="utf-8")
    row = r'<td><a href="\.\./\.\./lessons/([\w-]+)/">[^<]*</a></td>\s*<td[^>]*>(\d+)</td>\s*<td[^>]*>(\d+)</td>'
    listed = {lesson: (int(shown), int(run)) for lesson, shown, run in re.findall(row, this_site)}
    assert sorted(listed) == LESSON_NAMES
    for lesson, (shown, run) in listed.items():
        page = (folder / "lessons" / lesson / "index.html").read_text(encoding="utf-8")
        assert run == page.count('data-live="cell"') == page.count('data-act="try"'), lesson
        assert shown - run == len(re.findall(r'<p class="om-needs\b', page)), lesson
    shown, run = (sum(counts) for counts in zip(*listed.values(), strict=True))
    assert run >= shown - 3
    assert re.search(rf"<td>All lessons</td>\s*<td[^>]*>{shown}</td>\s*<td[^>]*>{run}</td>", this_site)
