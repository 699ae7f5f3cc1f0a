"""One visit to a page of the course, and what it is judged by: requests, messages, weight, shifts, what is cut off."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from itertools import chain, cycle, pairwise
from pathlib import Path

from axe import lighten, unseen, violations
from browsers import Visit, course_site
from playwright.sync_api import Browser, Page
from weights import FONTS, SCRIPTS, TOTAL, loaded

INDEX = "search/search_index.json"
ALIKE = "reference/api/"
"""Pages of the library, which are made in one way: axe-core reads them at night, in two of four states by turns."""
SHIFT = 0.001
"""A formula whose face comes a frame late moves by less."""


@dataclass(frozen=True)
class Sight:
    """A reader's window: its width in pixels, and the colours that the reader's system prefers."""

    width: int
    scheme: str

    def asks_axe_of(self, name: str) -> bool:
        """Whether axe-core reads a page by day: each once but those made alike, and lessons narrow and dark."""
        if is_in_both_sights(name):
            return (self.width < 1000) == name.startswith("lessons/")
        return not name.startswith(ALIKE)

    @contextmanager
    def opened(self, browser: Browser) -> Iterator[Page]:
        """Open a page that has seen nothing yet."""
        page = self._open(browser)
        with closing(page.context):
            yield page

    def visits(self, browser: Browser, address: str, names: Iterable[str]) -> Iterator[tuple[str, Visit]]:
        """Visit pages, each for the first time."""
        with self.two_windows(browser, address) as windows:
            yield from visits_in_turn(windows, names, first_visit)

    @contextmanager
    def two_windows(self, browser: Browser, address: str = "") -> Iterator[list[Visit]]:
        """Open two windows, neither of which is behind the other."""
        with ExitStack() as stack:
            yield [Visit(stack.enter_context(self.opened(browser)), address) for _ in range(2)]

    def _open(self, browser: Browser) -> Page:
        size = {"width": self.width, "height": 900}
        context = browser.new_context(viewport=size, color_scheme=self.scheme, reduced_motion="reduce")
        context.add_init_script(_NOTE_SHIFTS)
        return context.new_page()


def visits_in_turn(
    windows: Sequence[Visit], names: Iterable[str], load: Callable[[Visit, str], None]
) -> Iterator[tuple[str, Visit]]:
    """Visit pages by turns in two windows: while one is judged, the next has loaded and shows what comes late.

    No two load at a time: beside another that loads, a page shows its formulas late.
    """

    def loaded() -> Iterator[tuple[str, Visit]]:
        for visit, name in zip(cycle(windows), names, strict=False):
            load(visit, name)
            yield name, visit

    for at_hand, _ in pairwise(chain(loaded(), [None])):
        yield at_hand


def first_visit(visit: Visit, name: str) -> None:
    """Load a page in a window that knows nothing of the one before."""
    visit.begin_anew()
    visit.page.goto(visit.address + name)
    visit.page.evaluate("document.fonts.ready")


def pages() -> list[str]:
    """List the addresses of all pages of the course, below that of the site."""
    folder, _ = course_site()
    found = [path.relative_to(folder).as_posix().removesuffix("index.html") for path in folder.rglob("*.html")]
    return sorted(found)


SIGHTS = {"desk, light": Sight(1280, "light"), "phone, dark": Sight(390, "dark")}


def is_in_both_sights(name: str) -> bool:
    """Tell what is visited in both sights by day: lessons, and home. The others take turns, and come round at night."""
    return name.startswith("lessons/") or not name


def pages_by_day(sight: str) -> list[str]:
    """List the pages that are visited in a sight by day."""
    others = [name for name in pages() if not is_in_both_sights(name)]
    elsewhere = {name for i, name in enumerate(others) if i % len(SIGHTS) != list(SIGHTS).index(sight)}
    return [name for name in pages() if name not in elsewhere]


# How far things moved, and which: from where to where, by their left and upper edges.
_NOTE_SHIFTS = """window.shifted = 0;
window.moved = [];
new PerformanceObserver(list => list.getEntries().forEach(({value, sources}) => {
    window.shifted += value;
    for (const {node, previousRect, currentRect} of sources) {
        const [from, to] = [previousRect, currentRect].map(({x, y}) => `${x}, ${y}`);
        window.moved.push(`${(node?.outerHTML ?? node?.textContent)?.slice(0, 100)}: ${from} -> ${to}`);
    }
})).observe({type: "layout-shift", buffered: true});"""
# Text that is hidden by a part which holds more than it shows and cannot be scrolled.
_CUT_OFF = """() => [...document.querySelectorAll("article *")].filter(element => {
    const {overflowX, textOverflow} = getComputedStyle(element);
    return ["hidden", "clip"].includes(overflowX) && element.checkVisibility() && element.clientWidth > 1
        && element.scrollWidth > element.clientWidth + 1 && element.textContent.trim()
        && !element.closest(".katex, svg, .md-clipboard");
}).map(element => element.outerHTML.slice(0, 200))"""
# A part of a formula that stands below the one before it is on another line.
_TORN_FORMULAS = """() => {
    const box = node => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return range.getBoundingClientRect();
    };
    return [...document.querySelectorAll("article .katex")].flatMap(formula => {
        const parts = [...formula.querySelectorAll(".katex-base")];
        const {parentElement: around, nextSibling: after} = formula;
        if (around.matches(".om-tied") && after) parts.push(after);
        const below = (one, next) => box(next).top >= box(one).bottom - 1;
        const torn = i => !parts[i].nextElementSibling?.matches("wbr") && below(parts[i], parts[i + 1]);
        return parts.slice(1).some((_, i) => torn(i)) ? [around.textContent.slice(-60)] : [];
    });
}"""
_TORN_WORDS = """() => [...document.querySelectorAll("article .om-table a")].flatMap(link => {
    const text = document.createTreeWalker(link, NodeFilter.SHOW_TEXT).nextNode(), range = document.createRange();
    return [...(text?.textContent ?? "").matchAll(/\\w+/g)].flatMap(({0: word, index}) => {
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        return range.getClientRects().length > 1 ? [word] : [];
    });
})"""

CHECKS = ("console", "other hosts", "weight", "layout shift", "cut off", "torn formulas", "torn words", "unseen", "axe")


def judged(visit: Visit, site: Path, *, axe: bool = True) -> dict[str, list[str]]:
    """Judge a page that has just been opened, by each check; without axe-core in half the time."""
    found = at_first_sight(visit) | {"weight": list(_too_heavy(visit, site))}
    shift, moved = visit.page.evaluate("document.fonts.ready.then(() => [shifted, moved])")
    found["layout shift"] = [f"{shift:.4f}", *moved] if shift >= SHIFT else []
    if axe:
        lighten(visit.page)
        found["axe"] = violations(visit.page)
    return found | {"console": list(visit.faults)}


def at_first_sight(visit: Visit) -> dict[str, list[str]]:
    """Judge a page by what its reader sees, and what it asks for."""
    page = visit.page
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    return {
        "cut off": page.evaluate(_CUT_OFF),
        "torn formulas": page.evaluate(_TORN_FORMULAS),
        "torn words": page.evaluate(_TORN_WORDS),
        "unseen": unseen(page),
        "other hosts": [url for url in visit.requests if not url.startswith((visit.address, "data:"))],
        "console": list(visit.faults),
    }


def _too_heavy(visit: Visit, site: Path) -> Iterator[str]:
    weights = loaded(visit, site)
    if INDEX in weights.files:
        yield "the search was fetched before anybody opened it"
    for name, weight, limit in (
        ("all in all", weights.total, TOTAL),
        ("scripts", weights.scripts, SCRIPTS),
        ("fonts", weights.fonts, FONTS),
    ):
        if not 0 < weight <= limit:
            yield f"{name}: {weight} bytes, where {limit} are allowed: {weights.files}"
