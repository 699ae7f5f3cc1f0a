"""The MkDocs plugin: runs lessons, hands MkDocs the stage, publishes the site when it is whole."""

import logging
import os
import re
import shutil
import sys
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from ordermatters_site import provenance
from ordermatters_site.cache_folder import usable_cache
from ordermatters_site.check.publishing import folder_beside, remove_leftovers, replace_folder
from ordermatters_site.run.lessons import report
from ordermatters_site.shell.finishing import complete_site, has_warnings, refuse_faults, show_site, site_faults
from ordermatters_site.shell.navigation import MissingPages
from ordermatters_site.shell.options import CodeFile, StagedFile, limit_depth, plugin_options, root_of
from ordermatters_site.shell.page_cache import PageCache
from ordermatters_site.shell.search import SearchEntries, without_source
from ordermatters_site.shell.served_site import ServedSite, check_port
from ordermatters_site.shell.settings_faults import CheckedOptions
from ordermatters_site.shell.staged import StagedCourse
from ordermatters_site.shell.themes import licences_of, refuse_anothers_theme
from ordermatters_site.stage.site_markdown import OURS
from ordermatters_site.store import Store

log = logging.getLogger("mkdocs.plugins.ordermatters")

# Where mkdocstrings puts what the library says of itself, and what stands there in the first build that is served.
_REFERENCE = re.compile(r"^::: .*(?:\n[ \t]+\S.*)*", re.MULTILINE)
_TO_COME = "*What the library says of itself is still to come.*"

# What the stage's Markdown is written for.
_NEEDED = ("attr_list", "md_in_html", "pymdownx.superfences", OURS)


