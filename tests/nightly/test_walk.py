"""A lecturer's walk: this repository as a template, made one's own as the page *Teach with it* says, and published."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from browsers import course_site
from courses import ROOT, Course
from guest_reading import Article
from stores import share_cache

LESSON = "own"
NOTEBOOK = """\
# A lesson of my own

The trace of a matrix:
- has one number for each row
- forgets the others

<div data-explorer="square"></div>

## Exercise

<div data-exercise="trace"></div>
"""


def printed(page: str) -> tuple[str, str]:
    """Return the one whole file that a page shows: its place, and its text."""
    text = (ROOT / f"docs/reference/{page}.md").read_text(encoding="utf-8")
    (found,) = re.findall(r'^```python title="([^"]+)"\n(.*?)^```$', text, re.MULTILINE | re.DOTALL)
    return found


def template(folder: Path) -> Course:
    """Copy what git knows of this project, with a history that begins anew, and what was computed for it before."""
    course_site()  # so that its lessons have run
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    author = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    for step in (["init", "-q"], ["add", "-A"], [*author, "commit", "-qm", "Begin"]):
        subprocess.run(["git", *step], cwd=folder, check=True)
    share_cache(folder)
    if (ROOT / ".cache/lessons").exists():
        shutil.copytree(ROOT / ".cache/lessons", folder / ".cache/lessons")
    course = Course(folder)
    course.environment |= {"PYTHONPATH": str(folder / "src"), "SITE_URL": "https://ada.github.io/matrices/"}
    return course


def made_ones_own(course: Course) -> None:
    """Take the steps of the three pages as they are printed."""
    course.edit(
        "mkdocs.yml", "site_name: Order Matters", "site_name: Matrices for physicists\nsite_author: Ada Example"
    )
    course.edit("mkdocs.yml", "  favicon: assets/favicon.svg", "  logo: assets/logo.svg\n  favicon: assets/logo.svg")
    course.write("docs/assets/logo.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    for page in ("write-an-exercise", "write-an-explorer"):
        course.write(*printed(page))
    course.edit("src/ordermatters/exercises/trace.py", '"the-trace"', f'"{LESSON}"')
    course.edit("src/ordermatters/exercises/__init__.py", '    "colours",\n', '    "colours",\n    "trace",\n')
    lists = "src/ordermatters/explorers/__init__.py"
    course.edit(lists, "one_product, slope\n", "one_product, slope, square\n")
    course.edit(lists, "network, slope)\n", "network, slope, square)\n")
    answers = 'RIGHT["trace"] = ["def trace(A): return sum(row[i] for i, row in enumerate(A))"]\n'
    answers += 'WRONG["trace"] = [("def trace(A): return sum(map(sum, A))", "Those are all entries")]\n'
    with (course.folder / "tests/support/exercise_answers.py").open("a", encoding="utf-8") as file:
        file.write(answers)
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell(NOTEBOOK), nbformat.v4.new_code_cell("print(6 * 7)")],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )
    nbformat.write(notebook, course.folder / f"docs/lessons/{LESSON}.ipynb")
    course.edit("mkdocs.yml", "- 13 · Zeros: lessons/zeros.md", f"- 13 · My own: lessons/{LESSON}.ipynb")
    (course.folder / "docs/lessons/zeros.md").unlink()


def unlinked(course: Course, log: str) -> set[tuple[str, int]]:
    """Take the links out of the places that a build names; return these, each a file and a line."""
    places = set(re.findall(r"zeros\.md.*\((\S+\.md), line (\d+)\)$", log, re.MULTILINE))
    for name in {name for name, _ in places}:
        path = course.folder / "docs" / name
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"\[([^\]]*)\]\([^)]*zeros\.md[^)]*\)", r"\1", text), encoding="utf-8")
    return {(name, int(line)) for name, line in places}


def linked(course: Course) -> set[tuple[str, int]]:
    """List the places where pages link to the lesson."""
    docs = course.folder / "docs"
    found = set()
    for path in docs.rglob("*.md"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if "zeros.md" in line:
                found.add((path.relative_to(docs).as_posix(), number))
    return found


def build(course: Course) -> tuple[int, str]:
    """Build strictly, for as long as it takes: the lessons that reach the lists of exercises run again."""
    command = course.command("build", "--strict")
    done = subprocess.run(command, cwd=course.folder, env=course.environment, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = template(tmp_path_factory.mktemp("walk") / "matrices")
    made_ones_own(course)
    places = linked(course)
    status, log = build(course)
    assert status and unlinked(course, log) == places, log
    status, log = build(course)
    assert status == 0 and "the exercise colours names the lesson 'zeros', which the course has not." in log, log
    return course


def test_the_published_course_has_what_is_theirs(walk: Course) -> None:
    own = Article.of(walk, f"lessons/{LESSON}")
    assert own.count('data-exercise="trace"') and own.count('data-explorer="square"') and "42" in own.text
    assert own.count("<li>has one number") == 1 and "A side of 3 makes 9 entries." in own.text
    home = walk.html("index")
    assert "My own" in home and "Matrices for physicists" in home and "zeros" not in home.lower()
    assert not (walk.site / "lessons/zeros").exists()
    everything = walk.html("reference/exercises")
    assert f'href="../../lessons/{LESSON}/#exercise-trace"' in everything and 'data-exercise="colours"' in everything


def test_the_tests_of_a_fork_ask_for_nothing_of_this_course(walk: Course) -> None:
    """What remains is collected without a fault, and holds for the exercise, the explorer and the pages."""
    collected = _pytest(walk, "tests/library", "tests/builder", "tests/site", "tests/browser", "--collect-only")
    assert re.search(r"\d+ tests of the content of Order Matters were left out", collected.stdout), collected.stdout
    about = "trace or square or test_an_unknown_name or test_every_page or navigation or nothing_is_committed"
    files = ("library/test_exercises.py", "library/test_explorers.py", "site/test_site.py")
    done = _pytest(walk, *(f"tests/{name}" for name in files), "-k", about)
    assert done.returncode == 0 and " passed" in done.stdout, done.stdout


def _pytest(course: Course, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = course.environment | {"PYTHONPATH": str(course.folder / "src")}
    environment = {
        name: value
        for name, value in environment.items()
        if not name.startswith(("PYTEST_", "ORDERMATTERS_", "SOURCE_DATE_"))
    }
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", *arguments]
    done = subprocess.run(command, cwd=course.folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    return done
