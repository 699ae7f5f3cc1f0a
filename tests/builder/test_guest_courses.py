"""Guest pages of one course that refer to each other by the names that MyST gives."""

from pathlib import Path

import pytest

from ordermatters_site.stage.course import Course, CoursePage
from ordermatters_site.stage.guest_pages import GuestPages, faults_of, notes_of
from ordermatters_site.stage.pages import page_markdown

FIRST = "# First\n\n(my part)=\n## A part of $x$\n\n```{figure} a.png\n:name: fig-a\nThe caption\n```\n\n$$a$$ (gauss)"
FIRST += "\n\n```{math}\n:label: euler\nb\n```"
MYST = {"jupytext": {"text_representation": {"format_name": "myst"}}}


def course(folder: Path, **texts: str) -> Course:
    """A course of pages in MyST's form, in folders that their names tell: `a_b` is `a/b.md`."""
    pages = []
    for name, text in texts.items():
        path = name.replace("_", "/")
        file = folder / f"{path}.md"
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
        cells = [{"cell_type": "markdown", "source": text, "metadata": {}}]
        pages.append(CoursePage(f"{path}.md", file, f"{path}/", path, notebook={"cells": cells, "metadata": MYST}))
    return Course("", "", tuple(pages))


def figure_of_code(folder: Path, metadata: dict[str, object], source: str, text: str) -> Course:
    """A course of a page whose one cell of code shows a figure, and of a page that refers to it."""
    pages = course(folder, one_first="# First", two_second=text)
    notebook = pages.pages[0].notebook
    assert notebook
    notebook["cells"].append({"cell_type": "code", "source": source, "metadata": metadata, "outputs": []})
    return pages


NAMED = [
    ({"mystnb": {"figure": {"name": "fig-a", "caption": "A *line*"}}}, "1"),
    ({"render": {"figure": {"name": "fig-a", "caption": "A *line*"}}}, "1"),
    ({"label": "fig-a", "caption": "A *line*"}, "1"),
    ({}, "#| label: fig-a\n#| caption: 'A *line*'\n1"),
    ({}, "#| label: fig-a\n#| fig-cap: 'A *line*'\n1"),
]


@pytest.mark.parametrize(("metadata", "source"), NAMED)
def test_a_figure_of_code_can_be_referred_to(tmp_path: Path, metadata: dict[str, object], source: str) -> None:
    pages = figure_of_code(tmp_path, metadata, source, "{numref}`fig-a`")
    assert read(pages, "two/second") == ("[A *line*](../one/first.md#fig-a)", [])
    page = pages.page("one/first.md")
    assert page and page.notebook
    shown = page_markdown(page.notebook, guest=GuestPages(pages).of(page))
    assert '<a id="fig-a"></a>' in shown and shown.endswith("\n\nA *line*\n")


def test_a_caption_may_refer_to_its_own_page(tmp_path: Path) -> None:
    text = "(part)=\n# Second\n\n```{math}\n:label: a\nx\n```\n\n## Last Part"
    pages = course(tmp_path, one_second=text)
    guest = GuestPages(pages).of(pages.pages[0])
    assert guest and guest.shown("{eq}`a`, {ref}`part`, [it](#last-part)") == "(1), [Second](#part), [it](#Last-Part)"


def read(course: Course, name: str) -> tuple[str, list[str]]:
    """Read a page: its Markdown, and what is wrong with it."""
    page = course.page(f"{name}.md")
    assert page
    guest = GuestPages(course).of(page)
    assert guest
    return "\n\n".join(guest.markdown()), list(faults_of(page, guest))


@pytest.mark.parametrize(
    ("said", "link"),
    [
        ("{ref}`my part`", "[A part of $x$](../one/first.md#my-part)"),
        ("{ref}`there <my part>`", "[there](../one/first.md#my-part)"),
        ("{numref}`fig-a`", "[The caption](../one/first.md#fig-a)"),
        ("{doc}`/one/first`", "[first](../one/first.md)"),
        ("[there](fig-a)", "[there](../one/first.md#fig-a)"),
        ("{eq}`gauss`", "[(1)](../one/first.md)"),
        ("{eq}`euler`", "[(1)](../one/first.md)"),
    ],
)
def test_a_role_leads_to_another_page_of_the_course(tmp_path: Path, said: str, link: str) -> None:
    assert read(course(tmp_path, one_first=FIRST, two_second=f"See {said}."), "two/second") == (f"See {link}.", [])


def test_a_link_finds_the_heading_of_another_page_by_the_value_that_it_shows(tmp_path: Path) -> None:
    text = "# First\n\n## It takes `{python} steps` steps"
    pages = course(tmp_path, one_first=text, two_second="[there](../one/first.md#it-takes-12-steps)")
    notebook = pages.pages[0].notebook
    assert notebook
    notebook["cells"][0]["metadata"]["inline"] = ["12"]
    assert "## It takes 12 steps { #It-takes-12-steps }" in read(pages, "one/first")[0]
    assert read(pages, "two/second") == ("[there](../one/first.md#It-takes-12-steps)", [])


def test_the_pages_own_name_comes_first(tmp_path: Path) -> None:
    assert read(course(tmp_path, one_first=FIRST, two_own=f"{FIRST}\n\n{{ref}}`fig-a`"), "two/own")[0].endswith(
        "(#fig-a)"
    )


