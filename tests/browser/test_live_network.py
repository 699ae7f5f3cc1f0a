"""A network that is lost while Python or the editor comes."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler
from threading import Event

from browsers import PYTHON_STARTS, Visit, served
from live_course import live_course
from playwright.sync_api import Browser, Locator, expect
from readers import Cell

expect.set_options(timeout=PYTHON_STARTS)
CUT = 100_000
SOMETHING = re.compile(r"(0\.[1-9]|[1-9]\.\d) of")
"""What is said once some of Python has come: its library may overtake the part that is cut."""


class Network:
    """How Python's own code comes: `whole`, or its first part only, and then the server hangs up or stays silent."""

    def __init__(self) -> None:
        self.state, self.over = "whole", Event()

    def copy(self, handler: SimpleHTTPRequestHandler, source: object, target: object) -> None:
        if self.state == "whole" or not handler.path.endswith(".wasm"):
            return SimpleHTTPRequestHandler.copyfile(handler, source, target)
        target.write(source.read(CUT))
        if self.state == "silent":
            self.over.wait()


@contextmanager
def bad_network() -> Iterator[tuple[str, Network]]:
    """Serve the small course over such a network: its address, and the network."""
    network = Network()
    with served(live_course()[0], copyfile=lambda handler, *files: network.copy(handler, *files)) as address:
        yield address, network
        network.over.set()


def test_what_did_not_come_is_told_and_tried_again(browser: Browser) -> None:
    """Python comes in part, then nothing of it; the editor never does, and the text field works."""
    with bad_network() as (address, network):
        visit = Visit(browser.new_page(), address)
        visit.page.clock.install()
        visit.page.route("**/codemirror.js", lambda route: route.abort())
        visit.open("cells")
        cell = Cell(visit.page, 1)
        cell.press("Try it")
        status = cell.root.locator("[data-status]")
        network.state = "cut"
        cell.press("Run")
        expect(status).to_contain_text("the network was lost")
        network.state = "silent"
        cell.press("Run")
        expect(status).to_contain_text(SOMETHING)
        _wait_on_the_clock(visit, status, "the network was lost")
        visit.page.route("**/pyodide.asm.wasm", lambda route: route.abort(), times=1)
        asked = visit.starts_of_python()
        cell.run()
        assert "the network was lost" in cell.status
        assert visit.starts_of_python() == asked + 1
        network.state = "whole"
        _work_without_an_editor(cell)
        visit.page.close()


def _work_without_an_editor(cell: Cell) -> None:
    """Run a cell by the keys that an editor would know, and go on to the next one."""
    cell.root.locator("textarea").press("Shift+Enter")
    expect(Cell(cell.page, 2).root.locator("textarea")).to_be_focused()
    expect(cell.output).to_contain_text("multiplications=24")
    cell.root.locator("textarea").fill("6 * 7")
    cell.page.keyboard.press("Control+Enter")
    expect(cell.output).to_have_text("42")


def _wait_on_the_clock(visit: Visit, status: Locator, words: str) -> None:
    """Move the page's clock on until it says so: each byte that still comes begins its minute of patience anew."""
    for _ in range(60):
        visit.page.clock.fast_forward(61_000)
        if words in status.inner_text():
            return
        visit.page.wait_for_timeout(250)
    expect(status).to_contain_text(words, timeout=1)
