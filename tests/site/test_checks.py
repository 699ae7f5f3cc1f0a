"""Each check lets a sound site through and stops the one fault it is there for, by name."""

import re
from pathlib import Path

import pytest
from courses import Course
from sound_site import HOME, NOISE, site

from ordermatters_site.check.checks import CHECKS, findings

FAULTS = {
    "links": ('<a href="../nowhere/">x</a>', "a link to ../nowhere/, which is not there"),
    "links ": ('<a href="../#nothing">x</a>', "nothing is called #nothing"),
    "links  ": ('<a href="/sub/">x</a>', "a link to /sub/, which is not there"),
    "links   ": ('<img src="../no.png" alt="p">', "a request to ../no.png, which is not there"),
    "links    ": ('<p style="background: url(no.png)">', "a request to no.png, which is not there"),
    "ids": ('<b id="top">x</b>', "2 elements with the id 'top'"),
    "requests": ('<script src="https://cdn.example/x.js"></script>', "a request to https://cdn.example/x.js"),
    "requests ": ('<link rel="preconnect" href="https://fonts.example">', "a request to https://fonts.example"),
    "requests  ": ('<img alt="a" src="../p.png" srcset="../p.png 1x, //img.example/p.png 2x">', "//img.example/p.png"),
    "requests   ": ('<svg><image href="https://img.example/p.png"/></svg>', "a request to https://img.example/p.png"),
    "requests    ": ("<style>@import '//css.example/s.css'</style>", "a request to //css.example/s.css"),
    "alt text": ('<img src="../p.png">', "a figure without alt text: ../p.png"),
    "alt text ": ("<figure><svg><g/></svg></figure>", "a figure without alt text: a drawing"),
    "mathematics": ('<span class="arithmatex">x</span>', "mathematics that was not rendered"),
    "mathematics ": ("<p>so \\(x^2\\) grows</p>", "mathematics that was not rendered: so \\(x^2\\) grows"),
    "tags": ("<div><b>x</div>", "an unclosed tag <b>"),
    "tags ": ("<section>x", "an unclosed tag <section>"),
}


def test_a_sound_site_passes(tmp_path: Path) -> None:
    assert list(findings(site(tmp_path), HOME)) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_by_its_check_and_by_no_other(tmp_path: Path, fault: str) -> None:
    extra, message = FAULTS[fault]
    found = list(findings(site(tmp_path, extra), HOME))
    assert found and all(str(line).startswith(f"[{fault.strip()}] sub/index.html") for line in found)
    assert message in found[0].what


def test_style_sheets_are_read_too(tmp_path: Path) -> None:
    css = "@import 'https://one.example/x.css'; b { src: url(//two.example/f.woff2) }"
    assert [fault.what for fault in findings(site(tmp_path, css=css), HOME)] == [
        "a request to https://one.example/x.css",
        "a request to //two.example/f.woff2",
    ]


def test_what_a_style_sheet_asks_for_is_there(tmp_path: Path) -> None:
    found = list(findings(site(tmp_path, css="b { src: url(../no.woff2) }"), HOME))
    assert list(map(str, found)) == ["[links] style.css: a request to ../no.woff2, which is not there"]


def test_a_page_for_what_was_not_found_is_checked_too(tmp_path: Path) -> None:
    folder = site(tmp_path)
    (folder / "404.html").write_text('<a href="/course/#start">start</a><a href="/course/#no">no</a>')
    assert list(map(str, findings(folder, HOME))) == [
        "[links] 404.html:1: a link to /course/#no, where nothing is called #no"
    ]


def test_every_check_has_a_fault_planted() -> None:
    assert {fault.strip() for fault in FAULTS} | {"contrast", "weight"} == set(CHECKS)


def test_a_page_that_weighs_too_much_is_named_with_what_weighs(tmp_path: Path) -> None:
    folder = site(tmp_path, f"<pre>{NOISE}</pre>")
    assert list(findings(folder, HOME)) == [] == list(findings(folder, HOME, page_weight=60))
    [found] = findings(folder, HOME, page_weight=30)
    assert re.match(
        r"\[weight\] sub/index\.html: a page of \d\d\.\d kB gzipped, where .* 30 kB: code \d\d\.\d kB,", str(found)
    )
    assert not found.what.endswith("as a `Figure` of `ordermatters.figures`")


def test_a_page_heavy_with_a_picture_is_told_what_weighs_less(tmp_path: Path) -> None:
    folder = site(tmp_path, f'<img alt="noise" src="data:image/png;base64,{NOISE}">')
    [found] = findings(folder, HOME, page_weight=30)
    assert found.what.endswith("as a `Figure` of `ordermatters.figures`")


def test_code_that_is_too_pale_is_found_in_the_style_of_this_project_alone(tmp_path: Path) -> None:
    pale = ":root { --md-code-bg-color: #fff } .highlight .k { color: #999 }"
    folder = site(tmp_path, css=pale)
    (folder / "index.html").write_text('<link rel="stylesheet" href="style.css"><p id="start"><a href="sub/">sub</a>')
    assert list(findings(folder, HOME)) == []
    (folder / "assets").mkdir()
    (folder / "assets/site.css").write_text("")
    found = list(findings(folder, HOME))
    assert len(found) == 2 and all(line.check == "contrast" and line.what.endswith(": k") for line in found)


def test_the_build_says_no_and_the_old_site_stands(course: Course) -> None:
    course.write("docs/index.md", '# Home\n\n<p id="twice">a</p><p id="twice">b</p>\n')
    course.write("site/index.html", "the last good site")
    build = course.build()
    assert build.status == 1 and re.search(r"\[ids\] index.html:\d+: 2 elements with the id 'twice'", build.log)
    assert course.files() == {"index.html": b"the last good site"}
    assert not list(course.folder.glob("site.building-*"))
