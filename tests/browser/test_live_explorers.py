"""Explorers in a browser: they begin as they were built, and then show what Python says."""

import json
from collections.abc import Iterator
from itertools import cycle

import pytest
from browsers import PYTHON_STARTS, Visit
from playwright.sync_api import Browser, expect
from readers import Explorer

from ordermatters import explorers
from ordermatters.explorers import Control

expect.set_options(timeout=PYTHON_STARTS)


@pytest.fixture(scope="module")
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """One visit: Python starts once."""
    visit = Visit(browser.new_page(), address)
    visit.open("explorers")
    yield visit
    assert not visit.faults


@pytest.fixture(scope="module")
def light(browser: Browser, address: str) -> Iterator[Visit]:
    """A visit to a page with one explorer, on which nobody runs anything."""
    visit = Visit(browser.new_page(), address)
    visit.open("stand-in")
    yield visit
    visit.page.close()
    assert not visit.starts_of_python() and not [url for url in visit.requests if "/worker.js" in url]
    assert not visit.faults


@pytest.fixture
def stand_in(visit: Visit) -> Explorer:
    explorer = Explorer(visit.page, "stand-in")
    visit.turn_to("explorers")
    return explorer


def test_values_in_the_address_are_shown_and_drawn_on_run(visit: Visit, address: str) -> None:
    """The first of the long visit: Python has not started yet."""
    page = visit.page
    page.goto(
        f"{address}explorers/?stand-in.dims=9,8,7,6&stand-in.order=backward&stand-in.code=y+%3D+3#explorer-stand-in"
    )
    explorer = Explorer(page, "stand-in")
    assert [field.input_value() for field in explorer.control("dims").all()] == ["9", "8", "7", "6"]
    assert explorer.root.locator("textarea").input_value() == "y = 3"
    told = explorer.root.locator("[data-linked]")
    host = address.split("/")[2]
    assert told.inner_text().startswith("Code came with the link and has not run. Read it before you run it")
    assert f"send requests to {host} in your name" in told.inner_text() and "databases" in told.inner_text()
    assert explorer.root.get_by_text("was drawn before, for other values").is_visible()
    assert explorer.verdict.inner_text() == "m=20 x=1 dims=[2, 3, 4] order=forward f=sin(x) y=1"
    explorer.control("m").fill("44")
    explorer.control("m").press("Enter")
    explorer.figure.locator('[data-value="backward"]').click()
    explorer.figure.locator('[data-sets="x"]').click(position={"x": 1, "y": 5})
    page.wait_for_timeout(500)
    assert visit.starts_of_python() == 0, "code from a link waits for its reader's Run"
    explorer.root.get_by_role("button", name="Run").last.click()
    expect(explorer.verdict).to_have_text("m=44 x=-5 dims=[9, 8, 7, 6] order=backward f=sin(x) y=3")
    expect(page).to_have_url(
        f"{address}explorers/?stand-in.dims=9,8,7,6&stand-in.order=backward&stand-in.code=y+%3D+3&stand-in.m=44&stand-in.x=-5"
        "#explorer-stand-in"
    )
    explorer.control("m").fill("20")
    expect(page).not_to_have_url("stand-in.m")


@pytest.mark.parametrize("name", explorers.names())
def test_an_explorer_shows_what_python_says(visit: Visit, name: str) -> None:
    """As it was built, and after each of its presets and a change of each of its numbers."""
    if visit.page.url != f"{visit.address}explorers/":
        visit.turn_to("explorers")
    explorer, python = Explorer(visit.page, name), explorers.load(name)
    explorer.expect_drawn(json.loads(python.call("{}")))
    values = {}
    for preset in python.presets:
        values |= preset.values
        explorer.root.get_by_role("button", name=preset.title, exact=True).click()
        explorer.expect_drawn(json.loads(python.call(json.dumps(values))))
    for control in python.controls:
        if control.kind not in {"whole", "number"}:
            continue
        values[control.name] = control.minimum
        explorer.control(control.name).fill(f"{control.minimum:g}")
        drawn = json.loads(python.call(json.dumps(values)))
        if "error" not in drawn:
            explorer.expect_drawn(drawn)


