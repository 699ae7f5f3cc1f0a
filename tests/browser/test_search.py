"""What students type into the search, and the page that comes first: lessons, then the reference, the library last."""

from collections.abc import Iterator

import pytest
from browsers import PYTHON_STARTS, Visit
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.of_this_course

FIRST = {
    "counting-a-product": ["matmul", "cost", "matrix product", "flops", "multiplcation"],
    "order-of-a-chain": ["order", "bracketing", "associative", "brackets", "multi_dot", "additions"],
    "best-order": ["greedy", "catalan", "best order", "dynamic programing"],
    "jacobian": ["jacobian", "chain rule", "jacobin", "finite differences"],
    "columns-by-jvp": ["jvp", "one-hot", "dual numbers", "forward mode", "tangent"],
    "rows-by-vjp": ["vjp", "tape", "transpose", "backpropagation", "cotangent"],
    "first-gradients": ["x**2", "gradient", "vmap", "value_and_grad"],
    "forward-or-reverse": ["jacfwd", "training", "loss", "weights"],
    "from-the-middle": ["hourglass", "memory", "np-complete", "checkpointing"],
    "a-jax-of-your-own": ["jaxpr", "tracer"],
    "brackets-in-the-wild": ["attention", "lora", "einsum"],
    "slopes-of-slopes": ["hessian", "while_loop", "gauss-newton", "hvp"],
    "zeros": ["sparse", "colouring", "tridiagonal", "stencil", "asdex"],
}
"""The words of students, some with a wrong letter, by the lesson that they lead to."""
SHEET = ["exercise 3", "exercise sheet"]


@pytest.fixture(scope="module")
def visit(browser: Browser, course_address: str) -> Iterator[Visit]:
    visit = Visit(browser.new_page(), course_address)
    visit.page.goto(course_address)
    visit.page.keyboard.press("/")
    yield visit
    assert not visit.faults


def first_hit(visit: Visit, words: str) -> str:
    field, items = visit.page.locator("input[name=query]"), visit.page.locator(".md-search-result__item")
    field.fill("")
    visit.page.keyboard.press("End")  # the search listens to keys
    expect(items).to_have_count(0)
    field.fill(words)
    visit.page.keyboard.press("End")
    items.first.wait_for(timeout=PYTHON_STARTS)
    address = items.first.locator("a").first.get_attribute("href") or ""
    return address.removeprefix(visit.address).split("?")[0].split("#")[0]


@pytest.mark.parametrize(
    ("lesson", "words"), [(lesson, words) for lesson, all_words in FIRST.items() for words in all_words]
)
def test_words_lead_first_to_the_lesson_that_answers_them(visit: Visit, lesson: str, words: str) -> None:
    assert first_hit(visit, words) == f"lessons/{lesson}/"


@pytest.mark.parametrize("words", SHEET)
def test_an_exercise_by_its_number_leads_to_the_sheet(visit: Visit, words: str) -> None:
    assert first_hit(visit, words) == "reference/exercise-sheet/"


def test_what_only_the_library_says_is_found_there(visit: Visit) -> None:
    assert first_hit(visit, "backward_bracketing").startswith(("lessons/", "reference/api/chains"))
    assert first_hit(visit, "largest_first") == "reference/api/patterns/"
