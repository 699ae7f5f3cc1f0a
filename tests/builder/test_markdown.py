"""The Markdown extension: tables scroll by themselves, formulas are rendered, whichever generator loads it."""

import re
from pathlib import Path

import markdown
import pytest

from ordermatters_site.markdown import scrolling_tables
from ordermatters_site.stage.blocks import END_OF_BLOCK

CACHE = Path(__file__).parents[2] / ".cache"
ROWS = "\n<thead><tr><th>m</th></tr></thead>\n"
SCROLLER = '<div class="om-table" tabindex="0" style="--lines:1">'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            f"<p>a</p><table>{ROWS}</table><p>b</p>",
            f'<p>a</p>{SCROLLER}<table class="om">{ROWS}</table>{END_OF_BLOCK}</div><p>b</p>',
        ),
        (f'<table class="x">{ROWS}</table>', f'{SCROLLER}<table class="x">{ROWS}</table>{END_OF_BLOCK}</div>'),
        (f'<table id="x">{ROWS}</table>', f'{SCROLLER}<table class="om" id="x">{ROWS}</table>{END_OF_BLOCK}</div>'),
        (f'<div class="om-table" tabindex="0">\n<table>{ROWS}</table>{END_OF_BLOCK}</div>',) * 2,
        (f'<table class="highlighttable">{ROWS}</table>', f'<table class="highlighttable">{ROWS}</table>'),
        ("<code>&lt;table&gt;</code>", "<code>&lt;table&gt;</code>"),
    ],
)
def test_each_table_has_one_scroller(before: str, after: str) -> None:
    assert scrolling_tables(before) == after
    assert scrolling_tables(after) == after


def test_two_tables_have_two() -> None:
    assert scrolling_tables(f"<table>{ROWS}</table>" * 2).count(SCROLLER) == 2


def test_of_a_table_in_a_table_the_inner_one_is_in_a_scroller_whole() -> None:
    inner = f"<table>{ROWS}</table>"
    html = scrolling_tables(f"<table><tr><td>{inner}</td><td>{inner}</td></tr></table>")
    scrolled = re.findall(r'<div class="om-table".*?</div>', html, re.DOTALL)
    assert len(scrolled) == 2 and all(each.count("<table") == each.count("</table>") == 1 for each in scrolled)


def test_a_page_is_finished_by_the_name_of_the_extension() -> None:
    extensions = ["tables", "pymdownx.arithmatex", "ordermatters_site.markdown"]
    settings = {"pymdownx.arithmatex": {"generic": True}, extensions[-1]: {"cache": str(CACHE)}}
    html = markdown.markdown("Let $n$.\n\n| a |\n| - |\n| $m$ |\n", extensions=extensions, extension_configs=settings)
    assert html.count('class="katex"') == 2 and "arithmatex" not in html
    assert '<div class="om-table" tabindex="0" style="--lines:2"><table class="om">' in html
