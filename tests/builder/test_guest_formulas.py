"""The mathematics of guest pages: found as Jupyter finds it, and such that KaTeX can typeset it."""

import re
from html import unescape

import pytest
from courses import ROOT
from structures import converted, rendered

from ordermatters_site.mathematics.rendering import render_mathematics
from ordermatters_site.stage.guests.pages import GuestPage
from ordermatters_site.stage.guests.reading import mark
from ordermatters_site.stage.outputs import OutputWriter
from ordermatters_site.store import Store

FORMULA = re.compile(r'<(span|div) class="arithmatex">\s*\\[(\[](.*?)\\[)\]]\s*</\1>', re.DOTALL)


def formulas(*cells: str) -> list[tuple[str, str]]:
    """Return each formula of a page as it is handed on: `span` or `div`, and its TeX."""
    html = rendered("\n\n".join(GuestPage(cells).markdown()))
    assert "$" not in FORMULA.sub("", html)
    return [(kind, " ".join(unescape(tex).split())) for kind, tex in FORMULA.findall(html)]


def typeset(*cells: str) -> str:
    """Typeset a page as the site does, and return what is read of it."""
    html = rendered("\n\n".join(GuestPage(cells).markdown()))
    return render_mathematics(html, Store(), ROOT / ".cache")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("costs $ mnp $ steps", ["mnp"]),
        ("the entry $x_i $ is", ["x_i"]),
        ("two lines: $a +\nb$ one", ["a +\nb"]),
        ("$a$$b$ and n$^2$ and $2\\times$3", ["a", "b", "^2", "2\\times"]),
        ("\\\\(x\\\\) and \\\\[y\\\\]", ["x", "y"]),
        ("$\\text{if $x$}$", ["\\text{if $x$}"]),
        ("$a_{b$ c", ["a_{b"]),
        ("in code `$x$` and ``\\begin{align}`` $y$", ["y"]),
        ("```sh\necho $HOME $PATH\n```\n$y$", ["y"]),
        ("- item\n  ```sh\n  echo $HOME $PATH\n  ```", []),
        ("costs \\$5, the $10 and $3.", []),
        ("US$5 and US$6, $5k-$10k", []),
        ("It is $10. Each $x_i$ counts", ["x_i"]),
        ("from $\\beta_1$ = 0.1 to $\\beta_T = $0.2 ($T$ steps)", ["\\beta_1", "\\beta_T =", "T"]),
        ("$\\ \\ $(see $x$)", ["\\ \\", "x"]),
        ("$10 for a_b and $x$", ["x"]),
        ("5$ oder 10$, 3 $ à 4 $, 1$, 2$ and 30.50$. So $x$ is", ["x"]),
        ("Take 2$ x + 3$, 4$ \\times 5$ and 6$, y$", ["x + 3", "\\times 5", ", y"]),
        ("$5 million or more people paid by card$", []),
        ("a \\\\ in a sentence, C:\\temp and $", []),
        ("$a\n\nb$", []),
        ("$$$$ and $$ $$ and $ $", ["", ""]),
    ],
)
def test_formulas_are_found_where_jupyter_finds_them_and_prices_are_none(text: str, found: list[str]) -> None:
    assert [formula.tex for formula in mark(text).formulas] == found


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Straight after a sentence\n$$y = Ax$$\nand on.", ["div"]),
        ("In a paragraph:\n\\begin{align}\nu &= v \\\\\nw &= x\n\\end{align}\nand on.", ["div"]),
        ("$$y = Ax$$ $$z = By$$", ["div", "div"]),
        ("* in a list\n  $$ y = Ax $$\n* and\n\n  $$ z = By $$", ["div", "div"]),
        ("1. one\n\n   $$\n   y\n   $$\n2. two $z$", ["div", "span"]),
        ("> in a quotation\n> $$\n> y = Ax \\\\\n> $$\n> end", ["div"]),
        ("| $f$ | b |\n|---|---|\n| $\\|x\\|$ | $x | y$ |", ["span", "span", "span"]),
        ("## The function $f(x) = X^2$:", ["span"]),
        ("## On display $$x$$", ["span"]),
        ("<center>$x$ and $$y$$</center>", ["span", "div"]),
        ("<details>\n<summary>$x$</summary>\n\n$y$ $$z$$\n\n</details>", ["span", "span", "div"]),
        ("**bold $x$** [link $y$](a.md) *$$z$$*", ["span", "span", "span"]),
        ("```math\nx^2\n```", ["div"]),
        ("$a<b$ and $c < d$ and $e & f$", ["span", "span", "span"]),
        ("$$\na\n- b\n# c\n> d\n$$", ["div"]),
    ],
)
def test_every_formula_reaches_the_typesetter_wherever_it_stands(text: str, kinds: list[str]) -> None:
    assert [kind for kind, _ in formulas(text)] == kinds


