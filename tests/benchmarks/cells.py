"""Time what readers wait for who run the cells of the lessons in the page, reading down, and what JAX takes for them.

    python tests/benchmarks/cells.py [--site FOLDER] [LESSON …]

Prints a Markdown table, in seconds: each visible cell that a page runs; how long Pyodide takes in Chromium, measured in
its worker; how long the same statements take on JAX and NumPy in a Python that has run them once before. The first row
is the import of small JAX, its fetching included. Without `--site` the course is built first.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from playwright.sync_api import Page, Worker, expect

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))
sys.path.insert(0, str(Path(__file__).parents[2] / "src/live"))
import session
from browsers import BUILT_FOR, PYTHON_STARTS, Visit, chromium, course_site, served
from courses import ROOT
from readers import Cell

from ordermatters_site.run.lessons import read_lesson
from ordermatters_site.stage.browser_cells import BrowserCell, browser_cells
from ordermatters_site.stage.browser_library import BrowserLibrary
from ordermatters_site.store import Store

LESSONS = re.findall(r"lessons/([\w-]+)\.md", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
# Seconds within which a cell has answered, in lessons 4 to 7 and in 8 and 9, and small JAX is imported.
BARS = dict.fromkeys(LESSONS[3:7], 1.0) | dict.fromkeys(LESSONS[7:9], 2.0)
IMPORT_BAR = 0.5
IMPORTS = "from time import perf_counter\nstart = perf_counter()\nimport jax\nprint(perf_counter() - start)"
# In the worker: how long Python itself takes, without the way of a message there and back.
CLOCK = """
() => {
  const hear = self.onmessage;
  self.took = [];
  self.onmessage = async (event) => {
    const asked = performance.now();
    await hear(event);
    self.took.push((performance.now() - asked) / 1000);
  };
}
"""


def tried(lesson: str, library: BrowserLibrary) -> list[tuple[BrowserCell, list[dict[str, str]]]]:
    """List the visible cells of a lesson that a page runs, each with what runs for it."""
    path = ROOT / f"docs/lessons/{lesson}.md"
    cells = {cell.index: cell for cell in browser_cells(read_lesson(path, path.name, Store()).notebook, library)}
    found = []
    for cell in cells.values():
        parts = [
            {"name": f"{kind} {one.number}", "source": source}
            for one in [*(cells[index] for index in cell.after), cell]
            for kind, source in (("before cell", one.first), ("cell", one.source))
            if source
        ]
        if cell.offered and not cell.missing:
            found.append((cell, parts))
    return found


def with_jax(programs: list[list[dict[str, str]]]) -> list[float]:
    """Run programs one after another as a page does, twice, and return how long each took the second time."""
    times: list[float] = []
    for _ in range(2):
        times.clear()
        for program in programs:
            start = perf_counter()
            answer = json.loads(session.answer(json.dumps({"kind": "run", "cells": program}), lambda text: None))
            times.append(perf_counter() - start)
            if "error" in answer:
                raise SystemExit(f"{answer['cell']} fails: {answer['error']}")
    return times


def python_of(page: Page) -> tuple[Worker, float]:
    """Start Python, put a clock into its worker, and import small JAX; return the worker and the import's seconds."""
    root = page.locator(".om-cell[data-live]").first
    cell = Cell(page, int(root.get_attribute("data-number") or 0))
    cell.open()
    cell.run("1")
    python = next(worker for worker in page.workers if "/live/" in worker.url)
    seconds = float(cell.run(IMPORTS))
    python.evaluate(CLOCK)
    cell.press("Reset")
    return python, seconds


def in_the_page(page: Page, python: Worker, numbers: list[int]) -> Iterator[float]:
    """Run the cells of the page that is open in turn, and yield how long Python took for each."""
    for number in numbers:
        cell = Cell(page, number)
        if cell.root.get_by_role("button", name="Try it").count():
            cell.open()
        python.evaluate("() => (self.took = [])")
        shown = cell.run()
        if "Error:" in shown:
            raise SystemExit(f"cell {number} fails in the page: {shown}")
        yield python.evaluate("() => self.took.at(-1)")


def row(*texts: Any) -> None:
    print("|", " | ".join(map(str, texts)), "|", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", type=Path, help=f"the course, built for {BUILT_FOR}")
    parser.add_argument("lessons", nargs="*", default=LESSONS)
    chosen = parser.parse_args()
    library = BrowserLibrary.read()
    site = (chosen.site, BUILT_FOR) if chosen.site else course_site()
    expect.set_options(timeout=PYTHON_STARTS)
    row("lesson", "cell", "in the page", "with JAX", "within")
    row("---", "---:", "---:", "---:", "---")
    with served(*site) as address, chromium() as browser:
        visit = Visit(browser.new_page(), address)
        visit.open(f"lessons/{LESSONS[0]}")
        python, seconds = python_of(visit.page)
        row("import jax", "", f"{seconds:.2f}", "", f"{IMPORT_BAR:g} s: {'yes' if seconds < IMPORT_BAR else 'NO'}")
        for lesson in chosen.lessons:
            visit.turn_to(f"lessons/{lesson}")
            cells = tried(lesson, library)
            pages = in_the_page(visit.page, python, [cell.number for cell, _ in cells])
            for (cell, _), slow, fast in zip(cells, pages, with_jax([parts for _, parts in cells]), strict=True):
                bar = BARS.get(lesson)
                told = f"{bar:g} s: {'yes' if slow < bar else 'NO'}" if bar else ""
                row(lesson, cell.number, f"{slow:.2f}", f"{fast:.2f}", told)


if __name__ == "__main__":
    main()
