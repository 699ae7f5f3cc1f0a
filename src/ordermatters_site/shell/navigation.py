"""What `nav` of mkdocs.yml names and `docs` has not: said once, and not as a dead link of every page."""

import logging
from typing import Any
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files

from ordermatters_site.faults import SiteError, is_it
from ordermatters_site.stage.course import entries

log = logging.getLogger("mkdocs.plugins.ordermatters")


class MissingPages(BasePlugin):  # type: ignore[no-untyped-call,type-arg]
    """Says of a page that `nav` names and that is not there that it is missing; `mkdocs serve` goes on without it."""

    def __init__(self, *, serving: bool) -> None:
        """Take whether the site is served, by one build after another, or built for publishing."""
        self.serving = serving
        self.told: dict[str, str] = {}

    @event_priority(-100)  # every other plugin has added its files, and had its way with `nav`
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Compare `nav` with the files.

        Raises:
            SiteError: if a page is missing in a site to be published.
        """
        missing = missing_pages(config, files)
        if missing and not self.serving:
            raise SiteError("\n".join(missing.values()))
        if missing:
            for name, sentence in missing.items():
                if self.told.get(name) != sentence:  # the last build has said it, and nobody has mended it
                    log.error(sentence)
            config.nav = without_pages(config.nav, missing)
        self.told = missing
        return files


def missing_pages(config: MkDocsConfig, files: Files) -> dict[str, str]:
    """Map each file that `nav` names and that is not there to a sentence that says so, and which may be meant."""
    named = [name for _, name in entries(config.nav)]
    missing = [name for name in named if _is_file(name) and files.get_file_from_path(name) is None]
    spare = sorted(file.src_uri for file in files.documentation_pages() if file.src_uri not in named)
    return {name: f"mkdocs.yml, `nav`: {name} is not there{is_it(name, spare)}" for name in missing}


def without_pages(nav: Any, names: dict[str, str]) -> Any:
    """Return a navigation without the pages of some names, and without a section that has no other."""
    if isinstance(nav, dict):
        parts = {title: without_pages(part, names) for title, part in nav.items()}
        return {title: part for title, part in parts.items() if part}
    if isinstance(nav, list):
        return [part for each in nav if (part := without_pages(each, names))]
    return None if nav in names else nav


def _is_file(name: str) -> bool:
    """Tell a file of `docs` from an address of another site, or of a place on this one's host."""
    parts = urlsplit(name)
    return not (parts.scheme or parts.netloc or name.startswith("/"))
