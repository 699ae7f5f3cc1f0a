"""What pages were found to hold, kept by their bytes: a page that a build did not change is not read again."""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from ordermatters_site import pages
from ordermatters_site.pages import Page, read_page
from ordermatters_site.whole_files import write_whole

_READER = Path(pages.__file__).read_bytes()


class KeptPages:
    """Reads pages, and remembers those of the last site in one file below `cache`; without a cache it only reads."""

    def __init__(self, cache: Path | None) -> None:
        """Take up what the last build left; a file that is missing or damaged counts as none."""
        self.file = cache / "pages.json" if cache else None
        self.known = _loaded(self.file) if self.file else {}
        self.used: dict[str, Page] = {}

    def read(self, content: bytes) -> Page:
        """Read the facts off the bytes of a page."""
        key = hashlib.sha256(_READER + content).hexdigest()
        self.used[key] = self.known.get(key) or read_page(content.decode("utf-8"))
        return self.used[key]

    def keep(self) -> None:
        """Remember the pages read, and no others; two builds at once each write a whole file."""
        if self.file is None or self.used.keys() == self.known.keys():
            return
        write_whole(self.file, json.dumps({key: asdict(page) for key, page in self.used.items()}))


def _loaded(file: Path) -> dict[str, Page]:
    try:
        return {key: Page(**facts) for key, facts in json.loads(file.read_text("utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
