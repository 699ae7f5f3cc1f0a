"""What is shown of widgets: a progress bar as text, of others that there is one."""

from typing import Any

import pytest

from ordermatters_site.run.kernel_steps import with_results
from ordermatters_site.stage.output_html import needs_script, static_html
from ordermatters_site.stage.outputs import OutputWriter
from ordermatters_site.stage.pages import page_markdown
from ordermatters_site.stage.scripted_outputs import VIEW, progress_text, states_of

PARTS = {
    "box": {"model_name": "HBoxModel", "state": {"children": ["IPY_MODEL_a", "IPY_MODEL_b", "IPY_MODEL_c"]}},
    "a": {"model_name": "HTMLModel", "state": {"value": "epochs: 100%"}},
    "b": {"model_name": "FloatProgressModel", "state": {"value": 5.0, "max": 5.0}},
    "c": {"model_name": "HTMLModel", "state": {"value": " 5/5 &lt;"}},
    "other": {"model_name": "IntSliderModel", "state": {"value": 3, "max": 10}},
}
METADATA = {"widgets": {"application/vnd.jupyter.widget-state+json": {"state": PARTS}}}


def view(number: str, text: str = "") -> dict[str, Any]:
    return {"output_type": "display_data", "data": {VIEW: {"model_id": number}, "text/plain": text}, "metadata": {}}


def written(output: dict[str, Any]) -> str:
    states = states_of({"cells": [], "metadata": METADATA})
    cell = {"cell_type": "code", "source": "", "metadata": {}, "outputs": [output]}
    return "".join(OutputWriter("here", widgets=states).written(cell, 0))


def test_a_progress_bar_is_shown_as_it_was_left() -> None:
    assert progress_text(view("box"), PARTS) == "epochs: 100%|##########| 5/5 <"
    html = written(view("box", "  0%| | 0/5"))
    assert "epochs: 100%|##########| 5/5 &lt;" in html and "not on this page" not in html and "0/5" not in html


def test_a_progress_bar_of_an_earlier_run_is_shown_as_it_was_left() -> None:
    cell = {"cell_type": "code", "source": "loop()", "metadata": {}}
    run = {"cells": [cell | {"outputs": [view("box", "  0%| | 0/5")]}], "metadata": METADATA}
    shown = page_markdown(with_results({"cells": [cell], "metadata": {}}, run))
    assert "epochs: 100%" in shown and "not on this page" not in shown


def test_another_widget_is_named_and_said_to_need_its_script() -> None:
    html = written(view("other", "IntSlider(value=3, max=10)"))
    assert "IntSlider(value=3, max=10)" in html and "not on this page" in html


def test_a_widget_whose_state_is_gone_is_said_to_need_its_script() -> None:
    assert progress_text(view("gone"), {}) == ""
    assert "not on this page" in written(view("gone"))


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        (
            '<img id="frame"><form><button>Play</button></form><input type="range"><script>go()</script>',
            needs_script("This"),
        ),
        ('<link rel="stylesheet" href="https://example.org/a.css"><b>x</b>', "<b>x</b>"),
        ('<img src="https://example.org/a.png" alt="a < b">', '<a href="https://example.org/a.png">a &lt; b</a>'),
        ('<img src="a.png" alt="a"><form>seen</form>', '<img src="a.png" alt="a"><form>seen</form>'),
    ],
)
def test_html_is_shown_without_what_a_script_moves_and_what_lies_elsewhere(html: str, shown: str) -> None:
    assert static_html(html, str) == shown
