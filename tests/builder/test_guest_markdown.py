"""The Markdown of guest pages: what Python-Markdown makes of it here is what markdown-it-py makes of it."""

import re
from html import escape, unescape

import pytest
from guest_documents import Author
from structures import converted, rendered, structure

from ordermatters_site.stage.guests.addresses import Addresses
from ordermatters_site.stage.guests.formulas import MARK, MarkedText
from ordermatters_site.stage.guests.pages import GuestPage
from ordermatters_site.stage.guests.reading import mark, reader

_HEADING = re.compile(r"<(/?)h[1-6]\b[^>]*>")
_CODE = re.compile(r"<code[^>]*>.*?</code>", re.DOTALL)


def commonmark(text: str) -> str:
    """Render a cell by the reference parser, formulas left as signs; code holds none."""
    marked = mark(text)
    html = _CODE.sub(lambda code: _restored(marked, code[0]), reader().render(marked.text))
    return MARK.sub("⟦⟧", html)


def _restored(marked: MarkedText, code: str) -> str:
    return MARK.sub(lambda found: escape(marked.formulas[int(found[1])].source, quote=False), code)


def same(text: str) -> None:
    """Hold the two against each other; levels of headings aside, since a page has one title here."""
    ours = _HEADING.sub(r"<\1h1>", rendered(converted(text)[0]))
    assert structure(ours) == structure(_HEADING.sub(r"<\1h1>", commonmark(text))), text


@pytest.mark.parametrize("start", range(0, 160, 20))
def test_generated_cells_read_as_commonmark_reads_them(start: int) -> None:
    for seed in range(start, start + 20):
        same(Author(seed).cell())


@pytest.mark.parametrize(
    "text",
    [
        "We need:\n- a matrix\n- a vector\n\nand more.",
        "- outer\n  - inner\n  - inner\n- outer",
        "1. First:\n   ```python\n   def f(x):\n       return x\n   ```\n2. Then.",
        "1. one\n```\ncode\n```\n2. two",
        "1) one\n2) two",
        "- a\n\n1. b\n\n* c\n* d",
        "3. three\n4. four",
        "- [x] done\n- [ ] to do **soon**",
        "> a quotation\n\n> another",
        "- - nested at once\n  - and on",
        "* * *",
        "<details>\n<summary>S</summary>\n\n- a **b**\n\n```\nc\n```\n\n</details>\n\nAfter.",
        "<details><summary>S</summary>\n\nnever closed",
        "<details>\n<summary>S</summary>\nIs <b>42</b>, as <code>__x__</code> (*sic*) has $y$.\n\n**b**\n</details>",
        "<blockquote>a<br>\nb</blockquote>\n- <cite>Frost</cite>, <a href='c.md'>there <i>too</i></a><br>\nd",
        "<ul><li>one<li>two</ul>\n\nAfter.",
        "<ul>\n<li>\n\n**one**\n\n</li>\n<li>\n\ntwo\n\n</li>\n</ul>\n\nAfter.",
        "<table>\n<tr>\n<td>\n\n```\nc\n```\n\n</td>\n<td>\n\n**b**\n\n</td>\n</tr>\n<tr>\n\n<td>d</td>\n\n</tr>\n</table>",
        "<table><tr><td>\n\n<table><tr><td>\n\na\n\n</td></tr></table>\n\n</td></tr>\n<tr><td>\n\nb\n\n</td></tr></table>",
        "<table>\n<tr>\n<td>\n<b>P</b>\n\n<table>\n  <tr> <th>a</th> <th>b</th> </tr>\n  "
        "<tr> <td>c</td> <td>d</td> </tr>\n</table>\n\n</td>\n<td>\nB\n</td>\n</tr>\n</table>",
        "<div>\n\n**a**\n\n<div>b <div>c</div> d <p>e</p></div>\n\n**f**\n\n</div>\n\ng",
        "Text with <b>an open tag\n\nAfter.",
        "| a | b |\n|---|:-:|\n| `x\\|y` | \\| |\n| 1 |",
        "A line  \nand another\\\nand another",
        "Setext *heading*\n================\n\ntext\n---\n",
        "snake_case and __init__ and *a*b and 2 * 3 * 4 and ***both*** and **a *b* c**",
        "1\\. no list, \\# no heading, \\* no emphasis, [no] link, {no} attribute, !!! note",
        "!!! note\n    indented on",
        "    code $x$\n    more",
        "`` a ` b `` and `#!python x` and `:::c y`",
        '[a](<b c.md>) [d](e_(f).md "a title") ![g *h*](i.png) [![j](k.png)](l.md)',
        "[ref] and [text][ref]\n\n[ref]: target.md 'title'",
        "www.example.org, https://example.org/a_b_c, me@example.org, <https://example.org>",
        "https://example.org/x[a](b) and (https://example.org/#1-[a](https://example.org/c d.md) ) and <https://e.org/[z]>",
        "A. Person\nB) Person\n: no definition",
        "Ends with an exclamation![link](a.md)!",
        "text\n# heading\n> quotation\n- list\n***\n```\nfence\n```\nend",
        "*[HTML]: no abbreviation\n\nHTML",
        "[TOC]",
        "a ~~b~~ c~d ~e~",
        "&copy; &lt;b&gt; &#35; AT&T",
        "<!-- hidden -->\nseen",
        "- a\n\n  <div>\n\n  b\n\n  </div>\n- c",
        "",
    ],
)
def test_what_people_write_reads_as_commonmark_reads_it(text: str) -> None:
    same(text)


