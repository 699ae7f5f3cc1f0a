"""MyST's roles and directives in guest pages: understood, or refused by name with the line."""

import re

import pytest
from structures import converted, rendered, structure

from ordermatters_site.stage.guests.addresses import Addresses
from ordermatters_site.stage.guests.pages import GuestPage
from ordermatters_site.stage.guests.reading import without_comments
from ordermatters_site.stage.guests.targets import Target
from ordermatters_site.stage.guests.typed_myst import typed_myst


def read(text: str) -> str:
    """Return what is read of a cell."""
    markdown, faults = converted(text)
    assert not faults
    return " ".join(re.sub("<[^>]*>", " ", rendered(markdown)).split())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{func}`jax.grad` of {func}`~jax.numpy.sum`", "jax.grad of sum"),
        ("{py:class}`~a.B`, {obj}`that <a.b>`", "B , that"),
        ("H{sub}`2`O and {kbd}`Shift`", "H 2 O and Shift"),
        ("{doc}`other` and {doc}`that page <other>`", "other and that page"),
        ("(here)=\n# The part\n\nSee {ref}`here` and {ref}`it <here>`.", "The part See The part and it ."),
    ],
)
def test_roles_are_understood(text: str, shown: str) -> None:
    assert read(text) == shown


def test_a_role_of_mathematics_is_a_formula() -> None:
    assert converted("{math}`x^2`")[0] == "$x^2$"


@pytest.mark.parametrize("fence", ["```", "::: ", ":::"])
@pytest.mark.parametrize("kind", ["note", "warning", "admonition"])
def test_boxes_are_boxes(fence: str, kind: str) -> None:
    markdown, faults = converted(f"{fence}{{{kind}}} My *title*\n:class: x\n\nBody with $x$\n- a list\n{fence.strip()}")
    html = rendered(markdown)
    assert not faults and "admonition" in html and ":class:" not in html
    assert (("ul1", "li1"), "a list") in structure(html)


DELIGHTS = """\
```{list-table} Frozen *delights*
:header-rows: 1
:stub-columns: 1
:name: ice

* - Treat `a|b`
  - Costs
* - Albatross $y$
  - 2.99

    - cold
    - {sub}`x`
* -
  - *dear*
```
"""


@pytest.mark.parametrize("indent", ["", "    "])
def test_a_list_of_rows_is_a_table(indent: str) -> None:
    item = "1. An item\n\n" if indent else ""
    markdown, faults = converted(item + re.sub("^(?=.)", indent, f"{DELIGHTS}\nSee {{ref}}`ice`.", flags=re.MULTILINE))
    html = rendered(markdown)
    title, table = re.findall("<p>(Frozen.*?)</p>|(<table>.*</table>)", html, re.DOTALL)
    assert not faults and title[0] == "Frozen <em>delights</em>" and '<a href="#ice">Frozen ' in html
    head, *rows = (
        [[name, " ".join(re.sub("<(?!em|li|code|sub)[^>]*>", "", cell).split())] for name, cell in cells]
        for row in table[1].split("</tr>")[:-1]
        if (cells := re.findall(r"<(t[hd])>(.*?)</t[hd]>", row, re.DOTALL))
    )
    assert head == [["th", "Treat <code>a|b"], ["th", "Costs"]]
    assert rows[0] == [["th", r"Albatross \(y\)"], ["td", "2.99 <li>cold <li><sub>x"]]
    assert rows[1] == [["th", ""], ["td", "<em>dear"]]


def test_a_table_may_have_a_title() -> None:
    assert read("```{table} A *title*\n| a |\n|---|\n| b |\n```") == "A title a b"


@pytest.mark.parametrize("body", ["", "text", "- a\n- b", "* - a\n* b", "* - a\n\n  b"])
def test_what_is_no_list_of_rows_is_told(body: str) -> None:
    _, (fault,) = converted(f"```{{list-table}}\n{body}\n```")
    assert fault.sentence.startswith("{list-table} is a list of rows")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("text\n\n```{note}\nfine\n\n{nosuch}`x`\n```\n\n{nosuch}`x`", [6, 9]),
        (":::{tip} Title\n:class: dropdown\n\n{nosuch}`x`\n:::", [4]),
        ("$a\n$\n\n````{note}\n$a\n$\n\n```{tip}\ntip\n{nosuch}`x`\n```\n````", [10]),
        ("```{note}\n\n\n$\\newcommand{\\n}[1][x]{#1}$\n```", [4]),
        (":::{admonition} {nosuch}`x`\n{nosuch}`x`\n:::", [2]),
    ],
)
def test_what_is_wrong_in_a_box_is_told_with_its_cell_and_line(text: str, lines: list[int]) -> None:
    page = GuestPage(["text", text])
    page.markdown()
    assert [[fault.line for fault in faults] for faults in page.faults()] == [[], lines]


