"""Sites of guest notebooks, one for each case that people have reported: what its README says must be seen is seen."""

import sys
from pathlib import Path

import guest_claims
import pytest
import yaml
from courses import Course
from guest_reading import Article
from guest_sites import CASES, built_case, case_site, guest_site
from mkdocs_processes import Build


def case_of(request: pytest.FixtureRequest) -> str:
    """Name the case that a test is named after."""
    return str(request.node.originalname).removeprefix("test_").replace("_", "-")


@pytest.fixture
def build(request: pytest.FixtureRequest) -> Build:
    """What was said when the case's site was built, with all other tests."""
    return built_case(case_of(request))[1]


@pytest.fixture
def site(request: pytest.FixtureRequest) -> Course:
    """The case's site, which has been built."""
    course, build = built_case(case_of(request))
    assert build.status == 0, build.log
    return course


@pytest.fixture
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Course:
    """The case's site in a folder of its own, to be built by the test."""
    return case_site(case_of(request), tmp_path / "site")


def built(site: Course) -> Build:
    build = site.build()
    assert build.status == 0, build.log
    return build


def page(site: Course, name: str = "page") -> Article:
    return Article.of(site, name)


def test_attachment(site: Course) -> None:
    assert page(site).count(r'<img alt="a red bar" src="data:image/png;base64,') == 1


def test_badge(site: Course, build: Build) -> None:
    assert "page.ipynb, text cell 1, line 3" in build.log and "colab-badge.svg" in build.log
    assert page(site).all(r'<a href="https://colab[^"]*">([^<]*)</a>') == ["Open in Colab"]


def test_data_files(fresh: Course) -> None:
    built(fresh)
    assert "['1', '2']" in page(fresh, "part/page").text or "[[" in page(fresh, "part/page").text
    assert (fresh.site / "part/saved.png").exists() and page(fresh, "part/page").count('alt="what was saved"') == 1
    assert not built(fresh).ran


def test_dollar_blanks(site: Course) -> None:
    guest_claims.dollar_blanks(page(site))


def test_figures(site: Course) -> None:
    assert page(site, "two").all(r'alt="(.*?)"') == ["two rising lines (1 of 2)", "two rising lines (2 of 2)"]


def test_figures_without_alt_text_are_refused(tmp_path: Path) -> None:
    build = guest_site(CASES / "figures", tmp_path / "site", without=("two.ipynb",)).build()
    assert build.status and "no-alt.ipynb" in build.log and "alt text" in build.log and "in JupyterLab" in build.log


def test_pictures_without_alt_text_are_refused(tmp_path: Path) -> None:
    others = (
        "fold.ipynb",
        "fold-one-line.ipynb",
        "fold-over-cells.ipynb",
        "alert.ipynb",
        "unclosed.ipynb",
        "anchor.ipynb",
    )
    build = guest_site(CASES / "html", tmp_path / "site", without=others).build()
    assert build.status and "image.ipynb, text cell 1, line 3" in build.log and "alt" in build.log
    assert '`allow: [alt text]` between two lines `---` in a first cell of the kind "Raw"' in build.log


def test_a_script_with_the_line_ends_of_windows(tmp_path: Path) -> None:
    notebooks = ("old.ipynb", "no-ids.ipynb", "crlf.ipynb", "crlf-source.ipynb", "empty-cells.ipynb")
    site = guest_site(CASES / "formats", tmp_path / "site", without=notebooks)
    built(site)
    assert page(site, "crlf").text.endswith("5") and "\r" not in page(site, "crlf").html


def test_formats(site: Course) -> None:
    texts = {name: page(site, name).text for name in ("old", "no-ids", "crlf", "crlf-source", "empty-cells")}
    assert all("\r" not in text for text in texts.values())
    assert texts["crlf-source"].count("3 4") == 1 and "end" in texts["empty-cells"]
    assert texts["old"].startswith("Old notebook") and texts["old"].endswith(" 2")
    assert page(site, "crlf-source").formulas == 2 and page(site, "crlf").count("<li>") == 2


