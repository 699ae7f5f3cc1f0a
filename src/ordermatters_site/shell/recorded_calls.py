"""What mkdocstrings and autorefs are called with while a page is rendered, so that the calls can be replayed.

Neither plugin says in public what a page has told it, so for the time of one page this puts methods of its own in the
place of theirs; nothing else does so for speed. Without it the 16 pages of the library are rendered at every build. In
seconds of user CPU, medians of five builds of each kind in turn, on 2026-11-28 (`mkdocs build`, Python 3.11): 1.73
instead of 3.58 where nothing has changed, 2.05 instead of 4.36 after a change to the prose of one lesson.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import griffe
from jinja2 import BytecodeCache
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from ordermatters_site.store import Store, digest

_PYTHON = "python"

Calls = list[list[Any]]
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass
class Recorded:
    """What was recorded while a page was rendered."""

    anchors: Calls = field(default_factory=list)
    """Where the plugins are told that something can be linked to."""
    items: Calls = field(default_factory=list)
    """What their inventory is to list."""
    documented: Calls = field(default_factory=list)

    @property
    def shown(self) -> set[str]:
        """The files of the library that the page may show something of, beside what all their signatures say."""
        return {str(file) for given, _ in self.documented for file in files_of(given[0])}


class Recording:
    """Records calls of some methods until it ends; there may be nobody who has one."""

    def __init__(self, autorefs: Any, inventory: Any, handler: Any) -> None:
        """Begin to record."""
        self.recorded = Recorded()
        self.holders = [(autorefs, "register_anchor"), (inventory, "register"), (handler, "render")]
        lists = [self.recorded.anchors, self.recorded.items, self.recorded.documented]
        for (holder, name), calls in zip(self.holders, lists, strict=True):
            if holder is not None:
                setattr(holder, name, _recorded(getattr(holder, name), calls))

    def end(self) -> Recorded:
        """Give the methods back to whom they belong."""
        for holder, name in self.holders:
            if holder is not None:
                delattr(holder, name)  # the class has it still
        return self.recorded


class Reference:
    """The plugins that write pages out of a library's source and link to its parts; a site may have neither."""

    def __init__(self, config: MkDocsConfig, store: Store, templates: BytecodeCache) -> None:
        """Find them, once every plugin has been asked for its settings."""
        self.store, self.templates = store, templates
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

    def record(self, markdown: str) -> Recording:
        """Begin to record what the plugins are told, and show, while a page is rendered."""
        handler: Any = self.mkdocstrings.get_handler(_PYTHON) if self._is_asked(markdown) else None  # type: ignore[union-attr]
        if handler:
            handler.env.bytecode_cache = handler.env.bytecode_cache or self.templates
        return Recording(self.autorefs, self._inventory, handler)

    def replay(self, page: Page, anchors: Calls, items: Calls) -> None:
        """Tell the plugins what they were told when this page was rendered."""
        for given, named in anchors:
            self.autorefs.register_anchor(page, *given, **named)  # type: ignore[union-attr]  # it was there then
        for given, named in items:
            self._inventory.register(*given, **named)

    @cached_property
    def _library(self) -> object:
        config: Any = self.mkdocstrings.config  # type: ignore[union-attr]  # asked only where there is one
        settings = repr(dict(config))
        # Templates, extensions and objects of a site's own, other languages: who knows what they go by.
        if config.custom_templates or ".py" in settings or " at 0x" in settings or {*config.handlers} - {_PYTHON}:
            return None
        folders = [self.root / folder for folder in config.handlers.get(_PYTHON, {}).get("paths", [])]
        files = [path for folder in folders for path in sorted(folder.rglob("*.py*")) if path.suffix in {".py", ".pyi"}]
        return [settings, str(Path.cwd()), [[str(path), self._signatures(path)] for path in files]] if files else None

    def _signatures(self, path: Path) -> str:
        source = path.read_text(encoding="utf-8")
        return self.store.get_or_compute("signatures", source, lambda: digest(signatures(source).encode()))

    def _is_asked(self, markdown: str) -> bool:
        return bool(self.mkdocstrings and self.mkdocstrings.plugin_enabled and ":::" in markdown)

    @property
    def _inventory(self) -> Any:
        enabled = self.mkdocstrings and self.mkdocstrings.plugin_enabled
        return self.mkdocstrings.handlers.inventory if enabled else None  # type: ignore[union-attr]


def _recorded(method: Any, calls: Calls) -> Any:
    """Return a method that notes what it is called with, pages excepted."""

    def record(*given: Any, **named: Any) -> Any:
        calls.append([[part for part in given if not isinstance(part, Page)], named])
        return method(*given, **named)

    return record


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


def signatures(source: str) -> str:
    """Describe a module without its comments, the words of its docstrings, and what its functions do.

    What is left are names, imports, signatures and values: whatever decides where a name leads, and which parts of a
    module are documented on which page. The attributes of an instance are assigned in `__init__`, which counts whole.

    >>> signatures("def f(x): return x  # itself") == signatures("def f(x): return 2 * x")
    True
    >>> signatures("def f(x): return x") == signatures("def f(y): return y")
    False
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return source
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            node.value.value = "documented" if node.value.value.strip() else ""
        elif isinstance(node, _FUNCTIONS) and node.name != "__init__":
            node.body = node.body[:1] if ast.get_docstring(node) is not None else []
    return ast.dump(tree)
