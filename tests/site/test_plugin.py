"""The site as it is built: what runs, what is kept, what stops a build and what readers get."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import nbformat
import pytest
from courses import MATERIAL, ROOT, WITHOUT_KERNELS, Course
from mkdocs_processes import Build
from nbclient import NotebookClient
from nbformat import NotebookNode

FIGURE = """
```python
from IPython.display import SVG, display
display(SVG('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><g id="a"/></svg>'){metadata})
```
"""


# A course without a fault, whose pages many tests read.
LESSON = """\
# A lesson

!!! note "Aside"
    A note with $x^2$ and a [link](index.md) and a footnote.[^1]

[^1]: Its text.

```python
for row in range(2):
    print(row, "<b>")
cost = 7 * 3
```

It costs `{python} f"{cost:,}"`, and ``{python} cost`` is how to say it.

```python tags=["folded"]
cost
```

```python tags=["check"]
assert cost == 21
```

```python tags=["measured"]
print("about 0.123456 s")
```

That is `{measured} "0.654321"` s.

=== "One"
    first
=== "Two"
    second
"""
DOWNLOAD = "# A lesson\n\n```python\ncost = 7 * 3\n```\n\nIt costs `{python} cost`.\n"
LATER = """\
# A lesson

```python
cost = 1
```

Now `{python} cost`, <b title="`{later} f"{cost:,}"`">then</b>.

```python
cost = 2000
```
"""
FIGURES = (
    "# A lesson\n"
    + FIGURE.format(metadata=", metadata={'image/svg+xml': {'alt': 'a < b'}}")
    + FIGURE.format(metadata="").replace("```python", '```python alt="c & d"')
)
SCRIPT = "# %% [markdown]\n# # From a script\n\n# %%\nprint(6 * 8)\n"


def notebook() -> NotebookNode:
    return nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("# From Jupyter\n\nSee [home](index.md)."),
            nbformat.v4.new_code_cell("print(6 * 7)"),
        ],
        metadata={"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}},
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = Course(tmp_path_factory.mktemp("built"), MATERIAL)
    for name, text in {"lesson": LESSON, "download": DOWNLOAD, "later": LATER, "figures": FIGURES}.items():
        course.lesson(name, text)
    nbformat.write(notebook(), course.folder / "docs/jupyter.ipynb")
    course.write("docs/script.py", SCRIPT)
    build = course.build()
    assert build.status == 0, build.log
    return course


def test_a_lesson_becomes_a_page_of_the_site(built: Course) -> None:
    html = built.html()
    assert '<h1 id="a-lesson">A lesson</h1>' in html
    assert '<div class="admonition note">' in html
    assert 'class="katex"' in html and "arithmatex" not in html
    assert 'href="../"' in html and 'class="footnote"' in html
    assert "1 &lt;b&gt;" in html
    assert "It costs 21, and <code>{python} cost</code>" in html
    assert '<details class="om-fold">' in html and '<details class="om-check">' in html
    assert 'class="tabbed-set' in html


def test_a_measurement_is_marked_and_not_searched(built: Course) -> None:
    html, search = built.html(), built.text_in_search()
    measured = r"<section class=\"om-output\" data-measured[^>]*>.*about 0.123456 s.*Measured on "
    assert re.search(measured, html, re.DOTALL)
    assert "<span data-measured data-search-exclude>0.654321</span>" in html
    assert "It costs 21, and" in search
    assert "123456" not in search.split("</code>", 99)[-1] and "654321" not in search


def test_the_notebook_for_download_runs_and_has_its_values(built: Course) -> None:
    notebook = nbformat.read(built.site / "download/download.ipynb", as_version=4)
    nbformat.validate(notebook)
    assert "pip install" in notebook.cells[0].source
    assert any("It costs 21." in cell.source for cell in notebook.cells)
    assert not any(cell.get("outputs") for cell in notebook.cells)
    NotebookClient(notebook).execute()


def test_a_later_value_knows_the_whole_lesson(built: Course) -> None:
    """The truth of a prediction stands above the cells that compute it."""
    assert 'Now 1, <b title="2,000">then</b>' in built.html("later")


def test_notebooks_and_scripts_go_the_same_way(built: Course) -> None:
    assert "<code>42</code>" in built.html("jupyter") and 'href="../"' in built.html("jupyter")
    assert "<code>48</code>" in built.html("script")


def test_alt_text_is_taken_from_the_figure_or_from_its_cell(built: Course) -> None:
    html = built.html("figures")
    assert re.findall(r'role="img" aria-label="([^"]*)"', html) == ["a &lt; b", "c &amp; d"]
    ids = re.findall(r'<g id="([^"]+)"', html)
    assert len(ids) == len(set(ids)) == 2


def planned(course: Course) -> dict[str, str]:
    """Build a course, without the kernels; return which lessons ran, and why."""
    build = course.start(first=WITHOUT_KERNELS).end()
    assert build.status == 0, build.log
    return build.ran


def test_only_what_changed_runs_again(course: Course) -> None:
    """One lesson edited: one runs. A module edited: those that reach it. A package upgraded: all."""
    shutil.copytree(ROOT / "src/ordermatters", course.folder / "src/ordermatters")
    course.environment["PYTHONPATH"] = str(course.folder / "src")
    course.lesson("chain", "# Chain\n\n```python\nfrom ordermatters.chains import chain_cost as cost\ncost\n```\n")
    course.lesson("count", "# Count\n\n```python\nfrom ordermatters import counting\ncounting.matmul_cost\n```\n")
    course.lesson("plain", "# Plain\n\n```python\nprint(1)\n```\n")

    assert planned(course) == dict.fromkeys(["chain.md", "count.md", "plain.md"], "no cached run")

    assert planned(course) == {}

    course.edit("docs/plain.md", "print(1)", "print(2)")
    assert planned(course) == {"plain.md": "its code changed"}

    course.edit("docs/plain.md", "print(2)", "print( 2 )  # two")
    course.edit("src/ordermatters/chains.py", '"""', '"""New: ')
    assert planned(course) == {}, "a comment in a cell or a module, a docstring that nobody shows"
    assert "# two" in course.html("plain")

    course.edit("src/ordermatters/chains.py", "def chain_cost(", "def chain_cost(\n    *,\n    ")
    course.edit("src/ordermatters/chains.py", "def all_bracketings(", "def all_bracketings(\n    *,\n    ")
    assert planned(course) == {"chain.md": "`ordermatters.chains` changed"}
    course.edit("src/ordermatters/chains.py", "def all_bracketings(", "def renamed(")
    assert planned(course) == {}

    course.edit("src/ordermatters/counting.py", "multiplications=m * p * n", "multiplications=m * p * n + 1")
    again = planned(course)
    assert set(again) == {"chain.md", "count.md"}, "chains reaches counting, so its lesson depends on it too"
    assert again["count.md"] == "`ordermatters.counting` changed"

    metadata = course.write(
        "src/upgraded-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: upgraded\nVersion: 1.0\n"
    )
    assert set(planned(course)) == {"chain.md", "count.md", "plain.md"}
    metadata.write_text("Metadata-Version: 2.1\nName: upgraded\nVersion: 1.1\n")
    metadata.parent.rename(metadata.parent.with_name("upgraded-1.1.dist-info"))  # as an installer leaves it
    assert set(planned(course).values()) == {"package upgraded 1.0 became 1.1"}

    course.edit("docs/plain.md", "print( 2 )", "print(1)")
    course.edit("docs/plain.md", "print(1)", "print( 2 )")
    assert planned(course) == {}


WORDED = """# A lesson