def test_rows_and_items_end_where_others_begin() -> None:
    html = rendered(
        converted("<ul>\n<li>\n\na\n\n<li>\n\nb\n\n</ul>\n\n<table>\n<tr><td>\n\nc\n\n<tr><td>\n\nd\n\n</table>")[0]
    )
    assert re.findall(r"</?(?:ul|li|table|tr)>", html) == [
        *("<ul>", "<li>", "</li>", "<li>", "</li>", "</ul>"),
        *("<table>", "<tr>", "</tr>", "<tr>", "</tr>", "</table>"),
    ]


def test_a_cell_ends_every_block() -> None:
    cells = ["- a\n- b", "1. one\n2. two", "- other", "    code", "> q", "> r"]
    page = rendered("\n\n".join(GuestPage(cells).markdown()))
    assert structure(page) == structure("".join(map(commonmark, cells)))


def test_a_heading_over_an_anchor_is_a_heading() -> None:
    """JupyterLab takes it for HTML; the classic notebook, for which it was written, does not."""
    assert "<h2" in rendered(converted("<a id='first'></a>\n## First part")[0])


def test_headings_have_jupyters_anchors_and_links_find_them_however_they_are_spelled() -> None:
    page = GuestPage(
        ["# Title\n\n[a](#Chain-Rule) [b](#chain-rule) [c](#part) [d](#nowhere)", "## Chain Rule", "<a id='part'></a>"]
    )
    html = rendered("\n\n".join(page.markdown()))
    assert '<h2 id="Chain-Rule">' in html
    assert re.findall('href="(.*?)"', html) == ["#Chain-Rule", "#Chain-Rule", "#part", "#nowhere"]


@pytest.mark.parametrize("heading", ["The `__init__` method", "`__all__`", "`_x_` and `_y_`", "a__b__ c_"])
def test_a_name_with_underscores_is_a_heading_and_no_markup(heading: str) -> None:
    html = rendered(converted(f"# Title\n\n## {heading}")[0])
    name = heading.replace("`", "").replace(" ", "-")
    assert f'<h2 id="{name}">' in html and "{" not in html and "<strong>" not in html


@pytest.mark.parametrize(
    ("heading", "address"),
    [
        ("Über **die** Ableitung", "#Über-die-Ableitung"),
        ("Über die Ableitung", "#%C3%9Cber-die-Ableitung"),
        ("Teil 1: $x^2$ & mehr", "#Teil-1:-$x^2$-&-mehr"),
        ("Newton's method (optional)", "#Newton's-method-(optional)"),
        ("Is `f(x)` = {a}?", "#Is-f(x)-=-{a}?"),
    ],
)
def test_a_link_finds_a_heading_with_formulas_and_letters_of_any_language(heading: str, address: str) -> None:
    html = rendered(converted(f"# Title\n\n## {heading}\n\n[a]({address})")[0])
    (name,) = re.findall('<h2 id="(.*?)"', html)
    assert re.findall('href="#(.*?)"', html) == [name]


def test_an_address_keeps_its_dollars() -> None:
    html = rendered(converted("[a](https://example.org/$x$) [b](c.md?d=$e$)")[0])
    assert re.findall('href="(.*?)"', html) == ["https://example.org/%24x%24", "c.md?d=%24e%24"]


def test_the_same_heading_twice_has_two_anchors() -> None:
    html = rendered("\n\n".join(GuestPage(["## Same", "## Same", "### Same"]).markdown()))
    names = re.findall(r'<h\d id="(.*?)"', html)
    assert names[0] == "Same" and len(set(names)) == 3


def test_a_page_has_one_title() -> None:
    page = GuestPage(["# One\n\n## Under one", "# Two\n\n## Under two", "###### Deep"])
    levels = re.findall(r"^(#+) ", "\n".join(page.markdown()), re.MULTILINE)
    assert levels == ["#", "##", "##", "###", "######"]