def test_a_name_that_no_page_has_is_refused_with_its_line(tmp_path: Path) -> None:
    _, faults = read(course(tmp_path, one_first=FIRST, two_second="text\n\n{ref}`nowhere`"), "two/second")
    (fault,) = faults
    assert fault.startswith("two/second.md, text cell 1, line 3: {ref}`nowhere` names no part of this course")


def test_a_formula_that_another_page_refers_to_has_its_number_at_home(tmp_path: Path) -> None:
    pages = course(tmp_path, one_first=FIRST, two_second="{eq}`gauss` and {eq}`euler`")
    first = read(pages, "one/first")[0]
    assert first.index(r"\tag{1}") < first.index(r"\tag{2}") and "(gauss)" not in first
    assert read(pages, "two/second")[0] == "[(1)](../one/first.md) and [(2)](../one/first.md)"


def test_a_formula_that_no_page_has_is_refused_with_its_line(tmp_path: Path) -> None:
    _, (fault,) = read(course(tmp_path, one_first=FIRST, two_second="text\n\n{eq}`gone`"), "two/second")
    assert fault.startswith("two/second.md, text cell 1, line 3: no formula has the label gone")


def test_a_comment_on_a_page_in_mysts_form_is_not_shown(tmp_path: Path) -> None:
    assert read(course(tmp_path, one_first="% mine\n\ntext\n% mine"), "one/first") == ("text", [])


@pytest.mark.parametrize(("source", "asked"), [("x = 1\nlen?", "len?"), ("?np.dot", "?np.dot"), ("len??\n", "len??")])
def test_what_would_stand_in_a_pager_is_told(tmp_path: Path, source: str, asked: str) -> None:
    pages = figure_of_code(tmp_path, {}, source, "# Second")
    page = pages.page("one/first.md")
    assert page
    guest = GuestPages(pages).of(page)
    assert guest
    (note,) = notes_of(page, guest)
    assert note.startswith(f"one/first.md, cell 1: what `{asked}` shows") and f"help({asked.strip('?')})" in note


def test_what_is_written_otherwise_than_typed_is_placed(tmp_path: Path) -> None:
    text = "# Second\n\n```{math}\n:label: a\nx\n```\n\n- {doc}`gone`\n- *$$y$$*\n\n"
    text += "> | $|w|$ |\n> |---|\n> | <a href=b.html>b</a> |"
    pages = course(tmp_path, one_second=text)
    guests = GuestPages(pages)
    guest = guests.of(pages.pages[0])
    assert guest and guest.markdown()
    assert guests.places()["one/second.md"] == {
        r"x\tag{1}": ["text cell 1, line 3"],
        "gone.md": ["text cell 1, line 8"],
        r"\displaystyle y": ["text cell 1, line 9"],
        r"\vert w\vert": ["text cell 1, line 11"],
        "../b.html": ["text cell 1, line 11"],
    }


PART = "(named)=\n## A part\n\n:::{note}\nof *it*, $$a$$ (eq:a)\n:::\n"


def including(folder: Path, name: str, directive: str = "include") -> tuple[str, list[str]]:
    """Read a page that includes a file, in a folder that holds some; its whole text, and what is wrong with it."""
    pages = course(folder / "docs", one_page=f"# P\n\n```{{{directive}}} {name}\n```\n\n{{ref}}`named`, {{eq}}`eq:a`")
    files = {"part": PART, "faulty": "a\n\n![](b.png)", "itself": "```{include} itself.md\n```"}
    for file, text in files.items():
        (folder / f"docs/one/{file}.md").write_text(text, encoding="utf-8")
    (folder / "docs/one/latin.md").write_bytes("für".encode("latin-1"))
    (folder / "outside.md").write_text("a secret", encoding="utf-8")
    return read(pages, "one/page")


@pytest.mark.parametrize("name", ["part.md", "/one/part.md", "../one/part.md"])
def test_a_file_is_included_with_what_it_names(tmp_path: Path, name: str) -> None:
    text, faults = including(tmp_path, name)
    assert '!!! note "Note"' in text and "of *it*" in text and "[A part](#named), (1)" in text and not faults


def test_code_is_included_as_it_is_written(tmp_path: Path) -> None:
    text, _ = including(tmp_path, "part.md", "literalinclude")
    assert f"````\n{PART}````" in text or f"```\n{PART}```" in text


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("none.md", "no file none.md is there"),
        ("../one", "no file ../one is there"),
        ("../../outside.md", "../../outside.md lies outside"),
        ("/../outside.md", "outside"),
        ("itself.md", "itself.md includes files itself"),
        ("latin.md", "latin.md is not encoded in UTF-8"),
        ("faulty.md", "faulty.md, line 3: the picture b.png has no alt text"),
        ("part.md\n:start-line: 2", "`:start-line:` is not known here"),
    ],
)
def test_what_cannot_be_included_is_told_by_its_name_and_line(tmp_path: Path, name: str, told: str) -> None:
    text, faults = including(tmp_path, name)
    (fault,) = [each for each in faults if "named" not in each and "eq:a" not in each]
    assert fault.startswith("one/page.md, text cell 1, line 3: ") and told in fault and "secret" not in text
