"""What one build has made, the next one takes from the store, unless anything that it depends on has changed."""

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from courses import ROOT, Course
from sound_site import HOME, site
from stores import OF_NO_CODE

from ordermatters_site import store
from ordermatters_site.check import pages
from ordermatters_site.check import site as checked_site
from ordermatters_site.check.checks import Fault, findings
from ordermatters_site.store import Store

PAGE = """# Lesson

```python
print(6 * 7)
```

<div data-explorer="chain"></div>

<div data-exercise="rows"></div>
"""
MADE_OF_A_LESSON = {
    "lesson",
    "program",
    "module summary",
    "reached",
    "browser cells",
    "rendered page",
    "search entries",
    "page",
    "weight",
}
MADE_OF_THE_LIBRARY = {
    "module for browsers",
    "reached",
    "browser cells",
    "explorer",
    "drawn at its ends",
    "exercise",
    "sound exercise",
}


def test_what_was_computed_once_is_not_computed_again(tmp_path: Path) -> None:
    computed: list[str] = []
    for build in ("first", "second"):
        known = Store(tmp_path / "store.sqlite")
        for _ in range(2):
            assert known.get_or_compute("sum", [1, {"a": 2}], lambda: computed.append("sum") or [3]) == [3]
        assert known.get_or_compute("sum", [1, {"a": 3}], lambda: computed.append("other origin") or [4]) == [4]
        assert known.get_or_compute("list", [1, {"a": 2}], lambda: computed.append("other kind") or [5]) == [5]
        assert known.get_or_compute("bytes", 1, lambda: computed.append("bytes") or b"\0\xff") == b"\0\xff"
        known.flush()
        assert computed == ["sum", "other origin", "other kind", "bytes"], build


def test_what_a_build_has_used_stays_in_memory_for_the_next_and_the_rest_does_not(tmp_path: Path) -> None:
    served, file = Store(tmp_path / "store.sqlite"), tmp_path / "store.sqlite"
    served.put("letter", "a", ["a"])
    served.put("letter", "b", ["b"])
    served.flush()
    assert served.get("letter", "a") == ["a"]
    served.flush()
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("DELETE FROM cache")
    assert served.get("letter", "a") == ["a"] and served.get("letter", "b") is None


def test_what_was_used_least_recently_is_thrown_away_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one rule for all kinds: nobody looks into `.cache`, and each save of a page adds to it."""
    monkeypatch.setattr(store, "MOST_BYTES", 250)
    clock = iter(range(100))
    monkeypatch.setattr(store.time, "time", lambda: float(next(clock)))
    for used in ("a", "b", "a", "c"):
        build = Store(tmp_path / "store.sqlite")
        build.get_or_compute("letter", used, lambda used=used: used.encode() * 100)
        build.flush()
    kept = Store(tmp_path / "store.sqlite")
    assert [letter for letter in "abc" if kept.get("letter", letter)] == ["a", "c"]


def test_all_is_computed_anew_when_the_plugin_python_or_a_package_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = tmp_path / "plugin"
    shutil.copytree(Path(store.__file__).parent, code)
    monkeypatch.setattr(store, "__file__", str(code / "store.py"))
    states, formulas = [], []
    for change in (
        lambda: None,
        lambda: monkeypatch.setattr(store, "installed_packages", lambda: {"markdown": "99"}),
        lambda: monkeypatch.setattr(store.platform, "python_version", lambda: "3.99"),
        lambda: (code / "stage/parts.py").write_text("pass"),
    ):
        change()
        store._state.cache_clear()
        known = Store(tmp_path / "store.sqlite")
        states.append(known.get_or_compute("number", None, lambda: len(states)))
        formulas.append(known.get_or_compute("formula", None, lambda: len(formulas), of_this_code=False))
    store._state.cache_clear()
    assert states == [0, 1, 2, 3] and formulas == [0, 0, 0, 0]


@pytest.mark.parametrize("damage", [b"", b"{", b"SQLite format 3\0" + b"x" * 5000])
def test_a_damaged_store_counts_as_none(tmp_path: Path, damage: bytes) -> None:
    file = tmp_path / "store.sqlite"
    file.write_bytes(damage)
    known = Store(file)
    assert known.get_or_compute("sum", 1, lambda: 2) == 2
    assert Store(file).get_or_compute("sum", 1, lambda: 3) == 2


@pytest.mark.parametrize("value", ["[3]", "{}", "7", "", "[" * 100_000, b"\x00", None])
def test_a_value_that_somebody_has_changed_is_computed_anew(tmp_path: Path, value: object) -> None:
    """Cut short, of another shape, or another entry's: whoever asked for it could not go on."""
    known = Store(tmp_path / "store.sqlite")
    known.put("list", 1, [1, 2])
    known.put("list", 2, [3])
    with closing(sqlite3.connect(tmp_path / "store.sqlite")) as database, database:
        database.execute("UPDATE cache SET value = ?", (value,))
    assert Store(tmp_path / "store.sqlite").get_or_compute("list", 1, lambda: "anew") == "anew"


def test_two_values_that_have_changed_places_are_computed_anew(tmp_path: Path) -> None:
    known = Store(tmp_path / "store.sqlite")
    known.put("list", 1, [1])
    known.put("list", 2, [2])
    with closing(sqlite3.connect(tmp_path / "store.sqlite")) as database, database:
        rows = database.execute("SELECT value, checksum, key FROM cache").fetchall()
        for (value, checksum, _), (_, _, key) in zip(rows, rows[::-1], strict=True):
            database.execute("UPDATE cache SET value = ?, checksum = ? WHERE key = ?", (value, checksum, key))
    assert Store(tmp_path / "store.sqlite").get_or_compute("list", 1, lambda: "anew") == "anew"