def test_notebooks_that_a_merge_or_a_full_disk_has_left_are_refused_by_their_names(tmp_path: Path) -> None:
    site = guest_site(CASES / "no-index", tmp_path / "site")
    whole = (site.folder / "docs/start.ipynb").read_text(encoding="utf-8")
    first, rest = whole.split("\n", 1)
    site.write("docs/merged.ipynb", f"{first}\n<<<<<<< HEAD\n{rest}\n=======\n{rest}\n>>>>>>> theirs\n")
    site.write("docs/cut.ipynb", whole[: len(whole) // 2])
    site.write("docs/empty.ipynb", "")
    build = site.build()
    assert build.status and "Traceback" not in build.log
    assert (
        all(f"{name}.ipynb: " in build.log for name in ("merged", "cut", "empty")) and "start.ipynb:" not in build.log
    )


def test_front_matter(site: Course) -> None:
    for name in ("raw-first", "markdown-first", "metadata", "script"):
        html = site.html(name)
        assert "<title>My own title - " in html and 'content="What the page is about."' in html
        assert "description:" not in page(site, name).text


def test_heading_math(site: Course) -> None:
    html = site.html("page")
    assert "<title>Title with x^2 - " in html and "x2x" not in html and "f(x) = X^2" in html
    assert page(site).formulas == 2


def test_headings(site: Course) -> None:
    assert page(site, "many-h1").count("<h1") == 1
    outline = site.html("many-h1").partition("<article")[0]
    assert all(f"#{name}" in outline for name in ("Second-part", "Sub", "Third-part"))
    assert page(site, "none").count("<h1") == 1 and page(site, "code-first").count("<h2") == 2


def test_html(site: Course) -> None:
    fold = page(site, "fold")
    assert fold.count("<details") == 1 and fold.count("<summary>Solution</summary>") == 1
    (inside,) = fold.all("<details>(.*)</details>")
    assert "<strong>bold</strong>" in inside and inside.count("<li>") == 2
    assert 'class="katex"' in inside and 'class="nb"' in inside
    box = page(site, "alert")
    assert box.count('class="admonition info"') == 1 and box.count("<b>Mind</b>") == 1 and box.formulas == 1
    assert box.count("<center>in the middle</center>") == 1
    unclosed = page(site, "unclosed")
    assert unclosed.count("<hr") == 1 and unclosed.count("<br") == 1 and unclosed.text.endswith("one two")
    assert page(site, "anchor").all(r'href="#(first|Second-part)"')[:2] == ["first", "Second-part"]
    assert page(site, "fold-over-cells").text.endswith("inside After.")


def test_images(site: Course) -> None:
    kinds = {name: f"data:image/{name}" for name in ("gif", "jpeg", "webp")}
    kinds |= {"alt": "data:image/png", "file": "data:image/png", "url": "../bar.png"}
    for name, source in kinds.items():
        assert page(site, name).count(f'<img src="{source}[^>]*alt="a (?:dot|red bar)"') == 1
    assert page(site, "width").count(r'<img [^>]*width="60"') == 1
    for name in [*kinds, "width"]:
        assert page(site, name).count("<img") == page(site, name).count(r'<img [^>]*width="\d+"[^>]* height="\d+"')


def test_index_notebook(site: Course) -> None:
    assert "<h1" in page(site, "index").html


def test_kernel_names(build: Build) -> None:
    assert build.status and "julia.ipynb: the kernel 'julia-1.11' is not installed" in build.log
    assert "Change Kernel" in build.log and "conda.ipynb" not in build.log.partition("failed")[2]


def test_kernel_without_language(site: Course) -> None:
    assert all("42" in page(site, name).text for name in ("myst", "myst-language", "markdown"))
    assert page(site, "myst-language").count('class="admonition note"') == 1


def test_label_ref(site: Course) -> None:
    assert "( 1 )" in page(site).text and "As (1) and 1 say." in page(site).text


def test_latex_outputs(site: Course) -> None:
    formulas = {"math": 1, "dollars": 1, "environment": 1, "mixed": 3, "text-only": 0, "markdown": 2}
    formulas |= {"sympy-like": 1, "latex-magic": 1}
    assert {name: page(site, name).formulas for name in formulas} == formulas
    assert page(site, "sympy-like").count("<img") == 0


def test_links(site: Course) -> None:
    links = page(site, "part/one").all(r'<a href="([^#"][^"]*)"')
    three = "../../other/Kapitel%20drei%20%C3%BCben/"
    assert links == ["../two/", *["../two/#Second-part"] * 2, "../../", three, three, "../two/"]
    assert page(site, "part/one").count(r'<img [^>]*src="../img/bar.png"') == 2


def test_list_joins_cells(site: Course) -> None:
    guest_claims.list_joins_cells(page(site))


def test_lists(site: Course) -> None:
    guest_claims.lists(page(site))


def test_magics(site: Course) -> None:
    text = page(site).text
    assert all(shown in text for shown in ("499500", "from the shell", "bold", "in bash", "riting written.txt"))


def test_math_blocks(site: Course) -> None:
    guest_claims.math_blocks(page(site))


def test_math_strict(site: Course) -> None:
    assert page(site).on_display == 1


def test_newcommand(site: Course) -> None:
    assert page(site).formulas == 1 and "newcommand" not in page(site).text


def test_no_index(site: Course) -> None:
    assert "2" in page(site, "start").text


def test_order(site: Course) -> None:
    guest_claims.order(page(site))


def test_plugin_offline(site: Course) -> None:
    html = (site.site / "lesson.html").read_text(encoding="utf-8")
    assert "iframe-worker" not in html and 'href="licences.html"' in html and 'href="nb.html"' in html


def test_plugin_privacy(fresh: Course) -> None:
    with_it = _shown(fresh)
    settings = yaml.safe_load((fresh.folder / "mkdocs.yml").read_text(encoding="utf-8"))
    settings["plugins"] = [each for each in settings["plugins"] if "privacy" not in each]
    fresh.write("mkdocs.yml", yaml.safe_dump(settings, allow_unicode=True, sort_keys=False))
    assert with_it == _shown(fresh)


def _shown(site: Course) -> dict[str, str]:
    """Build a site, and return the articles of its pages."""
    built(site)
    return {name: page(site, name).html for name in ("index", "lesson", "nb")}


def test_config_by_relative_path(course: Course) -> None:
    course.lesson("lesson", "# A lesson\n\n```python\n6 * 7\n```\n")
    built(course)
    as_usual = course.html("lesson")
    build = course.build("-f", "mkdocs.yml")
    assert build.status == 0 and not build.ran and course.html("lesson") == as_usual
    assert (CASES / "config-by-relative-path" / "README").exists()


def test_every_case_has_a_test() -> None:
    """A case that came in with its README and without a test would be held against nothing."""
    tested = {name.removeprefix("test_").replace("_", "-") for name in globals() if name.startswith("test_")}
    assert {case.name for case in CASES.iterdir()} <= tested


def test_plugin_tags(site: Course) -> None:
    assert "A lesson" in page(site, "tags").text and "A notebook" in page(site, "tags").text


def test_progress(site: Course) -> None:
    outputs = [output.strip() for output in page(site).all('class="om-output"><pre[^>]*><code>(.*?)</code>')]
    assert outputs[0].startswith("100%|") and outputs[0].count("|") == 2 and outputs[1] == "step 3"
    assert outputs[2] == "red plain green\nkept cleared up\nlink" and outputs[3] == "xyz"


def test_real_charts(site: Course) -> None:
    for name in ("plotly-show", "plotly-value", "altair-chart"):
        assert page(site, name).count("not on this page") == 1 and page(site, name).count("<script") == 0
    assert page(site, "seaborn").count('<img [^>]*alt="a line"') == 1
    assert page(site, "slider").count("not on this page") == 1


def test_same_name(build: Build) -> None:
    assert build.status and "learning.ipynb and learning.md want the same address" in build.log


def test_shell_environment(site: Course) -> None:
    cells, from_shell, pip = page(site).all(r'class="om-output"><pre[^>]*><code>(.*?)</code>')
    assert sys.prefix in cells and from_shell == sys.prefix
    assert "site-packages/pip" in pip  # of which Python, its own script says, wherever that was copied to


def test_stored_outputs(site: Course) -> None:
    article = page(site)
    assert article.count("<table") == 1 and article.count('alt="a bar"') == 1 and article.formulas == 1
    assert "epoch 1 epoch 2" in article.text and "ZeroDivisionError: division by zero" in article.text
    assert "IntSlider(value=3) This control is drawn by a script" in article.text


def test_streams(site: Course) -> None:
    guest_claims.streams(page(site))


def test_subpath(site: Course) -> None:
    assert "https://example.org/course/2026/nb/" in site.html("nb")


def test_sympy(site: Course) -> None:
    assert page(site).formulas >= 4 and page(site).count("data:image/png") == 0


def test_tags(site: Course) -> None:
    article = page(site)
    assert article.count("REMOVED") == 1  # in the code that prints it
    assert "output of remove-input" in article.text and article.text.count("remove-input") == 1
    assert "ZeroDivisionError" in article.text and article.count("Show the code") == 3
    assert article.count("Show the output") == 1
    assert "secret" not in (site.site / "page/page.ipynb").read_text(encoding="utf-8")


def test_tqdm(site: Course) -> None:
    for name in ("plain", "auto"):
        assert page(site, name).text.count("epochs:") == 1 and "5/5" in page(site, name).text


def test_widgets(site: Course) -> None:
    for name in ("widget", "plotly", "altair", "js"):
        assert page(site, name).count("not on this page") == 1
    assert "cdn.example.org" not in "".join(page(site, "altair").all("<(?:script|link|img)[^>]*>"))
    assert '"a": [' in page(site, "json").text