@pytest.mark.parametrize(
    "text",
    [
        "<pre>\ncd $HOME/$USER\n</pre>",
        "In <code>$x$ *a*</code> too.",
        "<p><code>$x$</code></p>",
        "- <code>$a|b$</code>",
        "<details>\n\n<pre>$a$</pre>\n\n</details>",
    ],
)
def test_code_that_is_written_in_html_holds_no_formulas(text: str) -> None:
    html = rendered(converted(text)[0])
    assert unescape(html).count("$") == 2 and not FORMULA.search(html)


def shown(kind: str, content: str) -> str:
    """Return what a cell shows of a page that has a macro and a labelled formula."""
    page = GuestPage(["$\\def\\V#1{\\mathbf{#1}}$", "$$b \\label{b}$$"])
    page.markdown()
    writer = OutputWriter("here", tex=page.tex_shown)
    cell = {"metadata": {}, "outputs": [{"output_type": "display_data", "data": {kind: content}, "metadata": {}}]}
    return "".join(writer.written(cell, 0))


DEFINED = "\\def\\V#1{\\mathbf{#1}}"


@pytest.mark.parametrize(
    ("kind", "content", "text", "found"),
    [
        ("text/html", "<i>$a &lt; b$</i><code>$c$</code> $5 or $6", "<i></i><code>$c$</code> $5 or $6", ["a &lt; b"]),
        ("text/html", "<p>\\(x\\) at \\$5 for \\[</p>", "<p> at $5 for \\[</p>", ["x"]),
        ("text/html", "$\\V n$<pre>$c$</pre><!-- $ -->", "<pre>$c$</pre><!-- $ -->", [DEFINED + "\\V n"]),
        ("text/latex", "$\\V n$ at \\$5", "<p> at $5</p>", [DEFINED + "\\V n"]),
        ("text/latex", "\\(x\\) and \\[y\\]", "<p> and </p><p></p>", ["x", "y"]),
        ("text/latex", "\\begin{equation}y\\label{none}\\end{equation}", "", ["\\begin{equation*}y\\end{equation*}"]),
        ("text/latex", "$$y\\label{b}$$", "", ["y\\tag{1}"]),
    ],
)
def test_what_a_cell_shows_is_typeset_as_in_jupyter(kind: str, content: str, text: str, found: list[str]) -> None:
    html = shown(kind, content)
    assert [unescape(tex) for _, tex in FORMULA.findall(html)] == [unescape(tex) for tex in found]
    assert FORMULA.sub("", html).partition('<div class="om-output">')[2].partition("</div>")[0] == text


def test_a_macro_holds_from_where_it_is_defined_and_leaves_nothing_behind() -> None:
    cells = [
        "$\\newcommand{\\V}[1]{\\mathbf{#1}}$\n$\\newcommand{\\Reals}{\\mathbb{R}}$",
        "$$\\DeclareMathOperator*{\\argmin}{arg\\,min} \\argmin_{\\V{x} \\in \\Reals^n}$$ and $\\Reals$",
    ]
    assert GuestPage(cells).markdown()[0] == ""
    page = typeset(*cells)
    assert page.count('mathvariant="bold">x') == 1 and page.count('mathvariant="double-struck">R') == 2


