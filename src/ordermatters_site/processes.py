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
        import psutil  # only here: most builds find no such folder

        owner = folder.name.removeprefix(prefix).partition("-")[0]
        if owner.isdigit() and not psutil.pid_exists(int(owner)):
            yield folder
