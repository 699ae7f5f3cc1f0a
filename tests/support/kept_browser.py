"""One browser for consecutive test modules: a launch, and the driver behind it, take longer than many a test."""

from contextlib import ExitStack

from browsers import chromium
from playwright.sync_api import Browser

_open = ExitStack()
_kept: list[Browser] = []


def get() -> Browser:
    """Return the browser that is open, or open one; one that has died is replaced."""
    if _kept and not _kept[0].is_connected():
        close()
    if not _kept:
        _kept.append(_open.enter_context(chromium()))
    return _kept[0]


def close() -> None:
    """Close it, where one is open, and end the event loop that it holds."""
    _kept.clear()
    _open.close()
