"""The course itself in a browser: its lessons in one visit, their explorers, their weight, and what works without."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsers import CHROMIUM, FLAGS, PYTHON_STARTS, Visit, course_site, served
from explorer_visits import by_keyboard
from playwright.sync_api import Browser, Page, expect
from readers import Cell, Exercise, Explorer
from weights import LIVE_SCRIPT

from ordermatters import explorers

pytestmark = pytest.mark.of_this_course

expect.set_options(timeout=PYTHON_STARTS)


@pytest.fixture(scope="module")
def site() -> tuple[Path, str]:
    return course_site()


@pytest.fixture(scope="module")
def address(site: tuple[Path, str]) -> Iterator[str]:
    with served(*site) as address:
        yield address


@pytest.fixture(scope="module")
def reader(browser: Browser, address: str) -> Iterator[Visit]:
    """One long visit, test by test in their order: at a desk, with a phone, and at the desk again."""
    visit = Visit(browser.new_page(), address)
    yield visit
    visit.page.close()
    assert visit.starts_of_python() == 1
    assert not visit.faults
    assert all(url.startswith((address, "data:")) for url in visit.requests), "a request to another host"


def test_two_lessons_in_one_visit_with_one_start_of_python(reader: Visit) -> None:
    """From a lesson with drawings to another one, by the link at its foot, and back."""
    page = reader.page
    reader.open("lessons/order-of-a-chain")
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
    expect(chain.locator("[data-verdict]")).to_contain_text("Forward, C(BA), is best")
    assert not chain.get_by_text("These values came with the link").is_visible(), "its reader's own, and drawn again"
    assert reader.starts_of_python() == 1


def test_an_explorer_of_a_lesson_by_keyboard_alone(reader: Visit) -> None:
    """One of them; tests/nightly goes through all."""
    reader.page.set_viewport_size({"width": 390, "height": 844})
    reader.turn_to("lessons/order-of-a-chain")
    by_keyboard(reader.page, "chain")


def test_a_cell_of_a_lesson_is_changed_and_reset(reader: Visit) -> None:
    reader.turn_to("lessons/counting-a-product")
    number = reader.page.locator(".om-cell[data-live]").first.get_attribute("data-number")
    cell = Cell(reader.page, int(number or 0))
    built = cell.output.first.inner_text()
    cell.open()
    assert cell.run("6 * 7").strip() == "42"
    cell.press("Reset")
    assert cell.output.first.inner_text() == built
    assert cell.run().split() == built.split()


FROM_SOURCE = """\
import sys, zipimport
import jax
loaded = {name: module.__loader__ for name, module in sys.modules.items() if hasattr(module, "__loader__")}
archived = {name: loader for name, loader in loaded.items() if isinstance(loader, zipimport.zipimporter)}
print(len(archived) > 100, [name for name, loader in archived.items() if loader.get_source(name) is not None])
"""


def test_no_module_of_pythons_own_is_compiled_by_the_reader(reader: Visit) -> None:
    """That is more than half of what a start of Python would take; cells, explorers and exercises have run."""
    reader.turn_to("lessons/counting-a-product")
    assert "line 2" in Exercise(reader.page, "matmul-cost").check("def matmul_cost(m, n, p):\n    ...")
    cell = Cell(reader.page, 1)
    cell.open()
    assert cell.run(FROM_SOURCE).strip() == "True []"


def test_an_exercise_at_the_end_of_its_lesson_is_solved_on_the_page_of_all(reader: Visit) -> None:
    """The last of the long visit, at a desk again: it ends with a page still on its way."""
    page = reader.page
    page.set_viewport_size({"width": 1280, "height": 720})
    reader.turn_to("lessons/counting-a-product")
    exercise = Exercise(page, "matmul-cost")
    assert "Right, for all" in exercise.check("from ordermatters.counting import matmul_cost")
    page.get_by_role("link", name="All exercises").first.click()
    expect(page.locator("[data-count]")).to_contain_text("1 of ")
    expect(page.locator('[data-exercise="matmul-cost"] [data-solved]')).to_be_visible()
    page.locator('[data-exercise="matmul-cost"]').get_by_role("link", name="Counting a product").click()
    expect(page).to_have_url(f"{reader.address}lessons/counting-a-product/#exercise-matmul-cost")


def test_scripts_are_light(browser: Browser, site: tuple[Path, str], address: str) -> None:
    """What a first visit to a lesson loads of JavaScript before anybody has done anything."""
    visit = Visit(browser.new_page(), address)
    visit.open("lessons/order-of-a-chain")
    visit.page.wait_for_load_state("networkidle")
    scripts = {url for url in (url.partition("?")[0] for url in visit.requests) if url.endswith(".js")}
    sizes = {url: len(gzip.compress((site[0] / url.removeprefix(address)).read_bytes())) for url in scripts}
    assert sum(sizes.values()) < 60_000, sizes
    assert [size for url, size in sizes.items() if "/live/" in url] and max(
        size for url, size in sizes.items() if "/live/" in url
    ) < LIVE_SCRIPT
    visit.page.close()


def expect_whole(page: Page) -> None:
    """Hold a lesson without Python: what was computed is there, what can be done is said."""
    assert "OpCount(multiplications=1000000" in page.locator("article").inner_text()
    explorer, exercise = Explorer(page, "one-product"), Exercise(page, "matmul-cost")
    assert explorer.figure.locator("> svg").is_visible()
    assert explorer.verdict.inner_text() == explorers.load("one-product").view().verdict
    assert "def matmul_cost(m, n, p)" in exercise.root.locator("textarea").input_value()
    hints = exercise.root.locator("details.om-hint")
    assert hints.count() and not any(hint.get_attribute("open") is not None for hint in hints.all())
    assert page.get_by_role("link", name="notebook").first.is_visible()


def test_a_lesson_without_scripts_is_whole(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}lessons/counting-a-product/")
    expect_whole(page)
    for part in ('[data-explorer="one-product"]', '[data-exercise="matmul-cost"]'):
        assert page.locator(part).get_by_text("has to run JavaScript").is_visible()
    assert not page.get_by_text("Try it", exact=True).first.is_visible()
    context.close()


def test_a_lesson_without_webassembly_is_whole_and_says_why(browser: Browser, address: str) -> None:
    switches = [*FLAGS, "--js-flags=--jitless"]  # as browsers are that have been told to be on their guard
    bare = browser.browser_type.launch(executable_path=CHROMIUM, args=switches)
    visit = Visit(bare.new_page(), address)
    page = visit.page
    visit.open("lessons/counting-a-product")
    explorer, exercise = Explorer(page, "one-product"), Exercise(page, "matmul-cost")
    said = "Python cannot run here: this browser has no WebAssembly. The page is complete without it"
    explorer.control("m").fill("5")
    expect(explorer.status).to_contain_text(said)
    exercise.press("Check")
    expect(exercise.status).to_contain_text(said)
    assert page.get_by_role("link", name="its notebook").first.get_attribute("href").endswith(".ipynb")
    expect_whole(page)
    assert not visit.faults and not visit.starts_of_python()
    bare.close()
