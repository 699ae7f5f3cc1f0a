"""What a page of an exported course holds, whichever generator has built it."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from html import unescape
from pathlib import Path

from browsers import Visit, course_site, served
from courses import ROOT
from playwright.sync_api import Browser

from ordermatters_site.check.checks import findings

LESSONS = sorted(path.stem for path in (ROOT / "docs/lessons").glob("*.md"))
PAGES = [".", *(f"lessons/{name}" for name in LESSONS), "reference/notation", "reference/exercises"]
BUILDERS = {
    "mkdocs": [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
    "zensical": [str(Path(sys.executable).parent / "zensical"), "build", "--strict"],
}
# What is left of mathematics and pictures that a browser should have shown.
_NOT_RENDERED = """() => [[...document.querySelectorAll(".arithmatex")].filter(place => !place.querySelector(".katex")),
    [...document.querySelectorAll(".katex-error")],
    [...document.images].filter(image => !image.complete || !image.naturalWidth)]
    .flat().map(place => place.outerHTML)"""


def export(folder: Path, *options: str) -> None:
    """Export the course into a new folder."""
    course_site()  # so that its lessons have run: those of two builds at once run twice
    command = [sys.executable, "-m", "ordermatters_site.export", *options, str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def built(name: str, exported: Path, folder: Path) -> Path:
    """Build a copy of an exported course by a generator; return the folder of its site."""
    shutil.copytree(exported, folder)
    done = subprocess.run(BUILDERS[name], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


def expect_rendered(browser: Browser, site: Path, pages: Iterable[str]) -> None:
    """Open pages in a browser: mathematics and pictures are there, and nobody else is asked for them."""
    with served(site) as address:
        visit = Visit(browser.new_page(), address)
        for page in pages:
            visit.open(page)
            assert visit.page.evaluate(_NOT_RENDERED) == [], page
        assert visit.faults == []
        assert [url for url in visit.requests if not url.startswith(address)] == []
        visit.page.close()


def expect_the_same(site: Path, page: str) -> None:
    """Hold a page against the course's own site: its mathematics, its figures, its live parts."""
    there, own = html(site, page), html(course_site()[0], page)
    assert formulas(there) == formulas(own)
    assert figures(there) == figures(own)
    assert parts(there) == parts(own)


def expect_whole(site: Path) -> None:
    """Hold a site against the checks that any generator's must pass: links, alternative texts, requests."""
    faults = findings(site, "http://127.0.0.1:8000/")
    assert [str(fault) for fault in faults if fault.check in {"links", "alt text", "requests"}] == []


def html(site: Path, page: str) -> str:
    return (site / page / "index.html").read_text(encoding="utf-8")


def formulas(page: str) -> Counter[str]:
    """Collect the TeX of a page, rendered while building or left for the browser."""
    rendered = re.findall(r'<annotation encoding="application/x-tex">(.*?)</annotation>', page, re.DOTALL)
    left = re.findall(r'class="arithmatex">\s*\\[(\[](.*?)\\[)\]]\s*<', page, re.DOTALL)
    return Counter(unescape(tex).strip() for tex in rendered + left)


def figures(page: str) -> Counter[str]:
    """Collect what the figures of a page say to those who cannot see them."""
    return Counter(map(unescape, re.findall(r'<svg\b[^>]*role="img" aria-label="([^"]+)"', page)))


def parts(page: str) -> Counter[str]:
    """Collect the live parts of a page; the lecture is the theme's."""
    return Counter(re.findall(r'data-live="(?!lecture)\w+"', page))
