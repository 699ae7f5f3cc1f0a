"""A course of MkDocs' as the stage takes it: its settings and files read, its lessons run, its pages written."""

import os
import posixpath
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import urljoin

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

from ordermatters_site.run.lessons import FRONT_MATTER, Lesson, LessonError
from ordermatters_site.run.notebooks import Notebook
from ordermatters_site.run.page_checks import allowances
from ordermatters_site.run.run_cache import RunCache
from ordermatters_site.run.run_options import RunOptions
from ordermatters_site.run.schedule import Outcome, read_all, run_all
from ordermatters_site.run.served import ServedRuns
from ordermatters_site.shell.neighbours import adapt, refuse_posts
from ordermatters_site.shell.options import CodeFile, has_code, is_executed, pages_of, root_of, shadowed_files
from ordermatters_site.shell.themes import has_our_theme
from ordermatters_site.stage.browser_library import BrowserLibrary
from ordermatters_site.stage.bundle import BrowserBundle
from ordermatters_site.stage.course import Course, CoursePage, entries
from ordermatters_site.stage.pages import PageOptions
from ordermatters_site.stage.parts import PartContext
from ordermatters_site.stage.site_markdown import SiteMarkdown
from ordermatters_site.stage.staging import Stage, staged_name
from ordermatters_site.store import Store


