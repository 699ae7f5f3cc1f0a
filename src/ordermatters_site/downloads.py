"""A lesson as a Jupyter notebook for the reader: values filled in, outputs left for the reader to make."""

import copy
import json

from ordermatters_site.notebooks import Notebook
from ordermatters_site.rendering import prose

_HOW_TO_RUN = """\
*{title}* is a page of [{site}]({url}). To run it here, this Jupyter needs the course's library. \
In a copy of the course's repository, `python3 -m pip install -r requirements.txt` installs it, \
together with everything else that the page uses.
"""


def notebook_for_download(executed: Notebook, title: str, site: str, url: str) -> str:
    """Write an executed notebook as one that a reader opens, runs and changes.

    The text is the page's own, numbers included; outputs are left out, so that what the reader sees was computed by
    the reader's machine. The first cell says how to install what the notebook needs.
    """
    notebook = copy.deepcopy(executed)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = prose(cell)
            cell["metadata"].pop("inline", None)
        elif cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
            cell["metadata"].pop("execution", None)
    how_to_run = _HOW_TO_RUN.format(title=title, site=site, url=url)
    first = {"cell_type": "markdown", "metadata": {}, "source": how_to_run}
    notebook["cells"].insert(0, first)
    for number, cell in enumerate(notebook["cells"]):
        cell["id"] = f"cell-{number}"  # nbformat draws ids at random; two builds must agree
    notebook["nbformat"], notebook["nbformat_minor"] = 4, 5
    notebook["metadata"].pop("ordermatters", None)
    return json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
