"""A site made from this one by its settings alone: other people's name, logo and repository, and none of ours."""

import re

import nbformat
import pytest
from browsers import Visit, served
from courses import Course, course_in
from nbclient import NotebookClient
from playwright.sync_api import Browser
from readers import Exercise

REPOSITORY = "https://github.com/ada/matrices"
SETTINGS = f"""\
site_name: Matrices for physicists
site_author: Ada Example
repo_url: {REPOSITORY}
"""
LESSON = "# A lesson\n\n```python\nfrom ordermatters import counting\n```\n\nSee [home](index.md).\n"


@pytest.fixture(scope="module")
def fork(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = course_in(tmp_path_factory.mktemp("fork") / "course")
    course.edit("mkdocs.yml", "site_name: Small course\n", SETTINGS)
    course.edit("mkdocs.yml", "http://127.0.0.1:8000/", "https://ada.github.io/matrices/")
    course.edit("mkdocs.yml", "theme: {", "theme: {logo: assets/ours.svg, ")
    course.edit("mkdocs.yml", "page_weight: 30", "page_weight: 30, solutions: false")
    course.write("docs/exercises.md", '# Exercises\n\n<div data-exercise="rows"></div>\n')
    course.write("docs/assets/ours.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    course.write("docs/stylesheets/colours.css", '[data-md-color-scheme="default"] {\n  --red: #0a5c36;\n}\n')
    course.lesson("lesson", LESSON)
    build = course.build()
    assert build.status == 0, build.log
    return course


def test_the_pages_are_theirs(fork: Course) -> None:
    page = fork.html()
    assert "Order Matters" not in page and "om-logo" not in page
    assert '<img src="../assets/ours.svg" alt="Matrices for physicists">' in page
    assert 'href="https://ada.github.io/matrices/lesson/"' in page and "127.0.0.1" not in page
    assert re.search(r"To cite it:\s+Ada Example,\s+<cite>Matrices for physicists</cite>", page)
    assert "--red:#0a5c36" in re.sub(r"\s", "", (fork.site / "assets/site.css").read_text(encoding="utf-8"))


def test_the_link_to_the_repository_asks_its_host_for_nothing(fork: Course) -> None:
    """Material's own link is a component whose script asks the code host for stars and releases, on every page."""
    page = fork.html()
    assert f'href="{REPOSITORY}"' in page
    assert 'data-md-component="source"' not in page


def test_a_notebook_brings_the_library_from_the_repository(fork: Course) -> None:
    notebook = nbformat.read(fork.site / "lesson/lesson.ipynb", as_version=4)
    nbformat.validate(notebook)
    said, install = notebook.cells[:2]
    assert "https://ada.github.io/matrices/lesson/" in said.source
    assert install.cell_type == "code" and f'"ordermatters[jax,figures] @ git+{REPOSITORY}"' in install.source
    assert "(https://ada.github.io/matrices/)" in notebook.cells[-1].source
    NotebookClient(notebook).execute()  # installs nothing here, where the library is


def test_an_exercise_offers_no_solution_where_a_site_gives_none(fork: Course, browser: Browser) -> None:
    assert "Another hint" in fork.html("exercises") and "Show a solution" not in fork.html("exercises")
    with served(fork.site) as address:
        visit = Visit(browser.new_page(), address)
        visit.open("exercises")
        exercise = Exercise(visit.page, "rows")
        exercise.write("rows = None")
        exercise.press("Reset")
        assert "def rows" in exercise.root.locator(".cm-content").inner_text()
        assert not visit.faults and all(url.startswith((address, "data:")) for url in visit.requests)
        visit.page.close()
