"""When the theme's script starts: at once beside a table of contents, on a phone with the first sign of a reader."""

from collections.abc import Callable, Iterator

import pytest
from browsers import Visit
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.of_this_course

LESSON, NEXT = "lessons/counting-a-product", "lessons/order-of-a-chain"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
SCRIPT = "script[src*='javascripts/bundle']"
STARTS = "() => new Promise(started => window.document$ ? started() : addEventListener('themestart', started))"
COPY, MARKED = ".md-code__button[data-clipboard-target]", "mark[data-md-highlight]"


@pytest.fixture(scope="module")
def phone(browser: Browser, course_address: str) -> Iterator[Visit]:
    with browser.new_context(viewport=PHONE, has_touch=True) as context:
        yield Visit(context.new_page(), course_address)


@pytest.fixture
def visit(phone: Visit) -> Iterator[Visit]:
    """A visit with a phone, at the lesson, which has just been loaded."""
    phone.page.set_viewport_size(PHONE)
    phone.requests.clear()
    phone.open(LESSON)
    yield phone
    assert not phone.faults


def test_a_phone_fetches_it_and_lets_it_wait(visit: Visit) -> None:
    with visit.page.expect_request("**/javascripts/bundle.*"):
        visit.page.reload()
    expect(visit.page.get_by_role("button", name="Try it").first).to_be_visible()  # what a page runs waits for nothing
    assert not visit.page.evaluate("'document$' in window")


def test_beside_a_table_of_contents_it_starts_at_once(visit: Visit) -> None:
    visit.page.set_viewport_size(DESK)
    visit.page.reload()
    visit.page.locator("a.md-nav__link[href^=http]").first.wait_for(state="attached")  # whole addresses are its work


def scroll(page: Page) -> None:
    page.evaluate("scrollTo(0, 400)")


def turn(page: Page) -> None:
    page.set_viewport_size(DESK)


@pytest.mark.parametrize("sign", [scroll, turn, lambda page: page.keyboard.press("Tab"), lambda page: page.tap("h1")])
def test_any_sign_of_a_reader_starts_it_once_and_whole(visit: Visit, sign: Callable[[Page], None]) -> None:
    sign(visit.page)
    visit.page.evaluate(STARTS)
    visit.page.locator(".om-cell pre").first.scroll_into_view_if_needed()
    visit.page.locator(COPY).first.wait_for(state="attached")
    assert visit.page.locator(SCRIPT).count() == 1


def test_what_was_searched_for_is_marked_without_a_sign(visit: Visit) -> None:
    visit.page.goto(f"{visit.address}{LESSON}/?h=multiplications")
    visit.page.locator(MARKED).first.wait_for(state="attached")


def test_the_first_tap_may_open_the_search(visit: Visit) -> None:
    visit.page.tap("header [for=__search]")
    expect(visit.page.locator(".md-search__input")).to_be_focused()
    visit.page.evaluate(STARTS)
    visit.page.keyboard.type("bracketing")
    expect(visit.page.locator(".md-search-result__item").first).to_be_visible()


def test_the_first_tap_may_open_the_menu(visit: Visit) -> None:
    visit.page.tap("header [for=__drawer]")
    expect(visit.page.locator(".md-nav__link", has_text="The Jacobian").first).to_be_in_viewport()


def test_the_first_tap_may_follow_a_link(visit: Visit) -> None:
    visit.page.locator(".om-turn__on").tap()
    expect(visit.page).to_have_url(f"{visit.address}{NEXT}/")


def test_the_next_page_comes_without_a_reload_and_works(visit: Visit) -> None:
    visit.page.evaluate("window.stays = true")
    visit.turn_to(NEXT)
    visit.page.get_by_role("button", name="Try it").first.tap()
    expect(visit.page.get_by_role("button", name="Run").first).to_be_visible()
    assert visit.page.evaluate("stays")