def test_what_stands_in_a_list_that_is_an_element_has_its_level_and_its_name() -> None:
    text = "0. # Title\n\n   ## Part\n\n   ```{tip}\n   :name: t\n   x\n   ```\n\n   See {ref}`t`."
    markdown, faults = converted(text)
    html = rendered(markdown)
    assert not faults and '<h1 id="Title">' in html and '<h2 id="Part">' in html
    assert html.count('id="t"') == 1 and '<a href="#t">Tip</a>' in html


@pytest.mark.parametrize("fence", ["```", ":::"])
def test_the_title_of_a_box_may_hold_a_formula(fence: str) -> None:
    assert '"Of $x$"' in converted(f"{fence}{{admonition}} Of $x$\nText\n{fence}")[0]


def test_a_dropdown_folds() -> None:
    assert "<details" in rendered(converted("```{dropdown} Show\nhidden\n```")[0])


def test_a_figure_is_a_picture_with_its_caption() -> None:
    html = rendered(converted("```{figure} a.png\n:width: 60\n:name: fig-a\nThe *caption*\n```")[0])
    assert 'src="a.png"' in html and 'width="60"' in html and 'id="fig-a"' in html
    assert html.count("caption") == 2  # seen, and as the alt text


def test_a_directive_of_mathematics_can_be_referred_to() -> None:
    page = GuestPage(["```{math}\n:label: eq-a\nx^2\n```\n\nSee {eq}`eq-a`."]).markdown()[0]
    assert "\\tag{1}" in page and page.endswith("See (1).")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("text\n\nAs {cite}`knuth` says", "{cite}"),
        ("text\n\n```{bibliography}\n```", "{bibliography}"),
        ("text\n\n:::{tab-set}\nx\n:::", "{tab-set}"),
        ("text\n\n{ref}`nowhere`", "nowhere"),
        ("$$\na\n$$\n{unknown}`x`", "{unknown}"),
    ],
)
def test_what_is_not_known_is_refused_by_name_with_its_line(text: str, name: str) -> None:
    markdown, (fault,) = converted(text)
    assert fault.line == (4 if text.startswith("$$") else 3) and name in fault.sentence
    assert "{" not in markdown.replace("&#123;", "")


@pytest.mark.parametrize("text", ["{cite}`k`", "{cite:p}`k`", "{footcite:t}`k, l`", "```{bibliography} a.bib\n```"])
def test_a_citation_is_refused_with_what_to_write_instead(text: str) -> None:
    _, (fault,) = converted(text)
    assert text[text.index("{") : text.index("}") + 1] in fault.sentence and "as a footnote, `[^name]" in fault.sentence


def test_a_name_of_another_page_leads_there() -> None:
    known = {"far": Target("part/other.ipynb#far", "Of $x^2$ and `a]b`")}
    page = GuestPage(["{ref}`far`, {ref}`it <far>`, {numref}`see %s <far>`, {ref}`Far`, {ref}`gone`"])
    page.elsewhere = lambda name, formula: known.get(name)
    (markdown,), ((fault, other),) = page.markdown(), page.faults()
    title = "[Of $x^2$ and `a]b`](part/other.ipynb#far)"
    assert markdown.startswith(f"{title}, [it](part/other.ipynb#far), [see {title[1:]}, Far, gone")
    assert "`Far` names no part" in fault.sentence and "`gone` names no part" in other.sentence


@pytest.mark.parametrize("name", ["here", "A Long Name", "fig:a.b-c"])
def test_names_may_have_blanks_and_signs(name: str) -> None:
    markdown, faults = converted(f"({name})=\n## The part\n\nSee {{ref}}`{name}`.")
    html = rendered(markdown)
    (address,) = re.findall('href="#(.*?)"', html)
    assert not faults and f'id="{address}"' in html and ">The part</a>" in html


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("```{figure} a.png\n:name: f\nThe caption\n```\n\n{numref}`f`", "The caption The caption"),
        ("```{prf:theorem} Of Gauss\n:label: t\nTrue.\n```\n\n{prf:ref}`t`", "Theorem (Of Gauss) True. Of Gauss"),
        ("```{exercise}\n:label: e\nDo it.\n```\n\n{ref}`e`", "Exercise Do it. Exercise"),
        ("```{solution} e\n:class: dropdown\nDone.\n```", "Solution Done."),
        ("```{exercise-start}\n:label: e\n```\nDo it.\n\n```{exercise-end}\n```", "Exercise Do it."),
        ("````{note}\n```{exercise}\n:label: e\nDo it.\n```\n````\n\n{ref}`e`", "Note Exercise Do it. Exercise"),
        ("- (here)=\n  ## Part\n\n  {ref}`here`", "Part Part"),
        ("```md\n(here)=\n```\n\n(here)=\n## Part\n\n{ref}`here`", "(here)= Part Part"),
        ("```{epigraph}\nSaid.\n```", "Said."),
        ("```{raw} jupyter\n<b>no</b>\n```\n\nyes", "yes"),
    ],
)
def test_named_directives_can_be_referred_to(text: str, shown: str) -> None:
    assert read(text) == shown