def test_every_kind_of_control_reaches_python(stand_in: Explorer) -> None:
    expect(stand_in.verdict).to_have_text("m=20 x=1 dims=[2, 3, 4] order=forward f=sin(x) y=1")
    stand_in.control("m").fill("30")
    expect(stand_in.verdict).to_contain_text("m=30 x=1")
    stand_in.control("x").fill("-2.5")
    expect(stand_in.verdict).to_contain_text("x=-2.5")
    stand_in.control("dims").nth(1).fill("7")
    expect(stand_in.verdict).to_contain_text("dims=[2, 7, 4]")
    stand_in.root.get_by_label("Add one to sizes").click()
    expect(stand_in.verdict).to_contain_text("dims=[2, 7, 4, 4]")
    assert stand_in.root.get_by_label("Add one to sizes").is_disabled()
    stand_in.root.get_by_label("Remove the last of sizes").click()
    stand_in.root.get_by_label("Remove the last of sizes").click()
    expect(stand_in.verdict).to_contain_text("dims=[2, 7]")
    assert stand_in.root.get_by_label("Remove the last of sizes").is_disabled()
    stand_in.root.get_by_label("backwards").check()
    expect(stand_in.verdict).to_contain_text("order=backward")
    stand_in.root.get_by_label("f(x)").fill("cos(x)")
    expect(stand_in.verdict).to_contain_text("f=cos(x)")
    stand_in.root.get_by_role("button", name="many").click()
    expect(stand_in.verdict).to_have_text("m=300 x=-2.5 dims=[5, 6] order=backward f=cos(x) y=1")


def test_code_runs_when_its_reader_says_so(stand_in: Explorer) -> None:
    stand_in.root.locator("textarea").click()
    stand_in.root.locator(".cm-content").wait_for()
    stand_in.page.keyboard.press("Control+a")
    stand_in.page.keyboard.insert_text("y = 2")
    stand_in.control("m").fill("21")
    expect(stand_in.verdict).to_contain_text("m=21")
    stand_in.root.locator(".cm-content").click()
    stand_in.page.keyboard.press("Control+a")
    stand_in.page.keyboard.insert_text("y = 3")
    stand_in.page.wait_for_timeout(300)
    assert "y=2" in stand_in.verdict.inner_text(), "a slider draws what stands there, writing does not"
    stand_in.root.get_by_role("button", name="Run").first.click()
    expect(stand_in.verdict).to_contain_text("y=3")


def test_sliders_and_fields_move_together_by_keyboard(stand_in: Explorer) -> None:
    slider, field = stand_in.control("x", "range"), stand_in.control("x")
    slider.focus()
    stand_in.page.keyboard.press("ArrowRight")
    expect(stand_in.verdict).to_contain_text("x=1.1")
    assert field.input_value() == "1.1"
    stand_in.page.keyboard.press("Home")
    expect(stand_in.verdict).to_contain_text("x=-5")
    field.fill("3")
    assert slider.input_value() == "3"
    wide = stand_in.control("m", "range")
    wide.focus()
    stand_in.page.keyboard.press("End")
    expect(stand_in.verdict).to_contain_text("m=1000 ")
    stand_in.page.keyboard.press("Home")
    expect(stand_in.verdict).to_contain_text("m=1 ")
    stand_in.page.keyboard.press("ArrowUp")
    expect(stand_in.verdict).to_contain_text("m=2 ")
    assert wide.input_value() == "1" and wide.get_attribute("aria-valuetext") == "2"
    stand_in.page.keyboard.press("ArrowLeft")
    stand_in.page.keyboard.press("ArrowLeft")
    expect(stand_in.verdict).to_contain_text("m=1 ")
    sizes = stand_in.control("dims", "range")
    sizes.first.focus()
    stand_in.page.keyboard.press("ArrowRight")
    expect(stand_in.verdict).to_contain_text("dims=[3, ")


def test_a_slider_says_which_size_it_is_and_its_value(stand_in: Explorer) -> None:
    stand_in.control("dims").nth(1).fill("123")
    stand_in.root.get_by_label("Add one to sizes").click()
    slider = stand_in.root.get_by_role("slider", name="sizes 3, slider")
    assert slider.get_attribute("aria-valuetext") == "4"
    stand_in.root.get_by_label("Remove the last of sizes").click()
    slider = stand_in.root.get_by_role("slider", name="sizes 1, slider")
    assert slider.get_attribute("aria-valuetext") == "123"
    slider.focus()
    stand_in.page.keyboard.press("ArrowRight")
    stops = Control("dims", "sizes", "sizes", (), 1, 2000, shortest=2, longest=4).stops
    after = next(stop for stop in stops if stop > 123)
    expect(stand_in.verdict).to_contain_text(f", {after}, 4]")
    assert slider.get_attribute("aria-valuetext") == str(after)
    labels = stand_in.root.locator("input").evaluate_all("all => all.map(one => one.ariaLabel).filter(Boolean)")
    assert len(set(labels)) == len(labels)


