"""Every page of the course is within reach of everybody: axe-core in the states that the tour by day leaves out.

The tour (`tests/browser/test_tour.py`) asks it wide and light, and narrow and dark.
"""

from collections.abc import Iterator

import pytest
from axe import lighten, unseen, violations
from browsers import course_site
from playwright.sync_api import Browser, Page

# 320 pixels are 1280 at four times the size: WCAG 2.2, section 1.4.10.
STATES = ((1280, "slate"), (320, "default"))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def pages() -> list[str]:
    """List the addresses of all pages, below that of the site."""
    folder, _ = course_site()
    found = [path.relative_to(folder).as_posix().removesuffix("index.html") for path in folder.rglob("*.html")]
    return sorted(found)


def states(page: Page) -> Iterator[str]:
    """Show a page wide and narrow, in the schemes to which the button in its head would switch it."""
    for width, scheme in STATES:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("scheme => document.body.dataset.mdColorScheme = scheme", scheme)
        yield f"{width} {scheme}"


def test_no_page_has_a_violation(page: Page, course_address: str) -> None:
    found = {}
    for name in pages():
        page.goto(course_address + name)
        for width, _ in STATES:
            page.set_viewport_size({"width": width, "height": 900})
            found[f"{name} {width}"] = unseen(page)
        lighten(page)
        for state in states(page):
            found[f"{name} {state}"] = violations(page)
    assert len(found) > 100
    assert {where: told for where, told in found.items() if told} == {}


PLANTED = """<!doctype html><html lang="en"><head><title>t</title></head><body><main><h1>t</h1>
<img src="data:,"><button></button><p style="color: #ccc; background: #fff">pale</p><p style="width: 4000px">wide</p>
<table><tbody><tr><td>1</td></tr></tbody></table><span class="katex">x</span></main></body></html>"""


def test_a_violation_is_seen(page: Page) -> None:
    page.set_content(PLANTED)
    told = [fault.partition(": ")[0] for fault in violations(page)]
    assert {"image-alt", "button-name", "color-contrast"} <= set(told)
    assert len(unseen(page)) == 4
