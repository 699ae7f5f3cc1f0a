"""How long a page takes, by the rule that readers are told, and that every place of the site says the same."""

import re

import pytest
from browsers import course_site

from ordermatters_site.stage.lists import minutes_of


@pytest.mark.parametrize(
    ("prose", "minutes"),
    [
        ("", 1),
        ("word " * 120, 1),
        ("word " * 121, 2),
        ("```python\n" + "x = 1\n\n" * 300 + "```\n\nword", 1),
        ('<div data-predict="it" data-label="several words more"></div> ' + "word " * 120, 1),
    ],
)
def test_words_are_divided_by_a_reading_speed(prose: str, minutes: int) -> None:
    cells = [{"cell_type": "markdown", "source": prose, "metadata": {}}, {"cell_type": "code", "source": "x " * 999}]
    assert minutes_of({"cells": cells, "metadata": {}}) == minutes


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
