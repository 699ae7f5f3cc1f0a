"""Work remembered from one build to the next: what came of the same things is not made again."""

import functools
import hashlib
import json
import logging
import platform
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from ordermatters_site.provenance import installed_packages
from ordermatters_site.whole_files import write_whole

log = logging.getLogger("mkdocs.plugins.ordermatters")

Result = TypeVar("Result")


class Memory:
    """Results in one file, each by all that it was made from, so that a change to any of it makes a new one.

    All are forgotten when the code of this plugin, Python or a package has changed. A result is what JSON can hold, and
    whoever gets one leaves it as it is.
    """

    def __init__(self, file: Path | None = None) -> None:
        """Take up what the last build left, if there is a `file`; one that is missing or damaged counts as none."""
        self.file = file
        self.known = _loaded(file) if file else {}
        self.used: dict[str, Any] = {}

    def recall(self, kind: str, origin: object, make: Callable[[], Result]) -> Result:
        """Return the result of this `kind` and `origin`, from this build or the last one, or `make` it now.

        `origin` has to hold everything that `make` goes by, but for the plugin's own code.
        """
        key = _key(kind, origin)
        if key not in self.used and key in self.known:
            self.used[key] = self.known[key]
        elif key not in self.used:
            if self.file:
                log.debug("made anew: %s", kind)  # `mkdocs build -v` shows it
            self.used[key] = make()
        return self.used[key]  # type: ignore[no-any-return]  # the last build put it there

    def forget(self, kind: str, origin: object) -> None:
        """Let the next build make a result anew."""
        self.used.pop(_key(kind, origin), None)
        self.known.pop(_key(kind, origin), None)

    def keep(self) -> None:
        """Remember what this build has used and nothing else; two builds at once each write a whole file."""
        if self.file and self.used.keys() != self.known.keys():
            write_whole(self.file, json.dumps({"state": _state(), "results": self.used}))


def digest(content: bytes) -> str:
    """Name a content shortly: 32 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()[:32]


def _key(kind: str, origin: object) -> str:
    return digest(json.dumps([kind, origin], sort_keys=True).encode())


def _loaded(file: Path) -> dict[str, Any]:
    try:
        content = json.loads(file.read_text("utf-8"))
        return dict(content["results"]) if content["state"] == _state() else {}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


@functools.cache  # what runs is the code that was there at the start, whatever `mkdocs serve` sees change
def _state() -> str:
    code = [path.read_bytes() for path in sorted(Path(__file__).parent.rglob("*.py"))]
    versions = json.dumps([platform.python_version(), installed_packages()])
    return digest(b"\0".join([*code, versions.encode()]))
