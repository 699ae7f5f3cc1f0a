"""What notebooks and scripts of others say of themselves: front matter, kernels, what they let through."""

import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ordermatters_site.run.lessons import Lesson, LessonError, has_python_kernel, read_lesson
from ordermatters_site.run.page_checks import (
    allowances,
    alt_text,
    check_figures,
    check_numbers,
    richest,
)
from ordermatters_site.run.schedule import read_all
from ordermatters_site.store import Store

TITLED = "---\ntitle: My own title\ntags: [matrices]\n---"
PNG = {"output_type": "display_data", "data": {"image/png": "QUJD"}, "metadata": {}}


def cell(kind: str, source: str, **metadata: Any) -> dict[str, Any]:
    code = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {"cell_type": kind, "source": source, "metadata": metadata, **code}


def notebook(tmp_path: Path, *cells: dict[str, Any], **metadata: Any) -> Lesson:
    path = tmp_path / "page.ipynb"
    path.write_text(json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 4}))
    return read_lesson(path, "page.ipynb", Store())


def text(tmp_path: Path, name: str, content: str) -> Lesson:
    path = tmp_path / name
    path.write_text(content)
    return read_lesson(path, name, Store())


def test_front_matter_is_read_wherever_people_put_it(tmp_path: Path) -> None:
    pages = [
        notebook(tmp_path, cell("raw", TITLED), cell("markdown", "# Heading")),
        notebook(tmp_path, cell("markdown", TITLED), cell("markdown", "# Heading")),
        notebook(tmp_path, cell("markdown", f"{TITLED}\n\n# Heading")),
        notebook(tmp_path, cell("markdown", "# Heading"), title="My own title", tags=["matrices"], toc={"a": 1}),
        text(
            tmp_path,
            "page.py",
            "# ---\n# title: My own title\n# tags: [matrices]\n# ---\n\n# %% [markdown]\n# # Heading\n",
        ),
    ]
    for page in pages:
        assert page.meta == {"title": "My own title", "tags": ["matrices"]}
        assert [each["source"] for each in page.notebook["cells"]] == ["# Heading"]


def test_a_rule_at_the_top_is_no_front_matter(tmp_path: Path) -> None:
    page = notebook(tmp_path, cell("markdown", "---\nSome words.\n\n---\nMore: words."))
    assert not page.meta and len(page.notebook["cells"]) == 1


def test_a_raw_cell_that_is_no_front_matter_stays(tmp_path: Path) -> None:
    assert [each["cell_type"] for each in notebook(tmp_path, cell("raw", "raw")).notebook["cells"]] == ["raw"]


@pytest.mark.parametrize(
    ("kernel", "language"),
    [
        (None, "python"),
        ({"name": "python3", "display_name": "Python 3"}, "python"),
        ({"name": "conda-env-course-py", "display_name": "course"}, "python"),
        ({"name": "julia-1.11", "display_name": "Julia 1.11", "language": "julia"}, "julia"),
        ({"name": "ir", "display_name": "R"}, None),
    ],
)
def test_the_language_of_a_kernel_is_known_by_its_name(
    tmp_path: Path, kernel: dict[str, str] | None, language: str | None
) -> None:
    given = {"kernelspec": kernel} if kernel else {}
    page = notebook(tmp_path, cell("code", "1"), **given)
    assert page.notebook["metadata"]["kernelspec"].get("language") == language


@pytest.mark.parametrize(
    "front_matter",
    [
        "jupyter:\n  kernelspec: {display_name: Python 3, name: python3}",
        "kernelspec: {display_name: Python 3, name: python3}",
        "kernelspec: { name: python3 }",
        "file_format: mystnb\nkernelspec:\n  name: python3",
        "title: T\nkernelspec:\n    name: python3\n    language: python\ndescription: D",
        "jupyter:\n  kernelspec:\n    name: python3",
        "jupytext:\n  text_representation: {extension: .md, format_name: myst}\n"
        "kernelspec: {name: python3, display_name: P}",
    ],
)
def test_a_page_whose_kernel_has_no_language_runs(tmp_path: Path, front_matter: str) -> None:
    path = tmp_path / "page.md"
    path.write_text(f"---\n{front_matter}\n---\n\n# Title\n\n```{{code-cell}}\n1 + 1\n```\n")
    assert has_python_kernel(path, "page.md", Store())
    assert "kernelspec" not in read_lesson(path, "page.md", Store()).meta


