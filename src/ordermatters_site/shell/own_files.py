"""The builder's own files as they were when it began: a server goes on with the modules that it has loaded."""

from contextlib import suppress
from pathlib import Path

from ordermatters_site.store import digest

CHANGED = "the builder (src/ordermatters_site) has changed since this server began: stop it and start it again"
_PACKAGE = Path(__file__).resolve().parents[1]
_SUFFIXES = {".py", ".mjs", ".js"}


class OwnFiles:
    """Tells whether the builder's modules, or the scripts that these call, are not any more what they were.

    Templates and style sheets are read for each build, so a change to them may show at once.
    """

    def __init__(self, folder: Path = _PACKAGE) -> None:
        """Note the files of a folder as they are now."""
        self._folder = folder
        self._first = self._told = self._state()

    def have_changed(self) -> bool:
        """Tell whether they differ from what they were; what is put back has not changed."""
        return self._state() != self._first

    def have_news(self) -> bool:
        """Tell whether they differ, and from what they were when this was asked last, too."""
        now = self._state()
        before, self._told = self._told, now
        return now not in (before, self._first)

    def _state(self) -> dict[Path, str]:
        theme = self._folder / "shell/theme"
        paths = [
            path for path in sorted(self._folder.rglob("*")) if path.suffix in _SUFFIXES and theme not in path.parents
        ]
        state = {}
        for path in paths:
            with suppress(OSError):  # another branch is being checked out
                state[path] = digest(path.read_bytes())
        return state
