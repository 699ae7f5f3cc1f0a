"""What makes a page live: cells to try, explorers, exercises and predictions, and the scripts that they need."""

import importlib
import json
import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import markdown  # type: ignore[import-untyped]
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from nbformat import NotebookNode

from ordermatters_site.browser_bundle import BrowserBundle
from ordermatters_site.browser_cells import browser_cells
from ordermatters_site.browser_library import BrowserLibrary
from ordermatters_site.finishing import THEME
from ordermatters_site.live_cells import with_live_cells
from ordermatters_site.live_parts import Link, exercise_html, explorer_html, prediction_html, progress_html

# A place in a page that is to be filled; in the middle of a list or an admonition, Markdown wraps it in a paragraph.
_PLACE = re.compile(
    r"(?:<p>\s*)?<div(?=\s[^>]*?\bdata-(?P<kind>explorer|exercise|exercises-all|predict)[\s=>])"
    r"(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>\s*</div>(?:\s*</p>)?"
)

NotebookOf = Callable[[Page], NotebookNode | None]


def add_live_parts(config: MkDocsConfig, cache: Path, notebook_of: NotebookOf) -> None:
    """Let the pages of a build be live, once its configuration is known; with another theme they stay as they are.

    Raises:
        PluginError: the scripts cannot be bundled, or what they need from npm cannot be had.
    """
    if THEME not in map(Path, config.theme.dirs):
        return
    library = BrowserLibrary.read()
    bundle = BrowserBundle(cache, library)
    script = ExtraScriptValue(bundle.script())
    script.type = "module"
    config.extra_javascript.append(script)
    config.plugins["ordermatters/live"] = LivePages(bundle, library, notebook_of)


class _Filler:
    """Writes what belongs in each place of one page."""

    def __init__(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        self.page, self.config, self.files = page, config, files
        self.positions: Counter[str] = Counter()

    def __call__(self, place: re.Match[str]) -> str:
        data = _data(place["attributes"])
        return {
            "explorer": self.explorer,
            "exercise": self.exercise,
            "exercises-all": self.all_exercises,
            "predict": prediction_html,
        }[place["kind"]](data)

    def explorer(self, data: dict[str, str]) -> str:
        explorer = _loaded("explorers", data["explorer"])
        given = json.loads(data.get("values", "{}"))
        return explorer_html(explorer, self.position(f"explorer-{explorer.name}"), given)

    def exercise(self, data: dict[str, str], linked: bool = False) -> str:
        exercise = _loaded("exercises", data["exercise"])
        lesson = self.lesson(exercise.lesson) if linked else None
        return exercise_html(exercise, self.position(f"exercise-{exercise.name}"), self.markdown, lesson)

    def all_exercises(self, _data: dict[str, str]) -> str:
        names = importlib.import_module("ordermatters.exercises").names()
        return progress_html(names) + "".join(self.exercise({"exercise": name}, linked=True) for name in names)

    def lesson(self, name: str) -> Link:
        """Find the page of a lesson, whose title is known by now if it comes before this page."""
        file = self.files.get_file_from_path(f"lessons/{name}.md")
        if file is None or file.page is None:
            raise PluginError(f"there is no lesson {name!r}")
        return Link(f"{get_relative_url(file.url, self.page.file.url)}#exercise", str(file.page.title or name))

    def markdown(self, text: str) -> str:
        """Render Markdown with the extensions of the site that are known by name; the others are for whole pages."""
        extensions = [name for name in self.config.markdown_extensions if isinstance(name, str)]
        return str(markdown.markdown(text, extensions=extensions, extension_configs=self.config.mdx_configs))

    def position(self, name: str) -> str:
        """Name a place so that no two have the same id."""
        self.positions[name] += 1
        return name if self.positions[name] == 1 else f"{name}-{self.positions[name]}"


def _loaded(package: str, name: str) -> Any:
    """Load an explorer or an exercise; Python is asked when a page wants one, not before."""
    module = importlib.import_module(f"ordermatters.{package}")
    if name not in module.names():
        raise PluginError(f"there is no {name!r} in ordermatters.{package}, only {', '.join(module.names())}")
    return module.load(name)


def _data(attributes: str) -> dict[str, str]:
    """Read the `data-` attributes of a tag."""
    found: dict[str, str] = {}

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.update({name.removeprefix("data-"): value or "" for name, value in attrs})

    Reader().feed(f"<div{attributes}>")
    return found


class LivePages(BasePlugin):  # type: ignore[no-untyped-call,type-arg]
    """Fills in the live parts of each page after its outputs, and adds the scripts to the site."""

    def __init__(self, bundle: BrowserBundle, library: BrowserLibrary, notebook_of: NotebookOf) -> None:
        """Take what all pages of a build share."""
        self.bundle, self.library, self.notebook_of = bundle, library, notebook_of

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Fill in explorers, exercises and predictions, and offer the cells that run in a browser."""
        try:
            html = _PLACE.sub(_Filler(page, config, files), html)
        except PluginError as error:
            raise PluginError(f"{page.file.src_uri}: {error}") from error
        notebook = self.notebook_of(page)
        if notebook is None:
            return html
        return with_live_cells(html, browser_cells(notebook, self.library), getattr(page, "nb_url", None))

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Add the scripts, Pyodide and the packed library to the site."""
        self.bundle.write(Path(config.site_dir))