@pytest.mark.parametrize("front_matter", ["kernelspec: python3", "jupyter: python3"])
def test_a_kernel_that_is_only_named_is_refused_in_a_sentence(tmp_path: Path, front_matter: str) -> None:
    with pytest.raises(LessonError, match="python3` is no more than a name") as caught:
        text(tmp_path, "page.md", f"---\n{front_matter}\n---\n\n# Title\n\n```python\n1 + 1\n```\n")
    assert "display_name: Python 3" in str(caught.value)


@pytest.mark.parametrize("front_matter", ["title: T", "jupyter:\n  kernelspec: {name: python3, display_name: P}"])
def test_three_colons_do_not_make_a_page_pandocs(tmp_path: Path, front_matter: str) -> None:
    path = tmp_path / "page.md"
    path.write_text(f"---\n{front_matter}\n---\n\n# Title\n\n::: ordermatters.counting\n\n```python\n1 + 1\n```\n")
    assert has_python_kernel(path, "page.md", Store()) == ("jupyter" in front_matter)
    assert "::: ordermatters.counting" in read_lesson(path, "page.md", Store()).notebook["cells"][0]["source"]


def test_every_typed_number_of_a_page_is_told_at_once_and_can_be_let_through(tmp_path: Path) -> None:
    body = "jupyter:\n  kernelspec: {name: python3, language: python, display_name: P}\n---\n\n12 and\n\n34\n"
    with pytest.raises(LessonError) as caught:
        check_numbers(text(tmp_path, "page.md", f"---\n{body}"))
    assert "line 6: the number 12" in str(caught.value) and "line 8: the number 34" in str(caught.value)
    assert str(caught.value).count("allow: [numbers]") == 1
    check_numbers(text(tmp_path, "page.md", f"---\nallow: [numbers]\n{body}"))


@pytest.mark.parametrize(
    ("span", "meant"), [("{pyhton} 6*7", "python"), ("{Python} 6*7", "python"), ("{measure} t", "measured")]
)
def test_an_inline_value_of_a_misspelt_kind_is_told_by_line(tmp_path: Path, span: str, meant: str) -> None:
    head = "---\njupyter:\n  kernelspec: {name: python3, language: python, display_name: P}\n---\n\n"
    kind = span.partition(" ")[0]
    for page in (
        f"{head}It is\n`{span}`.\n",
        f"{head}It is\n`{span}`.\n".replace("jupyter:", "allow: [numbers]\njupyter:"),
    ):
        with pytest.raises(
            LessonError, match=re.escape(f"there is no inline `{kind}`; is it `{{{meant}}}`?")
        ) as caught:
            check_numbers(text(tmp_path, "page.md", page))
        assert f"line {page.count(chr(10))}" in str(caught.value)
    for other in ("{ref} place", "{latex} x", "{python} x", "{python}", "pyhton x"):
        check_numbers(
            text(tmp_path, "page.md", f"{head}It is `{other}`, ``{{pyhton}} x``.\n\n```\n`{{pyhton}} x`\n```\n")
        )


def test_numbers_in_a_page_for_jupyter_book_are_its_authors_as_in_a_notebook(tmp_path: Path) -> None:
    head = "---\njupytext:\n  text_representation: {extension: .md, format_name: myst}\n"
    kernel = "kernelspec: {name: python3, display_name: P}\n---\n\n"
    check_numbers(text(tmp_path, "page.md", f"{head}{kernel}In 1965.\n\n```{{code-cell}}\n1 + 1\n```\n"))


