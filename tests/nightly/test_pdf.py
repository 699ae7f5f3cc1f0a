"""The whole course as one PDF: everybody can find their way in it, and nothing of it is lost at an edge."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsers import course_site, served
from courses import ROOT
from playwright.sync_api import Browser
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from ordermatters_site.pdf import join_lessons, write_pdf

LESSONS = re.findall(
    r"lessons/([\w-]+)\.md", (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("Reference")[0]
)
CUT = """() => [...document.querySelectorAll("pre > code, table, .om-equation")].filter(element =>
    element.checkVisibility() && element.scrollWidth > element.clientWidth + 1).map(e => e.textContent.slice(0, 80))"""


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    target = tmp_path_factory.mktemp("pdf") / "course.pdf"
    assert write_pdf(course_site()[0], target) == len(LESSONS)
    return PdfReader(target)


def titles(outline: list, depth: int = 0) -> Iterator[tuple[int, str]]:
    for entry in outline:
        if isinstance(entry, list):
            yield from titles(entry, depth + 1)
        else:
            yield depth, entry.title


def elements(node: DictionaryObject | IndirectObject | list) -> Iterator[DictionaryObject]:
    """Walk the tree of tags."""
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, list):
        for child in node:
            yield from elements(child)
    elif isinstance(node, DictionaryObject):
        yield node
        yield from elements(node["/K"]) if "/K" in node else ()


def test_the_outline_has_each_lesson_with_its_headings(pdf: PdfReader) -> None:
    found = list(titles(pdf.outline))
    assert sum(title == "Exercise" for _, title in found) >= len(LESSONS) - 1
    site = course_site()[0]
    for lesson in LESSONS:
        heading = re.search(r"<h1[^>]*>(.*?)(?:<a|</h1>)", (site / f"lessons/{lesson}/index.html").read_text())[1]
        assert re.sub(r"<[^>]*>", "", heading).strip() in [title.strip() for _, title in found], lesson


@pytest.mark.of_this_course
def test_figures_and_formulas_have_their_alt_texts(pdf: PdfReader) -> None:
    alts = [str(element["/Alt"]) for element in elements(pdf.trailer["/Root"]["/StructTreeRoot"]) if "/Alt" in element]
    labels = re.findall(
        r'<svg[^>]*aria-label="([^"]{20})', (course_site()[0] / "lessons/jacobian/index.html").read_text()
    )
    assert labels and all(any(alt.startswith(label[:15]) for alt in alts) for label in labels)


def test_links_between_lessons_stay_in_it_and_others_are_whole(pdf: PdfReader) -> None:
    within, out = 0, []
    for page in pdf.pages:
        for note in page.get("/Annots") or []:
            link = note.get_object()
            action = link.get("/A", {})
            within += "/Dest" in link or action.get("/S") == "/GoTo"
            out += [str(action["/URI"])] if "/URI" in action else []
    assert within > 2 * len(LESSONS)
    assert all(address.startswith("http") for address in out)
    assert not [address for address in out if re.search(r"/lessons/[\w-]+/(#|$)", address)]


def test_no_page_is_mostly_white(pdf: PdfReader) -> None:
    short = {number: page.extract_text() for number, page in enumerate(pdf.pages, 1)}
    assert {number: text for number, text in short.items() if len(text.split()) < 40} == {}


def test_nothing_is_cut_off_at_the_edge(browser: Browser) -> None:
    with served(course_site()[0]) as address, browser.new_context(bypass_csp=True) as context:
        page = context.new_page()
        page.set_viewport_size({"width": 658, "height": 987})  # A4 between its margins
        page.emulate_media(media="print")
        assert join_lessons(page, address) == len(LESSONS)
        assert page.evaluate("document.querySelectorAll('pre > code').length") > 50
        assert page.evaluate(CUT) == []


ADDRESSES = [
    ("https://example.org/course/", "https://example.org/course/reference/notation/?a=b#part"),
    ("http://127.0.0.1:8000/", None),
    ("http://localhost/", None),
    (None, None),
]


@pytest.mark.parametrize(("home", "told"), ADDRESSES)
def test_links_to_other_pages_lead_to_the_published_ones(
    browser: Browser, tmp_path: Path, home: str | None, told: str | None
) -> None:
    head = f'<link rel="canonical" href="{home}">' if home else ""
    listed = '<article><ol><li><a href="lessons/one/">One</a></ol></article>'
    (tmp_path / "index.html").write_text(f"<!doctype html><title>A course</title>{head}{listed}")
    (tmp_path / "lessons/one").mkdir(parents=True)
    links = ["../../reference/notation/?a=b#part", "#here", "https://numpy.org/", "mailto:me@example.org"]
    shown = "".join(f'<a href="{link}">x</a>' for link in links)
    (tmp_path / "lessons/one/index.html").write_text(f"<!doctype html><article><h1>One</h1>{shown}</article>")
    with served(tmp_path) as address, browser.new_context() as context:
        page = context.new_page()
        assert join_lessons(page, address) == 1
        read = "links => links.map(link => link.getAttribute('href'))"
        found = page.eval_on_selector_all("section a", read)
    assert found == [told, "#lessons-one--here", *links[2:]]


def test_a_folder_that_is_no_site_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"has no index\.html: build the site first"):
        write_pdf(tmp_path, tmp_path / "course.pdf")
