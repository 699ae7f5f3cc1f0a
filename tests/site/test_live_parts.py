"""The live parts of a page as they are built: places found and filled, mistakes named, scripts bundled once."""

import gzip
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from courses import ROOT
from stores import browser_library
from weights import LIVE_SCRIPT

from ordermatters import exercises, explorers
from ordermatters_site.check.pages import read_page
from ordermatters_site.faults import SiteError
from ordermatters_site.stage.bundle import BrowserBundle
from ordermatters_site.stage.course import Course, CoursePage
from ordermatters_site.stage.imported_library import loaded
from ordermatters_site.stage.pages import PageOptions
from ordermatters_site.stage.part_html import exercise_html, explorer_html, prediction_html, progress_html
from ordermatters_site.stage.parts import NotebookParts, PageParts, PartContext
from ordermatters_site.stage.placeholders import fill_placeholders
from ordermatters_site.stage.site_markdown import SiteMarkdown
from ordermatters_site.stage.staging import Stage
from ordermatters_site.store import Store


def plain(text: str) -> str:
    return f"<p>{text}</p>"


@pytest.mark.parametrize("name", explorers.names())
def test_an_explorer_is_whole_before_any_script(name: str) -> None:
    explorer = explorers.load(name)
    html = explorer_html(explorer, f"explorer-{name}", {})
    page = read_page(html)
    assert not page.faults.keys() & {"tags", "alt text"}
    assert explorer.view().verdict in html.replace("&#39;", "'").replace("&gt;", ">").replace("&lt;", "<")
    for control in explorer.controls:
        assert f'data-control="{control.name}" data-kind="{control.kind}"' in html
    ids = [value for value, _ in page.ids]
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'\bfor="([^"]+)"', html)) <= set(ids)


def test_an_explorer_begins_with_what_a_page_gives_it() -> None:
    html = explorer_html(explorers.load("chain"), "explorer-chain", {"dims": [2, 300, 500, 1000]})
    assert 'data-built="2,300,500,1000"' in html
    assert "2 → 300 → 500 → 1,000" in html


def test_values_that_cannot_be_drawn_end_the_build() -> None:
    with pytest.raises(SiteError, match=r"the explorer chain cannot draw .*: “sizes, input first” must be a list"):
        explorer_html(explorers.load("chain"), "explorer-chain", {"dims": [2]})


def test_a_slider_over_a_wide_range_moves_by_ratio() -> None:
    html = explorer_html(explorers.load("chain"), "explorer-chain", {"dims": [1, 2000]})
    (last,) = re.findall(r'data-stops="1 2 3 [\d ]+ (\d+)"', html)
    assert last == "2000"
    found = re.findall(r'aria-label="([^"]+), slider" aria-valuetext="(\d+)" min="0" max="(\d+)" value="(\d+)"', html)
    assert [(name, value) for name, value, _, _ in found] == [
        ("sizes, input first 0", "1"),
        ("sizes, input first 1", "2000"),
    ]
    assert [(stop == "0", stop == most) for _, _, most, stop in found] == [(True, False), (False, True)]


def context() -> PartContext:
    return PartContext(browser_library(), Store(), SiteMarkdown([], {}))


def test_a_first_page_does_not_wait_for_the_library(tmp_path: Path) -> None:
    """Nothing is imported, drawn or looked up for it: each part, and what a browser can run, follows at once."""
    parts = ['<div data-explorer="chain"></div>', '<div data-exercise="matmul-cost"></div>']
    text = "\n\n".join(["# A page", *parts, *(f"    {part}" for part in parts)])
    (tmp_path / "page.md").write_text(text, encoding="utf-8")
    page = CoursePage("page.md", tmp_path / "page.md", "page/", "page")
    first = PartContext(None, store := Store(), SiteMarkdown([], {}))
    written = Stage(Course("", "", (page,)), first, PageOptions(), live=True, serving=True).markdown(page)
    assert written.count("This part is still to come.") == 4 and "data-explorer" not in written
    assert len(re.findall(r"^    <div.*</div>$", written, re.MULTILINE)) == 2, "what is indented stands on one line"
    assert "is checked" in NotebookParts("there/", None).fill(parts[1]) and not store._recent


