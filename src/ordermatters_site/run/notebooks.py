"""Notebooks as the rest of this package sees them: what nbformat writes, as plain dictionaries.

Only where a notebook is read from a lesson's text or run are the libraries for it imported: with all that they need
they would take a third of a build in which nothing has changed.
"""

import re
from typing import Any

Notebook = dict[str, Any]
"""`cells`, `metadata` and the version of the format."""
Cell = dict[str, Any]
"""`cell_type`, `source` and `metadata`; code has `outputs` too."""
Output = dict[str, Any]
"""`output_type`, and what that kind of output holds."""
ANSI = re.compile(r"\x1b\[[0-9;]*m")
"""How terminals are told a colour, as tracebacks do."""


def has_tag(cell: Cell, tag: str) -> bool:
    """Tell whether a cell carries a tag, as in ```` ```python tags=["measured"] ````."""
    return tag in cell["metadata"].get("tags", [])
