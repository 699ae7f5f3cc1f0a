"""The files that a lesson's cells read: noted while it runs, and compared before its run is used again."""

import hashlib
import importlib.util
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

# Where no one keeps data of a course.
_SYSTEM = ("/bin", "/dev", "/etc", "/lib", "/lib64", "/proc", "/run", "/sbin", "/sys", "/usr")
GONE, CHANGING = "gone", "changed while it was read"


def files_read(notes: Path, docs: Path, known: set[Path]) -> dict[str, str]:
    """Return the files that a run has read, by their place seen from `docs`, each with a digest of its content.

    Left out are what the run has written itself, what belongs to Python, the system or a temporary folder, and `known`
    modules: their fingerprint says more. A file that is not any more what was read gets a digest that none has.
    """
    written: set[str] = set()
    found: dict[str, str] = {}
    for name, is_written, changed, size in _notes(notes):
        path = _source(Path(name))
        if is_written:
            written.add(name)
        elif name not in written and path not in known and _is_data(path, docs):
            found[_place(path, docs)] = _state(path, changed, size, same=str(path) == name)
    return dict(sorted(found.items()))


def changed_files(read: Mapping[str, str], docs: Path) -> list[str]:
    """Name the files of a run that are not any more what they were."""
    return [name for name, state in read.items() if state != digest_of(docs / name)]


def digest_of(path: Path) -> str:
    """Name the content of a file by 16 hexadecimal digits."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()[:16]
    except OSError:
        return GONE


def _notes(notes: Path) -> Iterator[tuple[str, bool, int, int]]:
    if notes.exists():
        for line in notes.read_text(encoding="utf-8").splitlines():
            yield tuple(json.loads(line))


def _place(path: Path, docs: Path) -> str:
    try:
        return Path(os.path.relpath(path, docs)).as_posix()
    except ValueError:  # it is on another drive, as Windows has them
        return path.as_posix()


def _state(path: Path, changed: int, size: int, *, same: bool) -> str:
    try:
        now = path.stat()
    except OSError:
        return CHANGING if changed or size else GONE  # it was not there when it was asked for
    return digest_of(path) if not same or (now.st_mtime_ns, now.st_size) == (changed, size) else CHANGING


def _source(path: Path) -> Path:
    """Go from compiled code to its source."""
    try:
        return Path(importlib.util.source_from_cache(path)) if path.suffix == ".pyc" else path
    except ValueError:
        return path


def _is_data(path: Path, docs: Path) -> bool:
    """Tell whether a file can be one of a course's."""
    root = docs.parent
    inside = path.is_relative_to(root)
    if any(path.is_relative_to(place) for place in {Path(sys.prefix), Path(sys.base_prefix)}):
        return False
    of_windows = filter(None, map(os.environ.get, ("SYSTEMROOT", "APPDATA", "LOCALAPPDATA")))
    if not inside and any(map(path.is_relative_to, (*_SYSTEM, *of_windows, tempfile.gettempdir()))):
        return False
    home = Path.home()
    parts = path.relative_to(root if inside else home if path.is_relative_to(home) else path.anchor).parts
    return not any(part.startswith(".") for part in parts)
