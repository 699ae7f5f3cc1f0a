"""The course's small JAX in the reader's browser: what it stands for, its archive, and what it cannot run."""

import bz2
import json
from pathlib import Path

from ordermatters_site.library import modules_of

SMALL_JAX = "smalljax"
ARCHIVE = f"{SMALL_JAX}.json.bz2"
STANDS_FOR = frozenset({"jax", "numpy", SMALL_JAX})
"""The packages whose first import brings it; src/live/small_jax.py knows them too."""

NOT_ON_SMALL_JAX = {
    ".compile()": "JAX’s compiler",
    "linalg.multi_dot": "the planner of JAX or NumPy",
    "opt_einsum": "opt_einsum",
    "jnp.einsum": "jnp.einsum",
    "jax.scipy": "jax.scipy",
    "linalg.eigvalsh": "np.linalg.eigvalsh",
}
"""Exceptions: a piece of code, and what a statement needs that holds it. Its cell is for the notebook."""


def exception(source: str) -> str | None:
    """Name what a statement needs that small JAX has not."""
    return next((needs for piece, needs in NOT_ON_SMALL_JAX.items() if piece in source), None)


def packed() -> bytes:
    """Pack the sources by their paths: always the same bytes. Together they compress a third better than each alone."""
    sources = {name: path.read_text(encoding="utf-8") for name, path in _files().items()}
    return bz2.compress(json.dumps(sources, ensure_ascii=False).encode())


def line_count() -> int:
    """Count the lines of the package, as a reader would who reads it all."""
    return sum(path.read_text(encoding="utf-8").count("\n") for path in _files().values())


def _files() -> dict[str, Path]:
    modules = modules_of(SMALL_JAX)
    root = modules[SMALL_JAX].parents[1]
    return {path.relative_to(root).as_posix(): path for path in sorted(modules.values())}