```python
cost = 6 * 7
print("cost", cost)
```

Text: `{python} cost`.

```python
cost += 1
```

In the end `{python} cost`, as `{later} cost + 1` says.
"""


def test_prose_is_set_anew_around_the_results_of_the_last_run(course: Course) -> None:
    """A maintainer who mends a sentence need not wait for a kernel; every result stays where it belongs."""
    course.lesson("lesson", WORDED)
    assert course.build().ran == {"lesson.md": "no cached run"}

    course.edit("docs/lesson.md", "# A lesson", "# A lesson in other words\n\nBefore.")
    course.edit("docs/lesson.md", "Text:", "Text.\n\n## New\n\nMore text, so:")
    assert course.build().ran == {}
    text = re.sub(r"<[^>]*>", "", course.html())
    assert [part in text for part in ("More text, so: 42.", "In the end 43, as 44 says.", "cost 42")] == [True] * 3

    course.edit("docs/lesson.md", "`{python} cost`.", "`{python} cost + 0`.")
    assert course.build().ran == {"lesson.md": "its code changed"}
    course.edit("docs/lesson.md", "```python\ncost += 1", '```python tags=["check"]\ncost += 1')
    assert course.build().ran == {"lesson.md": "its code changed"}


def test_a_damaged_kept_run_is_run_again(course: Course) -> None:
    """A build that was cut off may leave half of one, and somebody may have put another number into it."""
    damages = {"half": lambda whole: whole[: len(whole) // 2], "edited": lambda whole: whole.replace("42", "43")}
    for name in damages:
        course.lesson(name, "# A lesson\n\n```python\nprint(6 * 7)\n```\n")
    course.build()
    for name, damage in damages.items():
        (entry,) = (course.folder / f".cache/lessons/{name}.md").glob("*.json")
        entry.write_text(damage(entry.read_text(encoding="utf-8")), encoding="utf-8")
    assert course.build().ran == dict.fromkeys(["half.md", "edited.md"], "its cached run was damaged")
    assert all("<code>42</code>" in course.html(name) for name in damages)


FAULTS = {
    "cell": ("```python\nx = 1\n1 / 0\n```\n", "cell 1, line 15: ZeroDivisionError: division by zero"),
    "claim": ("```python\nassert 6 * 7 == 43\n```\n", "cell 1, line 14: AssertionError\n    assert 6 * 7 == 43"),
    "value": ("Text.\n\nSo `{python} cost`.\n", "line 15: the inline value `cost`: NameError: name 'cost'"),
    "endless": ("```python\nwhile True: pass\n```\n", "cell 1, line 14: ran longer than 3 seconds"),
    "dead": ("```python\nimport os\nos._exit(1)\n```\n", "cell 1, line 14: the kernel died"),
    "figure": (FIGURE.format(metadata=""), "cell 1, line 15: a figure without alt text"),
}
# Those that stand in a page's source, and so are told before anything runs.
FORESEEN = {
    "number": ("It takes 1,020,000 steps.\n", "line 13: the number 1,020,000 is typed into the prose"),
    "tag": ('```python tags=["checkd"]\n1\n```\n', "cell 1, line 14: the tag 'checkd' is not known"),
    "picture": ("![](there.svg)\n", "line 13: a picture without alt text"),
}


@pytest.fixture(scope="module")
def failed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, Build]:
    """A course whose lessons have a fault each, and what one build says of them."""
    course = Course(tmp_path_factory.mktemp("failed"))
    course.edit("mkdocs.yml", "timeout: 20", "timeout: 3")
    course.write("site/index.html", "the last good site")
    for name, (text, _) in FAULTS.items():
        course.lesson(name, f"# A lesson\n\n{text}")
    return course, course.build()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_with_its_place(failed: tuple[Course, Build], fault: str) -> None:
    assert f"\n{fault}.md, {FAULTS[fault][1]}" in failed[1].log


def test_a_page_that_is_left_out_does_not_run(course: Course) -> None:
    course.write(
        "mkdocs.yml", (course.folder / "mkdocs.yml").read_text() + "exclude_docs: /out.md\ndraft_docs: /draft.md\n"
    )
    for name in ("in", "out", "draft"):
        course.lesson(name, "# A lesson\n\n```python\n1\n```\n")
    assert set(planned(course)) == {"in.md"}


@pytest.mark.parametrize("fault", FORESEEN)
def test_a_fault_in_the_source_is_told_before_anything_runs(course: Course, fault: str) -> None:
    text, said = FORESEEN[fault]
    course.lesson(fault, f"# A lesson\n\n{text}")
    course.lesson("long", "# Long\n\n```python\nopen('began', 'w')\n```\n")
    build = course.build()
    assert build.status == 1 and f"\n{fault}.md, {said}" in build.log
    assert not (course.folder / "docs/began").exists()


def test_a_missing_kernel_is_named_before_anything_runs(course: Course) -> None:
    course.lesson("kernel", "# A lesson\n\n```python\n1\n```\n", kernel="nosuch")
    course.lesson("long", "# Long\n\n```python\nopen('began', 'w')\n```\n")
    assert "\nkernel.md: the kernel 'nosuch' is not installed" in course.build().log
    assert not (course.folder / "docs/began").exists()


def test_a_build_that_fails_leaves_the_site_and_nothing_else(failed: tuple[Course, Build]) -> None:
    course, build = failed
    assert build.status == 1
    assert "Traceback" not in build.log
    assert_the_old_site_stands(course)


def assert_the_old_site_stands(course: Course) -> None:
    assert course.files() == {"index.html": b"the last good site"}
    assert not list(course.folder.glob("site.building-*"))


def test_a_broken_link_leaves_the_site(course: Course) -> None:
    """MkDocs says no only after it has written every page; the old site must not be gone by then."""
    course.lesson("lesson", "# A lesson\n\nSee [there](nowhere.md).\n")
    course.write("site/index.html", "the last good site")
    build = course.build()
    assert build.status == 1 and "nowhere.md" in build.log
    assert_the_old_site_stands(course)


def test_two_builds_agree_byte_for_byte_but_for_measurements(tmp_path: Path) -> None:
    """The same course in two folders, run at another time and by a Python that orders its sets in another way."""
    courses = [Course(tmp_path / name, MATERIAL) for name in ("one", "two/deeper")]
    for seed, course in enumerate(courses):
        course.lesson(
            "lesson",
            "# A lesson\n\n```python\nprint(hash('a'), {*'abc'})\n```\n\n"
            '```python tags=["measured"]\nimport time\nprint(time.time())\n```\n\nAt `{measured} time.time()`.\n',
        )
        course.environment["PYTHONHASHSEED"] = str(seed)
    builds = [
        subprocess.Popen(course.command("build"), cwd=course.folder, env=course.environment) for course in courses
    ]
    assert [build.wait(120) for build in builds] == [0, 0]
    one, other = ({name: _without_measurements(file) for name, file in course.files().items()} for course in courses)
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


def _without_measurements(content: bytes) -> bytes:
    content = re.sub(rb"<section class=\"om-output\" data-measured.*?</section>", b"", content, flags=re.DOTALL)
    return re.sub(rb"<span data-measured.*?</span>", b"", content, flags=re.DOTALL)


def test_options_of_mkdocs_jupyter_still_work(tmp_path: Path) -> None:
    course = Course(tmp_path, MATERIAL)
    course.edit(
        "mkdocs.yml",
        "{timeout: 20}",
        "{execute_ignore: ['still.md'], ignore: ['not.py'], include_source: true, allow_errors: true, toc_depth: 2,"
        " remove_tag_config: {remove_cell_tags: [gone], remove_input_tags: [quiet]}, highlight_extra_classes: wide}",
    )
    course.lesson("still", "# Still\n\n```python\nprint(6 * 7)\n```\n")
    course.write("docs/not.py", "print('no page')\n")
    course.lesson(
        "lesson",
        "# A lesson\n\n## Two\n\n### Three\n\n```python tags=[\"gone\"]\nprint('gone')\n```\n\n"
        "```python tags=[\"quiet\"]\nprint('quiet output')\n```\n\n```python\n1 / 0\n```\n",
    )
    build = course.build()
    assert build.status == 0, build.log
    html = course.html()
    assert "<code>42</code>" not in course.html("still")
    assert not (course.site / "not/index.html").exists()
    assert (course.site / "lesson/lesson.md").read_text() == (course.folder / "docs/lesson.md").read_text()
    assert "gone" not in html and "quiet output</code>" in html and "print('quiet" not in html
    assert "ZeroDivisionError" in html and 'class="wide highlight' in html.replace("highlight wide", "wide highlight")
    assert 'href="#two"' in html and not re.search(r'md-nav__link[^>]*href="#three"', html)


def test_a_page_that_is_a_notebook_by_the_name_of_its_place_is_page_and_download(course: Course) -> None:
    """The first page of a folder lies in the folder itself, and so does its source."""
    course.edit("mkdocs.yml", "{timeout: 20}", "{timeout: 20, include_source: true}")
    course.write("docs/index.md", "")
    (course.folder / "docs/index.md").unlink()
    nbformat.write(notebook(), course.folder / "docs/index.ipynb")
    course.edit("docs/index.ipynb", "See [home](index.md).", "Here.")
    build = course.build()
    assert build.status == 0, build.log
    assert "<code>42</code>" in course.html("index")
    assert course.files()["index.ipynb"] == (course.folder / "docs/index.ipynb").read_bytes()
    assert b"is a page of" in course.files()["index-notebook.ipynb"]


def test_the_stock_plugin_builds_a_lesson_too(course: Course) -> None:
    course.edit("mkdocs.yml", "ordermatters: {timeout: 20}", "mkdocs-jupyter: {execute: true, allow_errors: false}")
    course.lesson("lesson", "# A lesson\n\n```python\nprint(6 * 7)\n```\n")
    build = course.build()
    assert build.status == 0, build.log
    assert "42" in course.html() and "jp-OutputArea" in course.html()


def test_foot_names_commit_and_versions(course: Course) -> None:
    """The theme of the site prints what the plugin notes; without git the commit is unknown."""
    course.write("theme/main.html", "BUILT {{ config.extra.built | tojson }}")
    course.environment["GIT_CEILING_DIRECTORIES"] = str(course.folder.parent)
    assert course.build().status == 0
    built = json.loads(course.html("index").split("BUILT ")[1].split("}}")[0] + "}}")
    assert built["commit"] == "unknown"
    assert {"Python", "JAX", "NumPy"} <= built["versions"].keys()
