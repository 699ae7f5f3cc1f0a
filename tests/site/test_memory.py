"""What one build has made, the next one takes from its memory, unless anything that it depends on has changed."""

import json
import re
import shutil
from pathlib import Path

import pytest

from courses import ROOT, Course
from ordermatters_site import memory
from ordermatters_site.memory import Memory
from ordermatters_site.publication import gates, pages
from ordermatters_site.publication.gates import findings
from sound_site import HOME, site

PAGE = """# Lesson

```python
print(6 * 7)
```

<div data-explorer="chain"></div>

<div data-exercise="rows"></div>
"""
MADE_OF_A_LESSON = {"lesson", "outline", "reached", "browser cells", "rendered page", "search entries", "page", "weight"}
MADE_OF_THE_LIBRARY = {"outline", "reached", "what a browser lacks", "browser cells", "explorer", "exercise"}


def test_what_was_made_once_is_not_made_again(tmp_path: Path) -> None:
    made: list[str] = []
    for build in ("first", "second"):
        known = Memory(tmp_path / "memory.json")
        for _ in range(2):
            assert known.recall("sum", [1, {"a": 2}], lambda: made.append("sum") or [3]) == [3]
        assert known.recall("sum", [1, {"a": 3}], lambda: made.append("other origin") or [4]) == [4]
        assert known.recall("list", [1, {"a": 2}], lambda: made.append("other kind") or [5]) == [5]
        known.keep()
        assert made == ["sum", "other origin", "other kind"], build


def test_what_a_build_did_not_use_is_forgotten(tmp_path: Path) -> None:
    first = Memory(tmp_path / "memory.json")
    for origin in range(3):
        first.recall("square", origin, lambda origin=origin: origin**2)
    first.keep()
    second = Memory(tmp_path / "memory.json")
    second.recall("square", 2, lambda: 4)
    second.keep()
    assert list(Memory(tmp_path / "memory.json").known.values()) == [4]


