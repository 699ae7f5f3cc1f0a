"""Folders that belong to a process, and what killed processes have left of them."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PREFIX = "ordermatters-"


@contextmanager
def private_folder() -> Iterator[str]:
    """Make a folder for this process alone, and remove it in the end; remove those of processes that were killed."""
    for abandoned in abandoned_folders(Path(tempfile.gettempdir()), _PREFIX):
        shutil.rmtree(abandoned, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-", ignore_cleanup_errors=True) as folder:
        yield folder


def abandoned_folders(parent: Path, prefix: str) -> Iterator[Path]:
    """Find the folders `PREFIX<process number>-…` whose process is gone."""
    for folder in parent.glob(f"{prefix}*-*"):
        owner = folder.name.removeprefix(prefix).partition("-")[0]
        if owner.isdigit() and not is_running(int(owner)):
            yield folder


def is_running(process: int) -> bool:
    """Tell whether the system knows a process by this number."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
