"""The pages of all guest sites, seen on a desk and on a phone in one visit: nothing raw, cut off, broken or fetched."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from browsers import Visit, served
from courses import Course
from guest_sites import CASES, REFUSED, built_case
from playwright.sync_api import Browser
from tour import SIGHTS, Sight, at_first_sight, visits_in_turn

# A price is no formula: "$5 and $10".
RAW = re.compile(r"\$(?=\S)[^$\n]*[^$\s]\$(?!\d)|\{[a-z]+(?::[a-z]+)?\}`|`\{|:::|\\(?:begin|end|label)\{")
"""Markup of Markdown's, MyST's or TeX's that was to be read."""
AUTHORS = ("no header cell", "a number on the left")
"""What a table is faulted for that a guest's output brought as it is."""
# What is read of an article: without code, whose business its signs are, and formulas, whose source is in them.
_READ = """() => {
    const article = document.querySelector("article").cloneNode(true);
    article.querySelectorAll("pre, code, .katex, footer.om-foot").forEach(part => part.remove());
    return article.textContent;
}"""
FILLER = "# Home\n\nA home page.\n"
CASE_NAMES = sorted(case.name for case in CASES.iterdir() if (case / "nav.json").exists() and case.name not in REFUSED)


@pytest.fixture(scope="module")
def windows(browser: Browser) -> Iterator[list[Visit]]:
    """Two windows for all cases: opening one costs as much as a page, and each site has an address of its own."""
    with SIGHTS["desk, light"].two_windows(browser) as windows:
        yield windows


@contextmanager
def served_site(site: Course) -> Iterator[str]:
    """Serve a site below the path that it was built for."""
    built_for = yaml.safe_load((site.folder / "mkdocs.yml").read_text(encoding="utf-8"))["site_url"]
    prefix = urlsplit(built_for).path
    with served(site.site, built_for.removesuffix(prefix) + "/", prefix) as address:
        yield address


def pages_of(site: Course) -> list[str]:
    """List the addresses of a case's pages, below that of the site; one that only makes the site whole is none."""
    paths = [path for path in site.site.rglob("*.html") if path.name != "404.html"]
    filler = site.folder / "docs/index.md"
    if len(paths) > 1 and filler.exists() and filler.read_text(encoding="utf-8") == FILLER:
        paths.remove(site.site / "index.html")
    return sorted(path.relative_to(site.site).as_posix().removesuffix("index.html") for path in paths)


def faults_of(windows: list[Visit], address: str, names: Iterable[str]) -> dict[str, list[str]]:
    """Say what is wrong with pages, where something is: each is opened on a desk, and then looked at on a phone."""
    for visit in windows:
        visit.address = address
    found = {name: list(_faults(visit)) for name, visit in visits_in_turn(windows, names, _open_on_a_desk)}
    assert found
    return {name: faults for name, faults in found.items() if faults}


def _open_on_a_desk(visit: Visit, name: str) -> None:
    visit.requests.clear()
    visit.faults.clear()
    _look(visit, SIGHTS["desk, light"])
    visit.page.goto(visit.address + name)


def _look(visit: Visit, sight: Sight) -> None:
    visit.page.set_viewport_size({"width": sight.width, "height": 900})
    visit.page.emulate_media(color_scheme=sight.scheme)


def _faults(visit: Visit) -> Iterator[str]:
    for name, sight in SIGHTS.items():
        _look(visit, sight)
        for check, found in at_first_sight(visit).items():
            yield from (f"{name}: {check}: {each}" for each in found if not each.startswith(AUTHORS))
    yield from (f"raw: {each[0]}" for each in RAW.finditer(visit.page.evaluate(_READ)))


@pytest.mark.parametrize("name", CASE_NAMES)
def test_no_page_of_a_case_shows_a_fault(windows: list[Visit], name: str) -> None:
    site, build = built_case(name)
    assert build.status == 0, build.log
    with served_site(site) as address:
        assert faults_of(windows, address, pages_of(site)) == {}


def test_the_page_that_makes_a_site_whole_shows_no_fault(windows: list[Visit]) -> None:
    site, _ = built_case("attachment")
    with served_site(site) as address:
        assert faults_of(windows, address, ("", "404.html")) == {}


PLANTED = """<!doctype html><html lang="en"><head><title>t</title></head><body><article><h1>Raw</h1>
<p>Here $x_i$ and {ref}`x` and `{math} y`.</p> <p>::: note</p> <p>\\begin{align} a \\end{align}</p>
<p>$5 and $10 are prices.</p> <pre>$code$</pre> <code>\\begin{x}</code>
<div style="overflow: hidden; width: 50px; white-space: nowrap">more than there is room for</div>
<script>console.error("said"); fetch("http://127.0.0.2/x").catch(() => 0);</script></article></body></html>"""


def test_each_fault_is_seen(windows: list[Visit], tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(PLANTED, encoding="utf-8")
    with served(tmp_path) as address:
        found = faults_of(windows, address, [""])[""]
    raw = [each for each in found if each.startswith("raw: ")]
    signs = ["$x_i$", "{ref}`", "`{", ":::", "\\begin{", "\\end{"]
    assert raw == [f"raw: {sign}" for sign in signs]
    for sight, check in product(SIGHTS, ("cut off", "console", "other hosts")):
        assert any(each.startswith(f"{sight}: {check}: ") for each in found), (sight, check)


def test_the_number_of_a_formula_stands_beside_it_however_wide_it_is(browser: Browser) -> None:
    site, _ = built_case("label-ref")
    with served_site(site) as address, browser.new_context(viewport={"width": 390, "height": 800}) as context:
        page = context.new_page()
        page.goto(f"{address}page/")
        gaps = page.evaluate("""() => [...document.querySelectorAll(".katex-tag")].map(tag => {
            const parts = [...tag.parentElement.querySelectorAll(":scope > .katex-base")];
            const end = Math.max(...parts.map(part => part.getBoundingClientRect().right));
            return tag.getBoundingClientRect().left - end;
        })""")
    assert len(gaps) == 2 and min(gaps) > 0, gaps


def test_pages_of_the_offline_plugin_are_read_as_files(browser: Browser) -> None:
    site, _ = built_case("plugin-offline")
    with browser.new_context() as context:
        page, asked = context.new_page(), list[str]()
        page.on("request", lambda request: asked.append(request.url))
        page.goto((site.site / "lesson.html").as_uri())
        assert page.locator(".om-output").inner_text() == "42" and page.locator(".katex").is_visible()
        page.locator("article a[href='nb.html']").click()
        assert page.locator("h1").inner_text().startswith("A notebook")
    assert asked and all(url.startswith(site.site.as_uri()) for url in asked)
