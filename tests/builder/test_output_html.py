"""What is left of HTML that a cell shows: all that reads, and nothing that runs."""

import pytest

from ordermatters_site.stage.output_html import static_html


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ('<b onclick="alert(1)" class="x">y</b>', '<b class="x">y</b>'),
        ("<b onclick=alert(1)>y</b>", "<b>y</b>"),
        ('<pre>&lt;b onclick="f()"&gt; and one="1"</pre>', '<pre>&lt;b onclick="f()"&gt; and one="1"</pre>'),
        ('<i title="a > b" onload="f()">y</i>', '<i title="a > b">y</i>'),
    ],
)
def test_handlers_are_left_out_of_tags_and_text_stays(html: str, left: str) -> None:
    assert static_html(html, str) == left
