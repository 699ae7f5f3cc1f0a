"""What a browser is sent when it opens a page for the first time, and what Lighthouse says of that visit."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from browsers import Visit
from lighthouse import CATEGORIES, RUNS, medians, numbers, report
from playwright.sync_api import Browser
from weights import loaded


@dataclass(frozen=True)
class FirstVisit:
    """Bytes, gzipped, from the page's own host; the other hosts that were asked; whether formulas were typeset."""

    html: int
    total: int
    scripts: int
    fonts: int
    strangers: frozenset[str]
    typeset: bool

    @classmethod
    def to(cls, browser: Browser, address: str, page: str, folder: Path) -> "FirstVisit":
        """Open a page of a site that is served from a folder, in a browser that has seen nothing of it."""
        with browser.new_context() as context:
            visit = Visit(context.new_page(), address)
            visit.page.goto(address + page)
            visit.page.wait_for_load_state("networkidle")
            typeset = visit.page.locator(".katex, mjx-container").count() > 0
        asked = {host for url in visit.requests if (host := urlsplit(url).hostname) and not url.startswith(address)}
        weights = loaded(visit, folder)
        return cls(
            html=weights.files[page],
            total=weights.total,
            scripts=weights.scripts,
            fonts=weights.fonts,
            strangers=frozenset(asked),
            typeset=typeset,
        )


def scores(address: str) -> str:
    """Give Lighthouse's four scores of a page, each the median of several visits."""
    middle = medians([numbers(report(address)) for _ in range(RUNS)])
    return ", ".join(f"{middle[name]:.0f}" for name in CATEGORIES)
