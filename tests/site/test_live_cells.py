"""Which cells are offered to the reader, and that they show in a browser what the page shows."""

import importlib.util
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import markdown
import nbformat
import pytest
from nbformat import NotebookNode

from browsers import course_site
from courses import ROOT
from ordermatters_site.stage.browser_cells import BrowserCell, browser_cells
from ordermatters_site.stage.browser_library import BrowserLibrary
from ordermatters_site.stage.cells import CellWriter
from ordermatters_site.stage.pages import page_markdown
from ordermatters_site.run.kept_runs import KeptRun, KeptRuns
from ordermatters_site.run.lessons import read_lesson
from ordermatters_site.store import Store

LESSONS = re.findall(r"lessons/([\w-]+\.md)", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def library() -> BrowserLibrary:
    return BrowserLibrary.read()


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
        (["import numpy as np"], "NumPy"),
        (["from ordermatters.figures import product_tiles"], "Matplotlib"),
        (["%timeit 1"], "Jupyter"),
        (["import jax\nx = jax.devices()", "print(x)"], "JAX"),
        (["import jax\nx = jax.devices()", "def f():\n    return x"], "JAX"),
        (["import jax\nx = jax.devices()", "x = 1\nprint(x)"], None),
        (["import jax\nx = jax.devices()", "x = 1", "print(x)"], None),
        (["import jax\nx = jax.devices()", "print(x)\nx = 1"], "JAX"),
        (["import jax\nx = jax.devices()", "[x for x in range(3)]"], None),
        (["import jax\nx = jax.devices()", "for x in range(3):\n    print(x)"], None),
        (["import jax\nx = jax.devices()", "x += 1"], "JAX"),
        (["import jax\nx = jax.devices()", "def x():\n    return x"], None),
        (["import jax\nn = 3\ny = jax.devices(n)", "print(n)"], None),
        (["rows = []", "import jax\nrows.append(jax)", "rows"], "JAX"),
        (["rows = {}", "import jax\nrows[0] = jax", "rows"], "JAX"),
        (["import jax\nrows = []\nfor d in jax.devices():\n    rows.append(d)", "rows"], "JAX"),
        ([("x = 1", "measured"), "x"], "a measurement"),
        ([("x = 1", "measured"), "y = x\nimport jax"], "JAX"),
        ([("a = 1", "measured"), "import jax\nb = jax", "print(a, b)"], "JAX"),
        ([("x = 1", "folded"), "x"], None),
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
    sources = ["import jax\nfrom math import sqrt\nn = 3\nroot = sqrt(n)\nprint(jax.devices())", "print(root)"]
    cell = last(library, *sources)
    assert cell.first.splitlines() == ["from math import sqrt", "n = 3", "root = sqrt(n)"]
    assert cell.after == ()


def test_a_functions_body_may_use_what_its_cell_defines_later(library: BrowserLibrary) -> None:
    cell = last(library, "import jax\ng = jax", "def f():\n    return g()\n\n\ndef g():\n    return 1")
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
    text = page(library, "import jax\nname = \"<a> & 'b'\"\nn = 1\njax.jit", "print(name, n)")
    (first,) = re.findall(r'data-first="([^"]*)"', rendered(text))
    assert unescape(first) == "name = \"<a> & 'b'\"\nn = 1"


def test_the_first_cell_that_needs_more_says_so_in_full(library: BrowserLibrary) -> None:
    first, second = re.findall(r'<p class="om-needs.*?</p>', rendered(page(library, "import jax", "import numpy")))
    assert "needs JAX, which a browser does not have" in first and LINK in first
    assert "Needs NumPy" in second and LINK in second


def test_a_page_whose_cells_have_not_run_yet_is_written_without_outputs(library: BrowserLibrary) -> None:
    """In `mkdocs serve` a page shows before its lesson has run; a value is its expression until then."""
    book = notebook("print(1)", "print(2)")
    book.cells.append(nbformat.v4.new_markdown_cell("It is `{python} x`."))
    assert page_markdown(book).count("om-output") == 0 and "It is `x`." in page_markdown(book)
    book.cells[0].outputs = [nbformat.v4.new_output("stream", text="1\n")]
    assert page_markdown(book).count("om-output") == 1


def _printed(cell: dict[str, Any]) -> str:
    """What a kernel showed of a cell, as text; a table's text is what the browser shows too."""
    texts = [output.get("text", "") or output.get("data", {}).get("text/plain", "") for output in cell["outputs"]]
    return "\n".join(text.strip("\n") for text in texts if text.strip("\n"))


def _kept(page: str) -> KeptRun:
    """Find the last run of a page; the site is built if it has none."""
    runs = KeptRuns(ROOT / ".cache/lessons")
    if runs.latest(page) is None:
        course_site()
    run = runs.latest(page)
    assert run
    return run


@pytest.mark.parametrize("name", LESSONS)
def test_offered_cells_show_what_the_page_shows(library: BrowserLibrary, name: str) -> None:
    """Each offered cell of a lesson, after the cells and statements that it says it needs, as the browser runs it."""
    run = _kept(f"lessons/{name}")
    spec = importlib.util.spec_from_file_location("session", ROOT / "src/live/session.py")
    assert spec and spec.loader
    session = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(session)
    cells = {cell.index: cell for cell in browser_cells(run.notebook, library)}
    for cell in cells.values():
        if cell.missing or not cell.offered:
            continue
        program = []
        for each in [*(cells[index] for index in cell.after), cell]:
            program += [{"name": f"before cell {each.number}", "source": each.first}] if each.first else []
            program += [{"name": f"cell {each.number}", "source": each.source}]
        shown: list[str] = []
        result = json.loads(session.answer(json.dumps({"kind": "run", "cells": program}), shown.append))
        assert result == {}, f"cell {cell.number}: {result}"
        printed = _printed(run.notebook["cells"][cell.index])
        assert "".join(shown).split() == printed.split(), f"cell {cell.number}"  # a notebook folds long lists


def test_some_lessons_can_be_tried(library: BrowserLibrary) -> None:
    offered = 0
    for path in (ROOT / "docs/lessons").glob("*.md"):
        offered += _offered(path, library)
    assert offered >= 20


def _offered(path: Path, library: BrowserLibrary) -> int:
    cells = browser_cells(read_lesson(path, path.name, Store()).notebook, library)
    return sum(cell.offered and not cell.missing for cell in cells)
