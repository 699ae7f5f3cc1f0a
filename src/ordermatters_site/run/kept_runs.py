"""Executed pages kept on disk by fingerprint, written whole or not at all."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from mkdocs.exceptions import PluginError

from ordermatters_site.run.fingerprints import Fingerprint
from ordermatters_site.run.notebooks import Notebook
from ordermatters_site.whole_files import write_whole

# Going back to yesterday's text of a lesson, or between two branches, need not run it again.
ENTRIES_PER_PAGE = 4


@dataclass(frozen=True)
class KeptRun:
    """One executed page and the fingerprint it was run under."""

    fingerprint: Fingerprint
    notebook: Notebook

    @property
    def files(self) -> dict[str, str]:
        """The files that its cells read, each with a digest of its content."""
        return dict(self.notebook["metadata"].get("ordermatters", {}).get("files", {}))


class KeptRuns:
    """The folder of executed pages; a damaged entry counts as none."""

    def __init__(self, folder: Path):
        """Keep runs below `folder`, which is made when the first one is kept."""
        self.folder = folder

    def find(self, page: str, wanted: Fingerprint) -> KeptRun | None:
        """Return the run kept under exactly this fingerprint."""
        return _load(self._path(page, wanted))

    def latest(self, page: str) -> KeptRun | None:
        """Return the newest run of a page, whatever it was run under: its last good state."""
        return next((run for path in self._newest_first(page) if (run := _load(path))), None)

    def is_damaged(self, page: str, wanted: Fingerprint) -> bool:
        """Tell whether an entry is there that cannot be used."""
        return self._path(page, wanted).exists() and self.find(page, wanted) is None

    def keep(self, page: str, run: KeptRun) -> None:
        """Write a run under a temporary name, then give it its own; drop the oldest beyond `ENTRIES_PER_PAGE`.

        Raises:
            PluginError: it could not be written.
        """
        path = self._path(page, run.fingerprint)
        content = {"fingerprint": asdict(run.fingerprint), "notebook": run.notebook}
        try:
            write_whole(path, json.dumps({"checksum": _checksum(content), **content}, ensure_ascii=False))
        except OSError as error:
            raise PluginError(f"the run of {page} could not be kept in {path.parent}: {error.strerror}") from error
        for old in list(self._newest_first(page))[ENTRIES_PER_PAGE:]:
            old.unlink(missing_ok=True)

    def touch(self, page: str, used: Fingerprint) -> None:
        """Make the entry just used the newest, so that it outlives those nobody asks for."""
        self._path(page, used).touch()

    def _path(self, page: str, wanted: Fingerprint) -> Path:
        return self.folder / page.replace("/", "__") / f"{wanted.digest}.json"

    def _newest_first(self, page: str) -> Iterator[Path]:
        entries = (self.folder / page.replace("/", "__")).glob("*.json")
        return iter(sorted(entries, key=lambda path: path.stat().st_mtime_ns, reverse=True))


def _load(path: Path) -> KeptRun | None:
    try:
        entry = json.loads(path.read_text(encoding="utf-8"))
        content = {"fingerprint": entry["fingerprint"], "notebook": entry["notebook"]}
        if entry["checksum"] != _checksum(content):
            return None
        return KeptRun(Fingerprint(**entry["fingerprint"]), entry["notebook"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _checksum(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
