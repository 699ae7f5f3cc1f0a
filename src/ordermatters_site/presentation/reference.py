"""What mkdocstrings and autorefs are told while a page is rendered, so that they can be told it again."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from ordermatters_site.memory import digest

Calls = list[list[Any]]


class Reference:
    """The plugins that write pages out of a library's source and link to its parts; a site may have neither."""

    def __init__(self, config: MkDocsConfig) -> None:
        """Find them, once every plugin has been asked for its settings."""
        self.root = Path(config.config_file_path or "mkdocs.yml").resolve().parent
        self.mkdocstrings, self.autorefs = config.plugins.get("mkdocstrings"), config.plugins.get("autorefs")

    def origin(self, markdown: str) -> object:
        """Return what a page shows of a library depends on, beside its text; `None` where that cannot be told."""
        return self._library if self.mkdocstrings and ":::" in markdown else []

    @cached_property
    def _library(self) -> object:
        config: Any = self.mkdocstrings.config  # type: ignore[union-attr]  # asked only where there is one
        settings = repr(dict(config))
        # Templates, extensions and objects of a site's own: who knows what they go by.
        if config.custom_templates or ".py" in settings or " at 0x" in settings:
            return None
        folders = [self.root / folder for folder in config.handlers.get("python", {}).get("paths", [])]
        files = [path for folder in folders for path in sorted(folder.rglob("*.py*")) if path.suffix in {".py", ".pyi"}]
        state = digest(b"\0".join(part for path in files for part in (str(path).encode(), path.read_bytes())))
        return [settings, str(Path.cwd()), state] if files else None

    @contextmanager
    def recording(self) -> Iterator[tuple[Calls, Calls]]:
        """Note where the plugins are told that something can be linked to, and what their inventory is to list."""
        with _noted(self.autorefs, "register_anchor") as anchors, _noted(self._inventory, "register") as items:
            yield anchors, items

    def tell(self, page: Page, anchors: Calls, items: Calls) -> None:
        """Tell the plugins what was noted when this page was rendered."""
        for given, named in anchors:
            self.autorefs.register_anchor(page, *given, **named)  # type: ignore[union-attr]  # it was there then
        for given, named in items:
            self._inventory.register(*given, **named)

    @property
    def _inventory(self) -> Any:
        enabled = self.mkdocstrings and self.mkdocstrings.plugin_enabled
        return self.mkdocstrings.handlers.inventory if enabled else None  # type: ignore[union-attr]


@contextmanager
def _noted(holder: Any, name: str) -> Iterator[Calls]:
    """Note what a method is called with, pages excepted; there may be nobody who has it."""
    calls: Calls = []
    if holder is None:
        yield calls
        return
    told = getattr(holder, name)

    def note(*given: Any, **named: Any) -> Any:
        calls.append([[part for part in given if not isinstance(part, Page)], named])
        return told(*given, **named)

    setattr(holder, name, note)
    try:
        yield calls
    finally:
        delattr(holder, name)  # the class has it still
