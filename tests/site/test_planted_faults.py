"""Each fault that this project promises to stop is planted into a small course, and the build says no, by name."""

import json
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from courses import ROOT, Course, course_in
from mkdocs_processes import Build
from sound_site import NOISE

from ordermatters_site.check.checks import CHECKS

LESSON = "Two by three: `{{python}} 2 * 3`.\n\n```python{tags}\n{code}\n```\n"


@dataclass(frozen=True)
class Fault:
    """What is wrong in one file of a course, and what a maintainer must read of it; PAGE stands for the page's name."""

    said: str
    text: str
    file: str = "docs/PAGE.md"
    stage: str = "check"

    def plant(self, course: Course, name: str) -> None:
        if self.stage != "check":
            course.lesson(name, self.text)
        else:
            course.write(self.file.replace("PAGE", name), self.text)


def lesson(code: str, said: str, tags: str = "") -> Fault:
    return Fault(rf"PAGE\.md, .*{said}", LESSON.format(code=code, tags=tags), stage="run")


def page(html: str, said: str) -> Fault:
    return Fault(said.replace(" .*", r" PAGE/index\.html:?\d*: .*", 1) + r".*\(PAGE\.md\b", html)


FAULTS = {
    "false claim": lesson("assert 2 * 3 == 7, 'two by three'", "AssertionError: two by three"),
    "failing cell": lesson("1 / 0", "ZeroDivisionError"),
    "hung cell": lesson("while True: pass", "longer than 3 s"),
    "typed number": Fault(
        r"PAGE\.md, .*the number 42 is typed into the prose", "It takes 42 steps.\n", stage="foreseen"
    ),
    "figure without alt text": lesson(
        "from IPython.display import SVG\nSVG('<svg xmlns=\"http://www.w3.org/2000/svg\"/>')",
        "a figure without alt text",
    ),
    "broken link": page(
        '<a href="nowhere/">x</a>', r"\[links\] .*a link to nowhere/, which is not there(?=.*line 1\))"
    ),
    "broken anchor": page('<a href="#no">x</a>', r"\[links\] .*nothing is called #no"),
    "missing alt text": page('<img src="data:,">', r"\[alt text\] .*a figure without alt text: data:,"),
    "missing picture": page('<img src="no.png" alt="x">', r"\[links\] .*a request to no\.png, which is not there"),
    "foreign request": page('<img src="//cdn.example/x" alt="x">', r"\[requests\] .*a request to //cdn\.example/x"),
    "duplicate id": page('<p id="twice">a</p><p id="twice">b</p>', r"\[ids\] .*2 elements with the id 'twice'"),
    "unrendered mathematics": page("<div>\\(\\frac12\\)</div>", r"\[mathematics\] .*was not rendered: \\\(\\frac12"),
    "unclosed tag": page("<div><b>x</div>", r"\[tags\] .*an unclosed tag <b>"),
    "heavy page": page(NOISE, r"\[weight\] .*kB gzipped, where `page_weight` allows 30 kB"),
    "low contrast": Fault(
        r"\[contrast\] .*#bbb on #f5f1e7 in the scheme default, a contrast of 1\.7 where it takes 4\.5: k\b",
        ".highlight .k { color: #bbb }",
        "docs/stylesheets/pale.css",
    ),
    "low contrast in the dark": Fault(
        r"\[contrast\] .*#333 on #1c2027 in the scheme slate.*\bmi\b",
        '[data-md-color-scheme="slate"] {\n  --code-number: #333;\n}',
        "docs/stylesheets/dim.css",
    ),
}


def built(folder: Path, faults: dict[str, Fault]) -> tuple[Course, Build]:
    course = course_in(folder)
    if "hung cell" in faults:
        course.edit("mkdocs.yml", "timeout: 20", "timeout: 3")
    for name, fault in faults.items():
        fault.plant(course, name.replace(" ", "-"))
    return course, course.build()


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Course, Build]]:
    """Three builds that meet all faults: what is foreseen ends a build before a lesson runs, that before a check."""
    folder = tmp_path_factory.mktemp("planted")
    stages: dict[str, dict[str, Fault]] = {}
    for name, fault in FAULTS.items():
        stages.setdefault(fault.stage, {})[name] = fault
    return {stage: built(folder / stage, faults) for stage, faults in stages.items()}


def test_a_course_without_a_fault_is_published(tmp_path: Path) -> None:
    course, build = built(tmp_path / "course", {})
    assert build.status == 0, build.log
    assert b"the last good site" not in course.files()["index.html"]


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_stops_the_build_by_name(builds: dict[str, tuple[Course, Build]], name: str) -> None:
    course, build = builds[FAULTS[name].stage]
    assert build.status == 1, build.log
    assert re.search(FAULTS[name].said.replace("PAGE", name.replace(" ", "-")), build.log), build.log
    assert course.files() == {"index.html": b"the last good site"}


FIRST = "# Title\n\n$\\good$"
SECOND = """again
$\\foo x$ and

$$
b\\label{b} = \\nope
$$

[dead](gone.ipynb), and once more $\\foo x$
"""


def test_a_fault_of_a_guest_is_told_by_its_line(tmp_path: Path) -> None:
    course = Course(tmp_path)
    cells = [{"cell_type": "markdown", "metadata": {}, "source": text} for text in (FIRST, SECOND)]
    course.write("docs/book.ipynb", json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}))
    course.write("docs/script.py", "".join(f"# {line}\n" for line in ["%% [markdown]", *SECOND.splitlines()]))
    log = course.build().log
    told = re.findall(r"^\[\w+\] .*(gone|good|foo|nope).* \((.*)\)$", log, re.MULTILINE)
    assert told == [
        ("gone", "book.ipynb, text cell 2, line 8"),
        ("gone", "script.py, line 9"),
        ("good", "book.ipynb, text cell 1, line 3"),
        ("foo", "book.ipynb, text cell 2, line 2"),
        ("nope", "book.ipynb, text cell 2, line 4"),
        ("foo", "book.ipynb, text cell 2, line 8"),
        ("foo", "script.py, line 3"),
        ("nope", "script.py, text cell 1, line 4"),
        ("foo", "script.py, line 9"),
    ], log


def test_each_check_stops_a_fault_and_no_other_sees_it() -> None:
    meant = {match[1] for fault in FAULTS.values() if (match := re.match(r"\\\[([a-z ]+)\\\]", fault.said))}
    assert meant == set(CHECKS)


def test_a_number_that_went_stale_is_never_shown_again(tmp_path: Path) -> None:
    """The code says something else now: the cached run is not used, and what the lesson claims of it ends the build."""
    course = course_in(tmp_path / "course")
    shutil.copytree(ROOT / "src/ordermatters", course.folder / "src/ordermatters")
    course.environment["PYTHONPATH"] = os.pathsep.join(map(str, [course.folder / "src", ROOT / "src"]))
    course.write("src/ordermatters/steps.py", "STEPS = 41\n")
    code = "from ordermatters.steps import STEPS\n\nassert STEPS < 42, 'the answer is near'"
    course.lesson("lesson", f"```python\n{code}\n```\n\nIt takes `{{python}} STEPS`.\n")
    assert course.build().status == 0 and "It takes 41" in course.html()

    course.write("src/ordermatters/steps.py", "STEPS = 43\n")
    build = course.build()
    assert build.status == 1 and build.ran == {"lesson.md": "`ordermatters.steps` changed"}
    assert "AssertionError: the answer is near" in build.log and "It takes 41" in course.html()
