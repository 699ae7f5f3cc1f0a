"""Files that would become one page: a notebook and the Markdown or the script that is paired with it, say."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from ordermatters_site.faults import SiteError
from ordermatters_site.shell.options import CodeFile, has_code
from ordermatters_site.stage.course import entries
from ordermatters_site.store import Store

log = logging.getLogger("mkdocs.plugins.ordermatters")


def left_out(files: Iterable[File], config: MkDocsConfig, options: Mapping[str, Any], store: Store) -> set[str]:
    """Name the files that another of the same address is shown in place of: the one that `nav` names.

    Raises:
        SiteError: if of two files with one address `nav` names both or none.
    """
    named = {name for _, name in entries(config.nav)}
    by_address: dict[str, list[str]] = defaultdict(list)
    for file in files:
        page = CodeFile.of(file, config) if has_code(file, options, store) else file
        if page.is_documentation_page():
            by_address[page.dest_uri].append(page.src_uri)
    others: set[str] = set()
    for names in by_address.values():
        if len(names) > 1:
            others |= _others(sorted(names), named)
    return others


def _others(names: list[str], named: set[str]) -> set[str]:
    shown = [name for name in names if name in named]
    if len(shown) != 1:
        mend = "Rename one, or name only one of them in `nav` of mkdocs.yml."
        raise SiteError(f"{' and '.join(names)} want the same address. {mend}")
    others = {name for name in names if name != shown[0]}
    log.info(f"{shown[0]} is shown, and {' and '.join(sorted(others))}, which wants the same address, is not")
    return others