class LessonsPlugin(CheckedOptions):  # type: ignore[no-untyped-call]
    """mkdocs-jupyter with another engine: its discovery of pages, its options and its downloads, our pages.

    Its options that shape HTML of its own (`theme`, `no_prompt`, `include_requirejs`, those about MathJax) have
    nothing to act on here and are ignored.
    """

    config_scheme = plugin_options()
    serving = False
    dirty = False
    building: Path | None = None
    """The folder beside the site that the build under way writes into; a dirty one writes into the site itself."""
    served: ServedSite | None = None
    built: dict[str, Any] | None = None
    missing_pages: MissingPages | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note what kind of build this is; having this method makes MkDocs keep the plugin between builds."""
        self.serving, self.dirty = command == "serve", dirty
        # `mkdocs serve` watches src: .pyc files of explorers, written there, would start the next build.
        sys.dont_write_bytecode |= self.serving

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Date the build by its commit, and note what the foot of each page says of it."""
        refuse_anothers_theme(config)
        root = root_of(config)
        self.cache = usable_cache(root / ".cache")
        self.store = Store.at(self.cache / "store.sqlite")
        if made := provenance.commit_time(root):
            os.environ.setdefault("SOURCE_DATE_EPOCH", str(made))
        config.markdown_extensions += [name for name in _NEEDED if name not in config.markdown_extensions]
        config.mdx_configs.setdefault(OURS, {"cache": str(self.cache)})
        config.plugins["ordermatters/page-cache"] = PageCache(self.store, self.cache / "templates")
        config.plugins["ordermatters/search"] = SearchEntries(self.store)
        self.missing_pages = self.missing_pages or MissingPages(serving=self.serving)
        config.plugins["ordermatters/missing-pages"] = self.missing_pages
        self.staged = StagedCourse(config, self.config, self.cache, self.store, serving=self.serving)
        if self.serving:
            self._serve_behind(config)
        # Material names what it stores by this path. Left to itself it writes one that differs from page to page.
        config.extra.setdefault("scope", urlsplit(config.site_url or "/").path)
        if not (self.serving and self.built):  # a word in the foot of every page would make each another at each save
            self.built = provenance.built(root)
        config.extra["built"] = self.built
        return config

    def _serve_behind(self, config: MkDocsConfig) -> None:
        """Have lessons run behind the server: one queue for all its builds."""
        if self.served is None:
            check_port(config.dev_addr)
            self.served = ServedSite(self.staged.runs)
        self.staged.behind, self.staged.is_cold_start = self.served.runs, self.served.server is None

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Run the lessons first, while the old site stands; a lesson that fails ends a build for publishing here."""
        if not self.dirty:
            remove_leftovers(Path(config.site_dir))
        failures = self.staged.run()
        if failures and not self.serving:
            raise PluginError(report(failures))
        for failure in failures:
            log.error(str(failure))
        self.staged.write()
        config.extra_javascript += self.staged.scripts()
        if self.staged.is_cold_start:
            config.validation.links.anchors = logging.DEBUG  # those of the reference are still to come
        if self.served:
            self.served.names = {page.url: page.name for page in self.staged.course.pages}
        if not self.dirty:  # the site is checked, and a dead link told with its line
            config.validation.links.not_found = config.validation.links.anchors = logging.DEBUG
            self.site = Path(config.site_dir)
            self.building = folder_beside(self.site)
            config.site_dir = str(self.building)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Make pages of notebooks and scripts, and add what the stage has besides pages."""
        pages = (CodeFile.of(file, config) if file.src_uri in self.staged.outcomes else file for file in files)
        extra = [StagedFile.of(name, content, config) for name, content in self.staged.files().items()]
        places = {*(file.src_uri for file in extra), *self.staged.shadowed_files}
        kept = [file for file in pages if file.src_uri not in places]
        return Files([*kept, *extra, *licences_of(files, config, self.cache)])

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Let the logo of a site without a page `index` lead to the first page that there is."""
        if nav.homepage is None and nav.pages:
            config.extra.setdefault("homepage", nav.pages[0].url)
        return nav

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """Hand MkDocs the page as it is staged."""
        text = self.staged.markdown(page.file.src_uri)
        return _REFERENCE.sub(_TO_COME, text) if text and self.staged.is_cold_start else text

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:
        """Say by mkdocs-jupyter's names, for templates, what lies beside the page."""
        if (staged := self.staged.course.page(page.file.src_uri)) and staged.outcome:
            page.nb_url = staged.notebook_name  # type: ignore[attr-defined]
            page.data_files = self.config["data_files"].get(page.file.src_uri)  # type: ignore[attr-defined]
        return page

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Do what mkdocs-jupyter's options say about headings; keep source code out of the search."""
        if (staged := self.staged.course.page(page.file.src_uri)) and staged.outcome:
            limit_depth(page.toc.items, self.config["toc_depth"])
            if self.config["ignore_h1_titles"] and "title" not in page.meta:
                page.title = Path(page.file.src_uri).stem.replace("-", " ").replace("_", " ").capitalize()
        return without_source(html)

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Complete, check and publish the site, after every other plugin has added what it adds."""
        published, first = self.building is not None and not self.serving, self.staged.is_cold_start
        complete_site(config, self.cache, self.store, published=published, whole_fonts=first)
        if self.building:
            docs, most, allowed = self.staged.docs, self.config["page_weight"], self.staged.allowed()
            places = self.staged.places
            faults = [] if first else site_faults(config, docs, self.store, most, allowed, places)
            if self.serving:
                show_site(config, faults)
            else:
                refuse_faults(faults)
            if not has_warnings(config):  # MkDocs ends a strict build then
                replace_folder(self.site, self.building)
                config.site_dir = str(self.site)
        self.store.flush()
        for remark in self.staged.remarks():
            log.info(remark)

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the old site as it is."""
        self._abandon()
        is_outdated = self.served and self.served.own_files.have_changed()
        # MkDocs shows where it was, not what it means.
        if isinstance(error, OSError) and not self.dirty and not is_outdated:
            log.error(f"The new site could not be written ({error.strerror}); the old one stands.")

    @event_priority(-100)  # every other plugin has said what it watches
    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, **_: object) -> None:
        """Let the server say what it builds, and answer after a build that failed."""
        if self.served:
            self.served.take_over(server, config.watch, again=self.staged.is_cold_start)

    def on_shutdown(self) -> None:
        """Leave nothing behind when a build was interrupted."""
        self._abandon()
        if self.served:
            self.served.runs.queue.stop()

    def _abandon(self) -> None:
        """Remove what an unfinished build has written; of a finished one, nothing lies there any more."""
        if self.building:
            shutil.rmtree(self.building, ignore_errors=True)
