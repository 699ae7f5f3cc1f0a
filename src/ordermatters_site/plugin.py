"""The MkDocs plugin: runs lessons, hands them to Material as Markdown, publishes the site when it is whole."""

import logging
import os
import sys
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from ordermatters_site import provenance
from ordermatters_site.browser.live import add_live_parts
from ordermatters_site.memory import Memory
from ordermatters_site.options import is_executed, pages_of, plugin_options
from ordermatters_site.presentation.downloads import notebook_for_download, notebook_name
from ordermatters_site.presentation.kept_pages import KeptPages
from ordermatters_site.presentation.mathematics import MathematicsError, render_mathematics
from ordermatters_site.presentation.minutes import minutes_of
from ordermatters_site.presentation.rendering import RenderedPage, RenderOptions, limit_depth, render
from ordermatters_site.presentation.scrolling import scrolling_tables
from ordermatters_site.publication.finishing import check_site, complete_site, show_site
from ordermatters_site.publication.publishing import SitePublisher
from ordermatters_site.publication.search import without_source
from ordermatters_site.publication.served_site import ServedSite
from ordermatters_site.run.failures import banner, report, with_fault
from ordermatters_site.run.kept_runs import KeptRuns
from ordermatters_site.run.lessons import has_python_kernel
from ordermatters_site.run.notebooks import Notebook
from ordermatters_site.run.run_options import RunOptions
from ordermatters_site.run.schedule import Outcome, read_all, run_all
from ordermatters_site.stock import StockPlugin

log = logging.getLogger("mkdocs.plugins.ordermatters")