@pytest.mark.parametrize("serving", [False, True])
def test_a_part_that_is_not_there_ends_a_build_and_is_named_on_a_page_that_is_served(
    serving: bool, tmp_path: Path
) -> None:
    """In `mkdocs serve`, which goes on: one wrong place does not keep the other pages from being built."""
    (tmp_path / "page.md").write_text('# A page\n\n<div data-explorer="nosuch"></div>\n', encoding="utf-8")
    page = CoursePage("page.md", tmp_path / "page.md", "page/", "page")
    stage = Stage(Course("", "", (page,)), context(), PageOptions(), live=True, serving=serving)
    if serving:
        assert "page.md, line 3: there is no &#x27;nosuch&#x27;" in stage.markdown(page)
    else:
        with pytest.raises(SiteError, match=r"^page\.md, line 3: there is no 'nosuch'"):
            stage.markdown(page)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (
            "<div data-explorer=\"chain\" data-values='{dims: [1]}'></div>",
            "data-values of the explorer chain is no JSON",
        ),
        ('<div data-explorer="chain" data-values="[1, 2]"></div>', "data-values of the explorer chain names no values"),
        ('<div data-predict="a" data-truth="3"></div>\n' * 2, "two predictions are called 'a'"),
    ],
)
def test_a_part_is_told_with_its_page_and_line(part: str, said: str) -> None:
    with pytest.raises(SiteError, match=rf"^page\.md, line 3: {said}"):
        PageParts("page.md", f"# A page\n\n{part}\n", context()).fill(part)


@pytest.mark.parametrize("name", exercises.names())
def test_an_exercise_has_its_text_and_starter_and_no_solution(name: str) -> None:
    exercise = exercises.load(name)
    html = exercise_html(exercise, f"exercise-{name}", plain)
    assert "tags" not in read_page(html).faults
    assert html.count("<details") == len(exercise.hints) == html.count("</details>")
    assert exercise.title in html
    assert exercise.solution.strip() not in html


def test_all_exercises_are_counted() -> None:
    assert 'data-count="one two"' in progress_html(["one", "two"])


def test_a_number_is_predicted() -> None:
    html = prediction_html({"predict": "ratio", "kind": "number", "truth": " 20.4 ", "label": "How many <times>?"})
    assert "How many &lt;times&gt;?" in html and html.partition("<details")[0].count("20.4") == 0
    assert "<span>20.4</span></p></details>" in html


def test_a_measured_truth_is_marked_where_it_stands() -> None:
    html = prediction_html({"predict": "time", "truth": "93", "measured": ""})
    assert html.count("93") == 1 and "<span data-measured>93</span>" in html


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"predict": "ratio"}, "'ratio' has no data-truth"),
        ({"predict": "way", "kind": "chioce", "truth": "3"}, r"'way' has the kind 'chioce', .*number and choice"),
        ({"predict": "way", "kind": "choice", "choices": "a | b", "truth": "c"}, r"'c', is none of its choices"),
    ],
)
def test_a_prediction_without_an_answer_ends_the_build(data: dict[str, str], message: str) -> None:
    with pytest.raises(SiteError, match=message):
        prediction_html(data)


@pytest.mark.parametrize(
    ("place", "kind", "data"),
    [
        ('<div data-explorer="chain"></div>', "explorer", {"explorer": "chain"}),
        ('- one\n\n    <div data-exercise="rows"> </div>', "exercise", {"exercise": "rows"}),
        ("<div data-exercises-all></div>", "exercises-all", {"exercises-all": ""}),
        (
            "<div data-predict=\"p\" data-kind='choice'\n     data-choices='a > b | \"c\"' data-truth='a > b'></div>",
            "predict",
            {"predict": "p", "kind": "choice", "choices": 'a > b | "c"', "truth": "a > b"},
        ),
        (
            '<div data-explorer="chain" data-values=\'{"dims": [1, 2]}\'></div>',
            "explorer",
            {"explorer": "chain", "values": '{"dims": [1, 2]}'},
        ),
    ],
)
def test_places_are_found_with_what_they_say(place: str, kind: str, data: dict[str, str]) -> None:
    found = []
    filled = fill_placeholders(f"One.\n\n{place}\n\nTwo.\n", lambda *said: found.append(said) or "<b>part</b>")  # type: ignore[func-returns-value]
    assert found == [(kind, data)]
    assert filled.startswith("One.\n\n") and filled.endswith("<b>part</b>\n\nTwo.\n") and "<div" not in filled