def test_a_solution_that_folds_holds_the_cells_up_to_its_end() -> None:
    begins = "```{solution-start} e\n:class: dropdown\n```\nHere it is:\n\n- one"
    cells = ["Before", begins, "and $x$\n\n```{solution-end}\n```\n\nAfter"]
    page = GuestPage(cells)
    html = rendered("\n\n```python\nx = 1\n```\n\n".join(page.markdown()))
    before, fold, rest = html.partition("<details")
    held, end, after = rest.partition("</details>")
    assert fold and end and page.faults() == [[], [], []] and "Before" in before and "After" in after
    assert "<summary>Solution</summary>" in held and "<li>one</li>" in held
    assert re.sub("<[^>]*>", "", before + held).count("x = 1") == 2 and "x" not in re.sub("<[^>]*>", "", after)


def test_a_solution_without_an_end_is_refused_and_ends_with_its_page() -> None:
    page = GuestPage(["text", "text\n\n```{solution-start} e\n:class: dropdown\n```", "last"])
    markdown = page.markdown()
    (fault,) = page.faults()[1]
    assert fault.line == 3 and "{solution-end}" in fault.sentence and markdown[-1].endswith("last\n\n</details>")


@pytest.mark.parametrize(
    "info",
    ["{.python}", "{.python .cell}", "{ .python #name }", "{python}", "{python, echo=FALSE}", "{python fig.width=3}"],
)
def test_a_fence_with_attributes_is_code(info: str) -> None:
    markdown, faults = converted(f"```{info}\nx = 1\n```")
    assert not faults and markdown == "```python\nx = 1\n```"


def test_a_formula_may_be_referred_to_before_it_is_labelled() -> None:
    page = GuestPage(["See {eq}`eq-a`.", "```{math}\n:label: eq-a\nx^2\n```"]).markdown()
    assert page[0] == "See (1)." and "\\tag{1}" in page[1]


def test_formulas_are_numbered_in_their_order_wherever_they_stand() -> None:
    cells = [
        "```{math}\n:label: a\nx\n```\n\n:::{note}\n$$y$$ (eq:b)\n:::",
        "$$z$$ (eq:c)",
        "{eq}`a` {eq}`eq:b` {eq}`eq:c`",
    ]
    markdown = GuestPage(cells).markdown()
    assert markdown[2] == "(1) (2) (3)"
    assert "x\\tag{1}" in markdown[0] and "y\\tag{2}" in markdown[0] and "z\\tag{3}" in markdown[1]


def test_a_label_after_a_formula_on_display_is_its_number() -> None:
    cells = ["$$\nx^2 % squared\n$$ (main)\n\n$$y$$ (eq:unused)\n\n$$z$$ (a remark)", "See {eq}`main`."]
    markdown = "\n\n".join(GuestPage(cells).markdown())
    assert markdown.count("\\tag{1}") == markdown.count("\\tag{2}") == 1 and markdown.endswith("See (1).")
    assert "(main)" not in markdown and "unused" not in markdown and "(a remark)" in markdown


def test_a_label_without_a_reference_is_text_as_in_jupyter() -> None:
    assert "(main)" in converted("$$x$$ (main)")[0]


def test_a_link_may_say_a_name_instead_of_an_address() -> None:
    page = GuestPage(["(here)=\n# Part\n\n[a](here), [b](#here), [c](far), [d](#far), [e](gone), [f](#Part)"])
    page.elsewhere = lambda name, formula: {"far": Target("other.md#far", "Far")}.get(name)
    addresses = re.findall(r"\]\((.*?)\)", page.markdown()[0])
    assert addresses == ["#here", "#here", "other.md#far", "other.md#far", "gone", "#Part"]


