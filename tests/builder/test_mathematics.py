"""Mathematics rendered while building: all of it, once, and never a broken formula."""

import re
from pathlib import Path
from xml.etree import ElementTree

import markdown
import pytest

from ordermatters_site.check.pages import read_page
from ordermatters_site.mathematics import rendering
from ordermatters_site.mathematics.rendering import plain_mathematics
from ordermatters_site.store import Store

CACHE = Path(__file__).parents[2] / ".cache"
BLACKBOARD_R = r'<span class="arithmatex">\(\R\)</span>'


def render_mathematics(html: str, store: Store | None = None) -> str:
    return rendering.render_mathematics(html, store or Store(), CACHE)


def page(text: str) -> str:
    options = {"pymdownx.arithmatex": {"generic": True}}
    return markdown.markdown(
        text, extensions=["pymdownx.arithmatex", "pymdownx.superfences"], extension_configs=options
    )


def test_renders_all_of_a_page() -> None:
    html = render_mathematics(page("Let $a < b$ and $a < b$.\n\n$$\\sum_{k=1}^n k = \\frac{n(n+1)}{2}$$"))
    assert html.count('<span class="katex">') == 3
    assert html.count('<div class="om-equation"') == 1
    assert "arithmatex" not in html and r"\(" not in html and "$" not in html
    tree = ElementTree.fromstring(f"<body>{html}</body>")
    tex = [node.text for node in tree.iter() if node.tag.endswith("annotation")]
    assert tex == ["a < b", "a < b", r"\sum_{k=1}^n k = \frac{n(n+1)}{2}"]


@pytest.mark.parametrize("tex", ["x + 🎉", "🚀^2", r"\text{so 👍🏽} = 👩‍🔬", "❤️"])
def test_an_emoji_in_a_formula_is_shown(tex: str) -> None:
    html = render_mathematics(f'<span class="arithmatex">\\({tex}\\)</span>')
    seen = re.sub("<[^>]*>", "", html.partition('aria-hidden="true">')[2])
    assert "data-fault" not in html and set(seen) >= set(re.findall(r"[^\x00-\x7f]", tex))


def test_leaves_code_and_everything_else_alone() -> None:
    html = page("`$a$` costs \\$5.\n\n```python\nx = r'\\(a\\)'  # $a$\n```\n")
    assert render_mathematics(html) == html


def test_mathematics_may_contain_what_a_pattern_would_trip_over() -> None:
    html = render_mathematics(page(r"$\text{group \textbackslash g<0> } x_{\backslash 1}$"))
    assert html.count('<span class="katex">') == 1


def test_what_clings_to_a_formula_stays_with_it() -> None:
    html = render_mathematics(page("The $k$-th, ($n$), for $m$ and $a$."))
    tied = re.findall(r'<span class="om-tied">([(“]?)<span class="katex">.*?</math>.*?</span>([^<]+)</span>', html)
    assert tied == [("", "-th,"), ("(", "),"), ("", ".")]


@pytest.mark.parametrize(("tex", "places"), [("n - 1", 0), ("a + b + c", 2), (r"\R \to \R \to \R", 2)])
def test_a_long_formula_may_be_broken_between_its_parts(tex: str, places: int) -> None:
    assert render_mathematics(rf'<span class="arithmatex">\({tex}\)</span>').count("<wbr>") == places


def test_knows_the_course_macros() -> None:
    assert "double-struck" in render_mathematics(BLACKBOARD_R)


def test_colours_a_function_as_in_the_figures() -> None:
    html = render_mathematics(r'<span class="arithmatex">\(\htmlClass{figure-1}{F}(x)\)</span>')
    assert 'class="enclosing figure-1"' in html


@pytest.mark.parametrize("tex", [r"\frac{1", r"\nosuch", "é"])
def test_a_mistake_is_told_where_the_check_of_the_site_finds_it(tex: str) -> None:
    html = render_mathematics(rf'<p><span class="arithmatex">\({tex}\)</span></p>')
    [(said, _)] = read_page(html).faults["mathematics"]
    assert said.startswith(f"KaTeX cannot read the formula {tex!r}: ") and "\n" not in said