@pytest.mark.parametrize(
    "text",
    [
        '<div class="data-explorer"></div>',
        "<div></div>",
        'A place is `<div data-explorer="chain"></div>`.',
        '```html\n<div data-explorer="chain"></div>\n```',
        '- one\n\n    ~~~\n    <div data-explorer="chain"></div>\n    ~~~\n',
    ],
)
def test_what_is_no_place_stays(text: str) -> None:
    assert fill_placeholders(text, lambda *_: pytest.fail("it was filled")) == text


def test_an_unknown_name_is_told_with_the_known_ones() -> None:
    with pytest.raises(SiteError, match=r"there is no 'chains' in ordermatters.explorers, only .*is it chain\?"):
        loaded("explorers", "chains", browser_library())


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Copy src/live, so that a test may change it; packages come from the cache that all builds share."""
    folder = tmp_path / "live"
    shutil.copytree(ROOT / "src/live", folder)
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache/npm").symlink_to(ROOT / ".cache/npm")
    return folder


def test_scripts_are_bundled_once_for_each_state_of_their_sources(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, cache, store = browser_library(), tmp_path / "cache", Store()
    first = BrowserBundle(cache, library, store, sources)
    path = sources / "store.js"
    path.write_text(path.read_text().replace('"ordermatters"', '"elsewhere"'))
    second = BrowserBundle(cache, library, store, sources)
    assert second.script != first.script, "an address changes with what lies there"
    monkeypatch.setattr(BrowserBundle, "_bundle", lambda _: pytest.fail("esbuild was asked"))
    assert BrowserBundle(cache, library, store, sources).script == second.script


def test_another_state_of_the_library_bundles_nothing_anew(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each save of a library module makes one; the scripts know of it by the number of its bytes alone."""
    library, cache, store = browser_library(), tmp_path / "cache", Store()
    whole = BrowserBundle(cache, library, store, sources)
    monkeypatch.setattr(BrowserBundle, "_bundle", lambda _: pytest.fail("esbuild was asked"))
    fewer = replace(library, runs={name: path for name, path in library.runs.items() if "explorers" not in name})
    other = BrowserBundle(cache, fewer, store, sources)
    assert other.script != whole.script
    (counted,) = (len(bundle.bundled["ordermatters.zip"]) for bundle in [other])
    pyodide = sum(path.stat().st_size for path in other.files().values() if path in big(other))
    assert str(pyodide + counted) in other.bundled["live.js"].decode()


def big(bundle: BrowserBundle) -> list[object]:
    return [path for name, path in bundle.files().items() if name.endswith((".wasm", "python_stdlib.zip"))]


def test_two_builds_write_the_same_files(sources: Path, tmp_path: Path) -> None:
    """Wherever the sources lie: the names of the files are made from their content alone."""
    library = browser_library()
    other = tmp_path / "another place" / "live"
    shutil.copytree(sources, other)
    one, two = (BrowserBundle(tmp_path / "cache", library, Store(), folder).files() for folder in (sources, other))
    assert one == two
    assert {Path(name).name for name in one} >= {"ordermatters.zip", "pyodide.asm.wasm", "python_stdlib.zip"}


def test_a_mistake_in_a_script_ends_the_build_with_its_line(sources: Path, tmp_path: Path) -> None:
    (sources / "store.js").write_text("export function kept() { return (; }\n")
    with pytest.raises(SiteError, match=r"src/live could not be bundled: (?s:.*)store\.js:1"):
        BrowserBundle(tmp_path / "cache", browser_library(), Store(), sources)


def test_pages_ask_for_nothing_of_another_host(sources: Path, tmp_path: Path) -> None:
    bundle = BrowserBundle(tmp_path / "cache", browser_library(), Store(), sources)
    scripts = [content for name, content in bundle.bundled.items() if name.endswith(".js")]
    assert scripts and not any(b"cdn." in script for script in scripts)


def test_a_first_visit_fetches_one_small_script_and_the_others_come_when_asked_for() -> None:
    """What two scripts import becomes a third file, which a first visit would fetch as well."""
    bundled = BrowserBundle(ROOT / ".cache", browser_library(), Store()).bundled
    scripts = {name for name in bundled if name.endswith(".js")}
    assert scripts == {"live.js", "worker.js", "codemirror.js", "lecture.js", "hand_in.js"}
    assert b"import{" not in bundled["live.js"] and len(gzip.compress(bundled["live.js"])) < LIVE_SCRIPT
