"""A lesson's prose as any Jupyter shows it: boxes as quotations and folds, live parts as what they ask."""

import importlib
import re
import textwrap
from collections import Counter

from ordermatters_site.browser.live_places import data_of

_BOX = re.compile(
    r"^(?P<mark>!!!|\?\?\?\+?) +(?P<kind>[\w-]+)(?: +\"(?P<title>[^\"]*)\")?[ \t]*\n"
    r"(?P<body>(?:(?: {4}|\t).*(?:\n|\Z)|[ \t]*\n(?=(?:[ \t]*\n)*(?: {4}|\t)))+)",
    re.MULTILINE,
)
_PLACE = re.compile(
    r"^(?P<indent>[ \t]*)<div data-(?P<kind>explorer|exercise|predict)\b(?P<rest>.*)></div>[ \t]*$", re.MULTILINE
)


class JupyterProse:
    """Writes the prose of one page, cell by cell, for readers to whom it is not a page."""

    def __init__(self, url: str) -> None:
        """Take the address of the page, where its live parts are."""
        self.url = url
        self.seen: Counter[str] = Counter()

    def written(self, markdown: str) -> str:
        """Write the prose of one cell."""
        return _BOX.sub(_box, _PLACE.sub(self._part, markdown))

    def _part(self, place: re.Match[str]) -> str:
        data = data_of(f" data-{place['kind']}{place['rest']}")
        part = {"explorer": self._explorer, "exercise": self._exercise, "predict": _prediction}[place["kind"]](data)
        return textwrap.indent(part, place["indent"])

    def _explorer(self, data: dict[str, str]) -> str:
        return f"*[On its page]({self._address('explorer', data['explorer'])}) you can move what is drawn here.*"

    def _exercise(self, data: dict[str, str]) -> str:
        name, exercises = data["exercise"], importlib.import_module("ordermatters.exercises")
        checked = f"*[On its page]({self._address('exercise', name)}) your answer is checked, and there are hints.*"
        if name not in exercises.names():  # in `mkdocs serve`, whose page says so
            return checked
        exercise = exercises.load(name)
        starter = f"```python\n{exercise.starter.strip()}\n```"
        return "\n\n".join([f"**{exercise.title}**", textwrap.dedent(exercise.statement).strip(), starter, checked])

    def _address(self, kind: str, name: str) -> str:
        """Name a part as the page does, where a second one of the same name has a number."""
        part = f"{kind}-{name}"
        self.seen[part] += 1
        return f"{self.url}#{part}" + (f"-{self.seen[part]}" if self.seen[part] > 1 else "")


def _prediction(data: dict[str, str]) -> str:
    choices = " or ".join(choice.strip() for choice in data.get("choices", "").split("|") if choice.strip())
    asked = data.get("label", "Your guess") + (f": {choices}?" if choices else ": …")
    return f"*{asked}*\n\n{_fold('The answer', data.get('truth', ''))}"


def _box(box: re.Match[str]) -> str:
    title, body = box["title"] or box["kind"].capitalize(), textwrap.dedent(box["body"]).strip()
    if box["mark"] != "!!!":
        return _fold(title, body) + "\n"
    return textwrap.indent(f"**{title}**\n\n{body}", "> ", lambda _: True) + "\n"


def _fold(title: str, body: str) -> str:
    return f"<details><summary>{title}</summary>\n\n{body}\n\n</details>"