def test_a_footnote_that_nothing_refers_to_stays_where_it_stands() -> None:
    html = rendered(converted("Text.\n\n[^1]: A **note**, with\n    two lines.\n\n    And more.\n\nAfter.")[0])
    text = " ".join(unescape(re.sub("<[^>]*>", "", html)).split())
    assert text == "Text. [^1]: A note, with two lines. And more. After."
    assert "<strong>note</strong>" in html and "footnote" not in html


@pytest.mark.parametrize("around", ["<td>\n{}\n</td>", "<p>{}</p>", "{}", "<div>\n\n{}\n\n</div>"])
def test_a_picture_of_another_host_in_a_link_leads_where_the_link_does(around: str) -> None:
    badge = '<a href="https://colab.example/x.ipynb"><img src="https://other.example/b.svg" alt="Open In Colab"/></a>'
    html = rendered(converted(around.format(badge))[0])
    assert re.findall('href="(.*?)"', html) == ["https://colab.example/x.ipynb"]
    assert re.search(r">Open In Colab *</a>", html) and "</img>" not in html


def test_a_picture_of_another_host_is_parted_from_the_words_beside_it() -> None:
    html = rendered(converted('<td><a href="https://a.example/"><img src="https://b.example/c.png">Run it</a></td>')[0])
    assert ">a picture Run it</a>" in html


def test_footnotes_of_two_cells_are_kept_apart_and_one_is_found_from_another_cell() -> None:
    page = GuestPage(
        ["One[^1].\n\n[^1]: first", "Two[^1] and [^far].\n\n[^1]: second", "[^far]: third\n\n[^unused]: no"]
    )
    html = rendered("\n\n".join(page.markdown()))
    assert re.findall(r"(\w+)&#160;<a", html) == ["first", "second", "third"]
    assert html.count("[^") + html.count("&#91;^") == 1  # of the one that nothing refers to


def test_a_box_of_github_and_one_of_the_classic_notebook_are_boxes() -> None:
    html = rendered(
        converted('> [!TIP]\n> Try *it*\n\n<div class="alert alert-block alert-warning">\n\nMind\n\n</div>')[0]
    )
    assert '<div class="admonition tip">' in html and '<div class="admonition warning">' in html
    assert "<em>it</em>" in html


def test_pictures_keep_their_size_and_are_found_from_the_page() -> None:
    addresses = Addresses("part/one.ipynb", "part/one/", {"part/two.ipynb": "part/two/"})
    text = '<img src="a b.png" width="60" alt="a bar"> and <a href="two.ipynb">two</a>'
    page = GuestPage([text], addresses=addresses)
    html = rendered(page.markdown()[0])
    assert '<img alt="a bar" src="a%20b.png" width="60"' in html and 'href="../two/"' in html


def test_what_an_address_asks_for_beside_its_file_stays() -> None:
    addresses = Addresses("part/one.ipynb", "part/one/", {"part/two.ipynb": "part/two/"})
    page = GuestPage(["<a href='two.ipynb?v=1#x'>a</a> <a href='a%20b.png?raw=true'>b</a>"], addresses=addresses)
    assert re.findall('href="(.*?)"', page.markdown()[0]) == ["../two/?v=1#x", "../a%20b.png?raw=true"]


def test_an_attachment_is_shown_and_one_that_is_gone_is_a_fault() -> None:
    page = GuestPage(
        ["![bar](attachment:bar.png)", "text\n\n![b](attachment:b.png)"], [{"bar.png": {"image/png": "QUJD"}}]
    )
    assert page.markdown()[0] == "![bar](data:image/png;base64,QUJD)"
    (fault,) = page.faults()[1]
    assert fault.line == 3 and "b.png" in fault.sentence


@pytest.mark.parametrize(
    ("text", "culprit"),
    [
        ('a\n\n<img src="x.png">', "x.png"),
        ("a\n\n![](x.png)", "x.png"),
        ("a\n\n<center><img src='x.png'></center>", "x.png"),
        ("a\n\n```{image} x.png\n```", "x.png"),
        ("a\n\n<script>alert(1)</script>", "script"),
        ('a\n\n<iframe src="https://example.org"></iframe>', "frame"),
    ],
)
def test_what_cannot_be_shown_is_a_fault_with_its_line(text: str, culprit: str) -> None:
    _, (fault,) = converted(text)
    assert fault.line == 3 and culprit in fault.sentence


def test_nothing_in_html_runs_code() -> None:
    assert "alert" not in rendered(converted('<b onclick="alert(1)">x</b>\n\n<div onload="alert(1)">y</div>')[0])