class StagedCourse:
    """The course of one build."""

    def __init__(
        self,
        config: MkDocsConfig,
        options: Mapping[str, Any],
        cache: Path,
        store: Store,
        *,
        serving: bool = False,
    ) -> None:
        """Take a configuration of MkDocs and the plugin's own; nothing has run yet."""
        self.config, self.options, self.cache, self.store = config, options, cache, store
        self.serving, self.folder, self.root = serving, cache / "stage", root_of(config)
        self.behind: ServedRuns | None = None
        self.is_cold_start = False
        """Whether somebody waits for the first page: what can follow in a second build is left out of this one."""
        place = self.root / options["cache_dir"]
        self.runs = RunCache(cache / place.name if place.parent == self.root / ".cache" else place)
        self.is_live = has_our_theme(config)
        """Whether readers' browsers run what is live."""
        self.library: BrowserLibrary | None = None
        """What live parts are made from, and packed for browsers."""
        self.bundle: BrowserBundle | None = None
        self.outcomes: dict[str, Outcome] = {}
        self.contents: dict[str, str] = {}

    def run(self) -> list[LessonError]:
        """Bring all pages up to date, but for those to be shown as they are; return why some could not be.

        In `mkdocs serve`, the variable `LESSON` names the only one that runs; the others stay as they were last run.

        Raises:
            SiteError: if the browser's scripts cannot be bundled, or npm's packages cannot be installed.
        """
        if self.is_live:
            adapt(self.config)  # by now every plugin has been asked for its settings
        only = os.environ.get("LESSON") if self.serving else None
        docs = list(pages_of(self.config, serving=self.serving))
        code = {file.src_uri for file in docs if has_code(file, self.options, self.store)}
        self.shadowed_files = shadowed_files(docs, code, self.config)
        self.docs = [file for file in docs if file.src_uri not in self.shadowed_files]
        lessons, outcomes = read_all([file for file in self.docs if file.src_uri in code], self.store)
        if only and only not in (Path(name).stem for name in outcomes):
            raise PluginError(f"LESSON={only} names no lesson; it is the name of a file, such as LESSON=jacobian")
        executed = [lesson for lesson in lessons if is_executed(lesson, self.options)]
        refuse_posts(self.config, [lesson.name for lesson in executed])
        refused = [outcome.error for outcome in outcomes.values() if outcome.error]
        if refused and not self.serving:
            return refused  # before minutes are spent on the others
        self.outcomes = outcomes | self._brought_up_to_date(executed, only)
        return [outcome.error for outcome in self.outcomes.values() if outcome.error]

    def _brought_up_to_date(self, lessons: list[Lesson], only: str | None) -> dict[str, Outcome]:
        first = self.behind.cold_start(lessons) if self.behind and self.is_cold_start and not only else None
        self.is_cold_start = first is not None
        if first is not None:
            return first
        self.library = BrowserLibrary.read(store=self.store)
        self.bundle = BrowserBundle(self.cache, self.library, self.store) if self.is_live else None
        options = RunOptions.of(self.options)
        if self.behind:
            order = {name: place for place, (_, name) in enumerate(entries(self.config.nav))}
            lessons = sorted(lessons, key=lambda lesson: order.get(lesson.name, len(order)))
            return self.behind.outcomes(lessons, options, self.store, only, retry=self.behind.saved)
        return run_all(lessons, self.runs, options, self.store, only)

    def write(self) -> None:
        """Write the stage, once the lessons have run.

        Raises:
            SiteError: if a live part cannot be written; the message names page and line.
        """
        self.course = self._course()
        markdown = SiteMarkdown(self.config.markdown_extensions, self.config.mdx_configs)
        parts = PartContext(self.library, self.store, markdown, self.options["solutions"])
        page_options = PageOptions.of(self.options)
        stage = Stage(self.course, parts, page_options, live=self.is_live, serving=self.serving)
        self.contents = stage.write(self.folder)
        self.notes, self.places = stage.notes, stage.guests.places()

    def markdown(self, name: str) -> str | None:
        """Return a page as it is staged."""
        return self.contents.get(staged_name(name)) if self.course.page(name) else None

    def files(self) -> dict[str, bytes | Path]:
        """List what there is besides the pages and the files of `docs`, by its place below the site."""
        pages = {staged_name(page.name) for page in self.course.pages}
        notebooks = {name: content.encode() for name, content in self.contents.items() if name not in pages}
        files: dict[str, bytes | Path] = {**notebooks}
        for page in self.course.pages:
            if page.outcome and self.options["include_source"]:
                files[posixpath.join(page.folder, page.path.name)] = page.path
            for name in self.options["data_files"].get(page.name, []) if page.outcome else []:
                files[posixpath.join(page.folder, PurePath(name).as_posix())] = self.root / name
        return files | (self.bundle.files() if self.bundle else {})

    def scripts(self) -> list[ExtraScriptValue]:
        """List the scripts that every page loads."""
        if self.bundle is None:
            return []
        script = ExtraScriptValue(self.bundle.script)
        script.type = "module"
        return [script]

    @property
    def has_code_files(self) -> bool:
        """Whether a page is a notebook or a script, which goes by another name in the stage."""
        return any(staged_name(page.name) != page.name for page in self.course.pages)

    def allowed(self) -> dict[str, list[str]]:
        """List what pages let through on purpose, by the files of the site."""
        pages = ((file.dest_uri, self.course.page(file.src_uri)) for file in self.docs)
        return {name: kinds for name, page in pages if page and (kinds := allowances(page.meta))}

    def remarks(self) -> list[str]:
        """Say what is published otherwise than it would be: what guest pages lack, and what pages let through."""
        allowed = {page.name: allowances(page.meta) for page in self.course.pages}
        through = [f"{name} lets through on purpose: {', '.join(kinds)}" for name, kinds in allowed.items() if kinds]
        return [*self.notes, *through]

    def _course(self) -> Course:
        config = self.config
        self.docs = [CodeFile.of(file, config) if file.src_uri in self.outcomes else file for file in self.docs]
        pages = [self._page(file) for file in self.docs if file.is_documentation_page()]
        addresses = {file.src_uri: urljoin(config.site_url, file.url) for file in self.docs} if config.site_url else {}
        nav = config.nav or [page.name for page in pages]
        return Course(config.site_name, config.repo_url or "", tuple(pages), addresses, nav)

    def _page(self, file: File) -> CoursePage:
        outcome = self.outcomes.get(file.src_uri)
        return CoursePage(
            file.src_uri,
            Path(str(file.abs_src_path)),
            file.url,
            posixpath.dirname(file.dest_uri),
            outcome,
            self._notebook(outcome) if outcome else None,
        )

    def _notebook(self, outcome: Outcome) -> Notebook:
        """Return what to show of a page: its run, or in `mkdocs serve` the last good one of a page that failed.

        One that has never run is shown as far as it can be read: others may link to its parts.
        """
        if outcome.notebook is not None:
            return outcome.notebook
        if kept := self.runs.latest(outcome.name):
            return kept.notebook
        path = Path(self.config.docs_dir, outcome.name)
        text = FRONT_MATTER.sub("", path.read_text("utf-8-sig", "replace")) if path.suffix == ".md" else ""
        return {"cells": [{"cell_type": "markdown", "metadata": {}, "source": text}], "metadata": {}}
