"""A place of a live part that is misspelt is told by page and line: it would have vanished."""

import pytest
from stores import browser_library

from ordermatters_site.faults import SiteError
from ordermatters_site.stage.parts import PageParts, PartContext
from ordermatters_site.stage.site_markdown import SiteMarkdown
from ordermatters_site.store import Store


def filled(place: str) -> str:
    """Write a page on whose third line a place stands."""
    text = f"# A page\n\n{place}\n"
    return PageParts("page.md", text, PartContext(browser_library(), Store(), SiteMarkdown([], {}))).fill(text)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ('<div data-exercice="rows"></div>', "there is no part 'data-exercice'; is it data-exercise?"),
        ('  <div class="wide" data-explore="chain"></div>', "there is no part 'data-explore'; is it data-explorer?"),
        ("<div data-exercise-all></div>", "there is no part 'data-exercise-all'; is it data-exercises-all?"),
        (
            '<div data-explorer="chain" data-value=\'{"dims": [2, 3]}\'></div>',
            "data-explorer goes with no 'data-value'; is it data-values?",
        ),
        (
            '<div data-predict="p" data-choises="a | b" data-truth="a"></div>',
            "data-predict goes with no 'data-choises'; is it data-choices?",
        ),
        ('<div data-exercise="rows" data-lesson="x"></div>', "data-exercise goes with no 'data-lesson'"),
    ],
)
def test_a_misspelt_attribute_is_told_with_its_line(place: str, said: str) -> None:
    with pytest.raises(SiteError) as caught:
        filled(place)
    assert str(caught.value) == f"page.md, line 3: {said}"


@pytest.mark.parametrize(
    "place",
    [
        '<div data-chart="rows"></div>',
        '<div class="a"></div>',
        '```html\n<div data-exercice="rows"></div>\n```',
        '<div data-exercice="rows">one’s own</div>',
    ],
)
def test_what_is_the_pages_own_affair_stays(place: str) -> None:
    assert place in filled(place)