@pytest.mark.parametrize(
    ("name", "mend"), [("p.ipynb", "metadata of its cell"), ("p.py", "# %% alt="), ("p.md", "```python alt")]
)
def test_a_figure_without_alt_text_is_told_in_the_way_of_its_file(tmp_path: Path, name: str, mend: str) -> None:
    cells = [cell("code", "a"), cell("code", "b", alt="b"), cell("code", "c")]
    for each in cells:
        each["outputs"] = [PNG]
    page = Lesson(name, tmp_path / name, "a\nb\nc", {"cells": cells, "metadata": {}}, {})
    with pytest.raises(LessonError) as caught:
        check_figures(page, page.notebook)
    assert "cell 1" in str(caught.value) and "cell 3" in str(caught.value) and "cell 2" not in str(caught.value)
    assert mend in str(caught.value)
    allowed = Lesson(name, tmp_path / name, "", page.notebook, {"allow": ["alt text"]})
    check_figures(allowed, page.notebook)


def test_a_figure_of_a_page_for_jupyter_book_is_told_in_its_own_way(tmp_path: Path) -> None:
    form = {"jupytext": {"text_representation": {"format_name": "myst"}}}
    page = Lesson(
        "p.md", tmp_path / "p.md", "a", {"cells": [cell("code", "a") | {"outputs": [PNG]}], "metadata": form}, {}
    )
    with pytest.raises(LessonError, match="`:alt: what it shows`"):
        check_figures(page, page.notebook)


@pytest.mark.parametrize("said", [{"image": {"alt": "a line"}}, {"figure": {"caption": "a line", "name": "f"}}])
def test_what_jupyter_book_says_of_a_figure_is_its_alt_text(said: dict[str, Any]) -> None:
    assert alt_text(cell("code", "plot", mystnb=said) | {"outputs": [PNG]}, PNG) == "a line"


@pytest.mark.parametrize("said", ["#| fig-alt: a line\n#| fig-cap: more", '#| fig-cap: "a line"'])
def test_what_quarto_says_of_a_figure_is_its_alt_text(said: str) -> None:
    assert alt_text(cell("code", f"{said}\nplot") | {"outputs": [PNG]}, PNG) == "a line"


@pytest.mark.parametrize(
    ("given", "texts"),
    [
        ("lines", ["lines (1 of 2)", "lines (2 of 2)"]),
        (["one", "two"], ["one", "two"]),
        (["one"], ["one", ""]),
        ("", ["", ""]),
    ],
)
def test_two_figures_of_a_cell_have_a_text_each(given: object, texts: list[str]) -> None:
    both = cell("code", "plot()", alt=given)
    both["outputs"] = [dict(PNG), {"output_type": "stream", "text": "x"}, dict(PNG)]
    assert [alt_text(both, output) for output in both["outputs"] if "data" in output] == texts


@pytest.mark.parametrize(
    ("kinds", "shown"),
    [
        (["image/png", "text/latex", "text/plain"], "text/latex"),
        (["text/plain", "image/gif"], "image/gif"),
        (["text/html", "image/png"], "text/html"),
        (["application/x-unknown"], ""),
    ],
)
def test_what_is_shown_of_an_output_is_what_jupyter_shows(kinds: list[str], shown: str) -> None:
    assert richest({"output_type": "display_data", "data": dict.fromkeys(kinds, "")}) == shown


def test_a_page_can_let_through_only_what_there_is(tmp_path: Path) -> None:
    page = notebook(tmp_path, cell("raw", "---\nallow: [typos]\n---"))
    assert allowances(page.meta) == ["typos"]
    lessons, outcomes = read_all([SimpleNamespace(src_uri=page.name, abs_src_path=page.path)], Store())  # type: ignore[list-item]
    assert lessons == []
    assert "`allow: [typos]` names no kind of fault" in str(outcomes[page.name].error)
