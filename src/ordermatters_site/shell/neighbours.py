"""Plugins of Material's that a course may have beside this one: what they do otherwise than this one expects."""

from collections.abc import Iterable

from mkdocs.config.defaults import MkDocsConfig

from ordermatters_site.faults import SiteError

_UNASKED = "unpkg.com/mermaid@*"
"""Diagrams by Mermaid: the theme's script names their address, and the pages' policy lets none be loaded."""

_SHIM = "https://unpkg.com/iframe-worker/"
"""What starts the search's worker on a page that is opened as a file."""


def adapt(config: MkDocsConfig) -> None:
    """Have neighbours fetch nothing that pages must not load; to be called when every plugin has read its settings.

    The privacy plugin would fetch what the theme's script merely names, the offline plugin has pages ask for the shim:
    without it, pages that are opened as files lose the search.
    """
    if plugin := config.plugins.get("material/privacy"):
        plugin.config["assets_exclude"] = [*plugin.config["assets_exclude"], _UNASKED]
    shims = config.extra.get("polyfills", [])
    config.extra["polyfills"] = [address for address in shims if not address.startswith(_SHIM)]


def refuse_posts(config: MkDocsConfig, lessons: Iterable[str]) -> None:
    """Refuse lessons among the posts of the blog plugin, which reads its posts by itself and would show no output.

    Raises:
        SiteError: if there are any, naming them.
    """
    plugin = config.plugins.get("material/blog")
    if plugin is None:
        return
    posts = f"{plugin.config['post_dir'].format(blog=plugin.config['blog_dir'])}/"
    if found := [name for name in lessons if name.startswith(posts)]:
        raise SiteError(
            f"{', '.join(found)}: the blog plugin reads its posts by itself, and their cells do not run. Give it "
            f"a page outside of {posts}, which a post can link to, or take the kernel out of its front matter."
        )
