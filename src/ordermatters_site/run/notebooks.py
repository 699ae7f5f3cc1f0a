"""Notebooks as the rest of this package sees them: what nbformat writes, as plain dictionaries.

Only where a notebook is read from a lesson's text or run are the libraries for it imported: with all that they need
they would take a third of a build in which nothing has changed.
"""

import re
from typing import Any

import yaml

Notebook = dict[str, Any]
"""`cells`, `metadata` and the version of the format."""
Cell = dict[str, Any]
"""`cell_type`, `source` and `metadata`; code has `outputs` too."""
Output = dict[str, Any]
"""`output_type`, and what that kind of output holds."""
VIEW = "application/vnd.jupyter.widget-view+json"
"""The kind of output that stands for a widget."""
ANSI = re.compile(r"\x1b\[[0-9;]*m")
"""How terminals are told a colour, as tracebacks do."""
_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(?P<yaml>[\w-]+:.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_NAME_ALONE = re.compile(
    r"^ *kernelspec:(?P<begins>[ \t]*\n[ \t]+|[ \t]*\{[ \t]*)name:[ \t]*(?P<name>[^\s,}]+)", re.MULTILINE
)
# What of a notebook's metadata is meant for readers; the rest is other programs'.
_FOR_READERS = ("title", "description", "question", "tags", "hide", "inputs", "allow")
_PYTHON = re.compile(r"python|conda|venv|ipykernel", re.IGNORECASE)
_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def has_tag(cell: Cell, tag: str) -> bool:
    """Tell whether a cell carries a tag, as in ```` ```python tags=["measured"] ````."""
    return tag in cell["metadata"].get("tags", [])


def language_of(notebook: Notebook) -> str:
    """Name the language of a notebook's code, as its kernel does."""
    return str(notebook["metadata"].get("kernelspec", {}).get("language", "python"))


def is_myst(notebook: Notebook) -> bool:
    """Tell whether a notebook was read from Markdown in MyST's form, whose code is in `{code-cell}`."""
    form = notebook["metadata"].get("jupytext", {}).get("text_representation", {}).get("format_name")
    return bool(form == "myst")


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


def with_display_name(text: str) -> str:
    """Complete a kernel that has a name alone, as pages of MyST-NB have it: nbformat wants one to display, too.

    >>> with_display_name("---\\nkernelspec: {name: python3}\\n---\\n").split("\\n")[1]
    'kernelspec: {name: python3, display_name: python3}'
    """
    head = _FRONT_MATTER.match(text)
    alone = _NAME_ALONE.search(text, 0, head.end()) if head and "display_name" not in head[0] else None
    if not alone:
        return text
    between = ", " if "{" in alone["begins"] else alone["begins"]
    return f"{text[: alone.end()]}{between}display_name: {alone['name']}{text[alone.end() :]}"


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
