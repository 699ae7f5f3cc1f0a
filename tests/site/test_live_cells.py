"""Which cells are offered to the reader, and that they show in a browser what the page shows."""

import io
import json
import re
import subprocess
import sys
import zipfile
from html import unescape
from pathlib import Path
from typing import Any

import markdown
import nbformat
import pytest
from at_length import sample
from browsers import course_site
from courses import ROOT
from nbformat import NotebookNode
from stores import browser_library

from ordermatters_site.run.lessons import read_lesson
from ordermatters_site.run.run_cache import CachedRun, RunCache
from ordermatters_site.stage import small_jax
from ordermatters_site.stage.browser_cells import BrowserCell, browser_cells, known_cells
from ordermatters_site.stage.browser_library import BrowserLibrary
from ordermatters_site.stage.cells import CellWriter
from ordermatters_site.stage.pages import page_markdown
from ordermatters_site.store import Store

LESSONS = re.findall(r"lessons/([\w-]+\.md)", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def library() -> BrowserLibrary:
    return browser_library()


def notebook(*sources: str | tuple[str, str]) -> NotebookNode:
    cells = []
    for source in sources:
        text, *tags = source if isinstance(source, tuple) else (source,)
        cells.append(nbformat.v4.new_code_cell(text, metadata={"tags": tags}))
    return nbformat.v4.new_notebook(cells=cells)


def last(library: BrowserLibrary, *sources: str | tuple[str, str]) -> BrowserCell:
    return browser_cells(notebook(*sources), library)[-1]


@pytest.mark.parametrize(
    ("sources", "missing"),
    [
        (["import json"], None),
        (["import numpy as np\nimport jax.numpy as jnp"], None),
        (["import jaxlib"], "JAX"),
        (["import jax\njax.jit(abs).lower(1.0).compile()", "1"], None),
        (["import jax\nmade = jax.jit(abs).lower(1.0).compile()", "made"], "JAX’s compiler"),
        (["import numpy as np\nnp.linalg.multi_dot([a, b, c])"], "the planner of JAX or NumPy"),
        (["from ordermatters.figures import Figure"], "Matplotlib"),
        (["%timeit 1"], "Jupyter"),
        (["import matplotlib\nx = matplotlib.colors()", "print(x)"], "Matplotlib"),
        (["import matplotlib\nx = matplotlib.colors()", "def f():\n    return x"], "Matplotlib"),
        (["import matplotlib\nx = matplotlib.colors()", "x = 1\nprint(x)"], None),
        (["import matplotlib\nx = matplotlib.colors()", "x = 1", "print(x)"], None),
        (["import matplotlib\nx = matplotlib.colors()", "print(x)\nx = 1"], "Matplotlib"),
        (["import matplotlib\nx = matplotlib.colors()", "[x for x in range(3)]"], None),
        (["import matplotlib\nx = matplotlib.colors()", "for x in range(3):\n    print(x)"], None),
        (["import matplotlib\nx = matplotlib.colors()", "x += 1"], "Matplotlib"),
        (["import matplotlib\nx = matplotlib.colors()", "def x():\n    return x"], None),
        (["import matplotlib\nn = 3\ny = matplotlib.colors(n)", "print(n)"], None),
        (["from matplotlib import rc\ndef f():\n    return rc\ndef g():\n    return f()", "g()"], "Matplotlib"),
        (["def f():\n    return g()\ndef g():\n    return rc\nfrom matplotlib import rc", "f()"], "Matplotlib"),
        (["from matplotlib import rc\ndef f():\n    return n\nn = 3", "f()"], None),
        (["import json", "import matplotlib\njson.loads(matplotlib.rc)", "json"], None),
        (["rows = []", "import matplotlib\nrows.append(matplotlib)", "rows"], "Matplotlib"),
        (["rows = {}", "import matplotlib\nrows[0] = matplotlib", "rows"], "Matplotlib"),
        (["import matplotlib\nrows = []\nfor d in matplotlib.colors():\n    rows.append(d)", "rows"], "Matplotlib"),
        ([("x = 1", "measured"), "x"], "a measurement"),
        ([("x = 1", "measured"), "y = x\nimport matplotlib"], "Matplotlib"),
        ([("a = 1", "measured"), "import matplotlib\nb = matplotlib", "print(a, b)"], "Matplotlib"),
        ([("x = 1", "folded"), "x"], None),
        (["import x\nimport y\ndef f(): g(); x\ndef g(): f(); y", "f()"], "y"),  # each calls the other
        (["print(undefined_everywhere)"], None),
    ],
)
def test_imports_and_names_decide(library: BrowserLibrary, sources: list[str], missing: str | None) -> None:
    assert last(library, *sources).missing == missing


@pytest.mark.parametrize("tag", ["check", "folded", "hidden", "measured"])
def test_what_stands_aside_is_not_offered(library: BrowserLibrary, tag: str) -> None:
    assert not last(library, ("1", tag)).offered
    assert last(library, "1").offered


def test_offered_cells_come_first_and_others_only_where_needed(library: BrowserLibrary) -> None:
    sources = ["a = 1", ("b = a", "folded"), ("c = 1", "check"), "d = 1", "b"]
    assert last(library, *sources).after == (0, 1, 3)


def test_a_cell_that_cannot_run_still_lends_its_settings(library: BrowserLibrary) -> None:
    sources = [
        "import matplotlib\nfrom math import sqrt\nn = 3\nroot = sqrt(n)\nprint(matplotlib.colors())",
        "print(root)",
    ]
    cell = last(library, *sources)
    assert cell.first.splitlines() == ["from math import sqrt", "n = 3", "root = sqrt(n)"]
    assert cell.after == ()


def test_a_functions_body_may_use_what_its_cell_defines_later(library: BrowserLibrary) -> None:
    cell = last(library, "import matplotlib\ng = matplotlib", "def f():\n    return g()\n\n\ndef g():\n    return 1")
    assert cell.missing is None


def test_cells_are_numbered_as_messages_number_them(library: BrowserLibrary) -> None:
    book = notebook("1", "2")
    book.cells.insert(1, nbformat.v4.new_markdown_cell("text"))
    assert [(cell.index, cell.number) for cell in browser_cells(book, library)] == [(0, 1), (2, 2)]


LINK = '<a download="lesson.ipynb" href="lesson.ipynb">notebook</a>'


def page(library: BrowserLibrary, *sources: str | tuple[str, str]) -> str:
    """The Markdown of a page with some cells."""
    book = notebook(*sources)
    return page_markdown(book, cells=CellWriter(browser_cells(book, library), "lesson.ipynb"))


def rendered(text: str) -> str:
    return markdown.markdown(text, extensions=["attr_list", "md_in_html", "pymdownx.superfences"])


def test_a_cell_is_rendered_between_its_tags(library: BrowserLibrary) -> None:
    html = rendered(page(library, "if 1 < 2: pass", ("x = 1", "folded")))
    assert html.count("om-cell") == 2 and html.count("Try it") == 1 and html.count("<pre>") == 2
    cell, _, rest = html.partition("Try it")
    assert cell.startswith('<div class="om-cell" data-cell="0" data-live="cell" data-number="1">') and "&lt;" in cell
    assert '<details class="om-fold">' in rest and 'data-cell="1"' in rest


def test_what_a_cell_needs_first_is_in_its_attributes(library: BrowserLibrary) -> None:
    text = page(library, "import matplotlib\nname = \"<a> & 'b'\"\nn = 1\nmatplotlib.rc", "print(name, n)")
    (first,) = re.findall(r'data-first="([^"]*)"', rendered(text))
    assert unescape(first) == "name = \"<a> & 'b'\"\nn = 1"


def test_the_first_cell_that_needs_more_says_so_in_full(library: BrowserLibrary) -> None:
    text = rendered(page(library, "import matplotlib", "import jaxlib"))
    first, second = re.findall(r'<p class="om-needs.*?</p>', text)
    assert "needs Matplotlib, which a browser does not have" in first and LINK in first
    assert "Needs JAX" in second and LINK in second


SMALL = {
    "its own import": (["import jax"], [True]),
    "none": (["1", "import math"], [False, False]),
    "an import above": (["1", "import numpy as np", "2"], [False, True, True]),
    "a module of the library": (["from ordermatters.networks import narrowing"], [True]),
    "a statement that it takes along": (
        ["import numpy as np\nimport matplotlib\nn = 3", "np.ones(3)", "n"],
        [False, True, True],
    ),
    "another": (["import matplotlib\nn = 3", "n"], [False, False]),
}


@pytest.mark.parametrize("sources, on_small_jax", SMALL.values(), ids=SMALL)
def test_cells_that_need_small_jax_are_known(
    library: BrowserLibrary, sources: list[str], on_small_jax: list[bool]
) -> None:
    assert [cell.on_small_jax for cell in browser_cells(notebook(*sources), library)] == on_small_jax


def test_small_jax_is_introduced_once_above_the_first_cell_that_needs_it(library: BrowserLibrary) -> None:
    marked = rendered(page(library, "x = 1", ("import numpy", "folded"), "import jax", "jax.jit"))
    (note,) = re.findall(r'<p class="om-quiet om-small-jax".*?</p>', marked)
    before, after = marked.split(note)
    assert before.count('data-live="cell"') == 1 and after.count('data-live="cell"') == 2
    lines = sum(len(path.read_text().splitlines()) for path in (ROOT / "src/smalljax").rglob("*.py"))
    assert f"{lines:,} lines" in note and "src/smalljax" in note and LINK in note
    assert "om-needs" not in marked
    assert "om-small-jax" not in rendered(page(library, "x = 1", "y = x"))


@pytest.mark.parametrize("explains", ["a-jax-of-your-own.md", None])
def test_the_note_on_small_jax_links_the_lesson_that_builds_it(library: BrowserLibrary, explains: str | None) -> None:
    book = notebook("import jax")
    text = rendered(page_markdown(book, cells=CellWriter(browser_cells(book, library), "lesson.ipynb", explains)))
    assert text.count('<a href="a-jax-of-your-own.md">') == (explains is not None)
    assert "made to be read" in text and LINK in text


def test_a_page_whose_cells_have_not_run_yet_is_written_without_outputs(library: BrowserLibrary) -> None:
    """In `mkdocs serve` a page shows before its lesson has run; a value is dots until then."""
    book = notebook("print(1)", "print(2)")
    book.cells.append(nbformat.v4.new_markdown_cell("It is `{python} x`."))
    assert page_markdown(book).count("om-output") == 0 and "It is …." in page_markdown(book)
    book.cells[0].outputs = [nbformat.v4.new_output("stream", text="1\n")]
    assert page_markdown(book).count("om-output") == 1


def test_a_check_that_has_not_run_yet_is_not_said_to_have(library: BrowserLibrary) -> None:
    book = notebook(("assert True", "check"))
    assert "Checked while this page was built" in page_markdown(book) and "om-check" in page_markdown(book)
    del book.cells[0]["outputs"]
    assert "Checked once this page has run" in page_markdown(book) and "om-check" not in page_markdown(book)


def _printed(cell: dict[str, Any]) -> str:
    """What a kernel showed of a cell, as text; a table's text is what the browser shows too."""
    texts = [output.get("text", "") or output.get("data", {}).get("text/plain", "") for output in cell["outputs"]]
    return "\n".join(text.strip("\n") for text in texts if text.strip("\n"))


def _drawn(cell: dict[str, Any]) -> str:
    """The drawing that a kernel showed of a cell."""
    return "".join(output.get("data", {}).get("image/svg+xml", "") for output in cell["outputs"])


def _seen(svg: str) -> list[str]:
    """What is drawn, and the texts in it and of it; where a curve runs may differ in a last digit."""
    return re.findall(r"<\w+|>([^<]+)<|aria-label=\"([^\"]*)", svg)


def _kept(page: str) -> CachedRun:
    """Find the last run of a page; the site is built if it has none."""
    runs = RunCache(ROOT / ".cache/lessons")
    if runs.latest(page) is None:
        course_site()
    run = runs.latest(page)
    assert run
    return run


RUNS_CELLS = """
import json, sys
sys.path[:0] = [{home!r}]
import session, small_jax
small_jax.offer(lambda: open({archive!r}, "rb").read())
for program in json.load(sys.stdin):
    shown = []
    result = json.loads(session.answer(json.dumps({{"kind": "run", "cells": program}}), shown.append))
    print(json.dumps([result, "".join(shown)]))
"""


@pytest.fixture(scope="module")
def browsers_python(tmp_path_factory: pytest.TempPathFactory, library: BrowserLibrary) -> list[str]:
    """Start Python with what a browser has: the standard library, the packed modules, small JAX when asked for."""
    home = tmp_path_factory.mktemp("browser")
    sources = {path.name: path.read_bytes() for path in (ROOT / "src/live").glob("*.py")}
    zipfile.ZipFile(io.BytesIO(library.zipped(sources))).extractall(home)
    (home / small_jax.ARCHIVE).write_bytes(small_jax.packed())
    script = RUNS_CELLS.format(home=str(home), archive=str(home / small_jax.ARCHIVE))
    return [sys.executable, "-I", "-S", "-c", script]


@pytest.mark.parametrize("name", sample(LESSONS, *range(0, len(LESSONS), 3)))
def test_offered_cells_show_what_the_page_shows(library: BrowserLibrary, browsers_python: list[str], name: str) -> None:
    """Each offered cell of a lesson, after the cells and statements that it says it needs, as the browser runs it."""
    run = _kept(f"lessons/{name}")
    cells = {cell.index: cell for cell in browser_cells(run.notebook, library)}
    offered = [cell for cell in cells.values() if cell.offered and not cell.missing]
    programs = json.dumps([_program(cell, cells) for cell in offered])
    done = subprocess.run(browsers_python, input=programs, capture_output=True, encoding="utf-8", check=True)
    for cell, line in zip(offered, done.stdout.splitlines(), strict=True):
        result, shown = json.loads(line)
        if drawn := result.pop("svg", ""):
            assert _seen(drawn) == _seen(_drawn(run.notebook["cells"][cell.index])), f"cell {cell.number}"
        assert result == {}, f"cell {cell.number}: {result}"
        printed = [] if drawn else _printed(run.notebook["cells"][cell.index]).split()  # a notebook folds long lists
        assert [*map(_rounded, shown.split())] == [*map(_rounded, printed)], f"cell {cell.number}"


def _program(cell: BrowserCell, cells: dict[int, BrowserCell]) -> list[dict[str, str]]:
    program = []
    for each in [*(cells[index] for index in cell.after), cell]:
        program += [{"name": f"before cell {each.number}", "source": each.first}] if each.first else []
        program += [{"name": f"cell {each.number}", "source": each.source}]
    return program


def _rounded(word: str) -> str:
    """Round what is a number with many digits: the last ones are another library's."""
    return re.sub(r"-?\d+\.\d{5,}(e[-+]\d+)?", lambda number: f"{float(number[0]):.3g}", word)


def test_some_lessons_can_be_tried(library: BrowserLibrary) -> None:
    offered = 0
    for path in (ROOT / "docs/lessons").glob("*.md"):
        offered += _offered(path, library)
    assert offered >= 85


def _offered(path: Path, library: BrowserLibrary) -> int:
    cells = browser_cells(read_lesson(path, path.name, Store()).notebook, library)
    return sum(cell.offered and not cell.missing for cell in cells)


@pytest.mark.of_this_course
def test_the_table_of_this_site_counts_the_cells_of_the_built_pages() -> None:
    folder, _ = course_site()
    this_site = (folder / "reference/this-site/index.html").read_text(encoding="utf-8")
    row = r'<td><a href="\.\./\.\./lessons/([\w-]+)/">[^<]*</a></td>\s*<td[^>]*>(\d+)</td>\s*<td[^>]*>(\d+)</td>'
    listed = {lesson: (int(shown), int(run)) for lesson, shown, run in re.findall(row, this_site)}
    assert sorted(listed) == sorted(name.removesuffix(".md") for name in LESSONS)
    for lesson, (shown, run) in listed.items():
        page = (folder / "lessons" / lesson / "index.html").read_text(encoding="utf-8")
        assert run == page.count('data-live="cell"') == page.count('data-act="try"'), lesson
        assert shown - run == len(re.findall(r'<p class="om-needs\b', page)), lesson
    shown, run = (sum(counts) for counts in zip(*listed.values(), strict=True))
    assert run >= shown - 3
    assert re.search(rf"<td>All lessons</td>\s*<td[^>]*>{shown}</td>\s*<td[^>]*>{run}</td>", this_site)


@pytest.mark.parametrize(("language", "offered"), [("python", 1), ("R", 0), ("julia", 0)])
def test_cells_of_another_language_are_not_for_pythons_browser(
    language: str, offered: int, library: BrowserLibrary
) -> None:
    """What assigns 1 to `x` in R compares the two in Python."""
    written = notebook("x <- 1\nx")
    written["metadata"]["kernelspec"] = {"name": "any", "display_name": "Any", "language": language}
    assert len(known_cells(written, library, Store())) == offered
