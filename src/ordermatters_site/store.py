"""The one build cache: results by all that they were made from, in one SQLite file below `.cache`."""

import functools
import hashlib
import json
import logging
import platform
import sqlite3
import threading
import time
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from ordermatters_site.provenance import installed_packages

log = logging.getLogger("mkdocs.plugins.ordermatters")

Result = TypeVar("Result")

MOST_BYTES = 64_000_000
"""The one rule for what is thrown away: beyond this size, what was used least recently goes first."""

_TABLE = (
    "CREATE TABLE IF NOT EXISTS cache (key TEXT PRIMARY KEY, kind TEXT, value, bytes INTEGER, used REAL, checksum TEXT)"
)
# A scan of the rows themselves reads their values, too: a build with nothing to do spent a twentieth of its time there.
_INDEX = "CREATE INDEX IF NOT EXISTS by_use ON cache (used DESC, key, bytes)"
_EVICT = """DELETE FROM cache WHERE key IN (SELECT key FROM (
    SELECT key, SUM(bytes) OVER (ORDER BY used DESC, key) AS so_far FROM cache) WHERE so_far > ?)"""


class Store:
    """A build cache. A change to anything that a result was made from gives it another key, and so a new result.

    A value is bytes, or what JSON can hold; whoever gets one leaves it as it is. A file that is missing or damaged
    counts as an empty one, and two builds at once may share it.
    """

    def __init__(self, file: Path | None = None) -> None:
        """Open a store; without a `file` it lasts as long as this object."""
        self._file, self._lock = file, threading.RLock()
        self._recent: dict[str, Any] = {}
        self._used: set[str] = set()
        if file:
            file.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._database = _opened(file)
        except sqlite3.DatabaseError:
            Path(str(file)).unlink(missing_ok=True)
            self._database = _opened(file)
        weakref.finalize(self, self._database.close)

    @classmethod
    @functools.cache
    def at(cls, file: Path) -> "Store":
        """Return this process's store of a file."""
        return cls(file)

    def get(self, kind: str, origin: object, *, of_this_code: bool = True) -> Any:
        """Return the value of this `kind` and `origin`, or `None`."""
        key = _key(kind, origin, of_this_code)
        with self._lock:
            if key not in self._recent and (value := self._read(key)) is not None:
                self._recent[key] = value
            if key in self._recent:
                self._used.add(key)
            return self._recent.get(key)

    def put(self, kind: str, origin: object, value: Any, *, of_this_code: bool = True) -> None:
        """Keep a value; where that fails, a later build makes it again."""
        key, content = _key(kind, origin, of_this_code), value if isinstance(value, bytes) else json.dumps(value)
        if self._file:
            log.debug("computed anew: %s", kind)  # `mkdocs build -v` shows it
        with self._lock:
            self._recent[key] = value
            self._used.add(key)
            self._write(
                "INSERT OR REPLACE INTO cache VALUES (?, ?, ?, ?, ?, ?)",
                [(key, kind, content, len(content), time.time(), _checksum(key, content))],
            )

    def get_or_compute(
        self, kind: str, origin: object, compute: Callable[[], Result], *, of_this_code: bool = True
    ) -> Result:
        """Return the value of this `kind` and `origin`, or `compute` it now and keep it.

        `origin` has to hold everything that `compute` goes by, but for the code of this package, Python and the
        installed packages; a result that does not depend on those either is not `of_this_code`.
        """
        value = self.get(kind, origin, of_this_code=of_this_code)
        if value is None:
            value = compute()
            self.put(kind, origin, value, of_this_code=of_this_code)
        return value  # type: ignore[no-any-return]  # an earlier build put it there

    def flush(self) -> None:
        """Note at the end of a build what it has used, and throw away by the one rule.

        The values that it has used stay in memory for the next one, and those that it has not do not.
        """
        with self._lock:
            self._write("UPDATE cache SET used = ? WHERE key = ?", [(time.time(), key) for key in self._used])
            self._write(_EVICT, [(MOST_BYTES,)])
            self._recent = {key: self._recent[key] for key in self._used}
            self._used.clear()

    def _read(self, key: str) -> Any:
        try:
            row = self._database.execute("SELECT value, checksum FROM cache WHERE key = ?", (key,)).fetchone()
            if row is None or row[1] != _checksum(key, row[0]):  # somebody has put another value there, or half of it
                return None
            return row[0] if isinstance(row[0], bytes) else json.loads(row[0])
        except (sqlite3.DatabaseError, ValueError, RecursionError):
            return None

    def _write(self, statement: str, rows: list[tuple[Any, ...]]) -> None:
        try:
            with self._database:
                self._database.executemany(statement, rows)
        except sqlite3.DatabaseError as error:  # a full disk, or another build that holds the file for long
            log.debug("the store could not be written: %s", error)


def digest(content: str | bytes) -> str:
    """Name a content shortly: 32 hexadecimal digits."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()[:32]


def _checksum(key: str, content: object) -> str:
    return digest(key.encode() + (content if isinstance(content, bytes) else str(content).encode()))


def _opened(file: Path | None) -> sqlite3.Connection:
    database = sqlite3.connect(str(file or ":memory:"), timeout=30, check_same_thread=False)
    try:
        database.execute("PRAGMA synchronous = OFF")  # what a power cut damages is made again
        database.execute(_TABLE)
        database.execute(_INDEX)
        database.execute("SELECT key, kind, value, bytes, used, checksum FROM cache LIMIT 1").fetchone()
    except sqlite3.DatabaseError:
        database.close()
        raise
    return database


def _key(kind: str, origin: object, of_this_code: bool) -> str:
    return digest(json.dumps([kind, origin, _state() if of_this_code else ""], sort_keys=True))


@functools.cache  # what runs is the code that was there at the start, whatever `mkdocs serve` sees change
def _state() -> str:
    code = [path.read_bytes() for path in sorted(Path(__file__).parent.rglob("*.py"))]
    versions = json.dumps([platform.python_version(), installed_packages()])
    return digest(b"\0".join([*code, versions.encode()]))
