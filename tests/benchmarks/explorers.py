"""Time what a reader waits for after a move of a slider: until the explorer's new drawing stands in the page.

    python tests/benchmarks/explorers.py

Prints a Markdown table, in milliseconds. Python is up before the clock starts. In each preset of each explorer a value
moves to and fro. Python's part of a move is told apart from the way of the messages, which a busy machine makes long;
the fastest move tells what a machine takes that has no other work to do. Two frames of a screen are 33 ms.
"""

import statistics
import sys
from pathlib import Path

from playwright.sync_api import Page, Worker, expect

from ordermatters import explorers

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))
from browsers import PYTHON_STARTS, chromium, served
from live_course import live_course

MOVES = 40
TWO_FRAMES = 1000 / 30
# The control that moves, which of its fields, and how far; the others are what the preset says.
MOVED = {
    "one-product": ("term", 0, 1),
    "chain": ("dims", 1, 1),
    "columns-or-rows": ("v", 1, 1),
    "network": ("widths", 1, 1),
    "slope": ("x", 0, 0.05),
}
# In the worker: how long Python itself takes, without the way of a message there and back.
CLOCK = """
() => {
  const hear = self.onmessage;
  self.onmessage = async (event) => {
    const asked = performance.now();
    await hear(event);
    self.took.push(performance.now() - asked);
  };
}
"""
# One round more than is counted: the first draws what was just set.
MOVE = """
async ([name, control, index, by, moves]) => {
  const root = document.querySelector(`[data-explorer="${name}"]`);
  const figure = root.querySelector("[data-figure]");
  const field = root.querySelectorAll(`[data-control="${control}"] input:not([type=range])`)[index];
  const start = field.valueAsNumber, times = [];
  for (let i = 0; i <= moves; i++) {
    const drawn = new Promise((tell) => {
      const observer = new MutationObserver(() => (observer.disconnect(), tell()));
      observer.observe(figure, { childList: true });
    });
    const begun = performance.now();
    field.valueAsNumber = start + (i % 8) * by;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await drawn;
    figure.getBoundingClientRect(); // laid out, too
    times.push(performance.now() - begun);
    await new Promise((rest) => setTimeout(rest, 60)); // painted, which is no part of the next move
  }
  return times.slice(1);
}
"""


def times_of(page: Page, python: Worker, name: str, title: str) -> tuple[list[float], list[float]]:
    """Move a value of a preset to and fro, and return how long each move took, and Python's part of it."""
    root = page.locator(f'[data-explorer="{name}"]')
    root.get_by_role("button", name=title, exact=True).click()
    page.wait_for_timeout(1000)
    python.evaluate("() => (self.took = [])")
    wholes: list[float] = page.evaluate(MOVE, [name, *MOVED[name], MOVES])
    return wholes, python.evaluate("() => self.took")[1:]


def python_of(page: Page) -> Worker:
    """Start Python, and return its worker with a clock in it."""
    slope = page.locator('[data-explorer="slope"]')
    slope.get_by_role("button", name="x³").click()
    expect(slope.locator("[data-table]")).to_contain_text("x ** 3", timeout=3 * PYTHON_STARTS)
    python = next(worker for worker in page.workers if "/live/" in worker.url)
    python.evaluate(CLOCK)
    return python


def main() -> None:
    print("| explorer | preset | median | fastest | Python, median | within two frames |")
    print("| --- | --- | ---: | ---: | ---: | --- |")
    with served(*live_course()) as address, chromium() as browser:
        page = browser.new_page()
        page.set_default_timeout(3 * PYTHON_STARTS)
        page.goto(f"{address}explorers/")
        python = python_of(page)
        for name in explorers.names():
            for preset in explorers.load(name).presets:
                wholes, pythons = times_of(page, python, name, preset.title)
                median = statistics.median(wholes)
                told = "yes" if median < TWO_FRAMES else "no"
                figures = f"{median:.1f} | {min(wholes):.1f} | {statistics.median(pythons):.1f}"
                print(f"| {name} | {preset.title} | {figures} | {told} |", flush=True)


if __name__ == "__main__":
    main()
