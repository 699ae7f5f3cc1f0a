"""The search index, which every visitor loads: what stays out of it, and how mathematics reads in its results."""

import json
from pathlib import Path

from ordermatters_site.presentation.mathematics import plain_mathematics


def without_source(html: str) -> str:
    """Keep the source of functions, which mkdocstrings shows, out of the index."""
    return html.replace(
        '<details class="mkdocstrings-source">', '<details class="mkdocstrings-source" data-search-exclude>'
    )


def make_readable(index: Path, cache: Path) -> None:
    """Let the results of a search show mathematics as plain text, not as TeX."""
    content = json.loads(index.read_text(encoding="utf-8"))
    for entry in content["docs"]:
        entry["title"] = plain_mathematics(entry["title"], cache)
        entry["text"] = plain_mathematics(entry["text"], cache)
    index.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
