"""Build beside the published site, and swap when the new one is whole."""

import ctypes
import os
import shutil
import tempfile
from pathlib import Path

from ordermatters_site.processes import abandoned_folders

_AT_FDCWD = -100
_EXCHANGE = 2


class SitePublisher:
    """Gives a build a folder beside the site, and puts that in the site's place when it is whole."""

    def __init__(self) -> None:
        """Begin with no build under way."""
        self.site: Path | None = None
        self.building: Path | None = None

    def begin(self, site: Path) -> Path:
        """Make the folder beside the site, of a name that two builds at once cannot share."""
        self.site = site
        site.parent.mkdir(parents=True, exist_ok=True)
        self.building = Path(tempfile.mkdtemp(prefix=f"{site.name}.building-{os.getpid()}-", dir=site.parent))
        self.building.chmod(0o755)  # mkdtemp's own is for one user; a web server reads this one
        return self.building

    def finish(self) -> None:
        """Publish what was built."""
        if self.site is not None and self.building is not None:
            replace_folder(self.site, self.building)
        self.site = self.building = None

    def abandon(self) -> None:
        """Remove what an unfinished build has written."""
        if self.building is not None:
            shutil.rmtree(self.building, ignore_errors=True)
        self.site = self.building = None


def replace_folder(site: Path, new: Path) -> None:
    """Put a finished folder in the place of the old site, and remove the old one.

    Where the system can exchange two names in one step, there is no moment without a site. Elsewhere there is one,
    between two renames.
    """
    if not site.exists():
        new.rename(site)
        return
    if not _exchange(new, site):
        aside = new.with_name(f"{new.name}-old")
        site.rename(aside)
        new.rename(site)
        new = aside
    shutil.rmtree(new, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two names at once, by Linux's `renameat2`; `False` where the system has no such thing."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError, TypeError):
        return False
    return bool(rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE) == 0)


def remove_leftovers(site: Path) -> None:
    """Remove what killed builds left behind, whose process number tells that they are gone.

    A site that one of them had put aside is put back.
    """
    for folder in abandoned_folders(site.parent, f"{site.name}.building-"):
        if folder.name.endswith("-old") and not site.exists():
            folder.rename(site)  # it was killed between the two renames
        else:
            shutil.rmtree(folder, ignore_errors=True)
