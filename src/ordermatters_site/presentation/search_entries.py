"""What the search index says of each page, kept from one build to the next: Material reads the whole page for it."""

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from ordermatters_site.memory import Memory

# Settings that name files, in which the index looks up words.
_FILES = ("jieba_dict", "jieba_dict_user")


def keep_search_entries(config: MkDocsConfig, memory: Memory) -> None:
    """Let Material's index read a page only where it is not known what it will find; another plugin's is left alone."""
    for plugin in config.plugins.values():
        index: Any = getattr(plugin, "search_index", None)
        if hasattr(index, "entries") and not any(map(index.config.get, _FILES)):
            _keep(index, memory)


def _keep(index: Any, memory: Memory) -> None:
    read = index.add_entry_from_context

    def entries_of(page: Page) -> list[dict[str, Any]]:
        others, index.entries = index.entries, []
        try:
            read(page)
            return list(index.entries)
        finally:
            index.entries = others

    def add_entry_from_context(page: Page) -> None:
        origin = [page.content, page.url, str(page.toc), str(page.title), repr(page.meta)]
        index.entries += memory.recall("search entries", origin, lambda: entries_of(page))

    index.add_entry_from_context = add_entry_from_context
