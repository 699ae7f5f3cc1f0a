"""What Markdown made of a page, kept from one build to the next: it takes longer than all the rest of a build."""

import functools
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc

from ordermatters_site.memory import Memory, digest
from ordermatters_site.presentation.compiled_templates import CompiledTemplates
from ordermatters_site.presentation.reference import Reference
from ordermatters_site.presentation.search_entries import keep_search_entries

log = logging.getLogger("mkdocs.plugins.ordermatters")
_HEARD = logging.getLogger("mkdocs")  # where MkDocs and its plugins say what they find

# Extensions that go by a page's text and their settings alone; others may read files, or look at the clock.
_ALONE = {
    *("abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "sane_lists", "smarty"),
    *("tables", "toc", "pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.caret", "pymdownx.critic"),
    *("pymdownx.details", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.mark"),
    *("pymdownx.smartsymbols", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde"),
}


class KeptPages(BasePlugin):  # type: ignore[no-untyped-call,type-arg]
    """Has MkDocs render a page only where something has changed that the page depends on."""

    def __init__(self, memory: Memory) -> None:
        """Take what is known of the last build."""
        self.memory = memory

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Note what all pages depend on: how Markdown is read, and what there is to link to."""
        self.config_of_site, self.files, self.reference = config, files, Reference(config, self.memory)
        targets = [(file.src_uri, file.url, file.inclusion.name) for file in files]
        self.origin = [_settings(config), digest(json.dumps(targets).encode()), log.getEffectiveLevel()]
        return nav

    @event_priority(-100)  # no other plugin changes the text any more
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Let a page be rendered from memory, if it can be told what it depends on."""
        origin = [*self.origin, page.file.src_uri, markdown, self.reference.origin(markdown)]
        if None not in origin:
            page.render = lambda *_: self._render(page, origin)  # type: ignore[method-assign]
        return markdown

    @event_priority(100)  # before anything is asked of either
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Let templates and the search index take up what earlier builds have made."""
        env.bytecode_cache = env.bytecode_cache or CompiledTemplates()
        keep_search_entries(config, self.memory)
        return env

    def _render(self, page: Page, origin: list[Any]) -> None:
        @functools.cache
        def made() -> dict[str, Any]:
            log.debug("rendered anew: %s", page.file.src_uri)  # `mkdocs build -v` shows it
            return self._rendered(page)

        of_the_library = origin[-1]
        shown = self.memory.recall("files that a page shows", origin, lambda: made()["shown"]) if of_the_library else []
        whole = [*origin, self.reference.state(shown)]
        known = self.memory.recall("rendered page", whole, made)
        if known["said"]:  # and has to be said by the next build too
            self.memory.forget("rendered page", whole)
        if not made.cache_info().currsize:
            self._restore(page, known)

    def _rendered(self, page: Page) -> dict[str, Any]:
        with _heard() as said, self.reference.recording(str(page.markdown)) as told:
            Page.render(page, self.config_of_site, self.files)
        return {
            "content": page.content,
            "title": page._title_from_render,
            "toc": [_token(item) for item in page.toc],
            "ids": sorted(page.present_anchor_ids or ()),
            "links": [[file.src_uri, anchors] for file, anchors in (page.links_to_anchors or {}).items()],
            "told": [told.anchors, told.items],
            "shown": sorted(told.shown),
            "said": bool(said),
        }

    def _restore(self, page: Page, known: dict[str, Any]) -> None:
        page.content, page._title_from_render = known["content"], known["title"]
        page.toc, page.present_anchor_ids = get_toc(known["toc"]), set(known["ids"])
        page.links_to_anchors = {self.files.src_uris[name]: anchors for name, anchors in known["links"]}
        self.reference.tell(page, *known["told"])


def _settings(config: MkDocsConfig) -> str | None:
    """Describe how Markdown is read; `None` where more may be read than a page's text."""
    named = [each for each in config.markdown_extensions if isinstance(each, str)]
    others = {type(each).__module__.partition(".")[0] for each in config.markdown_extensions} - {"builtins"}
    if not (_ALONE.issuperset(named) and others <= {"mkdocstrings", "mkdocs_autorefs"}):
        return None
    text = repr([named, sorted(others), sorted(config.mdx_configs.items()), config.validation])
    return None if " at 0x" in text else text  # an object that has no name of its own


@contextmanager
def _heard() -> Iterator[list[logging.LogRecord]]:
    """Collect what is said aloud: a warning, for the most part."""
    records: list[logging.LogRecord] = []
    listener = logging.Handler(logging.INFO)
    listener.emit = records.append  # type: ignore[method-assign,assignment]
    _HEARD.addHandler(listener)
    try:
        yield records
    finally:
        _HEARD.removeHandler(listener)


def _token(item: AnchorLink) -> dict[str, Any]:
    return {
        "name": item.title,
        "id": item.id,
        "level": item.level,
        "children": [_token(child) for child in item.children],
    }
