"""What pages weigh, what the first paint waits for, and what is fetched only when somebody asks for it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsers import Visit, course_site
from playwright.sync_api import Browser
from tour import INDEX
from weights import HTML, weight

from ordermatters_site.check.checks import OWN_SHEET

BLOCKING = 65_000
"""Of the style sheet, with the faces of mathematics in it: with the page itself, all that the first paint waits for."""


@pytest.fixture(scope="module")
def site() -> Path:
    return course_site()[0]


@pytest.fixture
def visit(browser: Browser, course_address: str) -> Iterator[Visit]:
    with browser.new_context() as context:
        yield Visit(context.new_page(), course_address)


def test_no_page_is_heavier_than_its_budget(site: Path) -> None:
    heavy = {str(page): weight(page) for page in site.rglob("*.html") if weight(page) > HTML}
    assert not heavy


def test_the_first_paint_waits_for_one_style_sheet(site: Path) -> None:
    for page in site.rglob("index.html"):
        head = page.read_text().partition("</head>")[0]
        (sheet,) = re.findall(r'<link rel="stylesheet" href="([^"]*)"', head)
        assert sheet.endswith(OWN_SHEET) and "<script src" not in head, page
        fonts = re.findall(r'<link rel="preload" href="([^"]*)" as="font"', head)
        assert len(fonts) == 3 and all((page.parent / font).is_file() for font in fonts), page
    assert weight(site / OWN_SHEET) <= BLOCKING


def test_the_search_is_fetched_when_it_is_opened(visit: Visit) -> None:
    visit.page.goto(visit.address)
    visit.page.wait_for_load_state("networkidle")
    assert visit.address + INDEX not in visit.requests
    visit.page.keyboard.press("/")
    visit.page.keyboard.type("bracketing")
    visit.page.locator('.md-search-result__link[href*="h=bracketing"]').first.click()
    visit.page.wait_for_url("**/?h=bracketing*")
    visit.page.locator("mark[data-md-highlight]").first.wait_for(state="attached")
    assert visit.requests.count(visit.address + INDEX) == 1 and not visit.faults


@pytest.mark.of_this_course
@pytest.mark.parametrize(
    ("query", "sign"), [("h=multiplications", "mark[data-md-highlight]"), ("q=jacobian", ".md-search-result__item")]
)
def test_an_address_from_a_search_needs_no_opening(visit: Visit, query: str, sign: str) -> None:
    visit.page.goto(f"{visit.address}lessons/counting-a-product/?{query}")
    visit.page.locator(sign).first.wait_for(state="attached")
    assert not visit.faults
