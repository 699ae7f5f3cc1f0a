"""What is done once all pages are written: the theme's files, the search index, the gates."""

import logging
import posixpath
import re
from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

from ordermatters_site.assets import THEME, write_assets
from ordermatters_site.memory import Memory
from ordermatters_site.publication.gates import findings
from ordermatters_site.publication.policy import policy_of, with_policy
from ordermatters_site.publication.room import with_room
from ordermatters_site.publication.search import make_readable
from ordermatters_site.publication.served_site import with_watch
from ordermatters_site.publication.weight import lighter
from ordermatters_site.run.failures import with_fault
from ordermatters_site.style_sheets import join_style_sheets

log = logging.getLogger("mkdocs.plugins.ordermatters")

_PLACE = re.compile(r"\[[\w ]+\] ([^:]+)")
# A wrong line in `nav` is a fault of every page.
_ENOUGH = 5


def complete_site(config: MkDocsConfig, cache: Path, *, published: bool) -> None:
    """Add to a built site what depends on all of its pages.

    What is published gets a policy of what it may load; `mkdocs serve` adds a script of its own that none would allow.
    """
    site = Path(config.site_dir)
    if THEME in map(Path, config.theme.dirs):  # a fork may keep the lessons and take Material as it comes
        write_assets(site, Path(config.docs_dir), cache, config.site_url or "")
        _finish_pages(site, published)
    index = site / "search" / "search_index.json"
    if index.exists():
        make_readable(index, cache)


def check_site(config: MkDocsConfig, files: Iterable[File], memory: Memory, page_weight: int = 0) -> None:
    """Hold a built site against the gates.

    Raises:
        PluginError: a line for each fault, which names the file that the page is made from.
    """
    if faults := _faults(config, files, memory, page_weight):
        raise PluginError("\n".join(["The new site was not published; the old one stands.", *faults]))


def show_site(config: MkDocsConfig, files: Iterable[File], memory: Memory, page_weight: int = 0) -> None:
    """Let a site that is only looked at say what is wrong with it, in the log and on its pages, and what is built."""
    faults = _faults(config, files, memory, page_weight)
    for fault in faults[:_ENOUGH]:
        log.warning(fault)
    if len(faults) > _ENOUGH:
        log.warning(f"{len(faults) - _ENOUGH} more faults like these stand on the pages that have them")
    site = Path(config.site_dir)
    for path in site.rglob("*.html"):
        page, place = path.read_text(encoding="utf-8"), path.relative_to(site).as_posix()
        of_the_page = [fault for fault in faults if (named := _PLACE.match(fault)) and named[1] == place]
        page = with_fault(page, "\n".join(of_the_page)) if of_the_page else page
        path.write_text(with_watch(page), encoding="utf-8")


def _faults(config: MkDocsConfig, files: Iterable[File], memory: Memory, page_weight: int) -> list[str]:
    address = config.site_url or "http://127.0.0.1:8000/"
    sources = {file.dest_uri: file for file in files}
    found = findings(Path(config.site_dir), address, memory, page_weight)
    return [fault + _source(fault, sources) for fault in found]


def _source(fault: str, sources: dict[str, File]) -> str:
    """Say which file to edit, and the first line in it that names the same address: the built page is gone by then."""
    page = _PLACE.match(fault)
    file = sources.get(page[1]) if page else None
    if file is None:
        return ""
    text = Path(str(file.abs_src_path)).read_text(encoding="utf-8-sig") if file.src_uri.endswith(".md") else ""
    address = re.search(r" (?:to|text:) ([^\s,]+)", fault)
    named = text.find(posixpath.basename(address[1].rstrip("/"))) if address else -1
    return f" ({file.src_uri}" + (f", line {text.count(chr(10), 0, named) + 1})" if named >= 0 else ")")


def _finish_pages(site: Path, published: bool) -> None:
    pages = {path: with_room(lighter(path.read_text(encoding="utf-8"))) for path in sorted(site.rglob("*.html"))}
    pages = join_style_sheets(pages, site)
    policy = policy_of(pages.values()) if published else ""
    for path, page in pages.items():
        path.write_text(with_policy(page, policy) if published else page, encoding="utf-8")
