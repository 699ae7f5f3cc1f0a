"""What is shown to be copied is what it says: the smallest lesson builds, the README's example prints its comment."""

import contextlib
import io
import re

import pytest
from courses import ROOT, Course

WRITE = (ROOT / "docs/reference/write-a-lesson.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_smallest_lesson_is_one(course: Course) -> None:
    lessons = re.findall(r"^````markdown\n(.*?)^````$", WRITE, re.MULTILINE | re.DOTALL)
    assert len(lessons) == 1
    course.write("docs/trace.md", lessons[0])
    build = course.build()
    assert build.status == 0, build.log
    assert "trace.md" in build.ran
    assert "The trace of the identity is 3." in re.sub(r"<[^>]+>", "", course.html("trace"))


@pytest.mark.of_this_course
def test_the_commands_are_the_same_on_windows() -> None:
    unix = [line.partition(" && ")[2] for line in re.findall(r"^python3 .*$", README, re.MULTILINE)]
    windows = [line.partition(" && ")[2].replace("\\", "/") for line in re.findall(r"^py .*$", README, re.MULTILINE)]
    assert len(unix) == 2 and windows == [line.replace(".venv/bin", ".venv/Scripts") for line in unix]


@pytest.mark.of_this_course
def test_the_example_prints_what_stands_beside_it() -> None:
    examples = re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    example = next(example for example in examples if "best_bracketing" in example)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(example, {})
    assert printed.getvalue().strip() == example.rpartition("# ")[2].strip()
