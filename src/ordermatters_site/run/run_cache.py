"""The cache of executed pages: on disk by fingerprint, each written whole or not at all."""

import hashlib
import json
import logging
import os
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from ordermatters_site.atomic_write import atomic_write
from ordermatters_site.run.fingerprints import Fingerprint
from ordermatters_site.run.notebooks import Notebook

log = logging.getLogger("mkdocs.plugins.ordermatters")

# Going back to yesterday's text of a lesson, or between two branches, need not run it again.
ENTRIES_PER_PAGE = 4


@dataclass(frozen=True)
class CachedRun:
    """One executed page and the fingerprint it was run under."""

    fingerprint: Fingerprint
    notebook: Notebook

    @property
    def files(self) -> dict[str, str]:
        """The files that its cells read, each with a digest of its content."""
        return dict(self.notebook["metadata"].get("ordermatters", {}).get("files", {}))


class RunCache:
    """The folder of executed pages; an entry that is damaged, or another page's, counts as none."""

    def __init__(self, folder: Path):
        """Keep runs below `folder`, which is made when the first one is kept."""
        self.folder = folder
        self._unwritten: dict[Path, CachedRun] = {}

    def get(self, page: str, wanted: Fingerprint) -> CachedRun | None:
        """Return the run cached under exactly this fingerprint."""
        path = self._path(page, wanted)
        run = self._unwritten.get(path) or _load(path, page)
        return run if run and run.fingerprint == wanted else None

    def latest(self, page: str) -> CachedRun | None:
        """Return the newest run of a page, whatever it was run under: its last good state."""
        return next((run for path in self._newest_first(page) if (run := _load(path, page))), None)

    def is_damaged(self, page: str, wanted: Fingerprint) -> bool:
        """Tell whether an entry is there that cannot be used."""
        return self._path(page, wanted).exists() and self.get(page, wanted) is None

    def put(self, page: str, run: CachedRun) -> None:
        """Write a run under a temporary name, then give it its own; drop the oldest beyond `ENTRIES_PER_PAGE`.

        One that cannot be written is said not to be kept: this process has it, and a later one runs the page again.
        """
        path = self._path(page, run.fingerprint)
        content = {"page": page, "fingerprint": asdict(run.fingerprint), "notebook": run.notebook}
        try:
            atomic_write(path, json.dumps({"checksum": _checksum(content), **content}, ensure_ascii=False))
        except OSError as error:
            self._unwritten[path] = run
            log.info(f"the run of {page} is not kept, {path.parent} cannot be written: {error.strerror}")
            return
        self.touch(page, run.fingerprint)
        with suppress(OSError):
            for old in self._newest_first(page)[ENTRIES_PER_PAGE:]:
                old.unlink(missing_ok=True)

    def touch(self, page: str, used: Fingerprint) -> None:
        """Make the entry just used the newest, whatever dates the others have; it outlives those nobody asks for."""
        path = self._path(page, used)
        with suppress(OSError):
            newest = max((entry.stat().st_mtime_ns for entry in self._newest_first(page) if entry != path), default=0)
            os.utime(path, ns=(time.time_ns(), max(time.time_ns(), newest + 1)))

    def _path(self, page: str, wanted: Fingerprint) -> Path:
        return self.folder / page.replace("/", "__") / f"{wanted.digest}.json"

    def _newest_first(self, page: str) -> list[Path]:
        """List the entries of a page; another build may drop some meanwhile."""
        dated = []
        for path in (self.folder / page.replace("/", "__")).glob("*.json"):
            with suppress(OSError):
                dated.append((path.stat().st_mtime_ns, path))
        return [path for _, path in sorted(dated, reverse=True)]


def _load(path: Path, page: str) -> CachedRun | None:
    try:
        entry = json.loads(path.read_text(encoding="utf-8"))
        content = {name: entry[name] for name in ("page", "fingerprint", "notebook")}
        if entry["checksum"] != _checksum(content) or entry["page"] != page:
            return None
        return CachedRun(Fingerprint(**entry["fingerprint"]), entry["notebook"])
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None


def _checksum(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
