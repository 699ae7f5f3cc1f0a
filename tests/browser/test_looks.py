"""What a reader sees at the width of a phone: lines broken where they may be, and nothing squeezed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

PAGES = ["lessons/counting-a-product/", "lessons/order-of-a-chain/", "lessons/jacobian/", "reference/notation/"]
# A part that stands left of the one before it is on another line.
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
        const torn = i => !parts[i].nextElementSibling?.matches("wbr") && box(parts[i + 1]).left < box(parts[i]).left;
        return parts.slice(1).some((_, i) => torn(i)) ? [around.textContent.slice(-60)] : [];
    });
}"""
_TORN_WORDS = """() => [...document.querySelectorAll("article .om-table a")].flatMap(link => {
    const text = document.createTreeWalker(link, NodeFilter.SHOW_TEXT).nextNode(), range = document.createRange();
    return [...text.textContent.matchAll(/\\w+/g)].flatMap(({0: word, index}) => {
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        return range.getClientRects().length > 1 ? [word] : [];
    });
})"""


@pytest.fixture(scope="module", params=PAGES)
def phone(request: pytest.FixtureRequest, browser: Browser, course_address: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(course_address + request.param)
    yield page
    page.close()


def test_no_line_ends_within_a_short_formula_or_before_its_full_stop(phone: Page) -> None:
    assert phone.locator("article .katex").count() > 5
    assert phone.evaluate(_TORN_FORMULAS) == []


def test_no_word_of_a_table_is_broken(phone: Page) -> None:
    phone.set_viewport_size({"width": 320, "height": 900})
    assert phone.evaluate(_TORN_WORDS) == []
