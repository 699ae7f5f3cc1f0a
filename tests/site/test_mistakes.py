"""What goes wrong in the first hour with a lesson is told with its file and line, and how to mend it."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from courses import FRONT_MATTER, MATERIAL, ROOT, Course
from mkdocs_processes import Build

HEAD = FRONT_MATTER.format(title="A lesson", inputs="[]", kernel="python3")
TEXT = "# A lesson\n\n```python\nx = 6 * 7\n```\n\nIt is `{python} x`.\n"

MISTAKES = {
    "colon": (HEAD.replace("A lesson", "A lesson: the first") + TEXT, r"line 2: front matter that is no YAML: mapping"),
    "tab": (HEAD.replace("    name", "\tname") + TEXT, r"line 8: front matter that is no YAML: found character '\\t'"),
    "open": (
        HEAD.replace("python3\n---\n", "python3\n") + TEXT,
        r"line 1: front matter that has no end\n.*hyphens",
    ),
    "text": (TEXT, r"line 7: the inline value `x` stands on a page that does not run\n.*kernelspec: \{display_name"),
    "empty": ("\n", r": the file is empty\n.*lost"),
    "inputs": (HEAD.replace("[]", "42") + TEXT, r" `inputs: 42` is no list\n    Write `inputs: \[42\]`"),
}


@pytest.fixture(scope="module")
def failed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    """One build that meets all of them: it reads every page before it gives up."""
    course = Course(tmp_path_factory.mktemp("mistakes"))
    for name, (text, _) in MISTAKES.items():
        course.write(f"docs/{name}.md", text)
    (course.folder / "docs/encoding.md").write_bytes((HEAD + TEXT + "Grüße\n").encode("latin-1"))
    yield course.build()


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_its_line_and_how_to_mend_it(failed: Build, name: str) -> None:
    assert failed.status == 1 and "Traceback" not in failed.log
    said = MISTAKES[name][1]
    assert re.search(rf"^{name}\.md.*{said}", failed.log, re.MULTILINE), failed.log


def test_a_package_that_is_missing_is_told_with_the_way_to_have_it(course: Course) -> None:
    course.write("docs/package.md", HEAD + "# A\n\n```python\nimport scpiy\n```\n")
    said = r"^package\.md.*line 14: ModuleNotFound.*\n.*\n.*requirements\.txt"
    assert re.search(said, course.build().log, re.MULTILINE)


def test_a_text_in_another_encoding_is_told_with_its_line(failed: Build) -> None:
    assert re.search(
        r"^encoding\.md, line 18: a character that is not encoded in UTF-8\n    Save", failed.log, re.MULTILINE
    )


def test_words_for_the_search_that_lead_to_no_section_are_told(tmp_path: Path) -> None:
    course = Course(tmp_path, MATERIAL)
    course.write("docs/astray.md", "---\nwords:\n  a-part: [here]\n  no-part: [nowhere]\n---\n# A page\n\n## A part\n")
    said = course.build().log
    assert "astray.md: `words` in the front matter names #no-part, which is no section" in said, said


def test_a_dead_link_is_told_once_and_a_page_missing_in_nav_by_the_line_that_names_it(course: Course) -> None:
    course.write("docs/page.md", "# A page\n\nSee [it](gone.md) and [this](#nowhere).\n")
    said = course.build().log
    assert said.count("gone.md") == said.count("a link to #nowhere") == 1 and "no such anchor" not in said, said
    assert "(page.md, line 3)" in said
    course.edit("mkdocs.yml", "plugins:", "nav: [index.md, pages.md]\nplugins:")
    said = course.build().log
    assert said.count("pages.md") == 1 and "`nav`: pages.md is not there; is it page.md?" in said, said


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_what_editors_do_to_a_file_is_no_mistake(course: Course, ends: str) -> None:
    """A mark before the text, ends of lines as on Windows, and names with spaces and umlauts."""
    names = ("my lesson", "übung")
    for name in names:
        path = course.write(f"docs/{name}.md", "")
        path.write_bytes(("\ufeff" + HEAD + TEXT).replace("\n", ends).encode())
    build = course.build()
    assert build.status == 0, build.log
    assert all("It is 42." in course.html(name) for name in names)


def test_myst_on_a_page_of_this_sites_own_is_told_and_read_with_the_front_matter_that_is_named(tmp_path: Path) -> None:
    course, text = Course(tmp_path), "# A page\n\nSee {sub}`it`.\n\n```{note}\nMind.\n```\n"
    course.write("docs/page.md", f"---\ntitle: A page\n---\n\n{text}")
    failed = course.build()
    assert failed.status == 1 and re.search(r"page\.md, line 7: `\{sub\}`.*\n.*line 9: `\{note\}`", failed.log), (
        failed.log
    )
    named = re.findall(r"`((?:jupytext|kernelspec): \{.*?\})`", failed.log)
    course.write("docs/page.md", "---\n" + "\n".join(named) + f"\n---\n\n{text}")
    assert len(named) == 2 and course.build().status == 0
    assert "<sub>it</sub>" in course.html("page") and "admonition note" in course.html("page")


def test_the_theme_of_another_copy_of_the_package_is_told_once(tmp_path: Path) -> None:
    course = Course(tmp_path, "{name: material, font: false, custom_dir: src/ordermatters_site/shell/theme}")
    shutil.copytree(ROOT / "src/ordermatters_site/shell/theme", tmp_path / "src/ordermatters_site/shell/theme")
    build = course.build()
    assert (
        build.status == 1 and build.log.count(f"names the theme of {tmp_path / 'src'}, but the package that runs") == 1
    )
    assert f"pip install -e {tmp_path}`" in build.log and "not there" not in build.log
