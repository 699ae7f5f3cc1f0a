"""HTML as Markdown holds it: one block or one line, with space reserved, and the same once the page is finished."""

import markdown
import pytest

from ordermatters_site.stage.blocks import figure, html_block, inline_html, restored, scrolling_table

ROWS = "<table><caption>c</caption><tr><td>a</td></tr>\n<tr><td>b</td></tr></table>"


@pytest.mark.parametrize(
    ("drawing", "after"),
    [
        ('<svg viewBox="0 0 4.5 3" width="6">', '<svg style="aspect-ratio:4.5/3" viewBox="0 0 4.5 3" width="6">'),
        (
            '<svg viewBox="0 0 4 3" width="6" style="height:auto">',
            '<svg viewBox="0 0 4 3" width="6" style="aspect-ratio:4/3;height:auto">',
        ),
        ('<svg viewBox="0 0 4 3">', '<svg viewBox="0 0 4 3">'),
        ('<svg width="4" height="3">', '<svg width="4" height="3">'),
    ],
)
def test_a_figure_states_the_ratio_of_its_sides_where_it_is_known(drawing: str, after: str) -> None:
    assert figure(f"{drawing}</svg>") == f'<figure class="om-figure">{after}</svg></figure>'


LONG = f"<table><tr><td>{'word ' * 9}</td><td>1</td></tr></table>"  # a phone breaks it into lines


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (ROWS, ' style="--lines:3"'),
        (f"\n{ROWS}\n", ' style="--lines:3"'),
        (f"{ROWS}<p>b</p>", ""),
        (ROWS * 2, ""),
        (LONG, ""),
    ],
)
def test_a_table_alone_states_its_number_of_lines(content: str, lines: str) -> None:
    table = scrolling_table(content)
    assert table.startswith(f'<div class="om-table" tabindex="0"{lines}>') and '<table class="om">' in table


SHOWN = "<pre>a\n\n\tb\n```python\n\n</pre>"
AWKWARD = (
    f'<section class="om-x"><p>*a* _b_ $c$ `d` [e](f)</p>\n\n{SHOWN}\n<textarea>\n\n1 * 2 * 3</textarea></section>'
)


@pytest.mark.parametrize("extensions", [[], ["md_in_html", "pymdownx.superfences", "pymdownx.arithmatex", "smarty"]])
def test_markdown_reads_nothing_into_a_block_of_html(extensions: list[str]) -> None:
    page = f"One.\n\n{html_block(AWKWARD)}\n\nTwo."
    html = restored(markdown.markdown(page, extensions=extensions))
    assert AWKWARD.replace("\n\n<pre>", "\n<pre>") in html and html.endswith("<p>Two.</p>")


@pytest.mark.parametrize("before", ['!!! note "A box"\n\n', "- an item\n\n", '=== "A tab"\n\n'])
def test_nor_into_html_inside_of_a_list_a_box_or_a_tab(before: str) -> None:
    extensions = ["admonition", "md_in_html", "pymdownx.superfences", "pymdownx.arithmatex", "pymdownx.tabbed"]
    html = restored(markdown.markdown(f"{before}    {inline_html(AWKWARD)}\n\nTwo.", extensions=extensions))
    assert " ".join(AWKWARD.replace("\n\n<pre>", " <pre>").split("\n")[:1]) in html
    assert SHOWN in html and "<p><section" not in html and "</section></p>" not in html


def test_a_block_is_one_for_every_markdown() -> None:
    """CommonMark ends a block of HTML at an empty line."""
    assert "\n\n" not in html_block(AWKWARD) and "\n" not in inline_html(AWKWARD)
