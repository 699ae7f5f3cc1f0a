"""The course itself, built strictly from this folder: every page, its numbers, its notebooks, its search."""

import ast
import json
import os
import re
import subprocess
from html import unescape
from importlib import metadata
from pathlib import Path

import nbformat
import pytest
import yaml
from browsers import course_site
from courses import ROOT

COLUMN = 71
"""Characters of code that a page has room for beside its navigation; on a phone code scrolls."""
LESSONS = sorted(path.stem for path in (ROOT / "docs/lessons").glob("*.md"))


class _Settings(yaml.SafeLoader):
    """Reads `mkdocs.yml`, whose tags only MkDocs understands."""


_Settings.add_multi_constructor("!", lambda loader, suffix, node: None)
_Settings.add_multi_constructor("tag:", lambda loader, suffix, node: None)


def pages_of(entry: object) -> list[str]:
    """List the files that the navigation names."""
    if isinstance(entry, str):
        return [entry]
    parts = entry.values() if isinstance(entry, dict) else entry
    return [page for part in parts for page in pages_of(part)]


SETTINGS = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), _Settings)


PAGES = [re.sub(r"(?:index)?\.(?:md|ipynb|py)$", "", name) for name in pages_of(SETTINGS["nav"])]
"""The pages, by the folder that each is in on the site, the first page as an empty name."""


@pytest.fixture(scope="module")
def navigation() -> list[str]:
    return PAGES


@pytest.fixture(scope="module")
def site() -> Path:
    return course_site()[0]


def html(site: Path, page: str) -> str:
    return (site / page / "index.html").read_text(encoding="utf-8")


def article(site: Path, lesson: str) -> str:
    """Return the text that a reader of a lesson sees, without its code."""
    body = re.search(r"<article.*?</article>", html(site, f"lessons/{lesson}"), re.DOTALL)
    assert body
    return re.sub(r"<[^>]+>", "", re.sub(r'<div class="[^"]*highlight.*?</div>', "", body[0], flags=re.DOTALL))


def test_every_page_of_the_navigation_is_there(site: Path, navigation: list[str]) -> None:
    for page in navigation:
        assert (site / page / "index.html").is_file(), page


@pytest.mark.of_this_course
@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_asks_first_and_sums_up_last(site: Path, lesson: str) -> None:
    page = html(site, f"lessons/{lesson}")
    assert 'class="admonition predict"' in page
    headings = re.findall(r"<h2 id=\"([^\"]+)\"", page)
    assert headings[-3:] == ["what-you-can-say-now", "exercise", "the-way-on"]


@pytest.mark.of_this_course
@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_says_the_number_that_the_navigation_gives_it(site: Path, lesson: str) -> None:
    named = re.search(rf'href="[^"]*{lesson}/"[^>]*>\s*(?:<[^>]+>\s*)*(\d+) · ', html(site, ""))
    assert re.search(r"Lesson\s(\d*)", article(site, lesson))[1] == (named[1] if named else "")


@pytest.mark.of_this_course
@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_is_offered_as_a_notebook(site: Path, lesson: str) -> None:
    path = site / f"lessons/{lesson}/{lesson}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert "> **Predict first**" in prose and "</details>" in prose
    assert not re.search(r"^\s*(!!!|\?\?\?)|<div data-", prose, re.MULTILINE)
    assert f'href="{lesson}.ipynb"' in html(site, f"lessons/{lesson}")
    assert "`{python}" not in path.read_text(encoding="utf-8")


@pytest.mark.of_this_course
@pytest.mark.parametrize("page", PAGES)
def test_code_that_a_page_shows_fits_its_column(site: Path, page: str) -> None:
    """Examples and signatures of the reference break their lines, and what is folded was not made to be read first."""
    shown = re.sub(r"<details.*?</details>|doc-signature.*?</code>", "", html(site, page), flags=re.DOTALL)
    blocks = re.findall(r'<div class="language-(?!pycon)\w+ highlight.*?<code>(.*?)</code>', shown, re.DOTALL)
    lines = unescape(re.sub(r"<[^>]+>", "", "\n".join(blocks))).split("\n")
    assert blocks or not page.startswith("lessons/")
    assert [line for line in lines if len(line) > COLUMN] == []