def test_a_store_that_cannot_be_written_keeps_nothing_and_ends_no_build(tmp_path: Path) -> None:
    known = Store(tmp_path / "store.sqlite")
    other = sqlite3.connect(tmp_path / "store.sqlite")
    other.execute("DROP TABLE cache")
    assert known.get_or_compute("sum", 1, lambda: 2) == 2
    known.flush()
    assert Store(tmp_path / "store.sqlite").get("sum", 1) is None
    other.close()


def test_a_page_is_checked_again_when_it_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site").mkdir()
    folder, read = site(tmp_path / "site"), []
    reader = checked_site.read_page
    monkeypatch.setattr(checked_site, "read_page", lambda html: read.append(html) or reader(html))

    def found() -> list[Fault]:
        known = Store(tmp_path / "store.sqlite")
        faults = list(findings(folder, HOME, known))
        known.flush()
        return faults

    assert found() == found() == [] and len(read) == 2
    page = folder / "sub/index.html"
    page.write_text(page.read_text() + '<img src="../p.png">')
    assert found()[0].check == found()[0].check == "alt text" and len(read) == 3


def test_another_state_of_the_library_makes_no_other_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its name stands in the address of the scripts, on every page."""
    old, new = "assets/live/0123456789abcdef/", "assets/live/fedcba9876543210/"
    read = []
    monkeypatch.setattr(checked_site, "read_page", lambda html: read.append(html) or pages.read_page(html))
    page, known = tmp_path / "index.html", Store()
    for folder in (old, new):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "live.js").touch()
        page.write_text(f'<p>One<script src="{folder}live.js"></script><a href="{old}live.js">their first state</a>')
        assert list(findings(tmp_path, HOME, known)) == []
        assert checked_site.Site.read(tmp_path, HOME, known).pages["index.html"] == pages.read_page(page.read_text())
    assert len(read) == 2, "the second page holds a name that is not its own scripts'"

    (tmp_path / new / "live.js").unlink()
    assert [fault for fault in findings(tmp_path, HOME, known) if new in fault.what]
    page.write_text(page.read_text().replace(old, new))
    assert len(list(findings(tmp_path, HOME, known))) == 2 and len(read) == 2


# Builds with templates of the course's own: those of the plugin are not a test's to edit.
OWN_TEMPLATES = """
from pathlib import Path
import jinja2
from ordermatters_site.stage import part_html
part_html._FOLDER = Path("parts")
part_html._TEMPLATES.loader = jinja2.FileSystemLoader("parts")
"""


@pytest.fixture
def themed(tmp_path: Path) -> Course:
    """A course in this project's theme, with a library and templates of its own."""
    theme = ROOT / "src/ordermatters_site/shell/theme"
    course = Course(tmp_path, f"{{name: material, font: false, custom_dir: {theme}}}")
    shutil.copytree(ROOT / "src/ordermatters", course.folder / "src/ordermatters")
    shutil.copytree(ROOT / "src/ordermatters_site/stage/templates", course.folder / "parts")
    course.environment["PYTHONPATH"] = str(course.folder / "src")
    course.write("docs/stylesheets/figures.css", (ROOT / "docs/stylesheets/figures.css").read_text())
    course.lesson("lesson", PAGE)
    with closing(sqlite3.connect(course.folder / ".cache/store.sqlite")) as database, database:
        database.execute("DELETE FROM cache WHERE kind NOT IN (?, ?, ?)", OF_NO_CODE)
    return course


def made(course: Course) -> set[str]:
    """Build, and say what kinds of things had to be made."""
    build = course.start("--verbose", first=OWN_TEMPLATES).end()
    assert build.status == 0, build.log
    return set(re.findall(r"computed anew: (.*)", build.log))


def test_a_build_makes_what_has_changed_and_nothing_else(themed: Course) -> None:
    assert made(themed) >= MADE_OF_A_LESSON | MADE_OF_THE_LIBRARY
    first = themed.files()
    assert made(themed) == set()
    assert themed.files() == first

    themed.edit("docs/lesson.md", "print(6 * 7)", "print(6 * 8)")
    assert made(themed) == MADE_OF_A_LESSON
    assert "48" in themed.html()

    themed.edit("src/ordermatters/explorers/chain.py", '"Order a chain of your own"', '"Some matrices in a row"')
    assert made(themed) == MADE_OF_THE_LIBRARY | {"rendered page", "search entries", "page", "weight"}
    assert "Some matrices in a row" in themed.html()

    themed.edit("docs/lesson.md", '"chain"', '"chain" data-values=\'{"dims": [2, 300, 500]}\'')
    assert made(themed) == {"lesson", "rendered page", "explorer", "search entries", "page", "weight"}
    assert "2 → 300 → 500" in themed.html()

    themed.edit("parts/exercise.html", "<", "<!-- edited --><")
    assert made(themed) == {"explorer", "exercise", "rendered page", "search entries", "page", "weight"}
    assert "<!-- edited -->" in themed.html()

    themed.edit("mkdocs.yml", "  - footnotes\n", "  - footnotes\n  - sane_lists\n")
    assert made(themed) >= {"explorer", "exercise"}
