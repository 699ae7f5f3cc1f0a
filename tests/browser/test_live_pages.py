"""The reader's Python in a browser: cells, errors, endless loops, predictions, and pages without any of it."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsers import PYTHON_STARTS, Visit, served
from live_course import live_course
from playwright.sync_api import Browser, expect
from readers import Cell, Exercise, Explorer
from weights import LIVE_SCRIPT

expect.set_options(timeout=PYTHON_STARTS)


@pytest.fixture(scope="module")
def site() -> tuple[Path, str]:
    return live_course()


@pytest.fixture(scope="module")
def reader(browser: Browser, address: str) -> Iterator[Visit]:
    """One long visit to many pages, test by test in their order: Python starts once, until one of them stops it."""
    visit = Visit(browser.new_page(), address)
    yield visit
    assert not visit.faults
    assert all(url.startswith((address, "data:")) for url in visit.requests), "a request to another host"


@pytest.fixture(scope="module")
def long_visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Another long visit, on which nobody runs anything."""
    visit = Visit(browser.new_page(), address)
    yield visit
    assert not visit.faults
    assert not visit.starts_of_python()
    assert all(url.startswith((address, "data:")) for url in visit.requests), "a request to another host"


@pytest.fixture
def visit(long_visit: Visit) -> Visit:
    """Its tab, where nothing was tried yet; each test opens the page that it looks at."""
    forget(long_visit)
    return long_visit


def forget(visit: Visit) -> None:
    """Forget what was tried in a tab; one that has just been opened knows of nothing."""
    if visit.page.url.startswith(visit.address):
        visit.page.evaluate("sessionStorage.clear()")


def test_nothing_comes_before_it_is_asked_for(visit: Visit, site: tuple[Path, str]) -> None:
    """The first of its visit."""
    visit.open("cells")
    visit.page.wait_for_load_state("networkidle")
    (script,) = [url for url in visit.requests if "/assets/live/" in url]
    assert script.endswith("/live.js")
    assert len(gzip.compress((site[0] / script.removeprefix(visit.address)).read_bytes())) < LIVE_SCRIPT


def test_a_cell_is_changed_run_and_reset(reader: Visit) -> None:
    reader.turn_to("cells")
    cell = Cell(reader.page, 1)
    assert "multiplications=24" in cell.output.inner_text()
    styles = reader.page.locator("style").count()
    cell.open()
    assert cell.editor.evaluate("element => getComputedStyle(element).whiteSpaceCollapse") == "preserve"
    assert reader.page.locator("style").count() == styles, "a content security policy would refuse it"
    assert reader.starts_of_python() == 0
    assert "multiplications=24" in cell.run()
    assert "multiplications=1000" in cell.run("from ordermatters.counting import matmul_cost\nmatmul_cost(10, 10, 10)")
    cell.press("Reset")
    assert "sizes = [2, 3, 4]" in cell.editor.inner_text()
    assert "multiplications=24" in cell.output.inner_text()
    assert reader.starts_of_python() == 1


def test_small_jax_comes_with_the_first_run_that_needs_it(reader: Visit) -> None:
    """Where it does not come, that is told, and it is asked for again."""
    reader.turn_to("cells")
    note = reader.page.locator(".om-small-jax")
    assert note.count() == 1 and "small JAX" in note.inner_text()
    first, cell = Cell(reader.page, 1), Cell(reader.page, 5)
    first.open()
    first.run()
    assert asked_for_small_jax(reader) == 0
    built = cell.output.inner_text()
    cell.open()
    reader.page.route("**/smalljax.*", lambda route: route.fulfill(status=404))
    assert "small JAX, which stands for jax here, did not come" in cell.run()
    assert [fault for fault in reader.faults if "404" not in fault] == []
    reader.faults.clear()
    reader.page.unroute("**/smalljax.*")
    asked = asked_for_small_jax(reader)
    assert cell.run().strip() == built.strip() == "Array([2., 5.], dtype=float32)"
    assert cell.run("import numpy as np\nimport jax\n(np.ones(2) + 1).tolist()").strip() == "[2.0, 2.0]"
    assert asked_for_small_jax(reader) - asked == 1 == reader.starts_of_python()
    assert "small JAX has no" in cell.run("import jax\njax.numpy.fft")


