"""A page as a Jupyter notebook for its reader: values filled in, outputs left for the reader to make."""

import json
import posixpath
import re
import textwrap
from typing import Any

from ordermatters_site.run.notebooks import Cell
from ordermatters_site.stage.browser_library import BrowserLibrary
from ordermatters_site.stage.course import Course, CoursePage
from ordermatters_site.stage.lists import EMPTY
from ordermatters_site.stage.pages import PageOptions
from ordermatters_site.stage.parts import NotebookParts, fold
from ordermatters_site.stage.prose import with_values

_HOW_TO_RUN = """\
*{title}* is a page of [{site}]({url}). To run it here, this Jupyter needs the course's library. \
In a copy of the course's repository, `python3 -m pip install -r requirements.txt` installs it, \
together with everything else that the page uses.
"""
# Where readers can have the library from: for a Jupyter on another machine, Colab among them.
_INSTALL = """\
# Installs the course's library where it is missing.
import importlib.util

if importlib.util.find_spec("ordermatters") is None:
    %pip install -q "ordermatters[jax,figures] @ git+{repository}"
"""
_HOW_IT_RUNS = """\
*{title}* is a page of [{site}]({url}). The cell below installs the course's library where it is missing.
"""
# What a run notes of a cell.
_OF_THE_RUN = ("inline", "execution")
# The address of a link or a picture that names no host: a file, a part of one, or a part of this page.
_LINK = re.compile(r"(?<=\]\()(?=[\w./#])(?P<path>[\w./-]*\w\.\w+)?(?P<part>#[^)\s]+)?(?=[)\s])")
_BOX = re.compile(
    r"^(?P<mark>!!!|\?\?\?\+?) +(?P<kind>[\w-]+)(?: +\"(?P<title>[^\"]*)\")?[ \t]*\n"
    r"(?P<body>(?:(?: {4}|\t).*(?:\n|\Z)|[ \t]*\n(?=(?:[ \t]*\n)*(?: {4}|\t)))+)",
    re.MULTILINE,
)


def notebook_for_download(page: CoursePage, course: Course, library: BrowserLibrary | None) -> str:
    """Write the executed notebook of a page as one that a reader opens, runs and changes.

    The text is the page's own, numbers included; outputs are left out, so that what the reader sees was computed by
    the reader's machine. The first cells say how to install what the notebook needs, or do it, where the site says
    where that is. Links lead to the site: what lies beside the page does not lie beside its copy.
    """
    executed, url = page.notebook or EMPTY, course.addresses.get(page.name, "")
    parts = NotebookParts(url, library)
    kept = [cell for cell in executed["cells"] if not PageOptions().of_cell(cell).removed]  # a solution, say
    cells = [*_first_cells(course, course.title(page), url), *(_without_outputs(cell, parts) for cell in kept)]
    for number, cell in enumerate(cells):
        if cell["cell_type"] == "markdown" and url:
            cell["source"] = _LINK.sub(lambda link: _address(link, page, course), cell["source"])
        cell["id"] = f"cell-{number}"  # nbformat draws ids at random; two builds must agree
    metadata = {name: value for name, value in executed["metadata"].items() if name not in ("ordermatters", "widgets")}
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _first_cells(course: Course, title: str, url: str) -> list[Cell]:
    said = _HOW_IT_RUNS if course.repository else _HOW_TO_RUN
    cells = [_cell("markdown", said.format(title=title, site=course.name, url=url), {})]
    if course.repository:
        cells.append(_cell("code", _INSTALL.format(repository=course.repository.rstrip("/")).rstrip(), {}))
    return cells


def _address(link: re.Match[str], page: CoursePage, course: Course) -> str:
    if not link["path"]:
        return course.addresses[page.name] + link[0]
    source = posixpath.normpath(posixpath.join(posixpath.dirname(page.name), link["path"]))
    target = course.addresses.get(source)
    return link[0] if target is None else target + (link["part"] or "")


def _without_outputs(cell: Cell, parts: NotebookParts) -> Cell:
    source = cell["source"]
    if cell["cell_type"] == "markdown":
        source = admonitions_for_jupyter(parts.fill(with_values(cell)))
    metadata = {name: value for name, value in cell["metadata"].items() if name not in _OF_THE_RUN}
    return _cell(cell["cell_type"], source, metadata)


def _cell(kind: str, source: str, metadata: dict[str, Any]) -> Cell:
    cell = {"cell_type": kind, "source": source, "metadata": metadata}
    return cell | {"outputs": [], "execution_count": None} if kind == "code" else cell


def admonitions_for_jupyter(markdown: str) -> str:
    """Write the boxes of a cell for a notebook."""
    return _BOX.sub(_box, markdown)


def _box(box: re.Match[str]) -> str:
    title, body = box["title"] or box["kind"].capitalize(), textwrap.dedent(box["body"]).strip()
    if box["mark"] != "!!!":
        return fold(title, body) + "\n"
    return textwrap.indent(f"**{title}**\n\n{body}", "> ", lambda _: True) + "\n"
