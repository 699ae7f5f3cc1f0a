"""What is asked of an exercise or an explorer before it is shown, once for all pages and builds."""

import pytest
from stores import browser_library

from ordermatters_site.stage import parts
from ordermatters_site.stage.parts import PageParts, PartContext
from ordermatters_site.stage.site_markdown import SiteMarkdown
from ordermatters_site.store import Store


@pytest.mark.parametrize(
    ("place", "check"),
    [
        ('<div data-exercise="matmul-cost"></div>', "refuse_unsound"),
        ('<div data-explorer="one-product"></div>', "refuse_failing_ends"),
    ],
)
def test_it_is_checked_once_for_all_pages_and_builds(place: str, check: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, real = [], getattr(parts, check)
    monkeypatch.setattr(parts, check, lambda part: asked.append(part) or real(part))
    store = Store()
    for page in ("one.md", "two.md"):
        context = PartContext(browser_library(), store, SiteMarkdown([], {}))
        PageParts(page, "", context).fill(f"{place}\n\n{place}")
        assert len(asked) == 1
