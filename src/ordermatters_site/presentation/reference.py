"""What mkdocstrings and autorefs are told while a page is rendered, so that they can be told it again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import griffe
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from ordermatters_site.memory import Memory, digest
from ordermatters_site.presentation.compiled_templates import CompiledTemplates
from ordermatters_site.presentation.outlines import outline

_PYTHON = "python"

Calls = list[list[Any]]


@dataclass
class Told:
    """What was noted while a page was rendered."""

    anchors: Calls
    """Where the plugins are told that something can be linked to."""
    items: Calls
    """What their inventory is to list."""
    shown: set[str]
    """The files of the library that the page may show something of, beside what all their outlines say."""


class Reference:
    """The plugins that write pages out of a library's source and link to its parts; a site may have neither."""

    def __init__(self, config: MkDocsConfig, memory: Memory) -> None:
        """Find them, once every plugin has been asked for its settings."""
        self.memory = memory
        self.root = Path(config.config_file_path or "mkdocs.yml").resolve().parent
        self.mkdocstrings, self.autorefs = config.plugins.get("mkdocstrings"), config.plugins.get("autorefs")

    def origin(self, markdown: str) -> object:
        """Return what decides which files of a library a page shows, beside its text; `None` if that cannot be told."""
        if not self._is_asked(markdown):
            return []
        return None if "handler:" in markdown else self._library

    def state(self, shown: list[str]) -> list[list[str]]:
        """Return what else a page depends on that shows something of some files."""
        return [[name, digest(Path(name).read_bytes())] for name in shown]

    @cached_property
    def _library(self) -> object:
        config: Any = self.mkdocstrings.config  # type: ignore[union-attr]  # asked only where there is one
        settings = repr(dict(config))
        # Templates, extensions and objects of a site's own, other languages: who knows what they go by.
        if config.custom_templates or ".py" in settings or " at 0x" in settings or {*config.handlers} - {_PYTHON}:
            return None
        folders = [self.root / folder for folder in config.handlers.get(_PYTHON, {}).get("paths", [])]
        files = [path for folder in folders for path in sorted(folder.rglob("*.py*")) if path.suffix in {".py", ".pyi"}]
        return [settings, str(Path.cwd()), [[str(path), self._outline(path)] for path in files]] if files else None

    def _outline(self, path: Path) -> str:
        source = path.read_text(encoding="utf-8")
        return self.memory.recall("outline", source, lambda: digest(outline(source).encode()))

    @contextmanager
    def recording(self, markdown: str) -> Iterator[Told]:
        """Note what the plugins are told, and show, while a page is rendered."""
        handler = self.mkdocstrings.get_handler(_PYTHON) if self._is_asked(markdown) else None  # type: ignore[union-attr]
        if handler:
            handler.env.bytecode_cache = handler.env.bytecode_cache or CompiledTemplates()
        noted = _noted(self.autorefs, "register_anchor"), _noted(self._inventory, "register"), _noted(handler, "render")
        with noted[0] as anchors, noted[1] as items, noted[2] as documented:
            told = Told(anchors, items, set())
            yield told
            told.shown.update(str(file) for given, _ in documented for file in files_of(given[0]))

    def tell(self, page: Page, anchors: Calls, items: Calls) -> None:
        """Tell the plugins what was noted when this page was rendered."""
        for given, named in anchors:
            self.autorefs.register_anchor(page, *given, **named)  # type: ignore[union-attr]  # it was there then
        for given, named in items:
            self._inventory.register(*given, **named)

    def _is_asked(self, markdown: str) -> bool:
        return bool(self.mkdocstrings and self.mkdocstrings.plugin_enabled and ":::" in markdown)

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


def files_of(documented: griffe.Object | griffe.Alias) -> Iterator[Path]:
    """List the files in which an object, its members and what it hands on from elsewhere are written.

    A page shows no more of them: which of these it shows is left to the templates. What cannot be found is not shown.
    """
    try:
        written = documented.filepath
        members = {} if documented.is_alias else documented.all_members
    except (griffe.AliasResolutionError, griffe.CyclicAliasError, griffe.BuiltinModuleError):
        return
    yield from written if isinstance(written, list) else [written]
    for member in members.values():
        yield from files_of(member)
