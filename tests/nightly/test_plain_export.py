"""The stage as it leaves this project, built by plain MkDocs and by Zensical: a browser renders all of it by itself."""

from pathlib import Path

import exports
import pytest
from exports import BUILDERS, PAGES
from playwright.sync_api import Browser

from ordermatters_site.check.checks import findings


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plain") / "course"
    exports.export(folder)
    return folder


@pytest.fixture(scope="module", params=BUILDERS)
def site(request: pytest.FixtureRequest, exported: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exports.built(request.param, exported, tmp_path_factory.mktemp(request.param) / "course")


@pytest.mark.parametrize("page", PAGES)
def test_mathematics_figures_and_live_parts_are_those_of_the_site(site: Path, page: str) -> None:
    exports.expect_the_same(site, page)


def test_links_lead_somewhere_and_figures_say_what_they_show(site: Path) -> None:
    faults = findings(site, "http://127.0.0.1:8000/")
    assert [str(fault) for fault in faults if fault.check in {"links", "alt text", "requests"}] == []


def test_the_reference_of_the_library_is_there(site: Path) -> None:
    assert 'id="ordermatters.counting.matmul_cost"' in exports.html(site, "reference/api/counting")


def test_a_browser_renders_every_page(site: Path, browser: Browser) -> None:
    exports.expect_rendered(browser, site, PAGES)
