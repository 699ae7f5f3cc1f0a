"""Build beside the published site, and swap when the new one is whole."""

import ctypes
import os
import shutil
import tempfile
from pathlib import Path

from ordermatters_site.processes import abandoned_folders

_AT_FDCWD = -100
_EXCHANGE = 2


def folder_beside(site: Path) -> Path:
    """Make a folder for a build beside the site, of a name that two builds at once cannot share."""
    site.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=f"{site.name}.building-{os.getpid()}-", dir=site.parent))
    building.chmod(0o755)  # mkdtemp's own is for one user; a web server reads this one
    return building


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
