"""What the search index says of each page, which every visitor loads: mathematics as plain text, no source code.

A page may name words that lead to its sections, `words` in its front matter: src/live/search.js goes by them.

Material reads a page's whole content for it. So the content is another while the index is asked, and a page that is
known is not read again: its entries are added to the index. A build in which nothing has changed takes 2.0 s of user
CPU for that instead of 2.5, one after a change to prose 1.7 instead of 3.1 (medians of three in turn, 2026-11-28).
"""

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from ordermatters_site.faults import SiteError
from ordermatters_site.mathematics.rendering import plain_mathematics
from ordermatters_site.store import Store

# Settings that name files, in which the index looks up words.
_FILES = ("jieba_dict", "jieba_dict_user")
_COMING = 'om-coming"'


def without_source(html: str) -> str:
    """Keep the source of functions, which mkdocstrings shows, out of the index."""
    return html.replace(
        '<details class="mkdocstrings-source">', '<details class="mkdocstrings-source" data-search-exclude>'
    )


class SearchEntries(BasePlugin):  # type: ignore[no-untyped-call,type-arg]
    """Lends the search plugin a page as it is to be found."""

    def __init__(self, store: Store) -> None:
        """Take what builds keep."""
        self.store = store

    @event_priority(100)  # before the index is asked
    def _replace_content(
        self, context: TemplateContext, /, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        self.content, index = page.content or "", _index(config)
        self.origin = [page.content, page.url, str(page.toc), str(page.title), repr(page.meta)]
        self.known = self.store.get("search entries", self.origin) if index else None
        if index and _COMING in self.content:  # it will be asked again when outputs are there: nobody waits for this
            self.known = []
        self.before = len(index.entries) if index else 0
        page.content = "" if self.known is not None else plain_mathematics(self.content, self.store)
        return context

    @event_priority(-100)
    def _restore_content(
        self, context: TemplateContext, /, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        page.content, index = self.content, _index(config)
        if index and self.known is not None:
            index.entries[self.before :] = self.known
        elif index:
            _add_words(index.entries[self.before :], page)
            self.store.put("search entries", self.origin, index.entries[self.before :])
        return context

    on_page_context = CombinedEvent(_replace_content, _restore_content)


def _add_words(entries: list[dict[str, Any]], page: Page) -> None:
    """Note in a page's entries which words lead to its sections, or, without an anchor, to the page.

    Raises:
        SiteError: if `words` does not map anchors to lists of words, or the page has no such anchor.
    """
    words = page.meta.get("words", {})
    if not isinstance(words, dict) or not all(isinstance(listed, list) for listed in words.values()):
        raise SiteError(f"{page.file.src_uri}: `words` in the front matter must name a list of words for each anchor")
    sections = {entry["location"].partition("#")[2]: entry for entry in entries}
    for anchor, listed in words.items():
        if anchor not in sections:
            raise SiteError(f"{page.file.src_uri}: `words` in the front matter names #{anchor}, which is no section")
        sections[anchor]["words"] = [str(word).lower() for word in listed]


def _index(config: MkDocsConfig) -> Any:
    """Find Material's index; another plugin's, or one that reads files, is asked for every page."""
    for plugin in config.plugins.values():
        index: Any = getattr(plugin, "search_index", None)
        if hasattr(index, "entries") and not any(map(index.config.get, _FILES)):
            return index
    return None
