"""Outputs that are drawn by a script of others: what a page says in their place, or shows of them without it."""

from collections.abc import Mapping
from html import escape, unescape
from typing import Any

from ordermatters_site.run.notebooks import VIEW, Notebook, Output
from ordermatters_site.run.page_checks import IMAGES
from ordermatters_site.stage.output_html import needs_script

_STATE = "application/vnd.jupyter.widget-state+json"
_WIDTH = 10
# Who draws a kind of output, by what its name begins with; no name for a script that is the notebook's own.
_WHOSE = {
    VIEW: "ipywidgets'",
    "application/vnd.plotly": "Plotly's",
    "application/vnd.vega": "Vega's",
    "application/vnd.bokehjs": "Bokeh's",
    "application/vnd.holoviews": "HoloViews'",
    "application/javascript": "",
}

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


def scripted(output: Output) -> str | None:
    """Write what stands for an output that a script draws; `None` if it is no such output, or has a static form."""
    data = output.get("data", {})
    whose = next((whose for begin, whose in _WHOSE.items() if any(kind.startswith(begin) for kind in data)), None)
    if whose is None or any(kind in data for kind in IMAGES):
        return None
    text = str(data.get("text/plain", "")).strip()
    described = VIEW in data and text and not text.startswith("<")
    before = f'<pre tabindex="0"><code>{escape(text)}</code></pre>' if described else ""
    return before + needs_script("What is shown here" if VIEW not in data else "This control", whose)