def test_a_bad_value_is_named_and_the_drawing_stays_as_an_older_one(stand_in: Explorer) -> None:
    older = stand_in.root.get_by_text("was drawn before, for other values")
    stand_in.control("m").fill("20")
    expect(stand_in.verdict).to_contain_text("m=20")
    assert not older.is_visible()
    stand_in.control("m").fill("0")
    expect(stand_in.status).to_have_text("“rows” must be an integer from 1 to 1,000, not 0")
    assert "m=20" in stand_in.verdict.inner_text() and older.is_visible()
    look = "element => { const {color, fontStyle} = getComputedStyle(element); return color + fontStyle; }"
    said, shown = stand_in.verdict.evaluate(look), stand_in.root.locator("[data-table] table").evaluate(look)
    stand_in.control("m").fill("")
    expect(stand_in.status).to_contain_text("“rows” must be an integer")
    stand_in.control("m").fill("5")
    expect(stand_in.verdict).to_contain_text("m=5 ")
    expect(stand_in.status).to_have_text("")
    assert not older.is_visible()
    assert stand_in.verdict.evaluate(look) != said
    assert stand_in.root.locator("[data-table] table").evaluate(look) != shown


def test_a_pointer_that_passes_does_not_start_python(light: Visit) -> None:
    Explorer(light.page, "stand-in").figure.locator('[data-sets="x"]').hover()
    light.page.wait_for_timeout(300)
    assert light.starts_of_python() == 0 and not [url for url in light.requests if "/worker.js" in url]


def test_a_drawing_can_be_pressed_and_followed(stand_in: Explorer) -> None:
    followed = stand_in.figure.locator('[data-sets="x"]')
    width = followed.bounding_box()["width"]
    stand_in.figure.locator('[data-value="backward"]').click()
    expect(stand_in.verdict).to_contain_text("order=backward")
    followed.hover(position={"x": width * 3 / 4, "y": 5})
    expect(stand_in.verdict).to_contain_text("x=2.5")


def test_a_link_brings_only_what_a_control_can_have(light: Visit) -> None:
    page, address = light.page, light.address
    told = Explorer(page, "stand-in").root.locator("[data-linked]")
    bad = {"m": "1001", "x": "1e3", "dims": "2,0", "order": "sideways", "f": "+", "code": "%0A"}
    page.goto(f"{address}stand-in/?" + "&".join(f"stand-in.{name}={value}" for name, value in bad.items()))
    explorer = Explorer(page, "stand-in")
    assert told.inner_text().startswith("“rows” cannot be 1001 and stays 20. “place” cannot be 1e3 and stays 1.")
    assert "“sizes” cannot be 2,0 and stays 2,3,4." in told.inner_text()
    assert "“order” cannot be sideways and stays forward." in told.inner_text()
    assert "“f(x)” cannot be nothing and stays sin(x)." in told.inner_text()
    assert told.get_by_role("button").count() == 0, "there is nothing new to run"
    assert explorer.root.get_by_label("forwards").is_checked() and explorer.control("m").input_value() == "20"
    assert explorer.root.get_attribute("data-stale") is None
    texts = zip(("0", "2.5", "", "ten", "0x10", "-3", "9" * 99), cycle(("7", "1,2,3,4,5", "1;2", "2,,x")), strict=False)
    for m, dims in texts:
        page.goto(f"{address}stand-in/?stand-in.m={m}&stand-in.x=2&stand-in.dims={dims}")
        assert explorer.control("m").input_value() == "20", m
        assert explorer.control("x").input_value() == "2"
        assert [field.input_value() for field in explorer.control("dims").all()] == ["2", "3", "4"], dims
        assert told.inner_text().startswith("These values came with the link and are not drawn yet. “rows” cannot be ")


