"""What is made once and serves all tests: formulas, fonts and scripts, from the store of the course itself."""

import sqlite3
from contextlib import suppress
from pathlib import Path

from ordermatters_site.store import _TABLE

ROOT = Path(__file__).resolve().parents[2]
_SHARED = ("formula", "font", "scripts")


def share_store(folder: Path) -> None:
    """Begin the store of a folder with what does not depend on the builder's own code."""
    target, source = folder / ".cache/store.sqlite", ROOT / ".cache/store.sqlite"
    target.parent.mkdir(parents=True, exist_ok=True)
    if not source.exists():
        return
    with sqlite3.connect(target) as database:
        database.execute("ATTACH ? AS shared", (str(source),))
        marks = ", ".join("?" * len(_SHARED))
        with suppress(sqlite3.OperationalError):  # a store of an earlier form
            database.execute("SELECT checksum FROM shared.cache LIMIT 0")
            database.execute(_TABLE)
            database.execute(f"INSERT INTO cache SELECT * FROM shared.cache WHERE kind IN ({marks})", _SHARED)
    database.close()
