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


MAP = '<div style="height:0"><span>Make this Notebook Trusted to load map: File -&gt; Trust</span>{}</div>'
WITHIN = "&lt;script src=&quot;https://other.example/x.js&quot;&gt;&lt;/script&gt;"


@pytest.mark.parametrize(
    "frame",
    [
        f'<iframe srcdoc="{WITHIN}" allowfullscreen></iframe>',
        '<iframe src="about:blank" data-html=%3Cp%3E onload="this.contentDocument.open(a > b)"></iframe>',
        '<iframe src="data:text/html;charset=utf-8;base64,PHA+" style="border:none"></iframe>',
    ],
)
def test_a_map_that_a_frame_holds_is_said_to_be_drawn_by_a_script(frame: str) -> None:
    said = static_html(MAP.format(frame), str)
    assert said == static_html("<script>draw()</script>", str) and "script" in said and "<iframe" not in said


def test_a_frame_of_a_page_is_a_link_to_it() -> None:
    said = static_html('<iframe width="9" src="net.html?a=1&amp;b" title="a > b"></iframe>', lambda name: f"../{name}")
    assert said == '<p><a href="../net.html?a=1&amp;b">net.html?a=1&amp;b</a></p>'


@pytest.mark.parametrize("name", ["colab-df-container", "sk-top-container", "chart"])
def test_a_table_or_a_model_that_is_whole_without_its_script_is_not_said_to_lack_a_part(name: str) -> None:
    html = f'<div class="{name}"><table><tr><td>1</td></tr></table><button>copy</button><script>copy()</script></div>'
    assert ("Part of this" in static_html(html, str)) == (name == "chart")
