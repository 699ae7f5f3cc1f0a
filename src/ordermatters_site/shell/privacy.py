"""Material's privacy plugin beside this one: it need not fetch what no page of the site asks for."""

from mkdocs.config.defaults import MkDocsConfig

_UNASKED = "unpkg.com/mermaid@*"
"""Diagrams by Mermaid: the theme's script names their address, and the pages' policy lets none be loaded."""


def spare_unasked(config: MkDocsConfig) -> None:
    """Keep the privacy plugin, where a course has it, from fetching what the theme's script merely names."""
    plugin = config.plugins.get("material/privacy")
    if plugin is not None:
        plugin.config["assets_exclude"] = [*plugin.config["assets_exclude"], _UNASKED]
