"""The live parts of a page as they are built: places found and filled, mistakes named, scripts bundled once."""

import re
import shutil
from contextlib import nullcontext
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from courses import ROOT
from ordermatters import exercises, explorers
from ordermatters_site.browser.browser_bundle import BrowserBundle
from ordermatters_site.browser.browser_library import BrowserLibrary
from ordermatters_site.browser.imported_library import loaded
from ordermatters_site.browser.live import LivePages
from ordermatters_site.browser.live_parts import exercise_html, explorer_html, prediction_html, progress_html
from ordermatters_site.browser.live_places import PLACE, Filler, data_of
from ordermatters_site.memory import Memory
from ordermatters_site.publication.pages import read_page


def plain(text: str) -> str:
    return f"<p>{text}</p>"


@pytest.mark.parametrize("name", explorers.names())
def test_an_explorer_is_whole_before_any_script(name: str) -> None:
    explorer = explorers.load(name)
    html = explorer_html(explorer, f"explorer-{name}", {})
    page = read_page(html)
    assert not page.unclosed and not page.unnamed_figures
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
    with pytest.raises(PluginError, match=r"the explorer chain cannot draw .*: “sizes, input first” must be a list"):
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


@pytest.mark.parametrize("serving", [False, True])
def test_a_part_that_is_not_there_ends_a_build_and_is_named_on_a_page_that_is_served(serving: bool) -> None:
    """In `mkdocs serve`, which goes on: one wrong place does not keep the other pages from being built."""
    config = MkDocsConfig()
    config.load_dict({"site_name": "Small course", "docs_dir": str(ROOT / "docs")})
    assert not config.validate()[0]
    page = Page("A page", File("page.md", config.docs_dir, config.site_dir, True), config)
    library = BrowserLibrary.read()
    live = LivePages(BrowserBundle(ROOT / ".cache", library), library, Memory(), lambda _: None, serving=serving)
    place = '<h1>A page</h1><div data-explorer="nosuch"></div>'
    with nullcontext() if serving else pytest.raises(PluginError, match=r"page.md: there is no 'nosuch'"):
        html = live.on_page_content(place, page=page, config=config, files=Files([page.file]))
        assert "page.md: there is no &#x27;nosuch&#x27;" in html.partition("<h1")[0]


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
def test_a_part_is_told_with_its_page_and_line(tmp_path: Path, part: str, said: str) -> None:
    (tmp_path / "page.md").write_text(f"# A page\n\n{part}\n", encoding="utf-8")
    config = MkDocsConfig()
    config.load_dict({"site_name": "Small course", "docs_dir": str(tmp_path)})
    assert not config.validate()[0]
    page = Page("A page", File("page.md", config.docs_dir, config.site_dir, True), config)
    filler = Filler(page, config, Files([page.file]), BrowserLibrary.read(), Memory())
    with pytest.raises(PluginError, match=rf"^page\.md, line 3: {said}"):
        filler.fill(part)


@pytest.mark.parametrize("name", exercises.names())
def test_an_exercise_has_its_text_and_starter_and_no_solution(name: str) -> None:
    exercise = exercises.load(name)
    html = exercise_html(exercise, f"exercise-{name}", plain)
    assert not read_page(html).unclosed
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
    with pytest.raises(PluginError, match=message):
        prediction_html(data)


@pytest.mark.parametrize(
    ("html", "kind", "data"),
    [
        ('<div data-explorer="chain"></div>', "explorer", {"explorer": "chain"}),
        ('<p><div data-exercise="rows"></div></p>', "exercise", {"exercise": "rows"}),
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
def test_places_are_found_with_what_they_say(html: str, kind: str, data: dict[str, str]) -> None:
    match = PLACE.fullmatch(html)
    assert match and match["kind"] == kind
    assert data_of(match["attributes"]) == data


def test_what_is_no_place_stays() -> None:
    for html in ('<div class="data-explorer"></div>', "<code>&lt;div data-explorer&gt;</code>", "<div></div>"):
        assert not PLACE.search(html)


def test_an_unknown_name_is_told_with_the_known_ones() -> None:
    with pytest.raises(PluginError, match=r"there is no 'chains' in ordermatters.explorers, only .*is it chain\?"):
        loaded("explorers", "chains", BrowserLibrary.read())


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Copy src/live, so that a test may change it; packages come from the cache that all builds share."""
    folder = tmp_path / "live"
    shutil.copytree(ROOT / "src/live", folder)
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache/npm").symlink_to(ROOT / ".cache/npm")
    return folder


def test_scripts_are_bundled_once_for_each_state_of_their_sources(sources: Path, tmp_path: Path) -> None:
    library, cache = BrowserLibrary.read(), tmp_path / "cache"
    first = BrowserBundle(cache, library, sources)
    script = first.script()
    (made,) = (cache / "live").iterdir()
    before = made.stat().st_mtime_ns
    assert BrowserBundle(cache, library, sources).script() == script
    assert made.stat().st_mtime_ns == before
    path = sources / "store.js"
    path.write_text(path.read_text().replace('"ordermatters"', '"elsewhere"'))
    assert BrowserBundle(cache, library, sources).script() != script, "an address changes with what lies there"


def test_two_builds_write_the_same_files(sources: Path, tmp_path: Path) -> None:
    """Wherever the sources lie: the names of the files are made from their content alone."""
    library, written = BrowserLibrary.read(), []
    other = tmp_path / "another place" / "live"
    shutil.copytree(sources, other)
    for number, folder in enumerate((sources, other)):
        cache, site = tmp_path / f"cache{number}", tmp_path / f"site{number}"
        cache.mkdir()
        (cache / "npm").symlink_to(ROOT / ".cache/npm")
        BrowserBundle(cache, library, folder).write(site)
        written.append({path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()})
    assert written[0] == written[1]
    assert {path.name for path in written[0]} >= {"ordermatters.zip", "pyodide.asm.wasm", "python_stdlib.zip"}


def test_a_mistake_in_a_script_ends_the_build_with_its_line(sources: Path, tmp_path: Path) -> None:
    (sources / "store.js").write_text("export function kept() { return (; }\n")
    bundle = BrowserBundle(tmp_path / "cache", BrowserLibrary.read(), sources)
    with pytest.raises(PluginError, match=r"src/live could not be bundled: (?s:.*)store\.js:1"):
        bundle.script()
    assert list((tmp_path / "cache/live").iterdir()) == []


def test_pages_ask_for_nothing_of_another_host(sources: Path, tmp_path: Path) -> None:
    bundle = BrowserBundle(tmp_path / "cache", BrowserLibrary.read(), sources)
    bundle.write(tmp_path / "site")
    for path in (tmp_path / "site").rglob("*.js"):
        assert "cdn." not in path.read_text(encoding="utf-8"), path.name
