"""A lesson as a Jupyter notebook for the reader: values filled in, outputs left for the reader to make."""

import json
import posixpath
import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from ordermatters_site.presentation.jupyter_prose import JupyterProse
from ordermatters_site.presentation.rendering import prose
from ordermatters_site.run.notebooks import Cell, Notebook

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


def notebook_for_download(executed: Notebook, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Write an executed notebook as one that a reader opens, runs and changes.

    The text is the page's own, numbers included; outputs are left out, so that what the reader sees was computed by
    the reader's machine. The first cells say how to install what the notebook needs, or do it, where the site says by
    `repo_url` where that is. Links lead to the site: what lies beside the page does not lie beside its copy.
    """
    url = page.canonical_url or config.site_url or ""
    cells = [*_first_cells(page, config, url), *map(_without_outputs, executed["cells"])]
    prose_of_page = JupyterProse(url)
    for cell in cells:
        if cell["cell_type"] == "markdown":
            cell["source"] = prose_of_page.written(cell["source"])
        if cell["cell_type"] == "markdown" and url:
            cell["source"] = _LINK.sub(lambda link: _address(link, page, url, files), cell["source"])
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"  # nbformat draws ids at random; two builds must agree
    metadata = {name: value for name, value in executed["metadata"].items() if name != "ordermatters"}
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _first_cells(page: Page, config: MkDocsConfig, url: str) -> list[Cell]:
    said = _HOW_IT_RUNS if config.repo_url else _HOW_TO_RUN
    cells = [_cell("markdown", said.format(title=page.title, site=config.site_name, url=url), {})]
    if config.repo_url:
        cells.append(_cell("code", _INSTALL.format(repository=config.repo_url.rstrip("/")).rstrip(), {}))
    return cells


def _address(link: re.Match[str], page: Page, url: str, files: Files) -> str:
    if not link["path"]:
        return url + link[0]
    source = posixpath.normpath(posixpath.join(posixpath.dirname(page.file.src_uri), link["path"]))
    target = files.get_file_from_path(source)
    return urljoin(url, target.url_relative_to(page.file)) + (link["part"] or "") if target else link[0]


def _without_outputs(cell: Cell) -> Cell:
    source = prose(cell) if cell["cell_type"] == "markdown" else cell["source"]
    metadata = {name: value for name, value in cell["metadata"].items() if name not in _OF_THE_RUN}
    return _cell(cell["cell_type"], source, metadata)


def _cell(kind: str, source: str, metadata: dict[str, Any]) -> Cell:
    cell = {"cell_type": kind, "source": source, "metadata": metadata}
    return cell | {"outputs": [], "execution_count": None} if kind == "code" else cell


def notebook_name(page: Page) -> str:
    """Name the notebook that a page is offered as."""
    return Path(page.file.src_uri).with_suffix(".ipynb").name
