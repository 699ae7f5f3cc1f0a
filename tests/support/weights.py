"""What a visit is sent, gzipped, and the most that it may be: for tests of the built course and for benchmarks."""

import functools
import gzip
from dataclasses import dataclass
from pathlib import Path

from browsers import Visit

from ordermatters_site.check.checks import OWN_SHEET

HTML, TOTAL, SCRIPTS, FONTS = 30_000, 260_000, 60_000, 130_000
"""Limits in gzipped bytes: of a page with its figures, and of everything that a lesson loads before any interaction."""
LIVE_SCRIPT = 10_240
"""The limit of the script that each page loads, from which the other scripts of live parts are asked for."""


@functools.cache
def weight(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), mtime=0))


@dataclass(frozen=True)
class Weights:
    """What a visit was sent from the site: each file with its weight."""

    files: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.files.values())

    @property
    def scripts(self) -> int:
        return self._of(".js")

    @property
    def fonts(self) -> int:
        """Fonts of their own, and the style sheet with the faces of mathematics in it."""
        return self._of(".woff2", OWN_SHEET)

    def _of(self, *ends: str) -> int:
        return sum(weight for name, weight in self.files.items() if name.endswith(ends))


def loaded(visit: Visit, site: Path) -> Weights:
    """Weigh the files of the site that a visit asked for."""
    own = (url.removeprefix(visit.address) for url in visit.requests if url.startswith(visit.address))
    names = {url.split("#")[0].split("?")[0] for url in own}
    files = {name: site / name / "index.html" if (site / name).is_dir() else site / name for name in names}
    return Weights({name: weight(file) for name, file in files.items()})
