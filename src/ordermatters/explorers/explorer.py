"""What every explorer is: controls, presets, and one function from values to a drawing, a table and a verdict."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from ordermatters.explorers.controls import Control
from ordermatters.explorers.words import listed, shown
from ordermatters.tables import Table


class CannotDraw(ValueError):
    """Say in one sentence, for the reader, why values that are each allowed make no picture."""


@dataclass(frozen=True)
class Preset:
    """Name some values that are worth a look; controls that they leave out stay as they are."""

    title: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class View:
    """Hold what a reader sees: an `<svg>` element, a table, and what they say, in words."""

    svg: str
    table: Table
    verdict: str

    def _repr_html_(self) -> str:
        """Show all three in a notebook."""
        return f"{self.svg}\n<p>{escape(self.verdict)}</p>\n{self.table._repr_html_()}"


@dataclass(frozen=True)
class Explorer:
    """Join a function with the controls of its arguments.

    Attributes:
        name: as it is loaded by.
        title: what the reader is asked.
        controls: one for each argument of `draw`.
        presets: values worth a look.
        draw: the explorer itself: checked values in, a `View` out.
    """

    name: str
    title: str
    controls: tuple[Control, ...]
    presets: tuple[Preset, ...]
    draw: Callable[..., View]

    def view(self, **values: Any) -> View:
        """Draw some values, with the defaults for those left out.

        Raises:
            TypeError: if a value is not one that its control can have, or has no control.
            ValueError: if a value is out of range, or together they make no picture.
        """
        return self._drawn(self._checked(values))

    def call(self, json_values: str) -> str:
        """Draw values that come as JSON, and return JSON: this is what a browser calls.

        Args:
            json_values: an object, each control's value under its name.

        Returns:
            An object with `svg`, `table_html` and `verdict`, or with a sentence about a bad value as `error`.
        """
        try:
            values = self._checked(_object(json_values))
        except (TypeError, ValueError) as error:
            return json.dumps({"error": str(error)})
        try:
            view = self._drawn(values)
        except CannotDraw as error:
            return json.dumps({"error": str(error)})
        return json.dumps({"svg": view.svg, "table_html": view.table._repr_html_(), "verdict": view.verdict})

    def _drawn(self, values: Mapping[str, Any]) -> View:
        view = self.draw(**values)
        if not isinstance(view, View):
            raise TypeError(f"the explorer {self.name} returns {shown(view)}, which is no View")
        return view

    def _checked(self, values: Mapping[str, Any]) -> dict[str, Any]:
        names = [control.name for control in self.controls]
        for name in values:
            if name not in names:
                raise TypeError(f"this explorer has no {shown(name)}, only {listed(names)}")
        return {control.name: control.checked(values.get(control.name, control.default)) for control in self.controls}


def _object(text: str) -> dict[str, Any]:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("the values of an explorer must be a JSON object, and this is no JSON") from None
    if not isinstance(values, dict):
        raise TypeError(f"the values of an explorer must be a JSON object, not {shown(values)}")
    return values
