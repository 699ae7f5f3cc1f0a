"""A page is rendered again when something changes that it depends on, and what was not rendered is no different."""

import re

import pytest
from courses import Course
from mkdocs_processes import Build

LIBRARY = '''"""Some sums."""


def total(numbers: list[float]) -> float:
    """Add numbers up."""
    return sum(numbers)
'''


@pytest.fixture
def pages(course: Course) -> Course:
    """A page that links to another's heading, and one about a library, linked to by name."""
    course.edit("mkdocs.yml", "plugins:\n", "plugins:\n  - mkdocstrings: {handlers: {python: {paths: [src]}}}\n")
    course.write("mkdocs.yml", (course.folder / "mkdocs.yml").read_text() + "validation: {anchors: warn}\n")
    course.write("src/sums/__init__.py", LIBRARY)
    course.write("docs/index.md", "# Home\n\n[There](other.md#part), and [the total][sums.total].\n")
    course.write("docs/other.md", "# Other\n\n## Part\n\n- one\n- two[^1]\n\n[^1]: A note.\n")
    course.write("docs/library.md", "# Library\n\n::: sums\n")
    return course


def rendered(build: Build) -> set[str]:
    """Name the pages that a build with `--verbose` has rendered."""
    assert build.status == 0, build.log
    return set(re.findall(r"rendered anew: (.*)", build.log))


def test_a_page_is_rendered_when_what_it_depends_on_has_changed(pages: Course) -> None:
    everything = {"index.md", "other.md", "library.md"}
    assert rendered(pages.build("--verbose")) == everything
    first = pages.files()
    assert rendered(pages.build("--verbose")) == set()
    assert pages.files() == first, "what is remembered is the same to the byte, the inventory included"
    assert "sums.total" in pages.html("library") and 'href="library/#sums.total"' in pages.html("index")

    pages.edit("docs/other.md", "- one", "- three")
    assert rendered(pages.build("--verbose")) == {"other.md"}

    pages.edit("src/sums/__init__.py", "Add numbers up.", "Add all numbers up.")
    assert rendered(pages.build("--verbose")) == {"library.md"}
    assert "Add all numbers up." in pages.html("library")

    pages.edit("mkdocs.yml", "paths: [src]", "paths: [src], options: {show_source: false}")
    assert rendered(pages.build("--verbose")) == {"library.md"}

    pages.write("docs/new.md", "# New\n")
    assert rendered(pages.build("--verbose")) == everything | {"new.md"}, "a link may lead there"

    pages.edit("mkdocs.yml", "  - footnotes\n", "  - footnotes\n  - sane_lists\n")
    assert rendered(pages.build("--verbose")) == everything | {"new.md"}


SHAPES = '''"""Some shapes."""

from sums.squares import square
from sums.totals import total

__all__ = ["Rectangle", "square"]


class Rectangle:
    """One with sides."""

    def half_around(self, sides: list[float]) -> float:
        """Add two sides up."""
        return total(sides)
'''
SQUARES = '''"""Some squares."""


def square(number: float) -> float:
    """Multiply a number by itself."""
    return number * number
'''


def test_a_page_of_the_library_is_rendered_when_it_shows_something_of_what_was_saved(pages: Course) -> None:
    pages.write("src/sums/__init__.py", '"""Sums."""\n')
    pages.write("src/sums/totals.py", LIBRARY)
    pages.write("src/sums/shapes.py", SHAPES)
    pages.write("src/sums/squares.py", SQUARES)
    pages.write("src/sums/unseen.py", SQUARES)
    pages.write("docs/index.md", "# Home\n")
    pages.write("docs/library.md", "# Library\n\n::: sums.totals\n")
    pages.write("docs/shapes.md", "# Shapes\n\n::: sums.shapes\n")
    of_the_library = {"library.md", "shapes.md"}
    assert rendered(pages.build("--verbose")) >= of_the_library

    pages.edit("src/sums/unseen.py", "itself", "itself, unseen")
    assert rendered(pages.build("--verbose")) == set()

    pages.edit("src/sums/shapes.py", "Add two sides", "Add both sides")
    assert rendered(pages.build("--verbose")) == {"shapes.md"}
    assert "Add both sides" in pages.html("shapes")

    pages.edit("src/sums/squares.py", "by itself", "by that same number")
    assert rendered(pages.build("--verbose")) == {"shapes.md"}, "it hands on what it takes from elsewhere"
    assert "by that same number" in pages.html("shapes")

    pages.edit("src/sums/unseen.py", "number: float", "number: int")
    assert rendered(pages.build("--verbose")) == of_the_library, "a signature may lead anywhere"

    pages.edit("src/sums/unseen.py", '"""Some squares."""', "from sums.totals import total")
    assert rendered(pages.build("--verbose")) == of_the_library, "what is handed on has one name more"
    kept = pages.files()
    (pages.folder / ".cache/store.sqlite").unlink()
    assert rendered(pages.build("--verbose")) >= of_the_library
    assert pages.files() == kept, "what is kept is what is made"


# As in `mkdocs serve`: the checks would end a build, and nothing would be remembered.
WITHOUT_CHECKS = "from ordermatters_site import plugin; plugin.site_faults = lambda *_: []"


@pytest.mark.parametrize("before", ["--quiet", "--verbose"])
def test_what_is_wrong_with_a_page_is_said_by_every_build(pages: Course, before: str) -> None:
    """By each, whatever the builds before have said of it."""
    pages.edit("docs/index.md", "other.md#part", "nowhere/")
    pages.edit("docs/library.md", "# Library", "# Library\n\n[Gone](/gone/).")
    pages.start(before, first=WITHOUT_CHECKS).end()
    for _ in range(2):
        log = pages.start(first=WITHOUT_CHECKS).end().log
        assert "unrecognized relative link 'nowhere/'" in log and "absolute link '/gone/'" in log


def test_who_may_read_more_than_the_text_is_asked_each_time(pages: Course) -> None:
    pages.write("words.md", "Old words.")
    pages.edit("mkdocs.yml", "  - footnotes\n", "  - footnotes\n  - pymdownx.snippets: {base_path: [.]}\n")
    pages.edit("docs/other.md", "- one", '--8<-- "words.md"')
    for words in ("Old", "New"):
        pages.write("words.md", f"{words} words.")
        assert pages.build().status == 0
        assert f"{words} words." in pages.html("other")