@pytest.mark.parametrize("tex", ["$$ \\newcommand{\\a}{b}\n\\let\\c\\d $$", "$$\\def\\a{b}$$ $\\def\\c{d}$", "$$ $$"])
@pytest.mark.parametrize(
    ("around", "left"), [("{}", ""), ("a\n{}", "a"), ("<div>\n\n{}\n\n</div>", ""), ("- {}\n- b", "b"), ("> {}", "")]
)
def test_a_formula_of_definitions_alone_leaves_nothing_to_see(around: str, left: str, tex: str) -> None:
    (markdown,) = GuestPage([around.format(tex)]).markdown()
    assert seen(rendered(markdown)) == left


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("```{note}\n$\\def\\a{1}$\n```\n\n$\\a$", ["\\def\\a{1}\\a"]),
        ("$$\\def\\a{1} \\a$$ and $\\a$", ["\\def\\a{1}\\a", "\\def\\a{1}\\a"]),
        ("$\\def\\a{1}$ $$\\a$$ then $\\def\\a{2} \\a$", ["\\def\\a{1}\\a", "\\def\\a{2}\\a"]),
        ("$\\def\\a{1}$\n\n- $\\a$\n- $\\def\\a{2} \\a$\n- ~~~\n  c\n  ~~~", ["\\def\\a{1}\\a", "\\def\\a{2}\\a"]),
    ],
)
def test_a_macro_holds_below_a_directive_and_not_above_where_it_is_defined_anew(text: str, found: list[str]) -> None:
    """Blocks within blocks, and a list that Python-Markdown has no form for, which is written twice."""
    assert [tex for _, tex in formulas(text)] == found


def test_a_macro_that_uses_another_brings_it_along() -> None:
    (_, tex), *_ = formulas("$\\newcommand{\\a}{x}\\def\\b#1{\\a #1}$\n\n$\\b{y}$")
    assert tex == "\\def\\b#1{\\a #1}\\def\\a{x}\\b{y}"


def test_a_label_gets_a_number_that_references_repeat_before_and_behind_it() -> None:
    cells = [
        "As \\eqref{eq:two} will say.",
        "\\begin{equation}\n\\label{eq:one}\nc = mnp\n\\end{equation}",
        "\\begin{align} a &= b \\label{eq:two} \\\\ c &= d \\end{align}\n\n$$x \\label{three}$$",
        "See \\eqref{eq:one}, $\\ref{eq:one}$ and $x = \\eqref{three}$.",
    ]
    found = [tex for _, tex in formulas(*cells)]
    assert [re.findall(r"\\tag\{(\d)\}", tex) for tex in found] == [["1"], ["2"], ["3"], []]
    page = GuestPage(cells).markdown()
    assert page[0] == "As (2) will say." and page[3].startswith("See (1), 1 and $x = \\text{(3)}$")


@pytest.mark.parametrize(
    "before", ["text\n\n", "- text\n- ", "```{note}\n```\n", "```{note}\na\n\n", ":::{tip}\n", "> a\n> "]
)
@pytest.mark.parametrize(
    "formula", ["$$\na\n\n+ b\n$$", "\\begin{align*}\na\n\n\\end{align*}", "$$a", "\\begin{equation} a"]
)
def test_a_formula_that_an_empty_line_cuts_is_a_fault_with_its_line(before: str, formula: str) -> None:
    _, faults = converted(f"{before}{formula}")
    assert faults[0].line == before.count("\n") + 1 and all("empty lines" in fault.sentence for fault in faults)


def test_code_and_comments_cut_no_formula() -> None:
    text = "    echo $$\n\n`$$`, <code>$$</code>, <!-- $$ -->\n\n<pre>echo $$</pre>\n\n<!-- \\begin{align} -->"
    assert converted(text)[1] == []


def test_a_reference_to_no_label_is_a_fault_with_its_line() -> None:
    _, (fault,) = converted("text\n\n$$\na\n$$\n\nAs \\eqref{eq:none}.")
    assert fault.line == 7 and "eq:none" in fault.sentence


