"""A page that `nav` names and that is not there is said once, with the file that may be meant."""

from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from ordermatters_site.faults import SiteError
from ordermatters_site.shell.navigation import MissingPages, missing_pages, without_pages

NAV = [{"Home": "index.md"}, {"Lessons": [{"One": "lessons/mini.md"}, "lessons/one.md", {"Off": [{"Y": "q.md"}]}]}]
FINE = ["https://example.org/", "mailto:me@example.org", "/elsewhere/"]


@pytest.fixture
def config() -> MkDocsConfig:
    config = MkDocsConfig()
    config.load_dict({"site_name": "A site", "nav": [*NAV, *FINE], "docs_dir": "docs", "site_dir": "site"})
    return config


def files(*names: str) -> Files:
    return Files([File(name, "docs", str(Path("site")), True) for name in names])


def test_a_renamed_page_is_said_once_with_what_it_may_be_called_now(config: MkDocsConfig) -> None:
    missing = missing_pages(config, files("index.md", "lessons/one.md", "lessons/mini2.md"))
    assert missing == {
        "lessons/mini.md": "mkdocs.yml, `nav`: lessons/mini.md is not there; is it lessons/mini2.md?",
        "q.md": "mkdocs.yml, `nav`: q.md is not there",
    }


def test_a_page_that_nav_names_already_is_not_meant(config: MkDocsConfig) -> None:
    config.nav = ["lessons/zeros.md", "lessons/zeroes.md"]
    (said,) = missing_pages(config, files("lessons/zeros.md")).values()
    assert said.endswith("lessons/zeroes.md is not there")


def test_the_others_stay_in_the_navigation(config: MkDocsConfig) -> None:
    left = without_pages(config.nav, {"lessons/mini.md": "", "q.md": ""})
    assert left == [{"Home": "index.md"}, {"Lessons": ["lessons/one.md"]}, *FINE]


def test_what_one_served_build_has_said_the_next_does_not_repeat(
    config: MkDocsConfig, caplog: pytest.LogCaptureFixture
) -> None:
    pages, said = MissingPages(serving=True), []
    for there in [(), (), ("lessons/mini2.md",), ("lessons/mini.md",), ()]:
        config.nav = [*NAV, *FINE]
        caplog.clear()
        pages.on_files(files("index.md", "lessons/one.md", "q.md", *there), config=config)
        assert ("lessons/mini.md" in str(config.nav)) == ("lessons/mini.md" in there)
        said.append([record.getMessage().partition("mini.md is not there")[2] for record in caplog.records])
    assert said == [[""], [], ["; is it lessons/mini2.md?"], [], [""]]


def test_a_site_to_be_published_is_refused(config: MkDocsConfig) -> None:
    with pytest.raises(SiteError, match=r"mini\.md is not there\n.*q\.md is not there"):
        MissingPages(serving=False).on_files(files("index.md", "lessons/one.md"), config=config)
