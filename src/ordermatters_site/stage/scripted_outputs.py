"""Outputs that are drawn by a script of others: what a page says in their place, or shows of them without it."""

from html import escape

from ordermatters_site.run.alt_texts import IMAGES
from ordermatters_site.run.notebooks import Output
from ordermatters_site.stage.output_html import needs_script

_WIDGET = "application/vnd.jupyter.widget-view+json"
# Who draws a kind of output, by what its name begins with.
_WHOSE = {
    "application/vnd.plotly": "Plotly's",
    "application/vnd.vega": "Vega's",
    "application/vnd.bokehjs": "Bokeh's",
    "application/vnd.holoviews": "HoloViews'",
    "application/javascript": "",
}


def drawn_by(output: Output) -> str | None:
    """Say whose script an output needs: a name, nothing if it is the notebook's own; `None` if it needs none."""
    kinds = output.get("data", {})
    if any(kind in kinds for kind in IMAGES):  # it brings its static form
        return None
    if _WIDGET in kinds:
        return "ipywidgets'"
    return next((whose for begin, whose in _WHOSE.items() if any(kind.startswith(begin) for kind in kinds)), None)


def scripted(output: Output) -> str | None:
    """Write what stands for an output that a script draws; `None` if it is no such output."""
    whose = drawn_by(output)
    if whose is None:
        return None
    data = output["data"]
    text = str(data.get("text/plain", "")).strip()
    described = _WIDGET in data and text and not text.startswith("<")
    before = f'<pre tabindex="0"><code>{escape(text)}</code></pre>' if described else ""
    return before + needs_script("What is shown here" if _WIDGET not in data else "This control", whose)
