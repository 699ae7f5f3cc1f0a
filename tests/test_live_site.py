"""The course itself in a browser: its lessons in one visit, their weight, and that pages find each other's Python."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browsers import PYTHON_STARTS, Visit, chromium, course_site, needs_browser, served

pytestmark = needs_browser
expect.set_options(timeout=PYTHON_STARTS)


@pytest.fixture(scope="module")
def site() -> tuple[Path, int]:
    return course_site()


@pytest.fixture(scope="module")
def address(site: tuple[Path, int]) -> Iterator[str]:
    with served(*site) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def test_two_lessons_in_one_visit_with_one_start_of_python(browser: Browser, address: str) -> None:
    """From a lesson with drawings to another one, by the link at its foot, and back."""
    visit = Visit(browser.new_page(), address)
    page = visit.page
    visit.open("lessons/order-of-a-chain")
    chain = page.locator('[data-explorer="chain"]')
    chain.get_by_role("button", name="2 → 1000").click()
    expect(chain.locator("[data-verdict]")).to_contain_text("Forward, C(BA), is best")
    page.locator(".om-turn__back").click()
    expect(page.locator("h1")).to_contain_text("Counting a product")
    cell = page.locator(".om-cell[data-live]").first
    cell.get_by_role("button", name="Try it").click()
    cell.get_by_role("button", name="Run").click()
    expect(page.locator("[data-live-output]")).to_contain_text("OpCount(multiplications=1000000")
    page.go_back()
    expect(page.locator("h1")).to_contain_text("The order of a chain")
    assert "chain.dims=2,300,500,1000" in page.url
    expect(chain.get_by_text("These values came with the link")).to_be_visible()
    chain.get_by_role("button", name="Run").click()
    expect(chain.locator("[data-verdict]")).to_contain_text("Forward, C(BA), is best")
    assert visit.starts_of_python() == 1
    assert not visit.faults
    page.close()


def test_scripts_are_light(browser: Browser, site: tuple[Path, int], address: str) -> None:
    """What a first visit to a lesson loads of JavaScript before anybody has done anything."""
    visit = Visit(browser.new_page(), address)
    visit.open("lessons/order-of-a-chain")
    visit.page.wait_for_load_state("networkidle")
    scripts = {url for url in visit.requests if url.endswith(".js")}
    sizes = {url: len(gzip.compress((site[0] / url.removeprefix(address)).read_bytes())) for url in scripts}
    assert sum(sizes.values()) < 60_000, sizes
    assert [size for url, size in sizes.items() if "/live/" in url] and max(
        size for url, size in sizes.items() if "/live/" in url
    ) < 10_000
    visit.page.close()


def test_an_exercise_at_the_end_of_its_lesson_is_solved_on_the_page_of_all(browser: Browser, address: str) -> None:
    visit = Visit(browser.new_page(), address)
    page = visit.page
    visit.open("lessons/counting-a-product")
    exercise = page.locator('[data-exercise="matmul-cost"]')
    exercise.locator("textarea").fill("from ordermatters.counting import matmul_cost")
    exercise.get_by_role("button", name="Check").click()
    expect(exercise.locator("[data-verdict]")).to_contain_text("Right, for all")
    page.get_by_role("link", name="All exercises").first.click()
    expect(page.locator("[data-count]")).to_contain_text("1 of ")
    expect(page.locator('[data-exercise="matmul-cost"] [data-solved]')).to_be_visible()
    page.locator('[data-exercise="matmul-cost"]').get_by_role("link", name="Counting a product").click()
    expect(page).to_have_url(f"{address}lessons/counting-a-product/#exercise")
    assert visit.starts_of_python() == 1
    assert not visit.faults
    page.close()
