"""Habits from Jupyter in a browser: on to the next cell, names completed, outputs that are older than the code."""

from collections.abc import Iterator

import pytest
from browsers import PYTHON_STARTS, Visit
from playwright.sync_api import Browser, expect
from readers import Cell

expect.set_options(timeout=PYTHON_STARTS)


@pytest.fixture(scope="module")
def long_visit(browser: Browser, address: str) -> Iterator[Visit]:
    visit = Visit(browser.new_page(), address)
    visit.open("cells")
    yield visit
    assert not visit.faults


@pytest.fixture
def reader(long_visit: Visit) -> Visit:
    """A visit that goes on, to a page on which nothing was written yet: Python starts once for several tests."""
    long_visit.page.evaluate("sessionStorage.clear()")
    long_visit.turn_to("cells")
    return long_visit


def older(cell: Cell) -> list[str]:
    return (
        cell.page.locator(f'.om-cell[data-number="{cell.root.get_attribute("data-number")}"] ~ .om-output')
        .first.locator(".om-older")
        .all_inner_texts()
    )


def test_names_are_completed_from_the_running_python(reader: Visit) -> None:
    page, cell = reader.page, Cell(reader.page, 2)
    offered = page.locator(".cm-tooltip-autocomplete li")
    cell.open()
    cell.write("siblings = 1\nsib")
    page.keyboard.press("Tab")
    expect(offered).to_have_text(["siblings"])
    assert reader.starts_of_python() == 0, "what stands in the text is known without it"
    page.keyboard.press("Escape")
    requests = len(reader.requests)
    cell.run("import math")
    assert reader.starts_of_python() == 1
    requests = len(reader.requests)
    cell.write("math.sq")
    page.keyboard.press("Control+Space")
    expect(offered).to_have_text(["sqrt"])
    page.wait_for_timeout(100)  # what has just come up is not yet accepted, or a key pressed before would accept it
    page.keyboard.press("Tab")
    assert cell.editor.inner_text() == "math.sqrt"
    page.keyboard.insert_text("(siz")
    page.keyboard.press("Tab")
    expect(offered).to_have_text(["sizes"])
    page.wait_for_timeout(100)
    page.keyboard.press("Enter")
    assert cell.editor.inner_text() == "math.sqrt(sizes"
    assert len(reader.requests) == requests, "nothing is fetched for it"


def test_shift_enter_runs_and_goes_on_to_the_next_cell(reader: Visit) -> None:
    first, second, last = (Cell(reader.page, number) for number in (1, 2, 4))
    first.open()
    reader.page.keyboard.press("Shift+Enter")
    second.editor.wait_for()
    expect(first.output).to_contain_text("multiplications=24")
    expect(second.editor).to_be_focused()
    reader.page.keyboard.press("Shift+Enter")
    expect(last.editor).to_be_focused()
    expect(second.output).to_contain_text("[2, 3, 4, 5]")
    reader.page.keyboard.press("Shift+Enter")
    expect(last.output.locator("pre")).to_contain_text("sizes")
    end = Cell(reader.page, 5)
    expect(end.editor).to_be_focused()
    written = end.editor.inner_text()
    reader.page.keyboard.press("Shift+Enter")
    expect(end.output).to_contain_text("Array")
    expect(end.editor).to_be_focused()
    assert end.editor.inner_text() == written, "the key writes nothing"
    first.editor.click()
    reader.page.keyboard.press("Shift+Enter")
    expect(second.editor).to_be_focused()


def test_what_belongs_to_jupyter_gets_a_sentence(reader: Visit) -> None:
    cell = Cell(reader.page, 1)
    cell.open()
    assert cell.run("1 + 1;") == "It ran, and shows nothing."
    assert "cell in a page cannot" in cell.run("input('How many? ')")
    assert "print it" in cell.run("display(3)")
    assert "command to Jupyter" in cell.run("%time 1")


def test_a_button_stays_in_its_place_while_it_is_pressed(reader: Visit) -> None:
    cell = Cell(reader.page, 1)
    cell.open()
    cell.editor.click()
    run = cell.root.get_by_role("button", name="Run")
    expect(cell.root.locator(".om-keys")).to_be_visible()
    before = run.bounding_box()
    reader.page.mouse.move(before["x"] + 5, before["y"] + 5)
    reader.page.mouse.down()
    expect(cell.root.locator(".om-keys")).not_to_be_visible()
    assert run.bounding_box() == before
    reader.page.mouse.up()
    expect(cell.output).to_contain_text("multiplications=24")


def test_a_drawing_is_shown_as_one_and_only_as_one(reader: Visit) -> None:
    cell = Cell(reader.page, 1)
    cell.open()
    svg = (
        '<svg role="img" aria-label="A box" onload="acted=1"><rect width="9" height="9"/><script>acted=1</script></svg>'
    )
    cell.run(f"class Box:\n    def _repr_mimebundle_(self):\n        return {{'image/svg+xml': {svg!r}}}\nBox()")
    drawn = reader.page.get_by_role("img", name="A box")
    expect(drawn).to_be_visible()
    assert drawn.evaluate("svg => svg.outerHTML.includes('acted')") is False
    assert reader.page.evaluate("window.acted") is None
    reader.faults[:] = [fault for fault in reader.faults if "Content Security Policy" not in fault]


def test_outputs_below_an_edited_cell_are_marked_as_older(reader: Visit) -> None:
    """The last of the long visit: it loads the page anew, and Python ends with the old one."""
    first, second, last = (Cell(reader.page, number) for number in (1, 2, 4))
    assert [older(cell) for cell in (first, second, last)] == [[], [], []]
    first.open()
    first.write("sizes = [7]")
    assert older(first) == ["This is older than the code above it."]
    assert older(second) == older(last) == ["This is older than cell 1, which has changed."]
    last.open()
    assert "7" in last.run()
    assert older(last) == [] and older(second) != []
    second.open()
    second.run()
    assert older(second) == []
    first.press("Reset")
    assert older(first) == []
    assert older(second) == older(last) == ["This is older than cell 1, which has changed."]
    last.press("Reset")
    assert older(last) == [], "what the page was built with belongs to the page as it was built"
    second.write("sizes.append(6)")
    assert older(second)[0] == "This is older than cell 1, which has changed."
    assert older(last) == ["This is older than cell 2, which has changed."]
    reader.page.reload()
    assert older(last) == []
    second.open()
    assert older(second) == ["This is older than the code above it."], (
        "what was written is there again, and has not run"
    )
