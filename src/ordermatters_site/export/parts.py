"""Explorers, exercises and predictions as Markdown: what a reader without JavaScript sees of them."""

import importlib
import json
import re
import textwrap
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

from ordermatters_site.export.figures import FigureFiles
from ordermatters_site.export.outputs import fenced

_PLACE = re.compile(
    r"^(?P<indent>[ \t]*)(?P<tag><div data-(?P<kind>explorer|exercises-all|exercise|predict)\b.*>)</div>[ \t]*$",
    re.MULTILINE,
)


def plain_parts(markdown: str, page: str, figures: FigureFiles) -> str:
    """Fill the places of a page's Markdown that are live on the site."""

    def written(place: re.Match[str]) -> str:
        text = _WRITERS[place["kind"]](_data(place["tag"]), page, figures)
        return textwrap.indent(text, place["indent"])

    return _PLACE.sub(written, markdown)


def _data(tag: str) -> dict[str, str]:
    found: dict[str, str] = {}

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.update({name.removeprefix("data-"): value or "" for name, value in attrs})

    Reader().feed(tag)
    return found


def _explorer(data: dict[str, str], page: str, figures: FigureFiles) -> str:
    explorer = importlib.import_module("ordermatters.explorers").load(data["explorer"])
    values = {control.name: control.default for control in explorer.controls} | json.loads(data.get("values", "{}"))
    drawn = json.loads(explorer.call(json.dumps(values)))
    alt = _label(drawn["svg"])
    parts = [f"**{explorer.title}**", figures.add(page, drawn["svg"], alt), drawn["verdict"], drawn["table_html"]]
    return "\n\n".join(part.strip() for part in parts if part.strip())


def _label(svg: str) -> str:
    """Read off a drawing what it says to those who cannot see it."""
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append(dict(attrs).get("aria-label") or "")

    Reader().feed(svg)
    return found[0]


def _exercise(data: dict[str, str], page: str, figures: FigureFiles) -> str:
    return _exercise_text(importlib.import_module("ordermatters.exercises").load(data["exercise"]))


def _exercise_text(exercise: Any) -> str:
    command = f"python -m ordermatters.exercises check {exercise.name} FILE"
    parts = [f"**{exercise.title}**", textwrap.dedent(exercise.statement).strip(), fenced(exercise.starter, "python")]
    for number, hint in enumerate(exercise.hints):
        title = "Another hint" if number else "A hint"
        parts.append(f'??? tip "{title}"\n\n' + textwrap.indent(textwrap.dedent(hint).strip(), "    "))
    return "\n\n".join([*parts, f"To have your answer checked: `{command}`."])


def _all_exercises(data: dict[str, str], page: str, figures: FigureFiles) -> str:
    exercises = importlib.import_module("ordermatters.exercises")
    return "\n\n".join(_exercise_text(exercises.load(name)) for name in exercises.names())


def _prediction(data: dict[str, str], page: str, figures: FigureFiles) -> str:
    choices = " or ".join(choice.strip() for choice in data.get("choices", "").split("|") if choice.strip())
    asked = data.get("label", "Your guess") + (f": {choices}?" if choices else ": …")
    return f'{asked}\n\n??? success "The answer"\n\n    {data["truth"]}'


_WRITERS: dict[str, Callable[[dict[str, str], str, FigureFiles], str]] = {
    "explorer": _explorer,
    "exercise": _exercise,
    "exercises-all": _all_exercises,
    "predict": _prediction,
}
