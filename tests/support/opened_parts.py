"""What opens over a page, judged by axe-core: the search, and the menu of a phone."""

from axe import unseen, violations
from playwright.sync_api import Page, expect

LESSON = "lessons/order-of-a-chain/"


def show(page: Page, address: str, width: int, scheme: str) -> None:
    """Open a lesson at this width, in the scheme to which the button in its head would switch it."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address + LESSON)
    page.evaluate("scheme => document.body.dataset.mdColorScheme = scheme", scheme)


def faults_of_the_search(page: Page, address: str, width: int, scheme: str) -> list[str]:
    """Open the search by its key, and judge it with its results."""
    show(page, address, width, scheme)
    page.locator("article").click(position={"x": 1, "y": 1})
    page.keyboard.press("/")
    page.locator("input[name=query]").press_sequentially("matrix")
    page.locator(".md-search-result__item").first.wait_for()
    return violations(page, ".md-header") + unseen(page)


def faults_of_the_menu(page: Page, address: str, scheme: str) -> list[str]:
    """Open the menu as on the narrowest phone, and judge it."""
    show(page, address, 320, scheme)
    page.locator(".md-header label[for=__drawer]").click()
    expect(page.locator(".md-sidebar--primary")).to_be_in_viewport(ratio=0.9)
    return violations(page, ".md-sidebar--primary")
