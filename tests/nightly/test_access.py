"""Every page of the course is within reach of everybody: axe-core in the states that the tour by day leaves out.

The tour (`tests/browser/test_tour.py`) asks it of each page once, and visits pages of the library in one sight alone.
"""

from collections.abc import Iterator
from itertools import product

import pytest
from axe import lighten, unseen, violations
from browsers import PYTHON_STARTS, course_site
from opened_parts import faults_of_the_menu, faults_of_the_search
from playwright.sync_api import Browser, Page
from tour import ALIKE, CHECKS, SIGHTS, judged, pages, pages_by_day

# 320 pixels are 1280 at four times the size: WCAG 2.2, section 1.4.10.
WIDTHS = (1280, 320)
BY_DAY = {"desk, light": (1280, "default"), "phone, dark": (320, "slate")}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def states_of(name: str) -> list[tuple[int, str]]:
    """List the states in which axe-core reads a page here: all but that of the day, or two of one of many alike."""
    every = [*product(WIDTHS, ("default", "slate"))]
    if name.startswith(ALIKE):
        return [every[0], every[3]] if pages().index(name) % 2 else every[1:3]
    asked = {BY_DAY[sight] for sight in SIGHTS if name in pages_by_day(sight) and SIGHTS[sight].asks_axe_of(name)}
    return sorted({*every} - asked)


def states(page: Page, name: str) -> Iterator[str]:
    """Show a page wide and narrow, in the schemes to which the button in its head would switch it."""
    for width, scheme in states_of(name):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("scheme => document.body.dataset.mdColorScheme = scheme", scheme)
        yield f"{width} {scheme}"


def test_no_page_has_a_violation(page: Page, course_address: str) -> None:
    found = {}
    for name in pages():
        page.goto(course_address + name)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found[f"{name} {width}"] = unseen(page)
        lighten(page)
        for state in states(page, name):
            found[f"{name} {state}"] = violations(page)
    assert len(found) == sum(4 if name.startswith(ALIKE) else 5 for name in pages()) > 100
    assert {where: told for where, told in found.items() if told} == {}


@pytest.mark.parametrize("sight", SIGHTS)
def test_no_page_is_faulted_where_none_goes_by_day(browser: Browser, course_address: str, sight: str) -> None:
    names = sorted(set(pages()) - set(pages_by_day(sight)))
    visits = SIGHTS[sight].visits(browser, course_address, names)
    found = {name: judged(visit, course_site()[0], axe=False) for name, visit in visits}
    assert len(found) >= 5 and all(len(checks) == len(CHECKS) - 1 for checks in found.values())
    assert {name: told for name, checks in found.items() if (told := {c: f for c, f in checks.items() if f})} == {}


@pytest.mark.parametrize(("width", "scheme"), list(product(WIDTHS, ("default", "slate"))))
def test_the_search_when_it_is_open(page: Page, course_address: str, width: int, scheme: str) -> None:
    page.set_default_timeout(PYTHON_STARTS)
    assert faults_of_the_search(page, course_address, width, scheme) == []


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_the_menu_of_a_phone_when_it_is_open(page: Page, course_address: str, scheme: str) -> None:
    page.set_default_timeout(PYTHON_STARTS)
    assert faults_of_the_menu(page, course_address, scheme) == []


PLANTED = """<!doctype html><html lang="en"><head><title>t</title></head><body><main><h1>t</h1>
<img src="data:,"><button></button><p style="color: #ccc; background: #fff">pale</p><p style="width: 4000px">wide</p>
<table><tbody><tr><td>1</td></tr></tbody></table><span class="katex">x</span></main></body></html>"""


def test_a_violation_is_seen(page: Page) -> None:
    page.set_content(PLANTED)
    told = [fault.partition(": ")[0] for fault in violations(page)]
    assert {"image-alt", "button-name", "color-contrast"} <= set(told)
    assert len(unseen(page)) == 4