@pytest.mark.parametrize("above", ["(top)=\n", '<a id="top"></a>\n\n', "% mine\n\n(top)=\n"])
def test_a_page_begins_with_its_title_whatever_names_it(above: str) -> None:
    cells = [without_comments(f"{above}# The $x$ of it"), "{ref}`top`"]
    page = GuestPage(["", *cells]).markdown()
    assert page[1] == '# <a id="top"></a>The $x$ of it { #the-x-of-it }'
    assert 'id="top"' in rendered(page[1]).partition("<h1")[2].partition("</h1>")[0]


def test_a_name_may_stand_above_a_cell_of_code() -> None:
    page = GuestPage(["text\n\n(code)=", "See {ref}`that <code>`."])
    assert page.markdown() == ['text\n\n<a id="code"></a>', "See [that](#code)."] and page.faults() == [[], []]


def test_a_link_without_words_is_called_what_it_leads_to() -> None:
    page = GuestPage(
        ["(here)=\n# The *part*\n\n[](here) [](#here) [](far) [](a/other.md) [](#Gone) [![](x.png)](here)"]
    )
    page.elsewhere = lambda name, formula: {"far": Target("other.md#far", "Far $x$")}.get(name)
    called = ["[The *part*](#here)"] * 2 + ["[Far $x$](other.md#far)", "[other](a/other.md)", "[Gone](#Gone)"]
    assert page.markdown()[0].endswith(" ".join([*called, "[![](x.png)](#here)"]))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("% of mine\ntext\n% more\nand", "\ntext\n\nand"),
        ("  % of mine", ""),
        ("```python\n%time x\n```\n5 % 2\n100\n%", "```python\n%time x\n```\n5 % 2\n100\n"),
        ("$$\na % b\n% c\n$$", "$$\na % b\n\n$$"),
    ],
)
def test_comments_of_mysts_are_not_shown(text: str, left: str) -> None:
    assert without_comments(text) == left


def test_a_part_that_is_named_twice_has_one_anchor() -> None:
    html = rendered(converted("(part)=\n```{prf:theorem}\n:label: part\nTrue.\n```\n\n## part")[0])
    assert html.count('id="part"') == 1 and "<h2" in html


def test_an_address_from_the_root_is_one_below_docs_if_that_is_there() -> None:
    addresses = Addresses("part/one.md", "part/one/", {}, lambda _: [], {"pictures/a b.png"})
    assert addresses.from_source("/pictures/a%20b.png") == "../pictures/a%20b.png"
    assert addresses.from_source("/pictures/c.png#x") == "/pictures/c.png#x"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a {cite:p}`k` and {ref}`b`", [(1, "{cite:p}"), (1, "{ref}")]),
        ("\n(a part)=\n# Part", [(2, "(a part)=")]),
        ("!!! note\n\n    ~~~{tip}\n    {sub}`x`\n    ~~~\n\n    {sub}`x`", [(3, "{tip}"), (7, "{sub}")]),
        ("::::{note}\n:::{tip}\n{sub}`x`\n:::\n::::", [(1, "{note}"), (2, "{tip}"), (3, "{sub}")]),
        ("> ```{note}\n> x\n> ```", [(1, "{note}")]),
        ("````md\n```{note}\n{sub}`x`\n```\n````\n\n{sub}`x`", [(7, "{sub}")]),
        ("`{sub}` and ``{sub}`x` `` and ```` ```{note} ```` and $x_{a}$ and a{b} `c`", []),
        ("```{.python .cell}\nx\n```\n```{ .text }\n```\n`{python} x` and `{later} x`", []),
        ("::: package.module\n    options: {}\n\nf(x)=2 and (x)=3", []),
        ("# T {#anchor}\n\n![x](a.png){ width=60 } and [a](b){.button}", []),
    ],
)
def test_myst_that_would_be_shown_as_typed_is_found(text: str, found: list[tuple[int, str]]) -> None:
    assert typed_myst(text) == found


def test_formulas_are_numbered_in_the_order_in_which_they_stand() -> None:
    page = GuestPage(
        [
            "{eq}`b` {eq}`a`",
            "```{math}\n:label: a\nx\n```\n\n$$y$$ (b)",
            "```{math}\n---\nlabel: c\n---\nz\n```",
            "{eq}`c`",
        ]
    )
    assert page.markdown()[0] == "(2) (1)" and page.markdown()[3] == "(3)"


def test_a_box_of_quartos_is_not_said_to_be_mysts() -> None:
    (fault,) = converted("::: {.callout-note}\nA note\n:::")[1]
    assert "`:::{.callout-note}` is Quarto's or Pandoc's" in fault.sentence and "MyST" not in fault.sentence
