"""Numbers as readers write them: read by the page's own module, in Node, and held against what was meant."""

import json
import subprocess

import pytest
from courses import ROOT

from ordermatters_site.npm import node_program

MEANT = {
    # digits and what separates them
    "1000000": [1e6],
    "1,000,000": [1e6],
    "1 000 000": [1e6],
    "1\u202f000\u00a0000": [1e6],
    "1.000.000": [1e6],
    "1'000’000": [],  # two kinds of mark
    "1’000’000": [1e6],
    "2,97": [2.97],
    "2.97": [2.97],
    "2.97×": [2.97],
    "93 times": [93],
    "0,975": [0.975],
    "2,975": [2975, 2.975],  # as it is read in one country or in another
    "1.000": [1, 1000],
    "1.000,5": [1000.5],
    "1,000.5": [1000.5],
    "1 000,5": [1000.5],
    ",5": [0.5],
    ".5": [0.5],
    "007": [7],
    "1,00,0": [],
    "12 34": [],
    "1.2.3": [],
    "1,,000": [],
    # signs
    "-5": [-5],
    "−5": [-5],
    "–5": [-5],
    "+5": [5],
    "≈ 5": [5],
    "about 5": [5],
    # powers of ten and words
    "1e6": [1e6],
    "1.5E-3": [0.0015],
    "1,5e3": [1500],
    "10^6": [1e6],
    "10**6": [1e6],
    "10⁶": [1e6],
    "2·10⁻³": [0.002],
    "2 × 10^-3": [0.002],
    "1 million": [1e6],
    "1.5 Million": [1.5e6],
    "2 thousand million": [2e9],
    "3 billion": [3e9],
    "99%": [0.99],
    "99,5 %": [0.995],
    # arithmetic
    "50*100*200": [1e6],
    "50 x 100 x 200": [1e6],
    "50x100": [5000],
    "50·100×200": [1e6],
    "2*(3 + 4) - 1": [13],
    "7/2": [3.5],
    "8/2/2": [2],
    "2^3^2": [512],
    "-2^2": [-4],
    "1 + −2": [-1],
    # nothing of the kind
    "": [],
    "   ": [],
    "many": [],
    "1/0": [],
    "2(3)": [],
    "(1": [],
    "1)": [],
    "5 *": [],
    "*5": [],
    "m*n*p": [],
    "million": [],
    "NaN": [],
    "Infinity": [],
    "0x10": [0],  # nought times ten
    "constructor": [],
    "1 constructor": [],
    "9" * 400: [],
    "1,000 multiplications": [],
    "99 percent": [0.99],
    "99 per cent": [0.99],
    "approx. 5": [5],
    "approximately ~ 5": [5],
    "roughly 1/3": [1 / 3],
    "circa 5": [5],
    "1_000_000": [1e6],
    "2 trillion": [2e12],
    "٣٠٠": [300],
    "۲٫۵": [2.5],
    "٢٬٠٠٠": [2000],
    "１２．５": [12.5],
    "１２5": [125],
    "１／３": [1 / 3],
    "－１，０００＊２": [-2000, -2],
    "５０％": [0.5],
    "٥٠٪": [0.5],
    "½": [0.5],
    "2 ⅔": [8 / 3],
    "-1½": [-1.5],
    "7÷2": [3.5],
    "2•3": [6],
    "×93": [93],
    "93-fold": [93],
    "93fold": [93],
    "3 times as many": [3],
    "a factor of 93": [93],
    "nearly 3": [3],
    "manifold": [],
    "factor": [],
}

SPELLED = {1e6: "1,000,000", 2.97: "2.97", -5: "−5", 0.1 + 0.2: "0.3", 1e-9: "1e−9", 1e300: "1e+300", 0: "0"}


def in_node(expression: str, value: object) -> object:
    script = f"""
        import * as numbers from {json.dumps((ROOT / "src/live/numbers.js").as_uri())};
        import {{ readFileSync }} from "node:fs";
        const given = JSON.parse(readFileSync(0, "utf8"));
        console.log(JSON.stringify({expression}));
    """
    command = [node_program(), "--no-warnings", "--input-type=module", "--eval", script]
    done = subprocess.run(command, input=json.dumps(value), capture_output=True, encoding="utf-8", check=True)
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def found() -> dict[str, list[float]]:
    texts = list(MEANT)
    return dict(zip(texts, in_node("given.map(numbers.readings)", texts), strict=True))


@pytest.mark.parametrize("text", MEANT, ids=lambda text: text[:20] or "nothing")
def test_a_number_is_read_as_it_is_meant(found: dict[str, list[float]], text: str) -> None:
    assert found[text] == pytest.approx(MEANT[text], rel=1e-14)


def test_numbers_are_spelled_as_the_page_spells_them() -> None:
    assert in_node("given.map(numbers.spelled)", list(SPELLED)) == list(SPELLED.values())


SHOWS = [  # a number, and what may be shown of it
    ([115.846, 115.85, 115.8, 115.75], "115.8"),
    ([1.359616, 1.36, 1.355], "1.36×"),
    ([2500.5, 2500], "2,500"),
    ([0.994, 0.99], "99%"),
    ([1.5e-7, 1.54e-7], "1.5e-7"),
    ([297], "297"),
    ([0.1 + 0.2], "0.3"),
    ([0, -0.0], "0"),
    ([-5], "−5"),
]
SHOWS_NOT = [
    ([115.9, 116, 115.7], "115.8"),
    ([1.4, 1.37, 1], "1.36×"),
    ([2501, 2400], "2,500"),
    ([0.98, 1], "99%"),
    ([1.6e-7, 0], "1.5e-7"),
    ([295, 300], "297"),
    ([2.6, 3.4], "3"),
    ([0.1, -0.001], "0"),
    ([5], "−5"),
]


@pytest.mark.parametrize(("cases", "agree"), [(SHOWS, True), (SHOWS_NOT, False)])
def test_a_number_may_have_more_digits_than_are_shown_of_it(cases: list[tuple[list[float], str]], agree: bool) -> None:
    pairs = [[number, shown] for numbers, shown in cases for number in numbers]
    found = in_node("given.map(([a, shown]) => numbers.agrees(a, numbers.readings(shown)[0], shown))", pairs)
    assert {str(pair): each for pair, each in zip(pairs, found, strict=True) if each is not agree} == {}
