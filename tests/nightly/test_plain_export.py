"""The stage as it leaves this project, built by two plain generators, has what the course's own site has."""

import re
from pathlib import Path

import exports
import pytest
import yaml
from courses import ROOT
from exports import BUILDERS, PAGES
from playwright.sync_api import Browser
from site_below import site_below


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site_below()  # a build that went on now would write the stage, which the export is held against
    folder = tmp_path_factory.mktemp("export") / "course"
    exports.export(folder)
    assert [path.name for path in folder.parent.iterdir()] == ["course"]
    return folder


@pytest.fixture(scope="module", params=BUILDERS)
def site(request: pytest.FixtureRequest, export: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exports.built(request.param, export, tmp_path_factory.mktemp(request.param) / "course")


def test_the_pages_are_those_that_mkdocs_was_given(export: Path) -> None:
    """To the byte, but for a template of this project's theme."""
    stage, docs = ROOT / ".cache/stage", export / "docs"
    pages = {path.relative_to(stage) for path in stage.rglob("*") if path.is_file()}
    assert pages
    differ = {page.as_posix() for page in pages if (docs / page).read_bytes() != (stage / page).read_bytes()}
    assert differ == {"index.md"}
    template = "template: home.html\n"
    assert (docs / "index.md").read_text() == (stage / "index.md").read_text().replace(template, "")


def test_nothing_is_left_to_compute_or_to_run(export: Path) -> None:
    settings = yaml.safe_load((export / "mkdocs.yml").read_text(encoding="utf-8"))
    assert [name for plugin in settings["plugins"] for name in ([plugin] if isinstance(plugin, str) else plugin)] == [
        "search",
        "mkdocstrings",
    ]
    assert settings["theme"].keys() <= {"name", "language", "font", "palette", "features"}
    assert not any("ordermatters" in str(extension) for extension in settings["markdown_extensions"])
    how_to_write = export / "docs/reference/write-a-lesson.md"  # it shows what a lesson holds
    for page in {*(export / "docs").rglob("*.md")} - {how_to_write}:
        text = page.read_text(encoding="utf-8")
        left = re.search(r"`\{(?:python|measured|later)\}|^\s*<div data-(?:ex|pred)|<!-- less", text, re.M)
        assert left is None, f"{page}: {left}"


@pytest.mark.parametrize("page", PAGES)
def test_mathematics_figures_and_live_parts_are_those_of_the_site(site: Path, page: str) -> None:
    exports.expect_the_same(site, page)


def test_links_lead_somewhere_and_figures_say_what_they_show(site: Path) -> None:
    exports.expect_whole(site)


def test_the_library_is_there(site: Path) -> None:
    page = exports.html(site, "reference/api/counting")
    assert 'id="ordermatters.counting.matmul_cost"' in page
    assert "if a size is not an integer" in page


def test_a_browser_renders_every_page(site: Path, browser: Browser) -> None:
    exports.expect_rendered(browser, site, PAGES)
