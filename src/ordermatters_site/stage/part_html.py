"""The live parts of a page as HTML: explorers, exercises, predictions. They read well before any script has run."""

import inspect
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jinja2

from ordermatters_site.faults import SiteError
from ordermatters_site.stage.blocks import figure, scrolling_table
from ordermatters_site.stage.imported_library import faults_placed, state_of
from ordermatters_site.stage.prose import TO_COME
from ordermatters_site.store import digest

_FOLDER = Path(__file__).parent / "templates"
_TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(_FOLDER),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    keep_trailing_newline=False,
)

# The version of the course: an answer that is handed in says which one it was written for.
_COURSE = _TEMPLATES.globals["course"] = version("ordermatters")

Markdown = Callable[[str], str]


@dataclass(frozen=True)
class Link:
    """Where an exercise belongs, as seen from the page that shows it."""

    url: str
    title: str


def templates_digest() -> str:
    """Name the state of the templates, which `mkdocs serve` reads again when they change, and what all of them show."""
    return digest(b"\0".join([_COURSE.encode(), *(path.read_bytes() for path in sorted(_FOLDER.iterdir()))]))


def explorer_html(explorer: Any, position: str, given: Mapping[str, Any]) -> str:
    """Write an explorer that shows its own values, or those that a page gives it.

    Raises:
        SiteError: if it cannot draw the values, with the explorer's own message.
    """
    values = {control.name: control.default for control in explorer.controls} | dict(given)
    values |= {control.name: values[control.name].strip() for control in explorer.controls if control.kind == "code"}
    code = inspect.unwrap(explorer.draw).__code__
    with faults_placed(Path(code.co_filename), code):
        drawn = json.loads(explorer.call(json.dumps(values)))
    if "error" in drawn:
        raise SiteError(f"the explorer {explorer.name} cannot draw {json.dumps(values)}: {drawn['error']}")
    return _TEMPLATES.get_template("explorer.html").render(
        explorer=explorer,
        id=position,
        values=values,
        drawn=drawn,
        has_code=any(control.kind == "code" for control in explorer.controls),
        choices=_choices,
        link_text=_link_text,
        figure=figure,
        scrolling_table=scrolling_table,
    )


def exercise_html(
    exercise: Any, position: str, markdown: Markdown, lesson: Link | None = None, *, solutions: bool = True
) -> str:
    """Write an exercise; `lesson` says where it belongs, on a page that is not that lesson."""
    return _TEMPLATES.get_template("exercise.html").render(
        exercise=exercise,
        id=position,
        statement=markdown(exercise.statement),
        state=state_of(exercise),
        hints=[markdown(hint) for hint in exercise.hints],
        lesson=lesson,
        solutions=solutions,
    )


def progress_html(names: list[str]) -> str:
    """Write what the page of all exercises says of those that are solved."""
    return _TEMPLATES.get_template("progress.html").render(names=names)


def prediction_html(data: Mapping[str, str]) -> str:
    """Write a prediction from the `data-` attributes of its place in a lesson; one place for each number to be guessed.

    Args:
        data: `predict`, its name, and `truth`; a `label`; the `kind`, `number` or `choice`, that with its `choices`;
            and `measured` for a truth that is a timing.

    Raises:
        SiteError: if there is no truth, the kind is unknown, or the truth is not among the choices.
    """
    name, kind, truth = data.get("predict", ""), data.get("kind", "number"), data.get("truth", "").strip()
    if kind not in ("number", "choice"):
        raise SiteError(f"the prediction {name!r} has the kind {kind!r}, where there are only number and choice")
    choices = [choice.strip() for choice in data.get("choices", "").split("|") if choice.strip()]
    if not truth:
        raise SiteError(f"the prediction {name!r} has no data-truth")
    computed = TO_COME not in truth  # its lesson has run
    if kind == "choice" and computed and truth not in choices:
        raise SiteError(f"the truth of the prediction {name!r}, {truth!r}, is none of its choices: {choices}")
    label = data.get("label", "Your guess")
    template = _TEMPLATES.get_template("prediction.html")
    measured = "measured" in data
    return template.render(name=name, kind=kind, truth=truth, choices=choices, label=label, measured=measured)


def _choices(control: Any) -> list[tuple[str, str]]:
    """List the choices of a control, each with its label; a choice that has none is its own."""
    return [(choice, choice) if isinstance(choice, str) else tuple(choice) for choice in control.choices]


def _link_text(value: Any) -> str:
    """Write a value as addresses carry it; `linkText` in src/live/controls.js does the same."""
    if isinstance(value, list | tuple):
        return ",".join(map(_link_text, value))
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