def test_what_code_sends_cannot_act_in_the_page(stand_in: Explorer, visit: Visit) -> None:
    """The reader's own code runs beside the library and may hand anything on as a drawing."""
    code = (
        "from ordermatters.tables import Table\n"
        'svg = \'<svg onload="window.acted=1"><script>window.acted=1</script><image href="x" onerror="window.acted=1"/>'
        '<a href="javascript:window.acted=1"><text>press</text></a><foreignObject><img src=x onerror=window.acted=1>'
        '</foreignObject><text style="fill:url(//elsewhere)" fill="u\\\\72l(//elsewhere)" stroke="url(//elsewhere)" '
        'mask="image-set(&quot;//elsewhere&quot; 1x)" filter="url(#here) url(//elsewhere)" data-kept="(1)" '
        'opacity="\\\\31" transform="translate(1 2)">fine</text><form action="//elsewhere"><input name="attributes">'
        '<input name="remove"><input name="localName"></form></svg>\'\n'
        "class Bad(Table):\n"
        "    def _repr_html_(self):\n"
        "        return '<table onclick=\"window.acted=1\"><tr><td><iframe src=x></iframe>cell</table>'\n"
        "table = Bad(['a'], [[1]])\n"
    )
    stand_in.root.locator("textarea").click()
    stand_in.root.locator(".cm-content").wait_for()
    stand_in.page.keyboard.press("Control+a")
    stand_in.page.keyboard.insert_text(code)
    stand_in.root.get_by_role("button", name="Run").first.click()
    expect(stand_in.figure).to_contain_text("fine")
    markup = stand_in.root.evaluate(
        "root => root.querySelector('[data-figure]').innerHTML + root.querySelector('[data-table]').innerHTML"
    )
    assert not [
        bad
        for bad in (
            "<script",
            "onload",
            "onerror",
            "onclick",
            "<a",
            "<img",
            "<iframe",
            "<form",
            "<input",
            "script:",
            "//",
            "\\",
        )
        if bad in markup
    ]
    assert 'data-kept="(1)"' in markup and "translate(1 2)" in markup
    stand_in.page.wait_for_timeout(200)
    assert stand_in.page.evaluate("window.acted") is None
    # The page's policy refuses them, too, and says so, while they are read to be taken out.
    assert all("Content Security Policy" in fault for fault in visit.faults), visit.faults
    visit.faults.clear()


def test_code_that_fails_or_never_ends_leaves_the_explorer_usable(stand_in: Explorer) -> None:
    def run(code: str) -> None:
        stand_in.root.locator("textarea:visible, .cm-content").click()
        stand_in.root.locator(".cm-content").wait_for()
        stand_in.page.keyboard.press("Control+a")
        stand_in.page.keyboard.insert_text(code)
        stand_in.root.get_by_role("button", name="Run").first.click()

    run("sentence = 'A sentence for the reader.'")
    expect(stand_in.status).to_have_text("A sentence for the reader.")
    run("1 / 0")
    expect(stand_in.status).to_contain_text("ZeroDivisionError")
    run("raise SystemExit('leaving')")
    expect(stand_in.status).to_contain_text("Python gave up (SystemExit: leaving) and was started again.")
    run("while True: pass")
    stand_in.root.get_by_role("button", name="Stop").click()
    expect(stand_in.status).to_have_text("Stopped.")
    run("y = 6")
    expect(stand_in.verdict).to_contain_text("y=6")


def test_without_scripts_an_explorer_shows_its_default(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}explorers/")
    explorer = Explorer(page, "stand-in")
    assert explorer.figure.locator("> svg").is_visible() and "m=20" in explorer.verdict.inner_text()
    assert not explorer.control("m").first.is_visible()
    assert explorer.root.get_by_text("has to run JavaScript").is_visible()
    context.close()


def test_what_is_said_is_in_sight_on_a_phone(browser: Browser, address: str) -> None:
    """Its controls fill the screen, and Python takes a while to come."""
    page = browser.new_page(viewport={"width": 390, "height": 600})
    page.route("**/pyodide.asm.wasm", lambda _: None)  # never comes
    Visit(page, address).open("explorers")
    explorer = Explorer(page, "stand-in")
    explorer.root.locator("button[data-values]").first.click()
    expect(explorer.status.locator("progress")).to_be_in_viewport(ratio=1)
    page.close()
