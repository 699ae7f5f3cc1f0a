"""Tables scroll by themselves."""

import pytest

from ordermatters_site.presentation.scrolling import scrolling_tables

ROWS = "\n<thead><tr><th>m</th></tr></thead>\n"
SCROLLER = '<div class="om-table" tabindex="0">'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"<p>a</p><table>{ROWS}</table><p>b</p>", f'<p>a</p>{SCROLLER}<table class="om">{ROWS}</table></div><p>b</p>'),
        (f'<table class="x">{ROWS}</table>', f'{SCROLLER}<table class="x">{ROWS}</table></div>'),
        (f'<table id="x">{ROWS}</table>', f'{SCROLLER}<table id="x" class="om">{ROWS}</table></div>'),
        (f"{SCROLLER}<table>{ROWS}</table></div>", f'{SCROLLER}<table class="om">{ROWS}</table></div>'),
        (f'<table class="highlighttable">{ROWS}</table>', f'<table class="highlighttable">{ROWS}</table>'),
        ("<code>&lt;table&gt;</code>", "<code>&lt;table&gt;</code>"),
    ],
)
def test_each_table_has_one_scroller(before: str, after: str) -> None:
    assert scrolling_tables(before) == after
    assert scrolling_tables(after) == after


def test_two_tables_have_two() -> None:
    assert scrolling_tables(f"<table>{ROWS}</table>" * 2).count(SCROLLER) == 2