class LessonsPlugin(StockPlugin):  # type: ignore[misc]  # mkdocs-jupyter is not typed
    """mkdocs-jupyter with another engine: its discovery of pages, its options and its downloads, our pages.

    Its options that shape HTML of its own (`theme`, `no_prompt`, `include_requirejs`, those about MathJax) have
    nothing to act on here and are ignored. `timeout` is ours: seconds that one cell may run.
    """

    config_scheme = plugin_options()
    serving = False
    publisher: SitePublisher | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note what kind of build this is; having this method makes MkDocs keep the plugin between builds."""
        self.serving = command == "serve"
        self.publisher = None if dirty else SitePublisher()
        # `mkdocs serve` watches src: .pyc files of explorers, written there, would start the next build.
        sys.dont_write_bytecode |= self.serving

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Date the build by its commit, and note what the foot of each page says of it."""
        if hasattr(super(), "on_config"):  # mkdocs-jupyter has one from release 0.27 on
            super().on_config(config)
        self.root = Path(config.config_file_path or "mkdocs.yml").resolve().parent
        self.memory = Memory(self.root / ".cache" / "memory.json")
        self.runs = KeptRuns(self.root / self.config["cache_dir"])
        if made := provenance.commit_time(self.root):
            os.environ.setdefault("SOURCE_DATE_EPOCH", str(made))
        config.plugins["ordermatters/kept"] = KeptPages(self.memory)
        add_live_parts(config, self.root / ".cache", self.memory, self._shown, serving=self.serving)
        # Material names what it stores by this path. Left to itself it writes one that differs from page to page.
        config.extra.setdefault("scope", urlsplit(config.site_url or "/").path)
        config.extra["built"] = provenance.built(self.root)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Run the lessons first, while the old site stands; a lesson that fails ends a build for publishing here."""
        super().on_pre_build(config)
        if self.publisher:
            self.publisher.clear_up(config)
        self.rendered: dict[str, RenderedPage] = {}
        self.outcomes = self._run(config)
        failures = [outcome.error for outcome in self.outcomes.values() if outcome.error]
        if failures and not self.serving:
            raise PluginError(report(failures))
        for failure in failures:
            log.error(str(failure))
        if self.publisher:
            self.publisher.begin(config)

    def _run(self, config: MkDocsConfig) -> dict[str, Outcome]:
        """Bring all pages up to date, but for those to be shown as they are and those that cannot be accepted.

        In `mkdocs serve`, the variable `LESSON` names the only one that runs; the others stay as they were last run.
        """
        only = os.environ.get("LESSON") if self.serving else None
        lessons, outcomes = read_all(filter(self.should_include, pages_of(config, serving=self.serving)), self.memory)
        if only and only not in (Path(name).stem for name in outcomes):
            raise PluginError(f"LESSON={only} names no lesson; it is the name of a file, such as LESSON=jacobian")
        executed = [lesson for lesson in lessons if is_executed(lesson, self.config)]
        return outcomes | run_all(executed, self.runs, RunOptions.of(self.config), self.memory, only)

    def should_include(self, file: File) -> bool:
        """Tell whether a file is a page with code, as mkdocs-jupyter does, reading it no more often than a lesson."""
        path = Path(str(file.abs_src_path))
        if path.suffix not in self._supported_extensions or not path.exists():
            return False
        if any(map(path.match, self.config["ignore"])) or not any(map(path.match, self.config["include"])):
            return False
        return path.suffix != ".md" or has_python_kernel(path, file.src_uri, self.memory)

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:
        """Say where the notebook of the page can be had; rendering is left to MkDocs."""
        self.files = files
        if page.file.src_uri in self.outcomes:
            # mkdocs-jupyter's names, for templates: the notebook lies beside the page
            page.nb_url = notebook_name(page)  # type: ignore[attr-defined]
            page.data_files = self.config["data_files"].get(page.file.src_path)  # type: ignore[attr-defined]
        return page

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """Hand MkDocs the executed page as Markdown, with its front matter."""
        if (outcome := self.outcomes.get(page.file.src_uri)) is None:
            return None
        rendered = self.rendered[outcome.name] = render(self._notebook(outcome), RenderOptions.of(self.config))
        meta = {"minutes": minutes_of(rendered)} | outcome.meta
        front_matter = yaml.safe_dump(meta, sort_keys=False, allow_unicode=True)
        return f"---\n{front_matter}---\n\n{rendered.markdown}"

    def _notebook(self, outcome: Outcome) -> Notebook:
        """Return what to show of a page: its run, or in `mkdocs serve` the last good one of a page that failed."""
        if outcome.notebook is not None:
            return outcome.notebook
        kept = self.runs.latest(outcome.name)
        return kept.notebook if kept else {"cells": [], "metadata": {}}

    def _shown(self, page: Page) -> Notebook | None:
        outcome = self.outcomes.get(page.file.src_uri)
        return self._notebook(outcome) if outcome else None

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Leave the Markdown as it is: mkdocs-jupyter would put its own in this place."""
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put the cells' outputs into the page, and the banner on top where its last run failed."""
        outcome = self.outcomes.get(page.file.src_uri)
        if outcome is None:
            return without_source(html)
        limit_depth(page.toc.items, self.config["toc_depth"])
        if self.config["ignore_h1_titles"] and "title" not in page.meta:
            page.title = Path(page.file.src_uri).stem.replace("-", " ").replace("_", " ").capitalize()
        return (banner(outcome.error) if outcome.error else "") + self.rendered[outcome.name].with_outputs(html)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Render the mathematics of a page, and put its notebook beside it."""
        outcome = self.outcomes.get(page.file.src_uri)
        if outcome:
            super().on_post_page(output, page=page, config=config)  # copies what `include_source` and `data_files` ask
            self._write_notebook(outcome, page, config)
        try:
            return scrolling_tables(render_mathematics(output, page.file.src_uri, self.root / ".cache"))
        except MathematicsError as error:
            if not self.serving:
                raise
            log.error(str(error))
            return with_fault(output, error)

    def _write_notebook(self, outcome: Outcome, page: Page, config: MkDocsConfig) -> None:
        target = Path(page.file.abs_dest_path).parent / notebook_name(page)
        if target.exists() and self.config["include_source"]:
            return  # the page's own source, under this very name
        target.parent.mkdir(parents=True, exist_ok=True)
        notebook = notebook_for_download(self._notebook(outcome), page, config, self.files)
        target.write_text(notebook, encoding="utf-8")

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Complete, check and publish the site, after every other plugin has added what it adds."""
        complete_site(config, self.root / ".cache", published=self.publisher is not None and not self.serving)
        if self.publisher:
            check_or_show = show_site if self.serving else check_site
            check_or_show(config, self.files.documentation_pages(), self.memory, self.config["page_weight"])
            self.publisher.finish(config)
        self.memory.keep()

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the old site as it is."""
        if self.publisher:
            self.publisher.abandon()
            if isinstance(error, OSError):  # MkDocs shows where it was, not what it means
                log.error(f"The new site could not be written ({error.strerror}); the old one stands.")

    def on_serve(self, server: LiveReloadServer, **_: object) -> None:
        """Let the server say what it builds, and answer after a build that failed."""
        ServedSite(server)

    def on_shutdown(self) -> None:
        """Leave nothing behind when a build was interrupted."""
        if self.publisher:
            self.publisher.abandon()