@pytest.mark.parametrize("tex", [r"\href{http://127.0.0.1}{x}", r"\htmlStyle{color:red}{x}", r"\includegraphics{x}"])
def test_refuses_what_is_not_mathematics(tex: str) -> None:
    html = render_mathematics(rf'<span class="arithmatex">\({tex}\)</span>')
    assert "is not mathematics" in read_page(html).faults["mathematics"][0][0]


def test_a_wide_formula_can_be_scrolled_by_keyboard() -> None:
    narrow = render_mathematics(r'<div class="arithmatex">\[a = b\]</div>')
    wide = render_mathematics(rf'<div class="arithmatex">\[{"+".join("abcdefghijklm")}\]</div>')
    assert 'tabindex="0"' not in narrow
    assert '<div class="om-equation" tabindex="0" role="group" aria-label="Formula">' in wide


def test_a_second_build_starts_no_node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = render_mathematics(BLACKBOARD_R, Store(tmp_path / "store.sqlite"))
    monkeypatch.setattr(rendering, "render", lambda *_: pytest.fail("Node was started"))
    assert render_mathematics(BLACKBOARD_R, Store(tmp_path / "store.sqlite")) == first


@pytest.mark.parametrize("change", ["display", "macros", "version"])
def test_what_a_rendering_depends_on_is_part_of_its_key(change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    html, store = BLACKBOARD_R, Store()
    first = render_mathematics(html, store)
    monkeypatch.setattr(rendering, "render", lambda *_: pytest.fail("Node was started"))
    assert render_mathematics(html, store) == first
    if change == "display":
        html = r'<div class="arithmatex">\[\R\]</div>'
    elif change == "macros":
        monkeypatch.setattr(rendering, "MACROS", {r"\R": "R"})
    else:
        monkeypatch.setattr(rendering, "renderer", lambda: ("0.0.1", "the same script"))
    with pytest.raises(pytest.fail.Exception, match="Node was started"):
        render_mathematics(html, store)


@pytest.mark.parametrize(
    ("tex", "plain"),
    [
        (r"m \cdot p", "m · p"),
        (r"R_{ij} = \sum_k A_{ik} B_{kj}", "R_ij = ∑_k A_ik B_kj"),
        (r"\frac{1}{n_1} + \frac{1}{n_3}", "1/n_1 + 1/n_3"),
        (r"f: \R^n \to \R^m", "f : ℝ^n → ℝ^m"),
        (r"\frac{a+b}{c}", "(a + b)/c"),
        (r"x_1^2", "x_1^2"),
        (r"10^{-12}", "10^−12"),
        (r"f'(x, y) = n - 1", "f′(x, y) = n − 1"),
        (r"\sqrt{2}", "√2"),
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "((a, b); (c, d))"),
        (r"x \text{ if } y &lt; 3", "x if y &lt; 3"),
        (r"\ce{H2O}", "H_2 O"),
        (r"\ce{Hg^2+ + 2 I-}", "Hg^(2 +) + 2 I^−"),
        (r"\pu{9.81 m s-2}", "9.81 m s^−2"),
    ],
)
def test_reads_as_a_line_of_characters(tex: str, plain: str) -> None:
    store = Store()
    html = rf'so <span class="arithmatex">\({tex}\)</span> and <div class="arithmatex">\[{tex}\]</div> it is'
    read = plain_mathematics(render_mathematics(html, store), store)
    assert re.sub(r"</?div[^>]*>", "", read) == f"so {plain} and {plain} it is"


def test_plain_text_keeps_what_is_no_mathematics() -> None:
    text = r"re.compile(r'\(\nosuch\)')"
    assert plain_mathematics(text, Store()) == text


def test_no_formula_reaches_beyond_the_page() -> None:
    html = render_mathematics(BLACKBOARD_R)
    assert not re.findall(r'(?:src|href)="', html)
