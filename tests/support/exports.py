"""What a page of an exported course holds, whichever generator has built it."""

import re
import subprocess
import sys
from collections import Counter
from html import unescape
from pathlib import Path

from browsers import course_site
from courses import ROOT

LESSONS = sorted(path.stem for path in (ROOT / "docs/lessons").glob("*.md"))
PAGES = [".", *(f"lessons/{name}" for name in LESSONS), "reference/notation", "reference/exercises"]


def export(folder: Path, *options: str) -> None:
    """Export the course into a new folder."""
    course_site()  # so that its lessons have run: those of two builds at once run twice
    command = [sys.executable, "-m", "ordermatters_site.export", *options, str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


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