@pytest.mark.parametrize(
    "tex",
    [
        "$$\n(a + b)^2 \\\\\n= a^2 + 2ab + b^2\n$$",
        "$$\\text{für alle } x$$ and $größer$",
        "$$\nx % a comment\n+ y % at the end\n$$",
        "$$\\begin{array} a & b \\\\ c & d \\end{array}$$",
        "\\begin{eqnarray} a &=& b \\\\ c &=& d \\end{eqnarray}",
        "\\begin{multline} a \\\\ b \\end{multline}",
        "$\\begin{align} a &= b \\end{align}$",
        "$\\color{red}{x}$ and $$\\color{blue}{y} z$$",
        "$x\\ $ and $``q''$",
        "$1 \\mbox{ if } x$ and $\\pmatrix{a & b \\cr c & d}$ and $$\\eqalign{a &= b \\cr c &= d}$$",
        "\\begin{flalign} a &= b \\end{flalign} and $\\begin{split} a &= b \\\\ c \\end{split}$",
        "$$\\begin{array}[t]{*{2}{c}@{\\,}p{3cm}|l} a & b & c & d & e \\end{array}$$",
        "$x – y$ and $f’(x)$",
        "$\\require{cancel} \\cancel{x}$",
        "$\\require{mhchem}$ and $\\ce{SO4^2- + Ba^2+ -> BaSO4 v}$ at $\\pu{300 K}$, $\\ce{A <- B}$",
        "$$\\begin{cases} a & b \\\\ c & d \\end{cases} \\quad \\begin{matrix} 1 \\\\ 2 \\end{matrix}$$",
        "$$\na\n\\begin{aligned} b \\\\ c \\end{aligned} \\\\\n$$",
        "| $|x|$ | $\\left| y \\right|$ |\n|---|---|",
    ],
)
def test_what_mathjax_takes_is_typeset(tex: str) -> None:
    assert 'class="katex"' in typeset(tex)
    assert "arithmatex" not in typeset(tex)


def seen(html: str) -> str:
    """Return what a typeset page shows, blanks and what is of no width left out."""
    text = unescape(re.sub("<[^>]*>", "", re.sub(r"<math.*?</math>", "", html, flags=re.DOTALL)))
    return re.sub(r"[\s\u200b]", "", text)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("$\\text{a_b & 5% of #1}$ and $x_{\\mbox{n_max}}$", "a_b&5%of#1andxn_max"),
        ("$x\u00a0=\u2009y\u200b$", "x=y"),
        ("$\\mathrm{für}\u3000(x)、(y)$", "fu¨r(x)、(y)"),
        ("$|✗\\rangle$, $5€$, $½$ and $\\text{של}$", "∣✗⟩,5€,½andשל"),
        ("$\\unicode{x2603}$, $\\unicode[4,2][Arial]{9731}$, $\\unicode{x26}$", "☃,☃,&"),
        ("$\\bbox[yellow, 5px]{x}$ and $\\bbox{y}$", "xandy"),
        ("$$\\begin{align}\\begin{split}a &= b & c &= d\\end{split}\\end{align}$$", "a=bc=d"),
        ("$\\left.\\begin{aligned}[t] a \\end{aligned}\\right|$", "a"),
        ("$x \\tag{1}$ and $y \\tag*{A}$", "x(1)andyA"),
        ("$\\sideset{}{'}\\sum_k$, $\\overparen{x}$, $\\style{color:red}{y}$, $\\Tiny z$", "∑∑′k,x,y,z"),
        ("$$x \\label{a} \\tag{7}$$ $$\\label{b} y$$ As \\eqref{a} and \\ref{b}", "x(7)y(1)As(7)and1"),
        ("$$\\begin{align}x \\tag{i}\\label{a} \\\\ y \\label{b}\\end{align}$$ \\eqref{a}\\ref{b}", "xy(i)(1)(i)1"),
        ("```{math}\n:label: a\nx \\tag{7}\n```\n\n{eq}`a`", "x(7)(7)"),
    ],
)
def test_what_mathjax_shows_is_seen(text: str, read: str) -> None:
    html = typeset(text)
    assert seen(html) == read and "arithmatex" not in html


def test_a_box_with_a_frame_or_a_colour_has_a_frame() -> None:
    assert [formulas(f"$\\bbox[{how}]{{x}}$")[0][1] for how in ("border: 1px solid", "#eee", "3px")] == [
        "\\boxed {x}",
        "\\boxed {x}",
        "{x}",
    ]


@pytest.mark.parametrize("before", ["text\n\n", "text $a\n$\n", "- text\n- ", "```{note}\n```\n", "<div>\ntext\n"])
def test_a_default_argument_is_told_with_the_line_where_its_formula_begins(before: str) -> None:
    _, (fault,) = converted(f"{before}$\\newcommand{{\\n}}[2][x]\n{{#1 #2}}$")
    assert fault.line == before.count("\n") + 1 and "\\n" in fault.sentence