def asked_for_small_jax(visit: Visit) -> int:
    return sum("smalljax" in url for url in visit.requests)


def test_cells_above_run_first_with_what_the_reader_wrote(reader: Visit) -> None:
    forget(reader)
    reader.turn_to("cells")
    table, first = Cell(reader.page, 4), Cell(reader.page, 1)
    table.open()
    assert table.run().split() == ["sizes", "-----", "2", "3", "4", "5"]
    assert table.run().split() == ["sizes", "-----", "2", "3", "4", "5"], "cells start from the page above them"
    first.open()
    first.write("sizes = [9]")
    assert table.run().split() == ["sizes", "-----", "9", "5"]


def test_output_is_text_and_errors_are_the_readers(reader: Visit) -> None:
    reader.turn_to("cells")
    cell = Cell(reader.page, 2)
    cell.open()
    assert "<b>bold</b>" in cell.run()
    assert reader.page.locator(".om-output b").count() == 0
    error = cell.run("x = 1\n1 / 0")
    assert "ZeroDivisionError: division by zero" in error and "line 2" in error and "pyodide" not in error.lower()
    assert cell.root.locator(".om-bad-line").inner_text() == "1 / 0"
    assert "line 1" in cell.run("def f(:") and "SyntaxError" in cell.output.inner_text()
    assert "Matplotlib is not in the browser's Python" in cell.run("import matplotlib")
    assert cell.run("x = 1") == "It ran, and shows nothing."
    assert cell.root.locator(".om-bad-line").count() == 0
    assert len(cell.run("print('x' * 10**6)")) < 11_000


def test_python_outlives_a_page(reader: Visit) -> None:
    """Instant navigation: another page, the same Python, an editor that looks like one."""
    reader.turn_to("cells")
    cell = Cell(reader.page, 1)
    cell.open()
    cell.run()
    reader.page.evaluate("window.stays = true")
    reader.page.get_by_role("link", name="Predictions").first.click()
    expect(reader.page.locator("h1")).to_contain_text("Predictions")
    assert reader.page.evaluate("window.stays")
    cell = Cell(reader.page, 1)
    cell.open()
    assert cell.run("2 + 2").strip() == "4"
    assert cell.editor.evaluate("element => getComputedStyle(element).whiteSpaceCollapse") == "preserve"
    assert reader.starts_of_python() == 1


def test_the_next_page_begins_at_its_top(visit: Visit) -> None:
    """Also where its reader scrolled on while it was on its way."""
    page, held, size = visit.page, [], visit.page.viewport_size
    page.set_viewport_size({"width": 1280, "height": 300})
    visit.open("cells")
    page.evaluate("window.stays = true")
    page.route("**/predictions/", lambda request: held.append(request))
    page.locator("a.md-nav__link", has_text="Predictions").first.evaluate("link => link.click()")
    page.evaluate("scrollTo(0, 200)")
    page.wait_for_timeout(250)  # longer than Material waits before it notes the place
    assert page.evaluate("scrollY") == 200
    for request in held:
        request.continue_()
    expect(page.locator("h1")).to_contain_text("Predictions")
    assert page.evaluate("[window.stays, scrollY]") == [True, 0]
    page.unroute("**/predictions/")
    page.set_viewport_size(size)


def test_what_was_tried_is_there_again_for_the_visit(visit: Visit) -> None:
    page = visit.page
    visit.open("cells")
    cell = Cell(page, 1)
    cell.open()
    cell.write("6 * 7")
    visit.turn_to("predictions")
    guess = page.get_by_label("Your guess").first
    guess.fill("12")
    page.keyboard.press("Enter")
    page.locator('[data-predict="order"]').get_by_label("C(BA)").check()
    page.locator('[data-predict="order"]').get_by_role("button").click()
    visit.turn_to("cells")
    assert "multiplications=24" in cell.output.inner_text() and "sizes" in cell.root.inner_text(), "as it was built"
    cell.open()
    assert cell.editor.inner_text() == "6 * 7"
    assert "what you wrote" in cell.status
    cell.press("Reset")
    assert "sizes = [2, 3, 4]" in cell.editor.inner_text()
    assert cell.status == ""
    visit.open("predictions")
    assert guess.input_value() == "12"
    assert [said.inner_text() for said in page.locator("[data-result]").all()] == [
        "You said 12. Computed: 1,000,000.",
        "You said C(BA). Computed: (CB)A.",
        "",
    ]


