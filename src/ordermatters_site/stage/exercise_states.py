"""Names for what an exercise asks, begins with and checks: an answer kept by a browser can tell what changed since."""

import ast
import sys
from pathlib import Path
from typing import Any

from ordermatters_site.store import digest

_LENGTH = 8


def state_of(exercise: Any) -> str:
    """Name the states of an exercise's statement, its starter and its check: `"1a2b3c4d 5e6f7a8b 9c0d1e2f"`.

    The check is the code of its module, without the texts that readers see; comments and layout do not count.
    """
    parts = exercise.statement.strip(), exercise.starter.strip(), _code(exercise)
    return " ".join(digest(part)[:_LENGTH] for part in parts)


def _code(exercise: Any) -> str:
    file = sys.modules[exercise.inputs.__module__].__file__
    tree = ast.parse(Path(str(file)).read_text(encoding="utf-8"))
    return "\n".join(ast.unparse(node) for node in tree.body if not _is_text(node))


def _is_text(node: ast.stmt) -> bool:
    """Tell a docstring, and a name that is given texts alone: `HINTS = ("one", "two")`."""
    value = getattr(node, "value", None)
    parts = value.elts if isinstance(value, ast.Tuple) else [value]
    return all(isinstance(part, ast.Constant) and isinstance(part.value, str) for part in parts)
