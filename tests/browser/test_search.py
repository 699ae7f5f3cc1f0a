"""What students type into the search, and the page that comes first: lessons, then the reference, the library last."""

from collections.abc import Iterator

import pytest
from browsers import PYTHON_STARTS, Visit
from playwright.sync_api import Browser, Locator, expect

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
ONE_WRONG_LETTER = {  # another letter, one too many, one too few, two exchanged
    "first-gradients": ["gradiant", "gradieent", "gradent", "grdaient"],
    "jacobian": ["jakobian", "jaccobian", "jacbian", "jacobain"],
    "slopes-of-slopes": ["hessiam", "hessiann", "hesian", "hessina"],
    "zeros": ["tridiaginal", "tridiagonall", "tridiagnal", "trdiiagonal", "temprature", "stohastic"],
}
"""The last two are near words of the text, the others near those that a page is named by."""
SECTIONS = {
    "chain rule": "jacobian/#one-function-after-another",
    "layer": "jacobian/#one-function-after-another",
    "tape": "rows-by-vjp/#the-way-back",
    "sweep": "columns-by-jvp/#a-program-that-differentiates-itself",
    "autodiff": "columns-by-jvp/#a-program-that-differentiates-itself",
    "waist": "best-order/#neither-end",
    "weights": "forward-or-reverse/#what-training-needs",
    "residual block": "from-the-middle/#lesson-3s-chain-made-of-jacobians",
    "rank": "brackets-in-the-wild/#a-correction-that-stays-two-matrices",
    "out of memory": "slopes-of-slopes/#memory-by-chunks",
    "coloring": "zeros/#colouring-is-the-rule",
}
"""Plain words and synonyms, by the section that says what they mean."""


@pytest.fixture(scope="module")
def visit(browser: Browser, course_address: str) -> Iterator[Visit]:
    visit = Visit(browser.new_page(), course_address)
    visit.page.goto(course_address)
    visit.page.keyboard.press("/")
    yield visit
    assert not visit.faults


def search(visit: Visit, words: str) -> Locator:
    """Type words, and wait for the first of what is found: a page, and its sections."""
    field, items = visit.page.locator("input[name=query]"), visit.page.locator(".md-search-result__item")
    field.fill("")
    visit.page.keyboard.press("End")  # the search listens to keys
    expect(items).to_have_count(0)
    field.fill(words)
    visit.page.keyboard.press("End")
    items.first.wait_for(timeout=PYTHON_STARTS)
    return items.first


def shown(visit: Visit, link: Locator) -> str:
    """Read where a link leads, without the words that it marks there."""
    page, _, section = (link.get_attribute("href") or "").removeprefix(visit.address).partition("#")
    return page.split("?")[0] + (section and f"#{section}")


def first_hit(visit: Visit, words: str) -> str:
    return shown(visit, search(visit, words).locator("a").first).split("#")[0]


@pytest.mark.parametrize(
    ("lesson", "words"), [(lesson, words) for lesson, all_words in FIRST.items() for words in all_words]
)
def test_words_lead_first_to_the_lesson_that_answers_them(visit: Visit, lesson: str, words: str) -> None:
    assert first_hit(visit, words) == f"lessons/{lesson}/"


@pytest.mark.parametrize(
    ("lesson", "words"), [(lesson, words) for lesson, all_words in ONE_WRONG_LETTER.items() for words in all_words]
)
def test_one_wrong_letter_is_forgiven(visit: Visit, lesson: str, words: str) -> None:
    assert first_hit(visit, words) == f"lessons/{lesson}/"


@pytest.mark.parametrize(("words", "section"), SECTIONS.items())
def test_plain_words_lead_to_their_section(visit: Visit, words: str, section: str) -> None:
    page, below = (search(visit, words).locator("a").nth(place) for place in (0, 1))
    assert shown(visit, page) == f"lessons/{section.partition('#')[0]}"
    assert shown(visit, below) == f"lessons/{section}"


@pytest.mark.parametrize("words", SHEET)
def test_an_exercise_by_its_number_leads_to_the_sheet(visit: Visit, words: str) -> None:
    assert first_hit(visit, words) == "reference/exercise-sheet/"


def test_what_only_the_library_says_is_found_there(visit: Visit) -> None:
    assert first_hit(visit, "backward_bracketing").startswith(("lessons/", "reference/api/chains"))
    assert first_hit(visit, "largest_first") == "reference/api/patterns/"
