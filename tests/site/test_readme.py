"""What the README shows is what it says: its lesson builds, its example prints the comment beside it."""

import contextlib
import io
import re

from courses import ROOT, Course

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_smallest_lesson_is_one(course: Course) -> None:
    lessons = re.findall(r"^````markdown\n(.*?)^````$", README, re.MULTILINE | re.DOTALL)
    assert len(lessons) == 1
    course.write("docs/trace.md", lessons[0])
    build = course.build()
    assert build.status == 0, build.log
    assert "trace.md" in build.ran
    assert "The trace of the identity is 3." in re.sub(r"<[^>]+>", "", course.html("trace"))


def test_the_example_prints_what_stands_beside_it() -> None:
    examples = re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    example = next(example for example in examples if "best_bracketing" in example)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(example, {})
    assert printed.getvalue().strip() == example.rpartition("# ")[2].strip()
