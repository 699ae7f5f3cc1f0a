"""Hold a page of this site against one of the stock tools: weight, strangers, scores, and what a fault does.

    python tests/benchmarks/pages.py

Prints a table of this folder's README. The same lesson of two cells is built twice: with Material and mkdocs-jupyter as
their documentation sets them up, mathematics by MathJax, and with this project's plugin and theme. The browser that
visits both reaches nothing but this machine: what other hosts would send is not weighed.
"""

import datetime
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from browsers import BUILT_FOR, chromium, course_site
from courses import ROOT
from first_visits import FirstVisit, scores
from lighthouse import served
from stores import share_store
from weights import FONTS, HTML, SCRIPTS, TOTAL

from ordermatters_site.check.pages import read_page
from ordermatters_site.npm import installed_packages, node_program

TOOLS = ROOT / "tests/tools"
STOCK = """\
site_name: A course
site_url: ADDRESS
theme: {name: material}
plugins: [search, mkdocs-jupyter: {execute: true, allow_errors: ALLOWED}]
markdown_extensions: [admonition, pymdownx.superfences, pymdownx.arithmatex: {generic: true}]
extra_javascript: [https://unpkg.com/mathjax@3/es5/tex-mml-chtml.js]
"""
COLUMNS = ("Material, mkdocs-jupyter, MathJax", "this site", "the heaviest of its lessons")
OURS = f"""\
INHERIT: {ROOT}/mkdocs.yml
site_name: A course
site_url: ADDRESS
nav: null
watch: []
theme: {{custom_dir: {ROOT}/src/ordermatters_site/shell/theme}}
plugins: [search, ordermatters]
"""
LESSON = """\
---
jupyter:
  kernelspec:
    display_name: Python 3
    language: python
    name: python3
---

# A lesson

The product of two matrices takes $m n p$ multiplications.

```python
m, n, p = 3, 4, 5
```

```python
print(m * n * p)
```
"""
FAILING = "\n```python\n1 / 0\n```\n"
DEAD = "\nSee [there](nowhere.md).\n"


def build(folder: Path, settings: str, lesson: str) -> bool:
    """Build a course of one lesson strictly; tell whether MkDocs was content."""
    (folder / "docs").mkdir(parents=True, exist_ok=True)
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (folder / "docs/index.md").write_text("# Home\n", encoding="utf-8")
    (folder / "docs/lesson.md").write_text(lesson, encoding="utf-8")
    if not (folder / ".cache").exists():
        share_store(folder)
        (folder / ".cache/npm").symlink_to(ROOT / ".cache/npm")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q"]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True).returncode == 0


def visited(site: Path, built_for: str, *pages: str) -> list[FirstVisit]:
    """Open some pages of a built site, each as someone does who was never there."""
    with served(site, built_for) as address, chromium() as browser:
        return [FirstVisit.to(browser, address, page, site) for page in pages]


def strangers(page: Path, visit: FirstVisit) -> str:
    """Name the other hosts that a page asks for something, or prepares to ask."""
    named = {urlsplit(address).hostname for address, _ in read_page(page.read_text(encoding="utf-8")).requests}
    return ", ".join(sorted(host for host in named | visit.strangers if host and host != "127.0.0.1")) or "none"


def invalid(page: Path) -> str:
    """Count what html-validate says against a page."""
    command = [node_program(), str(TOOLS / "validity.mjs"), str(installed_packages(ROOT / ".cache", TOOLS))]
    done = subprocess.run(command, input=str(page), capture_output=True, text=True, check=True)
    return str(len(json.loads(done.stdout)))


def judged(site: Path) -> str:
    """Let Lighthouse judge the lesson."""
    with served(site, BUILT_FOR) as address:
        return scores(f"{address}lesson/")


def figures(folder: Path, settings: str) -> dict[str, str]:
    """Measure one side."""
    settings = settings.replace("ADDRESS", BUILT_FOR)
    strict, settings = (settings.replace("ALLOWED", allowed) for allowed in ("false", "true"))
    if not build(folder, settings, LESSON):
        raise SystemExit(f"the lesson does not build with\n{settings}")
    page = folder / "site/lesson/index.html"
    [visit] = visited(folder / "site", BUILT_FOR, "lesson/")
    found = {"HTML, not gzipped": f"{page.stat().st_size / 1000:.0f} kB", **weights(visit)}
    found["formulas, where no other host answers"] = "typeset" if visit.typeset else "left as TeX"
    found["other hosts that the page asks"] = strangers(page, visit)
    found["Lighthouse: performance, accessibility, best practices, SEO"] = judged(folder / "site")
    found["faults that html-validate finds"] = invalid(page)
    found["a link to nowhere in it"] = "published" if build(folder, settings, LESSON + DEAD) else "refused"
    found["a cell that fails"] = "published" if build(folder, settings, LESSON + FAILING) else "refused"
    build(folder, settings, LESSON)
    refused = not build(folder, strict, LESSON + FAILING)
    found["the old site, after a build that failed"] = "stands" if refused and page.exists() else "is gone"
    return found


def weights(*visits: FirstVisit) -> dict[str, str]:
    """Say what first visits cost, the heaviest of them; beside each, what the tests allow."""
    names = {"html": ("HTML", HTML), "total": ("a first visit, all in all", TOTAL)}
    names |= {"scripts": ("of it JavaScript", SCRIPTS), "fonts": ("of it fonts", FONTS)}
    return {
        f"{label} (limit {limit / 1000:.0f} kB)": f"{max(getattr(visit, name) for visit in visits) / 1000:.1f} kB"
        for name, (label, limit) in names.items()
    }


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as temporary:
        stock = figures(Path(temporary) / "stock", STOCK)
        ours = figures(Path(temporary) / "ours", OURS)
    lessons = [f"lessons/{path.stem}/" for path in sorted((ROOT / "docs/lessons").glob("*.md"))]
    heaviest = weights(*visited(*course_site(), *lessons))
    print(f"| Weights gzipped ({datetime.date.today()}) | {' | '.join(COLUMNS)} |")
    print(f"| --- |{' --- |' * len(COLUMNS)}")
    for what, value in stock.items():
        print(f"| {what} | {value} | {ours[what]} | {heaviest.get(what, '')} |")


if __name__ == "__main__":
    main()
