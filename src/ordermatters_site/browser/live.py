"""What makes a page live: cells to try, explorers, exercises and predictions, and the scripts that they need."""

import logging
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from ordermatters_site.assets import THEME
from ordermatters_site.browser.browser_bundle import BrowserBundle
from ordermatters_site.browser.browser_cells import BrowserCell, browser_cells
from ordermatters_site.browser.browser_library import BrowserLibrary
from ordermatters_site.browser.live_cells import with_live_cells
from ordermatters_site.browser.live_places import Filler
from ordermatters_site.memory import Memory
from ordermatters_site.run.failures import with_fault
from ordermatters_site.run.notebooks import Notebook

log = logging.getLogger("mkdocs.plugins.ordermatters")

NotebookOf = Callable[[Page], Notebook | None]


def add_live_parts(
    config: MkDocsConfig, cache: Path, memory: Memory, notebook_of: NotebookOf, *, serving: bool
) -> None:
    """Let the pages of a build be live, once its configuration is known; with another theme they stay as they are.

    Raises:
        PluginError: the scripts cannot be bundled, or what they need from npm cannot be had.
    """
    if THEME not in map(Path, config.theme.dirs):
        return
    library = BrowserLibrary.read(memory=memory)
    bundle = BrowserBundle(cache, library)
    script = ExtraScriptValue(bundle.script())
    script.type = "module"
    config.extra_javascript.append(script)
    config.plugins["ordermatters/live"] = LivePages(bundle, library, memory, notebook_of, serving=serving)


class LivePages(BasePlugin):  # type: ignore[no-untyped-call,type-arg]
    """Fills in the live parts of each page after its outputs, and adds the scripts to the site."""

    def __init__(
        self, bundle: BrowserBundle, library: BrowserLibrary, memory: Memory, notebook_of: NotebookOf, *, serving: bool
    ) -> None:
        """Take what all pages of a build share."""
        self.bundle, self.library, self.memory, self.notebook_of = bundle, library, memory, notebook_of
        self.serving = serving

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Fill in explorers, exercises and predictions, and offer the cells that run in a browser."""
        try:
            html = Filler(page, config, files, self.library, self.memory).fill(html)
        except PluginError as fault:
            if not self.serving:
                raise
            log.error(str(fault))
            html = with_fault(html, fault)
        notebook = self.notebook_of(page)
        if notebook is None:
            return html
        return with_live_cells(html, self._cells(notebook), getattr(page, "nb_url", None))

    def _cells(self, notebook: Notebook) -> list[BrowserCell]:
        code = [
            (cell["source"], cell["metadata"].get("tags", [])) if cell["cell_type"] == "code" else None
            for cell in notebook["cells"]
        ]

        def make() -> list[dict[str, Any]]:
            return [asdict(cell) for cell in browser_cells(notebook, self.library)]

        known = self.memory.recall("browser cells", [self.library.digest, code], make)
        return [BrowserCell(**cell) for cell in known]

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Add the scripts, Pyodide and the packed library to the site."""
        self.bundle.write(Path(config.site_dir))
