"""What is done once all pages are written: the theme's files, the search index, the gates."""

import json
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from ordermatters_site.assets import write_assets
from ordermatters_site.gates import findings
from ordermatters_site.mathematics import plain_mathematics

THEME = Path(__file__).parent / "theme"


def complete_site(config: MkDocsConfig, cache: Path) -> None:
    """Add to a built site what depends on all of its pages."""
    site = Path(config.site_dir)
    if THEME in map(Path, config.theme.dirs):  # a fork may keep the lessons and take Material as it comes
        write_assets(site, Path(config.docs_dir), cache, config.site_url or "")
    index = site / "search" / "search_index.json"
    if index.exists():
        _make_readable(index, cache)


def check_site(config: MkDocsConfig, cache: Path) -> None:
    """Hold a built site against the gates.

    Raises:
        PluginError: a line for each fault.
    """
    address = config.site_url or "http://127.0.0.1:8000/"
    if faults := list(findings(Path(config.site_dir), address, cache)):
        raise PluginError("\n".join(["The new site was not published; the old one stands.", *faults]))


def _make_readable(index: Path, cache: Path) -> None:
    """Let the results of a search show mathematics as plain text, not as TeX."""
    content = json.loads(index.read_text(encoding="utf-8"))
    for entry in content["docs"]:
        entry["title"] = plain_mathematics(entry["title"], cache)
        entry["text"] = plain_mathematics(entry["text"], cache)
    index.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
