"""What Markdown made of a page, cached from one build to the next: it takes longer than all the rest of a build.

A page that is known is handed to Markdown empty, and gets its content back once that has been rendered.
That takes some attributes of MkDocs' pages that have no public name. A build in which nothing has changed needs 1.73 s
of user CPU instead of 4.31, one after a change to the prose of a lesson 2.05 instead of 4.92 (as in recorded_calls.py).
"""

import json
import logging
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc
from mkdocs.utils import CountHandler

from ordermatters_site.shell.recorded_calls import Recording, Reference
from ordermatters_site.stage.site_markdown import OURS
from ordermatters_site.store import Store, digest

log = logging.getLogger("mkdocs.plugins.ordermatters")
_MKDOCS = logging.getLogger("mkdocs")  # where MkDocs and its plugins say what they find

# Extensions that go by a page's text and their settings alone; others may read files, or look at the clock.
_ALONE = {
    *("abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "sane_lists", "smarty"),
    *("tables", "toc", "pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.caret", "pymdownx.critic"),
    *("pymdownx.details", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.mark"),
    *("pymdownx.smartsymbols", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde", OURS),
}


@dataclass
class _Rendering:
    """A page between its Markdown and its content."""

    origin: list[Any]
    markdown: str
    known: dict[str, Any] | None = None
    recording: Recording | None = None
    said: CountHandler = field(default_factory=partial(CountHandler, level=logging.INFO))
    """Counts what is said while the page is rendered: a warning, for the most part."""


class PageCache(BasePlugin):  # type: ignore[no-untyped-call,type-arg]
    """Has MkDocs render a page only where something has changed that the page depends on."""

    def __init__(self, store: Store, templates: Path) -> None:
        """Take what is known of earlier builds, and a folder for compiled templates."""
        templates.mkdir(parents=True, exist_ok=True)
        self.store, self.templates = store, FileSystemBytecodeCache(str(templates))
        self.rendering: dict[str, _Rendering] = {}

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Note what all pages depend on: how Markdown is read, and what there is to link to."""
        self.files, self.reference = files, Reference(config, self.store, self.templates)
        targets = [(file.src_uri, file.url, file.inclusion.name) for file in files if not file.generated_by]
        self.origin = [_settings(config), digest(json.dumps(targets).encode()), log.getEffectiveLevel()]
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Let templates be compiled once."""
        env.bytecode_cache = env.bytecode_cache or self.templates
        return env

    @event_priority(-100)  # no other plugin changes the text any more
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Leave nothing to render of a page that is known; of another, begin to note what happens."""
        origin = [*self.origin, page.file.src_uri, markdown, self.reference.origin(markdown)]
        if None in origin:  # it cannot be told what the page depends on
            return markdown
        rendering = self.rendering[page.file.src_uri] = _Rendering(origin, markdown)
        shown = self.store.get("files that a page shows", origin) if origin[-1] else []
        if shown is not None:
            rendering.known = self.store.get("rendered page", [*origin, self.reference.state(shown)])
        if rendering.known:
            return ""
        log.debug("rendered anew: %s", page.file.src_uri)  # `mkdocs build -v` shows it
        rendering.recording = self.reference.record(markdown)
        _MKDOCS.addHandler(rendering.said)
        return markdown

    @event_priority(100)  # before another plugin looks at the content
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Give a page that is known its content, and cache that of another."""
        rendering = self.rendering.pop(page.file.src_uri, None)
        if rendering is None:
            return html
        if rendering.known:
            page.markdown = rendering.markdown
            return self._restore(page, rendering.known)
        _MKDOCS.removeHandler(rendering.said)
        self._keep(page, html, rendering)
        return html

    def _keep(self, page: Page, html: str, rendering: _Rendering) -> None:
        recording = rendering.recording
        assert recording
        recording.end()
        shown = sorted(recording.shown)
        if rendering.origin[-1]:
            self.store.put("files that a page shows", rendering.origin, shown)
        if rendering.said.counts:  # and has to be said by the next build too
            return
        kept = {
            "content": html,
            "title": page._title_from_render,
            "toc": [_token(item) for item in page.toc],
            "ids": sorted(page.present_anchor_ids or ()),
            "links": [[file.src_uri, anchors] for file, anchors in (page.links_to_anchors or {}).items()],
            "calls": [recording.anchors, recording.items],
        }
        self.store.put("rendered page", [*rendering.origin, self.reference.state(shown)], kept)

    def _restore(self, page: Page, known: dict[str, Any]) -> str:
        page._title_from_render = known["title"]
        page.toc, page.present_anchor_ids = get_toc(known["toc"]), set(known["ids"])
        page.links_to_anchors = {self.files.src_uris[name]: anchors for name, anchors in known["links"]}
        self.reference.replay(page, *known["calls"])
        return str(known["content"])


def _settings(config: MkDocsConfig) -> str | None:
    """Describe how Markdown is read; `None` where more may be read than a page's text."""
    named = [each for each in config.markdown_extensions if isinstance(each, str)]
    others = {type(each).__module__.partition(".")[0] for each in config.markdown_extensions} - {"builtins"}
    if not (_ALONE.issuperset(named) and others <= {"mkdocstrings", "mkdocs_autorefs"}):
        return None
    text = repr([named, sorted(others), sorted(config.mdx_configs.items()), config.validation])
    return None if " at 0x" in text else text  # an object that has no name of its own


def _token(item: AnchorLink) -> dict[str, Any]:
    return {
        "name": item.title,
        "id": item.id,
        "level": item.level,
        "children": [_token(child) for child in item.children],
    }
