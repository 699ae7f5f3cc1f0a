"""The folder that builds keep things in, or a stand-in for one that cannot be written."""

import atexit
import errno
import functools
import logging
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

log = logging.getLogger("mkdocs.plugins.ordermatters")

# Large, and never changed once it is there.
_LINKED = ("npm",)
_FOLDERS, _FILES = ("lessons", "npm", "stage", "templates"), ("store.sqlite",)


def usable_cache(cache: Path) -> Path:
    """Return the cache, if it can be written, or a copy of it that lasts as long as this process.

    A build in a checkout that belongs to somebody else, or that is mounted to be read only, goes on; what it makes
    is not kept.
    """
    try:
        _try_to_write(cache)
    except OSError as error:
        return _stand_in(cache, str(error.strerror))
    return cache


def _try_to_write(cache: Path) -> None:
    cache.mkdir(parents=True, exist_ok=True)
    if wrong := next(filter(_is_in_the_way, cache.iterdir()), None):
        kind = "a folder" if wrong.is_dir() else "no folder"
        raise FileExistsError(errno.EEXIST, f"its {wrong.name} is {kind}")
    for folder in [cache, *(path for path in cache.iterdir() if path.is_dir() and path.name not in _LINKED)]:
        with tempfile.NamedTemporaryFile(dir=folder, prefix="writable-"):
            pass


def _is_in_the_way(path: Path) -> bool:
    """Tell whether something stands where the builder has a folder, or a folder where it has a file."""
    return (path.name in _FOLDERS and not path.is_dir()) or (path.name in _FILES and path.is_dir())


@functools.cache
def _stand_in(cache: Path, reason: str) -> Path:
    log.info(f"{cache} cannot be written ({reason}): what this build makes is not kept")
    copy = Path(tempfile.mkdtemp(prefix=f"ordermatters-{os.getpid()}-"))
    atexit.register(shutil.rmtree, copy, ignore_errors=True)
    for path in cache.iterdir() if cache.is_dir() else ():
        if _is_in_the_way(path):
            continue
        if path.name in _LINKED:
            with suppress(OSError):  # Windows lets few users make links: npm's packages are installed anew then
                (copy / path.name).symlink_to(path.resolve(), target_is_directory=True)
        elif path.is_dir():
            shutil.copytree(path, copy / path.name, copy_function=shutil.copyfile)
        else:
            shutil.copyfile(path, copy / path.name)
    return copy
