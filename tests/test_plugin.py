"""The site as it is built: what runs, what is kept, what stops a build and what readers get."""

import json
import re
import shutil

import nbformat
import pytest
from nbclient import NotebookClient

from courses import ROOT, Course

FIGURE = """
```python
from IPython.display import SVG, display
display(SVG('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><g id="a"/></svg>'){metadata})
```
"""


def test_a_lesson_becomes_a_page_of_the_site(course: Course) -> None:
    course.lesson(
        "lesson",
        """# A lesson

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

""",
    )
    build = course.build()
    assert build.status == 0, build.log
    html = course.html()
    assert '<h1 id="a-lesson">A lesson</h1>' in html
    assert '<div class="admonition note">' in html
    assert 'class="katex"' in html and "arithmatex" not in html
    assert 'href="../"' in html and 'class="footnote"' in html
    assert "1 &lt;b&gt;" in html
    assert "It costs 21, and <code>{python} cost</code>" in html
    assert '<details class="om-fold">' in html and '<details class="om-check">' in html
    assert 'class="tabbed-set' in html
    measured = r"<section class=\"om-output\" data-measured[^>]*>.*about 0.123456 s.*Measured on "
    assert re.search(measured, html, re.DOTALL)
    assert "<span data-measured data-search-exclude>0.654321</span>" in html
    assert "It costs 21" in course.text_in_search()
    assert "123456" not in course.text_in_search().split("</code>", 99)[-1] and "654321" not in course.text_in_search()


def test_the_notebook_for_download_runs_and_has_its_values(course: Course) -> None:
    course.lesson("lesson", "# A lesson\n\n```python\ncost = 7 * 3\n```\n\nIt costs `{python} cost`.\n")
    assert course.build().status == 0
    notebook = nbformat.read(course.site / "lesson/lesson.ipynb", as_version=4)
    nbformat.validate(notebook)
    assert "pip install" in notebook.cells[0].source
    assert any("It costs 21." in cell.source for cell in notebook.cells)
    assert not any(cell.get("outputs") for cell in notebook.cells)
    NotebookClient(notebook).execute()


def test_a_later_value_knows_the_whole_lesson(course: Course) -> None:
    """The truth of a prediction stands above the cells that compute it."""
    course.lesson(
        "lesson",
        '# A lesson\n\n```python\ncost = 1\n```\n\nNow `{python} cost`, <b title="`{later} f"{cost:,}"`">then</b>.\n\n'
        "```python\ncost = 2000\n```\n",
    )
    build = course.build()
    assert build.status == 0, build.log
    assert 'Now 1, <b title="2,000">then</b>' in course.html()


def test_notebooks_and_scripts_go_the_same_way(course: Course) -> None:
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("# From Jupyter\n\nSee [home](index.md)."),
            nbformat.v4.new_code_cell("print(6 * 7)"),
        ],
        metadata={"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}},
    )
    nbformat.write(notebook, course.folder / "docs/jupyter.ipynb")
    course.write("docs/script.py", "# %% [markdown]\n# # From a script\n\n# %%\nprint(6 * 8)\n")
    build = course.build()
    assert build.status == 0, build.log
    assert "<code>42</code>" in course.html("jupyter") and 'href="../"' in course.html("jupyter")
    assert "<code>48</code>" in course.html("script")


def test_only_what_changed_runs_again(course: Course) -> None:
    """One lesson edited: one runs. A module edited: those that reach it. A package upgraded: all."""
    shutil.copytree(ROOT / "src/ordermatters", course.folder / "src/ordermatters")
    course.environment["PYTHONPATH"] = str(course.folder / "src")
    course.lesson("chain", "# Chain\n\n```python\nfrom ordermatters.chains import chain_cost\n```\n")
    course.lesson("count", "# Count\n\n```python\nfrom ordermatters import counting\n```\n")
    course.lesson("plain", "# Plain\n\n```python\nprint(1)\n```\n")

    first = course.build()
    assert first.status == 0, first.log
    assert first.ran == dict.fromkeys(["chain.md", "count.md", "plain.md"], "no kept run")

    assert course.build().ran == {}

    course.edit("docs/plain.md", "print(1)", "print(2)")
    assert course.build().ran == {"plain.md": "the page changed"}
    assert "<code>2</code>" in course.html("plain")

    course.edit("src/ordermatters/chains.py", '"""', '"""New: ')
    assert course.build().ran == {"chain.md": "`ordermatters.chains` changed"}

    course.edit("src/ordermatters/counting.py", '"""', '"""New: ')
    again = course.build().ran
    assert set(again) == {"chain.md", "count.md"}, "chains reaches counting, so its lesson depends on it too"
    assert again["count.md"] == "`ordermatters.counting` changed"

    metadata = course.write(
        "src/upgraded-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: upgraded\nVersion: 1.0\n"
    )
    assert set(course.build().ran) == {"chain.md", "count.md", "plain.md"}
    metadata.write_text("Metadata-Version: 2.1\nName: upgraded\nVersion: 1.1\n")
    metadata.parent.rename(metadata.parent.with_name("upgraded-1.1.dist-info"))  # as an installer leaves it
    assert set(course.build().ran.values()) == {"package upgraded 1.0 became 1.1"}

    course.edit("docs/plain.md", "print(2)", "print(1)")
    course.edit("docs/plain.md", "print(1)", "print(2)")
    assert course.build().ran == {}