@pytest.mark.of_this_course
@pytest.mark.parametrize("lesson", LESSONS)
def test_code_that_a_lesson_shows_needs_no_check(site: Path, lesson: str) -> None:
    """Who types what is shown, and leaves out the checks, meets each name before its use."""
    notebook = nbformat.read(site / f"lessons/{lesson}/{lesson}.ipynb", as_version=4)
    shown: set[str] = set()
    checks: set[str] = set()
    for cell in (cell for cell in notebook.cells if cell.cell_type == "code" and not cell.source.startswith("%")):
        tree, tags = ast.parse(cell.source), cell.metadata.get("tags", [])
        if "check" in tags:
            checks |= bound_names(tree)
            continue
        read = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        assert "folded" in tags or read & checks <= shown | bound_names(tree), cell.source
        shown |= bound_names(tree)


def bound_names(tree: ast.AST) -> set[str]:
    """List what is assigned, defined, imported or an argument anywhere in a piece of code."""
    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                found.add(name)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.alias(asname=str(name)):
                found.add(name)
            case ast.alias(name=name):
                found.add(name.partition(".")[0])
    return found


@pytest.mark.of_this_course
def test_the_numbers_of_the_two_chains(site: Path) -> None:
    """The exercise sheet's own results, as a reader finds them: counted, and the ratios."""
    text = article(site, "order-of-a-chain")
    for number in ("1,020,000", "1,009,600", "2,029,600", "50,000", "49,400", "99,400"):
        assert number in text, number
    for number in ("1,300,000", "1,297,000", "2,597,000", "150,600,000", "150,298,000", "300,898,000"):
        assert number in text, number
    assert re.search(r"20\.4\d*", text) and re.search(r"115\.8\d*", text)


@pytest.mark.of_this_course
def test_search_finds_results_and_no_measurement(site: Path) -> None:
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    texts = " ".join(entry["text"] for entry in index["docs"])
    assert "2,029,600" in texts
    assert "Measured on" not in texts
    assert not re.search(r"\\\(|\\\[|katex", texts)


def test_the_foot_names_commit_and_versions(site: Path, navigation: list[str]) -> None:
    for page in navigation:
        foot = re.search(r'class="om-foot.*?</(?:p|div|footer)>', html(site, page), re.DOTALL)
        assert foot, page
        assert re.search(r"[0-9a-f]{10}|unknown", foot[0])
        assert all(name in foot[0] for name in ("Python", "JAX", "NumPy"))


def test_every_page_can_be_cited(site: Path, navigation: list[str]) -> None:
    """Title, version and the commit's date: in words at its foot, and for programs that collect references."""
    command = ["git", "log", "-1", "--format=%cd", "--date=format-local:%Y/%m/%d"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | {"TZ": "UTC"}, capture_output=True, text=True, check=True)
    date = done.stdout.strip()
    author = SETTINGS.get("site_author") or f"The {SETTINGS['site_name']} authors"
    for name in navigation:
        page = html(site, name)
        cited = dict(re.findall(r'<meta name="citation_(\w+)" content="([^"]*)">', page))
        words = re.search(r"To cite it:(.*?)</p>", page, re.DOTALL)
        assert words and date[:4] in words[1] and f"version {metadata.version('ordermatters')}" in words[1], name
        assert cited["title"] in words[1] and cited["public_url"] in words[1], name
        assert cited["publication_date"] == date and cited["author"] == author, name


def test_no_drawing_stops_the_navigation(site: Path) -> None:
    """Material assigns every `href` that it finds, and an SVG element's cannot be assigned."""
    for page in site.rglob("*.html"):
        assert not re.search(r"<use\b[^>]*\shref=", page.read_text(encoding="utf-8")), page


_OF_PEOPLE = ("docs/", "tests/nightly/guests/")
"""Where notebooks lie that somebody wrote."""


def test_nothing_is_committed_that_a_build_makes() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    made = [name for name in listed if name.endswith(".woff2") or name.startswith(("site/", ".cache/"))]
    written = [name for name in listed if name.endswith(".ipynb") and not name.startswith(_OF_PEOPLE)]
    assert not made + written
