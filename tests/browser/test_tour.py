"""Every page of the course is opened and judged: lessons on a desk and on a phone, most others on one of both."""

from pathlib import Path

import pytest
from browsers import Visit, course_site, served
from playwright.sync_api import Browser
from tour import ALIKE, CHECKS, SIGHTS, Sight, is_in_both_sights, judged, pages, pages_by_day

Findings = dict[str, dict[str, list[str]]]
"""What is wrong, by check and by page."""


@pytest.fixture(scope="module", params=SIGHTS)
def findings(request: pytest.FixtureRequest, browser: Browser, course_address: str) -> Findings:
    """Go round the course once; axe-core reads each page once, and the rest at night."""
    found: Findings = {check: {} for check in CHECKS}
    sight = SIGHTS[request.param]
    for name, visit in sight.visits(browser, course_address, pages_by_day(request.param)):
        for check, faults in judged(visit, course_site()[0], axe=sight.asks_axe_of(name)).items():
            found[check][name] = faults
    return found


@pytest.mark.parametrize("check", CHECKS)
def test_no_page_is_faulted_by(findings: Findings, check: str) -> None:
    assert len(findings[check]) > (5 if check == "axe" else 20)
    assert {page: faults for page, faults in findings[check].items() if faults} == {}


def test_each_page_is_visited() -> None:
    visits = [name for sight in SIGHTS for name in pages_by_day(sight)]
    assert set(visits) == set(pages())
    assert all((visits.count(name) == 2) is is_in_both_sights(name) for name in pages())
    asked = [name for sight in SIGHTS for name in pages_by_day(sight) if SIGHTS[sight].asks_axe_of(name)]
    assert sorted(asked) == [name for name in pages() if not name.startswith(ALIKE)], "axe-core reads each once"


# What was chosen or has moved before, and the files that did not come anew.
_KNOWN = """() => [localStorage.length + document.cookie.length, shifted,
    ...performance.getEntriesByType("resource")
        .filter(({transferSize, encodedBodySize}) => transferSize <= encodedBodySize).map(({name}) => name)]"""


def test_each_visit_is_a_first_one(browser: Browser, course_address: str) -> None:
    """A window that is used again knows nothing of the page before: it loads each file, and has kept no choice."""
    sight, found = SIGHTS["desk, light"], []
    for _, visit in sight.visits(browser, course_address, [""] * 3):
        assert len(visit.requests) > 3
        found.append(visit.page.evaluate(_KNOWN))
        visit.page.evaluate("localStorage.setItem('chosen', 'dark'); document.cookie = 'seen=1'; window.shifted = 1")
    assert found == [[0, 0]] * 3


PLANTED = """<!doctype html><html lang="en"><head><title>t</title></head><body><main><article><h1>t</h1>
<img src="data:,"><button></button><p style="color: #ccc; background: #fff">pale</p><p style="width: 4000px">wide</p>
<table><tbody><tr><td>1</td></tr></tbody></table><span class="katex">x</span>
<div style="overflow: hidden; width: 50px; white-space: nowrap">more than there is room for</div>
<p style="width: 9em">so that
<span class="katex"><span class="katex-base">aaaaaaaa</span> <span class="katex-base">bbbbbbb</span></span></p>
<div class="om-table" style="width: 20px"><a href="//else.where/x" style="overflow-wrap: anywhere">overlong</a></div>
<script>console.error("said"); fetch("http://127.0.0.2/x").catch(() => 0);
setTimeout(() => document.querySelector("h1").style.height = "400px", 100)</script></article></main></body></html>"""


def test_each_check_sees_its_fault(browser: Browser, tmp_path: Path) -> None:
    """One page that has them all; the script and the fonts that a page of the course loads are missing, too."""
    (tmp_path / "index.html").write_text(PLANTED, encoding="utf-8")
    with served(tmp_path) as address, Sight(390, "light").opened(browser) as page:
        visit = Visit(page, address)
        page.goto(address)
        found = judged(visit, tmp_path)
    assert [check for check in CHECKS if not found[check]] == []
    assert {"image-alt", "button-name", "color-contrast"} <= {fault.partition(": ")[0] for fault in found["axe"]}
    for sign in ("the page is", "no header cell", "a number on the left", "no MathML"):
        assert any(fault.startswith(sign) for fault in found["unseen"]), sign