def test_served_below_a_path_and_from_another_address(browser: Browser, site: tuple[Path, str]) -> None:
    """All kinds of live parts on one page; links lead on from it."""
    with served(site[0], prefix="/course/") as address:
        visit = Visit(browser.new_page(), address)
        visit.open("together")
        cell = Cell(visit.page, 1)
        cell.open()
        assert "multiplications=24" in cell.run()
        told = Exercise(visit.page, "matmul-cost").check("def matmul_cost(m, n, p): return 2 * m * n * p")
        assert "2" in told and "two numbers" in told
        explorer = Explorer(visit.page, "one-product")
        explorer.control("m").fill("5")
        expect(explorer.verdict).to_contain_text("Each of the 20 entries")
        visit.page.get_by_role("link", name="Predictions").first.click()
        expect(visit.page.locator("h1")).to_contain_text("Predictions")
        visit.page.close()
        assert not visit.faults


def test_a_prediction_shows_the_truth_after_the_guess(reader: Visit) -> None:
    reader.turn_to("predictions")
    count = reader.page.locator('[data-predict="count"]')
    assert "1,000,000" not in reader.page.locator("article").inner_text()
    count.get_by_label("Your guess").fill("900 000")
    count.get_by_role("button").click()
    expect(count.locator("[data-result]")).to_have_text("You said 900 000. Computed: 1,000,000.")
    count.get_by_label("Your guess").fill("1000000")
    reader.page.keyboard.press("Enter")
    expect(count.locator("[data-result]")).to_have_text("Yes: 1,000,000.")
    order = reader.page.locator('[data-predict="order"]')
    order.get_by_label("C(BA)").check()
    order.get_by_role("button").click()
    expect(order.locator("[data-result]")).to_have_text("You said C(BA). Computed: (CB)A.")
    time = reader.page.locator('[data-predict="time"]')
    time.get_by_label("Times as long").fill("2500")
    time.get_by_role("button").click()
    expect(time.locator("[data-result]")).to_have_text("You said 2500. Measured: 93.")


def test_a_guess_is_read_as_it_is_written_or_asked_back(reader: Visit) -> None:
    reader.turn_to("predictions")
    count, order = (reader.page.locator(f'[data-predict="{name}"]') for name in ("count", "order"))
    said = count.locator("[data-result]")

    def guess(text: str) -> None:
        count.get_by_label("Your guess").fill(text)
        count.get_by_role("button").click()

    for text in ("50*100*200", "10^6", "1 million", "1.000.000"):
        guess(text)
        expect(said).to_have_text("Yes: 1,000,000.")
    guess("2,97")
    expect(said).to_have_text("You said 2,97, that is 2.97. Computed: 1,000,000.")
    guess("99%")
    expect(said).to_have_text("You said 99%, that is 0.99. Computed: 1,000,000.")
    guess("m*n*p")
    expect(said).to_contain_text("“m*n*p” cannot be read as a number. Write it like")
    for text in ("", "  "):
        guess(text)
        expect(said).to_have_text("Write a guess first: the answer waits for it.")
    reader.turn_to("cells")
    reader.turn_to("predictions")
    expect(said).to_have_text("You said 99%, that is 0.99. Computed: 1,000,000.")
    order.get_by_role("button").click()
    expect(order.locator("[data-result]")).to_have_text("You said C(BA). Computed: (CB)A.")


def test_what_never_ends_is_stopped_by_its_reader(reader: Visit) -> None:
    forget(reader)
    reader.turn_to("cells")
    cell = Cell(reader.page, 2)
    cell.open()
    cell.run()
    cell.write("print('begun')\nwhile True: pass")
    cell.press("Run")
    expect(cell.output).to_contain_text("begun")
    cell.press("Stop")
    expect(cell.root.locator("[data-status]")).to_have_text("Stopped.")
    assert "[2, 3, 4, 5]" in cell.run("sizes.append(5)\nprint(sizes)"), "the cell above was run again"


