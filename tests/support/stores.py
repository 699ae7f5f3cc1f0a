"""What is made once and serves all tests: formulas, fonts, scripts, and what a build reads off the packages."""

import sqlite3
from contextlib import closing, suppress
from functools import cache
from pathlib import Path

from shared_folders import get_or_make

from ordermatters_site.run.fingerprints import runner
from ordermatters_site.stage.browser_library import BrowserLibrary
from ordermatters_site.store import _TABLE, Store

ROOT = Path(__file__).resolve().parents[2]
OF_NO_CODE = ("formula", "font", "scripts")
_OF_THE_PACKAGES = ("module for browsers", "module summary")


def share_cache(folder: Path) -> None:
    """Give the cache of a course what is the same for all: npm's files, templates, a part of the store."""
    for name, shared in (("npm", ROOT / ".cache/npm"), ("templates", get_or_make("templates", lambda _: None))):
        shared.mkdir(parents=True, exist_ok=True)
        link = folder / ".cache" / name
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(shared)
    share_store(folder)
    share_readings(folder)


def share_store(folder: Path) -> None:
    """Begin the store of a folder with what does not depend on the builder's own code."""
    take_over(folder, ROOT, OF_NO_CODE)


def share_readings(folder: Path) -> None:
    """Add to the store of a folder what a build reads off the library and this builder, whatever its pages."""
    take_over(folder, get_or_make("packages", _read_packages), _OF_THE_PACKAGES)


@cache
def browser_library() -> BrowserLibrary:
    """Return the installed library as browsers get it, for tests that leave it as it is."""
    return BrowserLibrary.read(store=Store(get_or_make("packages", _read_packages) / ".cache/store.sqlite"))


def _read_packages(folder: Path) -> None:
    """Read them as each first build does."""
    store = Store(folder / ".cache/store.sqlite")
    BrowserLibrary.read(store=store)
    runner(store)


def take_over(folder: Path, source: Path, kinds: tuple[str, ...]) -> None:
    """Add some kinds of values from the store of another folder; each is used where its key says that it is right."""
    target, other = (each / ".cache/store.sqlite" for each in (folder, source))
    target.parent.mkdir(parents=True, exist_ok=True)
    if not other.exists():
        return
    with closing(sqlite3.connect(target)) as database, database:
        database.execute("ATTACH ? AS shared", (str(other),))
        marks = ", ".join("?" * len(kinds))
        with suppress(sqlite3.OperationalError):  # a store of an earlier form
            database.execute("SELECT checksum FROM shared.cache LIMIT 0")
            database.execute(_TABLE)
            database.execute(f"INSERT OR IGNORE INTO cache SELECT * FROM shared.cache WHERE kind IN ({marks})", kinds)
