"""What a run says beside its results: warnings, without the places on this machine that they name."""

import re
import site
from pathlib import Path

from nbformat import NotebookNode

from ordermatters_site.library import library_origins

# Where IPython has compiled a cell, a file of this run alone: `/tmp/ipykernel_12/345.py:1: DeprecationWarning: …`.
_CELL = re.compile(r"^\S*[/\\]ipykernel_\d+[/\\]\d+\.py:\d+: ", re.MULTILINE)


def without_local_paths(notebook: NotebookNode, folder: Path, private: str) -> None:
    """Take this machine's folders out of what cells wrote to the error stream: another build has others."""
    places = [*site.getsitepackages(), *(str(origin.parents[1]) for origin in library_origins().values()), str(folder)]
    places = [*places, private]
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "stream" and output.name == "stderr":
                output.text = _CELL.sub("", output.text)
                for place in places:
                    output.text = output.text.replace(f"{place}/", "")