def test_all_is_forgotten_when_the_plugin_python_or_a_package_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = tmp_path / "plugin"
    shutil.copytree(Path(memory.__file__).parent, code)
    monkeypatch.setattr(memory, "__file__", str(code / "memory.py"))
    states = []
    for change in (
        lambda: None,
        lambda: monkeypatch.setattr(memory, "installed_packages", lambda: {"markdown": "99"}),
        lambda: monkeypatch.setattr(memory.platform, "python_version", lambda: "3.99"),
        lambda: (code / "export/parts.py").write_text("pass"),
    ):
        change()
        memory._state.cache_clear()
        known = Memory(tmp_path / "memory.json")
        states.append(known.recall("number", None, lambda: len(states)))
        known.keep()
    memory._state.cache_clear()
    assert states == [0, 1, 2, 3]


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"state": "other", "results": {}}', '{"results": []}'])
def test_a_damaged_memory_counts_as_none(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "memory.json"
    file.write_text(damage)
    known = Memory(file)
    assert known.recall("sum", 1, lambda: 2) == 2
    known.keep()
    assert Memory(file).recall("sum", 1, lambda: 3) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["memory.json"]


def test_gates_read_a_page_again_when_it_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site").mkdir()
    folder, read = site(tmp_path / "site"), []
    reader = gates.read_page
    monkeypatch.setattr(gates, "read_page", lambda html: read.append(html) or reader(html))

    def found() -> list[str]:
        known = Memory(tmp_path / "memory.json")
        faults = list(findings(folder, HOME, known))
        known.keep()
        return faults

    assert found() == found() == [] and len(read) == 2
    page = folder / "sub/index.html"
    page.write_text(page.read_text() + '<img src="../p.png">')
    assert "alt text" in found()[0] and "alt text" in found()[0] and len(read) == 3


def test_another_state_of_the_library_makes_no_other_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its name stands in the address of the scripts, on every page."""
    old, new = "assets/live/0123456789abcdef/", "assets/live/fedcba9876543210/"
    read = []
    monkeypatch.setattr(gates, "read_page", lambda html: read.append(html) or pages.read_page(html))
    page, known = tmp_path / "index.html", Memory()
    for folder in (old, new):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "live.js").touch()
        page.write_text(f'<p>One<script src="{folder}live.js"></script><a href="{old}live.js">their first state</a>')
        assert list(findings(tmp_path, HOME, known)) == []
        assert gates.Site.read(tmp_path, HOME, known).pages["index.html"] == pages.read_page(page.read_text())
    assert len(read) == 2, "the second page holds a name that is not its own scripts'"

    (tmp_path / new / "live.js").unlink()
    assert [fault for fault in findings(tmp_path, HOME, known) if new in fault]
    page.write_text(page.read_text().replace(old, new))
    assert len(list(findings(tmp_path, HOME, known))) == 2 and len(read) == 2


# Builds with templates of the course's own: those of the plugin are not a test's to edit.
OWN_TEMPLATES = """
from pathlib import Path
import jinja2
from ordermatters_site.browser import live_parts
live_parts._FOLDER = Path("parts")
live_parts._TEMPLATES.loader = jinja2.FileSystemLoader("parts")
"""


@pytest.fixture
def themed(tmp_path: Path) -> Course:
    """A course in this project's theme, with a library and templates of its own."""
    theme = ROOT / "src/ordermatters_site/theme"
    course = Course(tmp_path, f"{{name: material, font: false, custom_dir: {theme}}}")
    shutil.copytree(ROOT / "src/ordermatters", course.folder / "src/ordermatters")
    shutil.copytree(ROOT / "src/ordermatters_site/browser/parts", course.folder / "parts")
    course.environment["PYTHONPATH"] = str(course.folder / "src")
    (course.folder / ".cache/fonts").symlink_to(ROOT / ".cache/fonts")
    course.write("docs/stylesheets/figures.css", (ROOT / "docs/stylesheets/figures.css").read_text())
    course.lesson("lesson", PAGE)
    return course


def made(course: Course) -> set[str]:
    """Build, and say what kinds of things had to be made."""
    build = course.start("--verbose", first=OWN_TEMPLATES).end()
    assert build.status == 0, build.log
    return set(re.findall(r"made anew: (.*)", build.log))


def test_a_build_makes_what_has_changed_and_nothing_else(themed: Course) -> None:
    assert made(themed) >= MADE_OF_A_LESSON | MADE_OF_THE_LIBRARY
    first = themed.files()
    assert made(themed) == set()
    assert themed.files() == first

    themed.edit("docs/lesson.md", "print(6 * 7)", "print(6 * 8)")
    assert made(themed) == MADE_OF_A_LESSON
    assert "48" in themed.html()

    themed.edit("src/ordermatters/explorers/chain.py", '"Order a chain of your own"', '"Some matrices in a row"')
    assert made(themed) == MADE_OF_THE_LIBRARY | {"search entries", "page", "weight"}
    assert "Some matrices in a row" in themed.html()

    themed.edit("docs/lesson.md", '"chain"', '"chain" data-values=\'{"dims": [2, 300, 500]}\'')
    assert made(themed) == {"lesson", "rendered page", "explorer", "search entries", "page", "weight"}
    assert "2 → 300 → 500" in themed.html()

    themed.edit("parts/exercise.html", "<", "<!-- edited --><")
    assert made(themed) == {"explorer", "exercise", "search entries", "page", "weight"}
    assert "<!-- edited -->" in themed.html()

    themed.edit("mkdocs.yml", "  - footnotes\n", "  - footnotes\n  - sane_lists\n")
    assert made(themed) >= {"explorer", "exercise"}

    kept = json.loads((themed.folder / ".cache/memory.json").read_text())["results"]
    assert len([result for result in kept.values() if "om-exercise" in str(result)]) == 1
