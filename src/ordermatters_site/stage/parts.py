"""The live parts of one page, each written for its targets: a page of the site, and the notebook that it offers."""

import json
import textwrap
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from ordermatters_site.faults import SiteError
from ordermatters_site.stage.blocks import to_come
from ordermatters_site.stage.browser_library import BrowserLibrary
from ordermatters_site.stage.imported_library import (
    lessons_of_exercises,
    loaded,
    refuse_failing_ends,
    refuse_unfitting,
    refuse_unsound,
)
from ordermatters_site.stage.part_html import (
    Link,
    exercise_html,
    explorer_html,
    prediction_html,
    progress_html,
    templates_digest,
)
from ordermatters_site.stage.placeholders import fill_placeholders, line_of_placeholder, misspelt_data
from ordermatters_site.stage.site_markdown import SiteMarkdown
from ordermatters_site.store import Store

LinkTo = Callable[[str, str], Link | None]
"""From a lesson and an exercise of it to a link, where a page has that lesson."""


@dataclass(frozen=True)
class PartContext:
    """What decides how the parts of all pages look."""

    library: BrowserLibrary | None
    """The library as it stands; `None` where a first page is not to wait for it, and parts are still to come."""
    store: Store
    markdown: SiteMarkdown
    solutions: bool = True


class PageParts:
    """The parts of a page as HTML; the store has each already where nothing has changed."""

    def __init__(self, page: str, source: str, context: PartContext, link_to: LinkTo = lambda *_: None) -> None:
        """Take the name of the page, the text of its file, and how it links to the page of a lesson."""
        self.page, self.source, self.context, self.link_to = page, source, context, link_to
        self.names = _Names()

    def fill(self, markdown: str) -> str:
        """Fill every place of the page.

        Raises:
            SiteError: if an explorer or an exercise is missing, misspelt or refuses its values; naming page and line.
        """
        if self.context.library is None:
            return fill_placeholders(markdown, lambda *_: to_come("This part"))
        for name, value, said in misspelt_data(markdown):
            raise SiteError(f"{self.page}{line_of_placeholder(self.source, name, value)}: {said}")
        self.library = self.context.library
        self.origin = [self.library.digest, templates_digest(), self.context.markdown.settings]
        return fill_placeholders(markdown, self._part)

    def _part(self, kind: str, data: dict[str, str]) -> str:
        parts = {
            "explorer": self._explorer,
            "exercise": self._exercise,
            "exercises-all": self._all_exercises,
            "predict": self._prediction,
        }
        try:
            return parts[kind](data)
        except SiteError as error:
            raise SiteError(f"{self.page}{line_of_placeholder(self.source, kind, data[kind])}: {error}") from error

    def _prediction(self, data: dict[str, str]) -> str:
        place = f"predict-{data['predict']}"
        if self.names.unique(place) != place:
            raise SiteError(f"two predictions are called {data['predict']!r}; a guess is kept by that name")
        return prediction_html(data)

    def _explorer(self, data: dict[str, str]) -> str:
        name, given, library = data["explorer"], data.get("values", "{}"), self.library
        position = self.names.unique(f"explorer-{name}")

        def compute() -> str:
            explorer = loaded("explorers", name, library)
            refuse_unfitting(explorer)
            html = explorer_html(explorer, position, _values(name, given))
            self._once("drawn at its ends", name, lambda: refuse_failing_ends(explorer))
            return html

        return self.context.store.get_or_compute("explorer", [*self.origin, name, given, position], compute)

    def _exercise(self, data: dict[str, str], link: Link | None = None) -> str:
        name, context = data["exercise"], self.context
        position = self.names.unique(f"exercise-{name}")

        def compute() -> str:
            exercise = loaded("exercises", name, self.library)
            self._once("sound exercise", name, lambda: refuse_unsound(exercise))
            return exercise_html(exercise, position, context.markdown, link, solutions=context.solutions)

        origin = [*self.origin, name, position, link and asdict(link), context.solutions]
        return context.store.get_or_compute("exercise", origin, compute)

    def _once(self, kind: str, name: str, check: Callable[[], bool]) -> None:
        """Try a part once for all pages that show it: that takes some ten milliseconds."""
        self.context.store.get_or_compute(kind, [self.library.digest, name], check)

    def _all_exercises(self, _data: dict[str, str]) -> str:
        library = self.library
        lessons = self.context.store.get_or_compute(
            "lessons of exercises", library.digest, lambda: lessons_of_exercises(library)
        )
        parts = [self._exercise({"exercise": name}, self.link_to(lesson, name)) for name, lesson in lessons.items()]
        return "\n".join([progress_html(list(lessons)), *parts])


class NotebookParts:
    """The parts of a page as what they ask, for readers of its notebook, to whom it is not a page."""

    def __init__(self, url: str, library: BrowserLibrary | None) -> None:
        """Take the address of the page, where its live parts are, and the library, unless that is to come."""
        self.url, self.library, self.names = url, library, _Names()

    def fill(self, markdown: str) -> str:
        """Fill every place of a cell."""
        return fill_placeholders(markdown, self._part, as_html=False)

    def _part(self, kind: str, data: dict[str, str]) -> str:
        if kind == "predict":
            return _asked(data)
        if kind == "exercises-all":
            return f"*[On its page]({self.url}) your answers are checked.*"
        address = f"{self.url}#{self.names.unique(f'{kind}-{data[kind]}')}"
        if kind == "explorer":
            return f"*[On its page]({address}) you can move what is drawn here.*"
        checked = f"*[On its page]({address}) your answer is checked, and there are hints.*"
        if self.library is None:
            return checked
        try:
            exercise = loaded("exercises", data[kind], self.library)
        except SiteError:  # in `mkdocs serve`, whose page says so
            return checked
        starter = f"```python\n{exercise.starter.strip()}\n```"
        return "\n\n".join([f"**{exercise.title}**", textwrap.dedent(exercise.statement).strip(), starter, checked])


class _Names(Counter[str]):
    """The ids that a page has given so far."""

    def unique(self, name: str) -> str:
        """Name a part so that no two have the same id: a second one gets a number."""
        self[name] += 1
        return name if self[name] == 1 else f"{name}-{self[name]}"


def fold(title: str, body: str) -> str:
    """Fold Markdown away in a notebook."""
    return f"<details><summary>{title}</summary>\n\n{body}\n\n</details>"


def _asked(data: dict[str, str]) -> str:
    choices = " or ".join(choice.strip() for choice in data.get("choices", "").split("|") if choice.strip())
    asked = data.get("label", "Your guess") + (f": {choices}?" if choices else ": …")
    return f"*{asked}*\n\n{fold('The answer', data.get('truth', ''))}"


def _values(name: str, given: str) -> dict[str, Any]:
    try:
        values = json.loads(given)
    except ValueError as error:
        raise SiteError(f"data-values of the explorer {name} is no JSON: {error}") from error
    if not isinstance(values, dict):
        raise SiteError(f"data-values of the explorer {name} names no values: {given}")
    return values
