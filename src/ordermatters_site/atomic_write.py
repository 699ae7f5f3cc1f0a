"""Atomic writes: a file is there whole or not at all, whatever interrupts the writing, and whoever writes beside."""

import os
import tempfile
from pathlib import Path


def atomic_write(path: Path, content: str | bytes) -> None:
    """Write text or bytes under a temporary name beside `path`, then rename it; folders are made as needed.

    Raises:
        OSError: if it cannot be written; the file that was there is unchanged.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        os.replace(temporary, path)
    finally:
        Path(temporary).unlink(missing_ok=True)
