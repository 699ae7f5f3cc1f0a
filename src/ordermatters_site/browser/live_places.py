"""The places in a page where explorers, exercises and predictions go, and what is put there."""

import json
import re
from collections import Counter
from dataclasses import asdict
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import markdown  # type: ignore[import-untyped]
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from ordermatters_site.browser.browser_library import BrowserLibrary
from ordermatters_site.browser.imported_library import lessons_of_exercises, loaded
from ordermatters_site.browser.live_parts import (
    Link,
    exercise_html,
    explorer_html,
    prediction_html,
    progress_html,
    templates_digest,
)
from ordermatters_site.memory import Memory

# A place in a page that is to be filled; in the middle of a list or an admonition, Markdown wraps it in a paragraph.
PLACE = re.compile(
    r"(?:<p>\s*)?<div(?=\s[^>]*?\bdata-(?P<kind>explorer|exercise|exercises-all|predict)[\s=>])"
    r"(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>\s*</div>(?:\s*</p>)?"
)


class Filler:
    """Writes what belongs in each place of one page; the memory has it already where nothing has changed."""

    def __init__(self, page: Page, config: MkDocsConfig, files: Files, library: BrowserLibrary, memory: Memory) -> None:
        """Take the page, and all that decides what its parts look like."""
        self.page, self.files, self.library, self.memory = page, files, library, memory
        self.markdown = SiteMarkdown(config)
        self.origin = [library.digest, templates_digest(), self.markdown.settings]
        self.positions: Counter[str] = Counter()
        plugin = config.plugins.get("ordermatters")
        self.solutions = plugin is None or plugin.config["solutions"]

    def fill(self, html: str) -> str:
        """Fill every place of the page.

        Raises:
            PluginError: an explorer or an exercise that is not there, or what it cannot show; naming page and line.
        """
        return PLACE.sub(self._part, html)

    def _part(self, place: re.Match[str]) -> str:
        kind, data = place["kind"], data_of(place["attributes"])
        parts = {
            "explorer": self._explorer,
            "exercise": self._exercise,
            "exercises-all": self._all_exercises,
            "predict": self._prediction,
        }
        try:
            return parts[kind](data)
        except PluginError as error:
            raise PluginError(f"{self.page.file.src_uri}{self._line(kind, data[kind])}: {error}") from error

    def _line(self, kind: str, name: str) -> str:
        """Say on which line of the page's source a place stands, if it stands there as it does in the page."""
        source = Path(str(self.page.file.abs_src_path))
        text = source.read_text(encoding="utf-8-sig") if source.suffix == ".md" and source.exists() else ""
        found = re.search(rf"data-{kind}\b[\s=\"']*{re.escape(name)}", text)
        return f", line {text.count(chr(10), 0, found.start()) + 1}" if found else ""

    def _prediction(self, data: dict[str, str]) -> str:
        place = f"predict-{data['predict']}"
        if self._position(place) != place:
            raise PluginError(f"two predictions are called {data['predict']!r}; a guess is kept by that name")
        return prediction_html(data)

    def _explorer(self, data: dict[str, str]) -> str:
        name, given = data["explorer"], data.get("values", "{}")
        position = self._position(f"explorer-{name}")

        def make() -> str:
            return explorer_html(loaded("explorers", name, self.library), position, _values(name, given))

        return self.memory.recall("explorer", [*self.origin, name, given, position], make)

    def _exercise(self, data: dict[str, str], link: Link | None = None) -> str:
        name = data["exercise"]
        position = self._position(f"exercise-{name}")

        def make() -> str:
            exercise = loaded("exercises", name, self.library)
            return exercise_html(exercise, position, self.markdown, link, solutions=self.solutions)

        origin = [*self.origin, name, position, link and asdict(link), self.solutions]
        return self.memory.recall("exercise", origin, make)

    def _all_exercises(self, _data: dict[str, str]) -> str:
        lessons = self.memory.recall(
            "lessons of exercises", self.library.digest, lambda: lessons_of_exercises(self.library)
        )
        parts = [self._exercise({"exercise": name}, self._link(lesson)) for name, lesson in lessons.items()]
        return progress_html(list(lessons)) + "".join(parts)

    def _link(self, lesson: str) -> Link | None:
        """Find the page of a lesson, whose title is known by now if it comes before this page; a fork may have none."""
        files = (self.files.get_file_from_path(f"lessons/{lesson}{ending}") for ending in (".md", ".ipynb", ".py"))
        file = next(filter(None, files), None)
        if file is None or file.page is None:
            return None
        return Link(f"{get_relative_url(file.url, self.page.file.url)}#exercise", str(file.page.title or lesson))

    def _position(self, name: str) -> str:
        """Name a place so that no two have the same id."""
        self.positions[name] += 1
        return name if self.positions[name] == 1 else f"{name}-{self.positions[name]}"


def _values(name: str, given: str) -> dict[str, Any]:
    try:
        values = json.loads(given)
    except ValueError as error:
        raise PluginError(f"data-values of the explorer {name} is no JSON: {error}") from error
    if not isinstance(values, dict):
        raise PluginError(f"data-values of the explorer {name} names no values: {given}")
    return values


class SiteMarkdown:
    """Renders a text with those extensions of the site that are known by name; the others are for whole pages."""

    def __init__(self, config: MkDocsConfig) -> None:
        """Take what decides how a text is rendered."""
        self.extensions = [name for name in config.markdown_extensions if isinstance(name, str)]
        self.configs = config.mdx_configs
        self.settings = repr([self.extensions, sorted(self.configs.items())])

    def __call__(self, text: str) -> str:
        """Render a text."""
        return str(markdown.markdown(text, extensions=self.extensions, extension_configs=self.configs))


def data_of(attributes: str) -> dict[str, str]:
    """Read the `data-` attributes of a tag."""
    found: dict[str, str] = {}

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.update({name.removeprefix("data-"): value or "" for name, value in attrs})

    Reader().feed(f"<div{attributes}>")
    return found
