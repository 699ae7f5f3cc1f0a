"""What a widget of ipywidgets' shows without its script: a progress bar as text, in the state in which it was left."""

from collections.abc import Mapping
from html import unescape
from typing import Any

from ordermatters_site.run.notebooks import Notebook, Output

VIEW = "application/vnd.jupyter.widget-view+json"
_STATE = "application/vnd.jupyter.widget-state+json"
_WIDTH = 10

States = Mapping[str, Mapping[str, Any]]


def states_of(notebook: Notebook) -> States:
    """Return the state of each widget of a run, by its number."""
    found: States = notebook["metadata"].get("widgets", {}).get(_STATE, {}).get("state", {})
    return found


def progress_text(output: Output, states: States) -> str:
    """Write a bar as a terminal would: `epochs: 100%|##########| 5/5`; nothing if the widget is no bar."""
    box = states.get(output["data"].get(VIEW, {}).get("model_id", ""), {}).get("state", {})
    children = [states.get(str(name).removeprefix("IPY_MODEL_"), {}) for name in box.get("children", [])]
    if not any("Progress" in str(child.get("model_name")) for child in children):
        return ""
    return "".join(_part(child["state"]) for child in children if "state" in child).strip()


def _part(state: Mapping[str, Any]) -> str:
    if "max" not in state:
        return unescape(str(state.get("value", "")))
    done = state.get("value", 0) / (state["max"] or 1)
    return f"|{'#' * round(_WIDTH * done):<{_WIDTH}}|"