def test_what_never_ends_is_stopped_for_its_reader(reader: Visit) -> None:
    """The last of the long visit: from here on its clock is the test's."""
    forget(reader)
    reader.turn_to("cells")
    cell = Cell(reader.page, 1)
    cell.open()
    cell.run()
    reader.page.clock.install()
    cell.write("while True: pass")
    cell.press("Run")
    expect(cell.root.get_by_role("button", name="Stop")).to_be_visible()
    reader.page.clock.fast_forward(5_000)
    assert cell.root.get_by_role("button", name="Stop").is_visible() and cell.status == ""
    reader.page.clock.fast_forward(10_000)
    reader.page.wait_for_selector("[data-running]", state="detached")
    assert cell.status.startswith("Stopped: it ran longer than 10 seconds.")
    assert cell.run("1 + 1").strip() == "2"


def test_a_choice_that_was_not_made_is_told(visit: Visit) -> None:
    visit.open("predictions")
    order = visit.page.locator('[data-predict="order"]')
    order.get_by_role("button").click()
    expect(order.locator("[data-result]")).to_contain_text("Choose one of them first")
    visit.page.evaluate("""() => {
        sessionStorage.setItem(`ordermatters / ${location.pathname} guess order`, "sideways");
        sessionStorage.setItem(`ordermatters / ${location.pathname} guess count`, "m*n*p");
    }""")
    visit.page.reload()
    expect(visit.page.locator('[data-predict="time"]')).to_be_visible()
    assert [said.inner_text() for said in visit.page.locator("[data-result]").all()] == ["", "", ""]


def test_a_browser_without_python_says_so(browser: Browser, address: str) -> None:
    """Whatever is lacking, one after the other; a page that was loaded without WebAssembly gets it for the others."""
    page = browser.new_page()
    page.add_init_script("window.taken = WebAssembly; delete window.WebAssembly")
    Visit(page, address).open("cells")
    cell = Cell(page, 1)
    cell.open()
    _expect_an_apology(cell, "this browser has no WebAssembly")
    page.evaluate("window.WebAssembly = taken")
    page.route("**/live/*/worker.js", lambda route: route.abort())
    _expect_an_apology(cell, "its files could not be loaded")
    page.unroute_all()
    page.route("**/pyodide.mjs", lambda route: route.abort())
    _expect_an_apology(cell, "Failed to fetch")
    page.unroute_all()
    page.route("**/ordermatters.zip", lambda route: route.fulfill(status=404))
    _expect_an_apology(cell, "ordermatters.zip is not there")
    page.close()


def _expect_an_apology(cell: Cell, why: str) -> None:
    cell.run()
    assert "Python cannot run here: " in cell.status and why in cell.status
    assert "its notebook runs everything" in cell.status


def test_without_scripts_a_page_is_complete(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}cells/")
    assert "OpCount(multiplications=24, additions=16)" in page.locator("article").inner_text()
    assert not page.get_by_text("Try it", exact=True).first.is_visible()
    page.goto(f"{address}predictions/")
    assert not page.get_by_role("button", name="Compare").first.is_visible()
    answer = page.get_by_text("The answer").first
    assert not page.get_by_text("1,000,000").is_visible()
    answer.click()
    assert page.get_by_text("1,000,000").is_visible()
    context.close()


def test_what_floats_in_a_text_ends_above_the_code_below_it(visit: Visit) -> None:
    visit.open("cells")
    cell = visit.page.locator(".om-cell").first
    floating = '<div style="float: right; height: 20em; width: 30%"></div>'
    cell.evaluate("(cell, floating) => cell.insertAdjacentHTML('beforebegin', floating)", floating)
    assert cell.evaluate("cell => cell.getBoundingClientRect().top - cell.previousElementSibling.clientHeight") >= (
        cell.evaluate("cell => cell.previousElementSibling.getBoundingClientRect().top")
    )
