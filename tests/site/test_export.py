"""The way out: an export is what MkDocs was given, or nothing at all."""

import subprocess
import sys

import yaml
from courses import Course
from mkdocs_processes import exported

LESSON = """# A lesson

Counted: `{python} 6 * 7`, and $R_{ij}$.

```python
print(6 * 7)
```

<div data-exercise="rows"></div>
"""


def test_the_pages_are_those_that_mkdocs_was_given(course: Course) -> None:
    """To the byte, with nothing left to compute; tests/nightly holds the export of the course itself."""
    course.lesson("lesson", LESSON)
    build, done = course.build(), exported(course.folder, "out")
    assert build.status == done.status == 0, build.log + done.log
    stage, docs = course.folder / ".cache/stage", course.folder / "out/docs"
    pages = {path.relative_to(stage).as_posix() for path in stage.rglob("*") if path.is_file()}
    assert (
        "lesson.md" in pages
        and {name for name in pages if (docs / name).read_bytes() != (stage / name).read_bytes()} == set()
    )
    text = (docs / "lesson.md").read_text(encoding="utf-8")
    assert text.count("42") == 2 and "{python}" not in text and "<div data-exercise" not in text


def test_a_page_that_was_a_script_is_found_as_markdown(course: Course) -> None:
    course.write("docs/script.py", "# %% [markdown]\n# # A script\n\n# %%\n6 * 7\n")
    course.lesson("spare", "# A spare lesson\n")
    course.edit("mkdocs.yml", "plugins:", "nav: [index.md, More: [Script: script.py]]\nnot_in_nav: spare.md\nplugins:")
    assert exported(course.folder, "out").status == 0
    settings = yaml.safe_load((course.folder / "out/mkdocs.yml").read_text(encoding="utf-8"))
    assert settings["nav"] == ["index.md", {"More": [{"Script": "script.md"}]}] and settings["not_in_nav"] == "spare.md"
    assert "42" in (course.folder / "out/docs/script.md").read_text(encoding="utf-8")


def test_chemistry_is_typeset_where_there_is_some(course: Course) -> None:
    course.write("docs/water.md", "# Water\n\n$H_2O$\n")
    assert exported(course.folder, "without").status == 0
    course.edit("docs/water.md", "$H_2O$", "$\\ce{H2O}$")
    assert exported(course.folder, "out").status == 0
    settings = yaml.safe_load((course.folder / "out/mkdocs.yml").read_text(encoding="utf-8"))
    scripts = [script for script in settings["extra_javascript"] if isinstance(script, str)]
    assert scripts.index("assets/katex/katex.min.js") < scripts.index("assets/katex/mhchem.min.js")
    assert all((course.folder / "out/docs" / script).is_file() for script in scripts)
    assert "mhchem" not in (course.folder / "without/mkdocs.yml").read_text(encoding="utf-8")


def test_a_lesson_that_fails_leaves_nothing(course: Course) -> None:
    course.lesson("lesson", "# A lesson\n\n```python\n1 / 0\n```\n")
    done = exported(course.folder, "out")
    assert done.status == 1
    assert "lesson.md, cell 1, line 14: ZeroDivisionError" in done.log
    assert not (course.folder / "out").exists()


def test_a_folder_with_something_in_it_is_refused(course: Course) -> None:
    course.write("out/mine.txt", "precious")
    command = [sys.executable, "-m", "ordermatters_site.export", "out"]
    done = subprocess.run(command, cwd=course.folder, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == "out is there already and not an empty folder; name another one\n"
    assert (course.folder / "out/mine.txt").read_text() == "precious"
