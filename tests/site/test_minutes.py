"""How long the lessons take: every place of the built site says the same, and no lesson is longer than it may be."""

import re

import pytest
from browsers import course_site


@pytest.mark.of_this_course
def test_the_first_page_and_the_lessons_agree() -> None:
    folder, _ = course_site()
    home = (folder / "index.html").read_text(encoding="utf-8")
    listed = re.findall(r'<li>\s*<a href="(lessons/[\w-]+/)">.*?<span>(\d+) minutes</span>', home, re.DOTALL)
    assert len(listed) == 13
    for lesson, minutes in listed:
        page = (folder / lesson / "index.html").read_text(encoding="utf-8")
        assert f"<span>{minutes} minutes</span>" in page, lesson
    total = sum(int(minutes) for _, minutes in listed)
    assert f"{len(listed)} lessons, {total} minutes of reading" in home
    assert total < 185 and max(int(minutes) for _, minutes in listed) <= 15
