"""Material's blog beside lessons, and navigations that name what is no page: built, or refused in a sentence."""

import pytest
from courses import WITHOUT_KERNELS, Course, course_in

POST = """\
---
date: 2024-01-31
jupyter:
  kernelspec: {display_name: Python 3, language: python, name: python3}
---

# A post

```python
6 * 7
```
"""


@pytest.fixture
def ours(tmp_path) -> Course:
    course = course_in(tmp_path / "course")
    course.lesson("lessons/first", "# First\n\n```python\n6 * 7\n```\n")
    course.write("docs/index.md", "---\ntemplate: home.html\n---\n\n# Home\n\n<!-- lessons -->\n")
    return course


def test_a_blog_beside_lessons(ours: Course) -> None:
    ours.edit("mkdocs.yml", "  - search\n", "  - search\n  - blog\n")
    ours.write("docs/blog/index.md", "# Blog\n")
    ours.write("docs/blog/posts/one.md", POST.replace(POST[POST.index("jupyter") : POST.index("---\n\n#")], ""))
    build = ours.build()
    assert build.status == 0, build.log
    post = (ours.site / "blog/2024/01/31/a-post/index.html").read_text(encoding="utf-8")
    assert "A post" in post and "lessons/first.md" in build.ran


def test_a_post_whose_cells_would_not_run_is_refused(ours: Course) -> None:
    ours.edit("mkdocs.yml", "  - search\n", "  - search\n  - blog\n")
    ours.write("docs/blog/index.md", "# Blog\n")
    ours.write("docs/blog/posts/one.md", POST)
    build = ours.start(first=WITHOUT_KERNELS).end()
    assert build.status and "blog/posts/one.md: the blog plugin reads its posts by itself" in build.log
    assert "Traceback" not in build.log and not build.ran


@pytest.mark.parametrize(
    ("nav", "said"),
    [
        ("[index.md, {Lessons: [lessons/first.md, {Elsewhere: 'https://example.org/'}]}]", ""),
        ("[index.md, {Lessons: [{Part: [lessons/first.md]}, {Empty: []}]}]", ""),
        ("[index.md, {Lessons: [lessons/first.md, lessons/gone.md]}]", "lessons/gone.md"),
        ("[{Lessons: [lessons/first.md]}]", ""),
    ],
)
def test_a_navigation_that_names_what_is_no_page(ours: Course, nav: str, said: str) -> None:
    ours.edit("mkdocs.yml", "plugins:", f"nav: {nav}\nplugins:")
    build = ours.start(first=WITHOUT_KERNELS).end()
    assert "Traceback" not in build.log and said in build.log
    assert bool(build.status) == bool(said), build.log
    if not said:
        assert ours.html("index").count('<li><a href="lessons/first/"') == 1
