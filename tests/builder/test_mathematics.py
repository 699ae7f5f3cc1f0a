"""Mathematics rendered while building: all of it, once, and never a broken formula."""

import re
from pathlib import Path
from xml.etree import ElementTree

import markdown
import pytest

from ordermatters_site.npm import installed_packages
from ordermatters_site.presentation import mathematics
from ordermatters_site.presentation.mathematics import MathematicsError, plain_mathematics, render_mathematics

CACHE = Path(__file__).parents[2] / ".cache"
BLACKBOARD_R = r'<span class="arithmatex">\(\R\)</span>'


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Make an empty cache that has the packages from npm already."""
    (tmp_path / "npm").symlink_to(installed_packages(CACHE).parent.parent)
    return tmp_path


@pytest.fixture
def no_node(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(cache: Path) -> None:
        raise AssertionError("Node was started")

    monkeypatch.setattr(mathematics._Katex, "of", refuse)


def page(text: str) -> str:
    options = {"pymdownx.arithmatex": {"generic": True}}
    return markdown.markdown(
        text, extensions=["pymdownx.arithmatex", "pymdownx.superfences"], extension_configs=options
    )


def test_renders_all_of_a_page() -> None:
    html = render_mathematics(page("Let $a < b$ and $a < b$.\n\n$$\\sum_{k=1}^n k = \\frac{n(n+1)}{2}$$"), cache=CACHE)
    assert html.count('<span class="katex">') == 3
    assert html.count('<div class="om-equation"') == 1
    assert "arithmatex" not in html and r"\(" not in html and "$" not in html
    tree = ElementTree.fromstring(f"<body>{html}</body>")
    tex = [node.text for node in tree.iter() if node.tag.endswith("annotation")]
    assert tex == ["a < b", "a < b", r"\sum_{k=1}^n k = \frac{n(n+1)}{2}"]


def test_leaves_code_and_everything_else_alone() -> None:
    html = page("`$a$` costs \\$5.\n\n```python\nx = r'\\(a\\)'  # $a$\n```\n")
    assert render_mathematics(html, cache=CACHE) == html


def test_mathematics_may_contain_what_a_pattern_would_trip_over() -> None:
    html = render_mathematics(page(r"$\text{group \textbackslash g<0> } x_{\backslash 1}$"), cache=CACHE)
    assert html.count('<span class="katex">') == 1


def test_what_clings_to_a_formula_stays_with_it() -> None:
    html = render_mathematics(page("The $k$-th, ($n$), for $m$ and $a$."), cache=CACHE)
    tied = re.findall(r'<span class="om-tied">([(“]?)<span class="katex">.*?</math>.*?</span>([^<]+)</span>', html)
    assert tied == [("", "-th,"), ("(", "),"), ("", ".")]


@pytest.mark.parametrize(("tex", "places"), [("n - 1", 0), ("a + b + c", 2), (r"\R \to \R \to \R", 2)])
def test_a_long_formula_may_be_broken_between_its_parts(tex: str, places: int) -> None:
    assert render_mathematics(rf'<span class="arithmatex">\({tex}\)</span>', cache=CACHE).count("<wbr>") == places


def test_knows_the_course_macros() -> None:
    assert "double-struck" in render_mathematics(BLACKBOARD_R, cache=CACHE)


def test_colours_a_function_as_in_the_figures() -> None:
    html = render_mathematics(r'<span class="arithmatex">\(\htmlClass{figure-1}{F}(x)\)</span>', cache=CACHE)
    assert 'class="enclosing figure-1"' in html


@pytest.mark.parametrize("tex", [r"\frac{1", r"\nosuch", "é"])
def test_a_mistake_stops_the_build(tex: str) -> None:
    with pytest.raises(MathematicsError, match=r"^lessons/a\.md: KaTeX cannot read the formula ") as caught:
        render_mathematics(rf'<p><span class="arithmatex">\({tex}\)</span></p>', page="lessons/a.md", cache=CACHE)
    assert repr(tex) in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize("tex", [r"\href{http://127.0.0.1}{x}", r"\htmlStyle{color:red}{x}", r"\includegraphics{x}"])
def test_refuses_what_is_not_mathematics(tex: str) -> None:
    with pytest.raises(MathematicsError, match="is not mathematics"):
        render_mathematics(rf'<span class="arithmatex">\({tex}\)</span>', cache=CACHE)


def test_a_wide_formula_can_be_scrolled_by_keyboard() -> None:
    narrow = render_mathematics(r'<div class="arithmatex">\[a = b\]</div>', cache=CACHE)
    wide = render_mathematics(rf'<div class="arithmatex">\[{"+".join("abcdefghijklm")}\]</div>', cache=CACHE)
    assert 'tabindex="0"' not in narrow
    assert '<div class="om-equation" tabindex="0" role="group" aria-label="Formula">' in wide


def test_a_second_build_starts_no_node(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = render_mathematics(BLACKBOARD_R, cache=cache)
    monkeypatch.setattr(mathematics, "node_program", lambda: pytest.fail("Node was started"))
    monkeypatch.setattr(mathematics, "installed_packages", lambda cache: pytest.fail("npm was asked"))
    mathematics._Katex.of.cache_clear()
    assert render_mathematics(BLACKBOARD_R, cache=cache) == first


@pytest.mark.usefixtures("no_node")
@pytest.mark.parametrize("change", ["display", "macros", "version"])
def test_what_a_rendering_depends_on_is_part_of_its_key(change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    html = BLACKBOARD_R
    render_mathematics(html, cache=CACHE)
    if change == "display":
        html = r'<div class="arithmatex">\[\R \R\]</div>'
    elif change == "macros":
        monkeypatch.setattr(mathematics, "MACROS", {r"\R": "R"})
    else:
        monkeypatch.setattr(mathematics, "_renderer", lambda: ("0.0.1", "the same script"))
    with pytest.raises(AssertionError, match="Node was started"):
        render_mathematics(html, cache=CACHE)


@pytest.mark.parametrize("damage", [b"", b"<span", b"\xff\xfe"])
def test_a_damaged_entry_is_rendered_again(damage: bytes, cache: Path) -> None:
    first = render_mathematics(BLACKBOARD_R, cache=cache)
    (entry,) = (cache / "katex").iterdir()
    entry.write_bytes(damage)
    assert render_mathematics(BLACKBOARD_R, cache=cache) == first


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
    ],
)
def test_reads_as_a_line_of_characters(tex: str, plain: str) -> None:
    assert plain_mathematics(rf"so \({tex}\) and \[{tex}\] it is", cache=CACHE) == f"so {plain} and {plain} it is"


def test_plain_text_keeps_what_is_no_mathematics() -> None:
    text = r"re.compile(r'\(\nosuch\)')"
    assert plain_mathematics(text, cache=CACHE) == text


def test_no_formula_reaches_beyond_the_page() -> None:
    html = render_mathematics(BLACKBOARD_R, cache=CACHE)
    assert not re.findall(r'(?:src|href)="', html)
