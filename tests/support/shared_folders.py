"""What takes long to make is made by one of the processes that run tests, and the others wait for it."""

import atexit
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

FOLDER = "ORDERMATTERS_TESTS_SHARE"
"""The environment variable that names the folder which the processes of one run share."""
SECONDS = 600


def begin() -> None:
    """Make the folder that all processes of a run share, in the first of them; the others inherit its name."""
    if FOLDER not in os.environ:
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="ordermatters-tests-")
        atexit.register(shutil.rmtree, os.environ[FOLDER], ignore_errors=True)


def get_or_make(name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder that `make` has filled: in this process, or in the one that came first."""
    begin()
    folder = Path(os.environ[FOLDER]) / name
    try:
        folder.mkdir()
    except FileExistsError:
        _wait(folder)
        return folder
    try:
        make(folder)
    except BaseException as error:
        folder.with_suffix(".failed").write_text(str(error), encoding="utf-8")
        raise
    folder.with_suffix(".made").touch()
    return folder


def _wait(folder: Path) -> None:
    end = time.monotonic() + SECONDS
    while not folder.with_suffix(".made").exists():
        if (failed := folder.with_suffix(".failed")).exists():
            raise AssertionError(failed.read_text(encoding="utf-8"))
        assert time.monotonic() < end, f"nobody has made {folder.name} in {SECONDS} s"
        time.sleep(0.1)
