"""Atomic writes: a file is there whole or not at all, whatever interrupts the writing, and whoever writes beside."""

import os
import tempfile
from pathlib import Path


def atomic_write(path: Path, text: str) -> None:
    """Write a text under a temporary name beside `path`, then rename it; folders are made as needed.

    Raises:
        OSError: if it cannot be written; the file that was there is unchanged.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(temporary, path)
    finally:
        Path(temporary).unlink(missing_ok=True)
