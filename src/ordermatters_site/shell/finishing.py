"""What is done once all pages are written: the theme's files, the policy, the check, what `mkdocs serve` tells."""

import ast
import logging
import posixpath
import re
import shutil
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.utils import CountHandler

from ordermatters_site.check.checks import Fault, findings, report
from ordermatters_site.check.policy import policy_of, with_policy
from ordermatters_site.faults import SiteError
from ordermatters_site.npm import PACKAGES
from ordermatters_site.shell.assets import Assets
from ordermatters_site.shell.picture_sizes import with_picture_sizes
from ordermatters_site.shell.served_site import with_watch
from ordermatters_site.shell.style_sheets import join_style_sheets
from ordermatters_site.shell.themes import has_our_theme
from ordermatters_site.stage.notices import fault_notice, with_notice
from ordermatters_site.store import Store

log = logging.getLogger("mkdocs.plugins.ordermatters")

Allowed = Mapping[str, Collection[str]]
"""What pages let through on purpose, by the files of the site: checks, by their names."""

Places = Mapping[str, Mapping[str, Sequence[str]]]
"""Where in the source of a guest page its formulas and addresses stand."""

# What stands between these is shown, or read, as it is.
_VERBATIM = re.compile(r"(<(?P<tag>pre|textarea|script|style)\b.*?</(?P=tag)>)", re.DOTALL)
_AFTER_TAG, _BEFORE_TAG = re.compile(r">\s*\n\s*"), re.compile(r"\n\s*<")
# A wrong line in `nav` is a fault of every page.
_ENOUGH = 5


def without_blank_lines(html: str) -> str:
    """Return a page that looks and reads the same, from fewer bytes."""
    parts = _VERBATIM.split(html)  # text, whole element, its name, text, …
    parts[::3] = [_BEFORE_TAG.sub("\n<", _AFTER_TAG.sub(">\n", text)) for text in parts[::3]]
    del parts[2::3]
    return "".join(parts)


def complete_site(
    config: MkDocsConfig, cache: Path, store: Store, *, published: bool, whole_fonts: bool = False
) -> None:
    """Add to a built site what depends on all of its pages.

    What is published gets a policy of what it may load; `mkdocs serve` adds a script of its own that none would allow.
    """
    if not has_our_theme(config):
        return
    site = Path(config.site_dir)
    pages = {path: path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}
    Assets(cache, store, trimmed=not whole_fonts).write(
        pages.values(), site, Path(config.docs_dir), config.site_url or ""
    )
    if (workers := site / "assets/javascripts/workers").is_dir():
        shutil.copyfile(PACKAGES / "search.js", workers / "search.js")
    pages = join_style_sheets(pages, site, store, cache)
    pages = {path: with_picture_sizes(without_blank_lines(page), path.parent) for path, page in pages.items()}
    policy = policy_of(pages.values()) if published else ""
    for path, page in pages.items():
        path.write_text(with_policy(page, policy) if published else page, encoding="utf-8", newline="\n")


def site_faults(
    config: MkDocsConfig, files: Iterable[File], store: Store, page_weight: int, allowed: Allowed, places: Places
) -> list[Fault]:
    """Check a built site; each fault names the file of `docs` that its page is made from."""
    address = config.site_url or "http://127.0.0.1:8000/"
    sources = {file.dest_uri: file for file in files}
    found = findings(Path(config.site_dir), address, store, page_weight)
    faults = [fault for fault in found if fault.check not in allowed.get(fault.file, ())]
    told: Counter[tuple[str, str]] = Counter()
    for number, fault in enumerate(faults):
        same = fault.file, fault.what
        faults[number] = replace(fault, source=_source(fault, sources.get(fault.file), told[same], places))
        told[same] += 1
    return faults


def refuse_faults(faults: list[Fault]) -> None:
    """Keep a site with faults from being published.

    Raises:
        SiteError: if there are any, with a line for each.
    """
    if faults:
        raise SiteError("\n".join(["The new site was not published; the old one stands.", *report(faults)]))


def has_warnings(config: MkDocsConfig) -> bool:
    """Ask the counter that MkDocs hangs on its log for a strict build, which it ends if there are any."""
    counters = [handler for handler in logging.getLogger("mkdocs").handlers if isinstance(handler, CountHandler)]
    return config.strict and any(counter.get_counts() for counter in counters)


def show_site(config: MkDocsConfig, faults: list[Fault]) -> None:
    """Let a site that is only looked at say what is wrong with it, in the log and on its pages, and what is built."""
    for line in report(faults[:_ENOUGH]):
        log.warning(line)
    if len(faults) > _ENOUGH:
        log.warning(f"{len(faults) - _ENOUGH} more faults like these stand on the pages that have them")
    site = Path(config.site_dir)
    for path in site.rglob("*.html"):
        page, name = path.read_text(encoding="utf-8"), path.relative_to(site).as_posix()
        of_the_page = [fault for fault in faults if fault.file == name]
        page = with_notice(page, fault_notice("\n".join(report(of_the_page)))) if of_the_page else page
        path.write_text(with_watch(page), encoding="utf-8", newline="\n")


def _source(fault: Fault, file: File | None, before: int, places: Places) -> str:
    """Say which file to edit, and which line in it names the same thing: the built page is gone by then.

    A thing that is at fault in several places is named in as many; `before` says how many of them were told.
    """
    if file is None:
        return ""
    path = Path(str(file.abs_src_path))
    is_text = path.suffix in (".md", ".py")
    text = path.read_text(encoding="utf-8-sig", errors="replace") if is_text else ""  # it may be refused
    address, formula = _named(fault.what)
    lines = next(filter(None, (_lines(text, name) for name in (posixpath.basename(address.rstrip("/")), formula))), [])
    lines = lines or places.get(file.src_uri, {}).get(formula or address, [])
    return ", ".join([file.src_uri, *lines[min(before, len(lines) - 1) :][:1]])


def _lines(text: str, named: str) -> Sequence[str]:
    found = re.finditer(re.escape(named), text) if named else ()
    return [f"line {text.count(chr(10), 0, each.start()) + 1}" for each in found]


def _named(what: str) -> tuple[str, str]:
    """Return what of a fault may stand in its page's source: an address, a formula."""
    address = re.search(r" (?:to|text:) ([^\s,]+)", what)
    formula = re.search(r"formula (([\"']).+?\2): ", what)
    return address[1] if address else "", ast.literal_eval(formula[1]) if formula else ""
