"""The stage as it leaves this project, built by Zensical as by day by MkDocs: a browser renders all of it."""

from pathlib import Path

import exports
import pytest
from exports import PAGES
from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plain")
    exports.export(folder / "exported")
    return exports.built("zensical", folder / "exported", folder / "course")


@pytest.mark.parametrize("page", PAGES)
def test_mathematics_figures_and_live_parts_are_those_of_the_site(site: Path, page: str) -> None:
    exports.expect_the_same(site, page)


def test_links_lead_somewhere_and_figures_say_what_they_show(site: Path) -> None:
    exports.expect_whole(site)


def test_the_reference_of_the_library_is_there(site: Path) -> None:
    assert 'id="ordermatters.counting.matmul_cost"' in exports.html(site, "reference/api/counting")


def test_a_browser_renders_every_page(site: Path, browser: Browser) -> None:
    exports.expect_rendered(browser, site, PAGES)
