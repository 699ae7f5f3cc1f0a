"""How long a page takes, by the rule that readers are told, and that every place of the site says the same."""

import re

import pytest
from browsers import course_site

from ordermatters_site.presentation.minutes import minutes_of
from ordermatters_site.presentation.rendering import RenderedPage

WORDS = "word " * 200
OUTPUT = '<div data-output="1"></div>\n\n'
CODE = "```python\n" + "x = 1\n\n" * 15 + "```\n\n"
FOLDED = '??? om-fold "Show the code"\n\n' + "".join(f"    {line}\n" for line in CODE.splitlines()) + "\n"


@pytest.mark.parametrize(
    ("page", "minutes"),
    [
        ("", 1),
        (WORDS, 1),
        (WORDS + "more", 2),
        (CODE, 1),
        (CODE * 3, 3),
        (FOLDED * 3 + WORDS, 1),
        (OUTPUT * 6, 2),
        ("$$\na = b\n$$\n\n" * 6, 2),
        (f'{WORDS}\n\n<div data-predict="it" data-label="several words more"></div>', 2),
        (WORDS + CODE + OUTPUT * 3, 3),
    ],
)
def test_words_lines_and_pictures_take_their_time(page: str, minutes: int) -> None:
    assert minutes_of(RenderedPage(page)) == minutes


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
