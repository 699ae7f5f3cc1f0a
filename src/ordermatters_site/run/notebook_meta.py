"""What a notebook or a script says of itself: its front matter, wherever people put it, and that it runs Python."""

import re
from typing import Any

import yaml

from ordermatters_site.run.notebooks import Notebook

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(?P<yaml>[\w-]+:.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
# What of a notebook's metadata is meant for readers; the rest is other programs'.
_FOR_READERS = ("title", "description", "question", "tags", "hide", "inputs", "allow")
_PYTHON = re.compile(r"python|conda|venv|ipykernel", re.IGNORECASE)
_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def take_front_matter(notebook: Notebook) -> str:
    """Take the front matter out of a notebook: from a first cell, raw or Markdown, or else from its metadata."""
    cells = notebook["cells"]
    first = cells[0] if cells and cells[0]["cell_type"] in ("raw", "markdown") else None
    found = _FRONT_MATTER.match(first["source"]) if first else None
    if not first or not found:
        said = {name: notebook["metadata"][name] for name in _FOR_READERS if name in notebook["metadata"]}
        return f"---\n{yaml.safe_dump(said)}---\n" if said else ""
    first["source"] = first["source"][found.end() :].lstrip("\n")
    if not first["source"].strip():
        cells.pop(0)
    return f"---\n{found['yaml']}\n---\n"


def name_python(notebook: Notebook, suffix: str) -> None:
    """Name the language of a kernel whose name says that it is Python's; a notebook without a kernel is Python's."""
    metadata: dict[str, Any] = notebook["metadata"]
    if suffix != ".md" and "kernelspec" not in metadata:
        metadata["kernelspec"] = dict(_KERNEL)
    kernel = metadata.get("kernelspec")
    if kernel is not None and "language" not in kernel:
        known = metadata.get("language_info", {}).get("name")
        named = f"{kernel.get('name', '')} {kernel.get('display_name', '')}"
        if language := known or ("python" if _PYTHON.search(named) else ""):
            kernel["language"] = language
