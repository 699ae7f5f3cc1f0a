"""What is shown to be copied is what it says: the smallest lesson ran, the README's example prints its comment."""

import contextlib
import io
import json
import re
from html import unescape

import pytest
from browsers import course_site
from courses import ROOT, Course
from weights import FONTS, HTML, SCRIPTS, TOTAL

from ordermatters.exercises import check
from ordermatters.exercises.hand_in import FORMAT, VERSION
from ordermatters_site.stage.lists import WORDS_A_MINUTE

_NAMED_FILE = re.compile(r"\b(?:src|tests)/[\w./-]+\.(?:py|css|js|mjs|html|md|json)\b")
EXAMPLES = {
    ("src/ordermatters/exercises/trace.py", "write-an-exercise.md"),
    ("src/ordermatters/explorers/square.py", "write-an-explorer.md"),
    ("tests/benchmarks/NAME.py", "CONTRIBUTING.md"),
}
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_smallest_lesson_is_shown_with_what_this_build_made_of_it() -> None:
    folder, _ = course_site()
    page, own = (
        (folder / "reference" / name / "index.html").read_text("utf-8")
        for name in ("write-a-lesson", "smallest-lesson")
    )
    source = (ROOT / "docs/reference/smallest-lesson.md").read_text("utf-8")
    shown, _, result = page.partition('<div class="admonition example">')
    code = re.search(r'<div class="language-markdown highlight">(.*?)</div>', shown, re.DOTALL)
    assert code and unescape(re.sub(r"<[^>]+>", "", code[1])).strip() == source.strip()
    for html in (result, own):
        assert "The trace of the identity is 3." in re.sub(r"<[^>]+>", "", html)
        assert 'class="om-output"' in html


def test_the_file_that_is_handed_in_was_just_written() -> None:
    folder, _ = course_site()
    page = (folder / "reference/teaching/index.html").read_text("utf-8")
    shown = re.search(r'<div class="om-output"><pre[^>]*><code>(.*?)</code></pre></div>', page, re.DOTALL)
    assert shown
    handed_in = json.loads(unescape(shown[1]))
    assert (handed_in["format"], handed_in["version"]) == (FORMAT, VERSION)
    answer = handed_in["exercises"]["matmul-cost"]
    assert answer["passed"] and check("matmul-cost", answer["text"]).message == answer["message"]


def test_the_page_of_this_site_names_the_limits_that_are_tested() -> None:
    page = " ".join((ROOT / "docs/reference/this-site.md").read_text("utf-8").split())
    html, total, scripts, fonts = (limit // 1000 for limit in (HTML, TOTAL, SCRIPTS, FONTS))
    assert f"at most {html} kB of HTML" in page and f"a first visit at most {total} kB" in page
    assert f"at most {scripts} kB of it scripts and {fonts} kB fonts" in page
    assert f"page_weight: {html}" in (ROOT / "mkdocs.yml").read_text("utf-8")
    assert f"at {WORDS_A_MINUTE} a minute" in page


def test_an_example_that_is_no_lesson_is_named(course: Course) -> None:
    course.write("docs/index.md", "# Home\n\n<!-- example: nowhere.md -->\n")
    assert "index.md: the example nowhere.md is not a lesson of this course" in course.build().log


@pytest.mark.of_this_course
def test_the_commands_are_the_same_on_windows() -> None:
    unix = [line.partition(" && ")[2] for line in re.findall(r"^python3 .*$", README, re.MULTILINE)]
    windows = [line.partition(" && ")[2].replace("\\", "/") for line in re.findall(r"^py .*$", README, re.MULTILINE)]
    serve, test = (line.replace(".venv/bin", ".venv/Scripts") for line in unix)
    assert windows == [serve, f"{test} tests/library"]


@pytest.mark.of_this_course
def test_the_example_prints_what_stands_beside_it() -> None:
    examples = re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    example = next(example for example in examples if "best_bracketing" in example)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(example, {})
    assert printed.getvalue().strip() == example.rpartition("# ")[2].strip()


@pytest.mark.of_this_course
def test_a_file_that_text_or_a_comment_names_is_there() -> None:
    folders = (("docs", "**/*.md"), ("src/live", "*.js"), ("src/ordermatters_site/shell/theme", "**/*.[ch]*"))
    texts = [ROOT / "CONTRIBUTING.md", ROOT / "mkdocs.yml", ROOT / "tests/benchmarks/README.md"]
    texts += [path for folder, kind in folders for path in sorted((ROOT / folder).glob(kind))]
    named = {(name, path.name) for path in texts for name in _NAMED_FILE.findall(path.read_text("utf-8"))}
    assert ("src/ordermatters_site/stage/blocks.py", "5-code.css") in named
    assert {(name, text) for name, text in named if not (ROOT / name).exists()} == EXAMPLES
