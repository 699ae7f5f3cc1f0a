"""Figures and tables say how much room they take."""

import pytest

from ordermatters_site.publication.room import with_room

FIGURE, TABLE = '<figure class="om-figure">', '<div class="om-table" tabindex="0"'
ROWS = "<table><caption>c</caption><tr><td>a</td></tr>\n<tr><td>b</td></tr></table></div>"

BESIDE = "<table><tr><td>a</td></tr></table><p>b</p></div>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            f'{FIGURE}<svg viewBox="0 0 4.5 3" width="6">',
            f'{FIGURE}<svg style="aspect-ratio:4.5/3" viewBox="0 0 4.5 3" width="6">',
        ),
        (
            f'{FIGURE}<svg viewBox="0 0 4 3" width="6" style="height:auto">',
            f'{FIGURE}<svg viewBox="0 0 4 3" width="6" style="aspect-ratio:4/3;height:auto">',
        ),
        (f'{FIGURE}<svg viewBox="0 0 4 3">', f'{FIGURE}<svg viewBox="0 0 4 3">'),
        (f'{FIGURE}<svg width="4" height="3">', f'{FIGURE}<svg width="4" height="3">'),
        ('<svg viewBox="0 0 4 3" width="6">', '<svg viewBox="0 0 4 3" width="6">'),
        (f"{TABLE}>{ROWS}" * 2, f'{TABLE} style="--lines:3">{ROWS}' * 2),
        (f"{TABLE}>{BESIDE}{TABLE}>{ROWS}", f'{TABLE}>{BESIDE}{TABLE} style="--lines:3">{ROWS}'),
    ],
)
def test_room_is_stated_once_where_it_is_known(before: str, after: str) -> None:
    assert with_room(before) == after
    assert with_room(after) == after
