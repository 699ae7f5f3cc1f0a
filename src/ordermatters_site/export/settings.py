"""The settings of an exported course: what MkDocs, Material and Zensical understand, and nothing of this project."""

import re
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.yaml import yaml_load

_KEPT = (
    "site_name",
    "site_description",
    "site_author",
    "copyright",
    "repo_url",
    "edit_uri",
    "not_in_nav",
    "validation",
)
# Features of Material that need the site to be served from its own address, or this project's scripts.
_LEFT_OUT = ("navigation.instant", "navigation.instant.progress", "navigation.instant.prefetch")
_HEAD = "# A course as plain Markdown: nothing is run when it is built, and nothing is fetched from another host.\n"


def plain_settings(config: MkDocsConfig, assets: dict[str, list[str]]) -> str:
    """Write a `mkdocs.yml` from the course's own, with the export's stylesheets and scripts."""
    with Path(str(config.config_file_path)).open("rb") as file:
        given: dict[str, Any] = yaml_load(file)  # MkDocs empties what it has read itself
    settings = {name: given[name] for name in _KEPT if name in given}
    settings |= {"nav": _as_markdown(given["nav"])} if "nav" in given else {}
    settings |= {"site_url": config.site_url, "theme": _theme(given.get("theme", {})), "plugins": ["search"]}
    settings |= assets | {"markdown_extensions": given.get("markdown_extensions", [])}
    return _HEAD + str(yaml.safe_dump(settings, sort_keys=False, allow_unicode=True))


def _as_markdown(entry: Any) -> Any:
    """Name what was a notebook or a script by the Markdown that it has become."""
    if isinstance(entry, dict):
        return {title: _as_markdown(part) for title, part in entry.items()}
    if isinstance(entry, list):
        return [_as_markdown(part) for part in entry]
    return re.sub(r"\.(?:ipynb|py)$", ".md", entry)


def _theme(given: dict[str, Any]) -> dict[str, Any]:
    """Keep Material and the choice of light and dark, not the colours that this project's stylesheets complete."""
    palette = [
        {name: value for name, value in scheme.items() if name not in {"primary", "accent"}}
        for scheme in given.get("palette", [])
    ]
    features = [name for name in given.get("features", []) if name not in _LEFT_OUT]
    theme = {"name": "material", "language": given.get("language", "en"), "font": False}
    return theme | ({"palette": palette} if palette else {}) | ({"features": features} if features else {})