def test_a_damaged_kept_run_is_run_again(course: Course) -> None:
    course.lesson("lesson", "# A lesson\n\n```python\nprint(6 * 7)\n```\n")
    course.build()
    (entry,) = (course.folder / ".cache/lessons").rglob("*.json")
    whole = entry.read_text(encoding="utf-8")
    for damaged in (whole[: len(whole) // 2], whole.replace("42", "43")):
        entry.write_text(damaged, encoding="utf-8")
        assert course.build().ran == {"lesson.md": "its kept run was damaged"}
        assert "<code>42</code>" in course.html()


FAULTS = {
    "cell": ("```python\nx = 1\n1 / 0\n```\n", "lesson.md, cell 1, line 15: ZeroDivisionError: division by zero"),
    "claim": ("```python\nassert 6 * 7 == 43\n```\n", "line 14: AssertionError\n    assert 6 * 7 == 43"),
    "inline value": (
        "Text.\n\nSo `{python} cost`.\n",
        "lesson.md, line 15: the inline value `cost`: NameError: name 'cost'",
    ),
    "endless cell": ("```python\nwhile True: pass\n```\n", "lesson.md, cell 1, line 14: ran longer than 3 seconds"),
    "dead kernel": ("```python\nimport os\nos._exit(1)\n```\n", "lesson.md, cell 1, line 14: the kernel died"),
    "figure without alt text": (FIGURE.format(metadata=""), "lesson.md, cell 1, line 15: a figure without alt text"),
    "typed number": ("It takes 1,020,000 steps.\n", "lesson.md, line 13: the number 1,020,000 is typed into the prose"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_stops_the_build_and_leaves_the_site(course: Course, fault: str) -> None:
    text, message = FAULTS[fault]
    course.write("mkdocs.yml", (course.folder / "mkdocs.yml").read_text().replace("timeout: 20", "timeout: 3"))
    course.write("site/index.html", "the last good site")
    course.lesson("lesson", f"# A lesson\n\n{text}")
    build = course.build()
    assert build.status == 1
    assert message in build.log
    assert "Traceback" not in build.log
    assert course.files() == {"index.html": b"the last good site"}
    assert not list(course.folder.glob("site.building-*"))


def test_a_missing_kernel_is_named(course: Course) -> None:
    course.lesson("lesson", "# A lesson\n\n```python\n1\n```\n", kernel="nosuch")
    build = course.build()
    assert build.status == 1
    assert "lesson.md: the kernel 'nosuch' is not installed" in build.log


def test_a_broken_link_leaves_the_site(course: Course) -> None:
    """MkDocs says no only after it has written every page; the old site must not be gone by then."""
    course.lesson("lesson", "# A lesson\n\nSee [there](nowhere.md).\n")
    course.write("site/index.html", "the last good site")
    build = course.build()
    assert build.status == 1 and "nowhere.md" in build.log
    assert course.files() == {"index.html": b"the last good site"}
    assert not list(course.folder.glob("site.building-*"))


def test_alt_text_is_taken_from_the_figure_or_from_its_cell(course: Course) -> None:
    own = FIGURE.format(metadata=", metadata={'image/svg+xml': {'alt': 'a < b'}}")
    cells = FIGURE.format(metadata="").replace("```python", '```python alt="c & d"')
    course.lesson("lesson", f"# A lesson\n{own}{cells}")
    build = course.build()
    assert build.status == 0, build.log
    assert re.findall(r'role="img" aria-label="([^"]*)"', course.html()) == ["a &lt; b", "c &amp; d"]
    ids = re.findall(r'<g id="([^"]+)"', course.html())
    assert len(ids) == len(set(ids)) == 2


def test_two_builds_agree_byte_for_byte_but_for_measurements(tmp_path) -> None:
    """The same course in two folders, one of them with its kept runs from another day."""
    sites = []
    for name in ("one", "two/deeper"):
        course = Course(tmp_path / name)
        course.lesson(
            "lesson",
            "# A lesson\n\n```python\nprint(hash('a'), {*'abc'})\n```\n\n"
            '```python tags=["measured"]\nimport time\nprint(time.time())\n```\n\nAt `{measured} time.time()`.\n',
        )
        assert course.build().status == 0
        sites.append({name: _without_measurements(content) for name, content in course.files().items()})
    assert sites[0].keys() == sites[1].keys()
    assert [name for name in sites[0] if sites[0][name] != sites[1][name]] == []


def _without_measurements(content: bytes) -> bytes:
    content = re.sub(rb"<section class=\"om-output\" data-measured.*?</section>", b"", content, flags=re.DOTALL)
    return re.sub(rb"<span data-measured.*?</span>", b"", content, flags=re.DOTALL)


def test_options_of_mkdocs_jupyter_still_work(course: Course) -> None:
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


def test_the_stock_plugin_builds_a_lesson_too(course: Course) -> None:
    course.edit("mkdocs.yml", "ordermatters: {timeout: 20}", "mkdocs-jupyter: {execute: true, allow_errors: false}")
    course.lesson("lesson", "# A lesson\n\n```python\nprint(6 * 7)\n```\n")
    build = course.build()
    assert build.status == 0, build.log
    assert "42" in course.html() and "jp-OutputArea" in course.html()


def test_foot_names_commit_and_versions(course: Course) -> None:
    """The theme of the site prints what the plugin notes; without git the commit is unknown."""
    course.edit("mkdocs.yml", "{name: material, font: false}", "{name: material, font: false, custom_dir: theme}")
    course.write(
        "theme/main.html",
        '{% extends "base.html" %}{% block footer %}BUILT {{ config.extra.built | tojson }}{% endblock %}',
    )
    course.environment["GIT_CEILING_DIRECTORIES"] = str(course.folder.parent)
    assert course.build().status == 0
    built = json.loads(course.html("index").split("BUILT ")[1].split("}}")[0] + "}}")
    assert built["commit"] == "unknown"
    assert {"Python", "JAX", "NumPy"} <= built["versions"].keys()
