"""An exercise or an explorer that somebody has just written: the smallest ones work, and mistakes are told by line."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from courses import ROOT
from mkdocs_processes import Forked
from shared_folders import get_or_make
from stores import share_readings, take_over

LISTS = {
    "exercise": [('    "colours",\n', '    "colours",\n    "trace",\n')],
    "explorer": [
        ("one_product, slope\n", "one_product, slope, square\n"),
        ("network, slope)", "network, slope, square)"),
    ],
}
NAMES = {"exercise": "trace", "explorer": "square"}
BUILD = """
from pathlib import Path
from ordermatters_site.faults import SiteError
from ordermatters_site.stage.browser_library import BrowserLibrary
from ordermatters_site.stage.parts import PageParts, PartContext
from ordermatters_site.stage.site_markdown import SiteMarkdown
from ordermatters_site.store import Store

try:
    library = BrowserLibrary.read(store=Store(Path(".cache/store.sqlite")))
    context = PartContext(library, Store(), SiteMarkdown([], {{}}))
    print(PageParts("page.md", '{place}', context).fill('{place}'))
except SiteError as error:
    print("REFUSED", error)
"""


def printed(kind: str) -> tuple[str, str]:
    """Return the whole file that the page *Write an exercise* or *Write an explorer* shows: its place and its text."""
    text = (ROOT / f"docs/reference/write-an-{kind}.md").read_text(encoding="utf-8")
    (found,) = re.findall(r'^```python title="([^"]+)"\n(.*?)^```$', text, re.MULTILINE | re.DOTALL)
    return found


def copied(kind: str, folder: Path, old: str = "", new: str = "", listed: bool = True) -> dict[str, str]:
    """Write the smallest one into a copy of the library, with one mistake in its file; return an environment."""
    place, text = printed(kind)
    assert old in text
    shutil.copytree(
        ROOT / "src/ordermatters", folder / "src/ordermatters", ignore=shutil.ignore_patterns("__pycache__")
    )
    (folder / place).write_text(text.replace(old, new) if old else text, encoding="utf-8")
    package = folder / f"src/ordermatters/{kind}s/__init__.py"
    source = package.read_text(encoding="utf-8")
    for before, after in LISTS[kind] if listed else ():
        assert before in source
        source = source.replace(before, after)
    package.write_text(source, encoding="utf-8")
    paths = os.pathsep.join(map(str, [folder / "src", ROOT / "src"]))
    return os.environ | {"PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}


def page_with(kind: str, folder: Path, old: str = "", new: str = "", listed: bool = True, first: str = "") -> str:
    """Show the smallest one on a page, in a copy of the library, with one mistake in its file."""
    sound = get_or_make(f"own-{kind}", lambda made: _page(kind, made, copied(kind, made)))
    take_over(folder, sound, ("module for browsers",))  # a library of one module more is another to each of its modules
    return _page(kind, folder, copied(kind, folder, old, new, listed), first)


def _page(kind: str, folder: Path, environment: dict[str, str], first: str = "") -> str:
    """Show it in a process of its own, and return what was printed."""
    share_readings(folder)
    code = BUILD.format(place=f'<div data-{kind}="{NAMES[kind]}"></div>')
    done = Forked(folder, environment, [], f"{first}\n{code}").end()
    assert done.status == 0, done.log
    return done.log.strip()


@pytest.mark.parametrize(
    ("kind", "shown"), [("exercise", "Add up a diagonal"), ("explorer", "A side of 3 makes 9 entries.")]
)
def test_the_smallest_one_is_one(kind: str, shown: str, tmp_path: Path) -> None:
    page = page_with(kind, tmp_path)
    assert shown in page and not page.startswith("REFUSED")


E = "src/ordermatters/exercises/trace.py"
X = "src/ordermatters/explorers/square.py"
E_LIST, X_LIST = "src/ordermatters/exercises/__init__.py", "src/ordermatters/explorers/__init__.py"
MISTAKES = [
    ("exercise", "HINTS = (", "HINT = (", E, "    hints=HINTS,", "name 'HINTS' is not defined"),
    ("exercise", '    returns="a number",\n', "", E, "EXERCISE = Exercise(", "missing 1 required"),
    ("exercise", "def answer(A)", "def answers(A)", E, "    answer=answer,", "name 'answer' is not defined"),
    ("exercise", "    hints=HINTS,", "    hints=HINTS[0],", E, "EXERCISE = Exercise(", "hints must be a tuple"),
    ("exercise", "all_entries),),", "all_entries)),", E, "EXERCISE = Exercise(", "mistakes must be a tuple"),
    ("exercise", "    solution=", "    solutions=", E, "EXERCISE = Exercise(", "unexpected keyword"),
    ("exercise", "EXERCISE =", "EXERCISES =", E_LIST, "", "trace has no EXERCISE"),
    ("exercise", 'name="trace"', 'name="traces"', E_LIST, "", "and not 'trace'"),
    (
        "exercise",
        "[(square(random, n),)",
        "[(square(random, n))",
        E,
        "def inputs(random)",
        "`inputs` of exercise trace: each entry is a tuple of arguments, such as `(A,)`",
    ),
    (
        "exercise",
        "def inputs(random)",
        "def inputs()",
        E,
        "def inputs()",
        "`inputs` of exercise trace fails: TypeError",
    ),
    (
        "exercise",
        "    return [(square",
        "    [(square",
        E,
        "def inputs(random)",
        "`inputs` of exercise trace returns nothing",
    ),
    (
        "exercise",
        "def answer(A)",
        "def answer(A, n)",
        E,
        "def answer(A, n)",
        "`answer` of exercise trace takes `(A, n)`, and `inputs` draws 1 argument",
    ),
    (
        "exercise",
        'diagonal."""\n    return sum(A[i][i]',
        'diagonal."""\n    return sum(A[i][n]',
        E,
        "return sum(A[i][n]",
        "`answer` of exercise trace fails on `trace([[",
    ),
    (
        "exercise",
        "def all_entries(A)",
        "def all_entries(A, n)",
        E,
        "def all_entries(A, n)",
        "the wrong twin `all_entries` of exercise trace takes",
    ),
    (
        "exercise",
        'sum(A[i][i] for i in range(len(A)))\n"""\n',
        'sum(map(sum, A))\n"""\n',
        E,
        "SOLUTION = ",
        "the solution of exercise trace does not pass: Those are all entries",
    ),
    (
        "exercise",
        "def trace(A):\n    return sum(",
        "def trace(A):\n    retrun sum(",
        E,
        "SOLUTION = ",
        "the solution of exercise trace does not pass: Line 2 is not Python",
    ),
    ("explorer", "fill=BLUE", "fill=BLEU", X, "fill=BLEU", "name 'BLEU' is not defined"),
    ("explorer", "side = 20 * n", "side = 20 / (n - 3)", X, "side = 20 / (n - 3)", "ZeroDivisionError"),
    (
        "explorer",
        "def draw(n: int)",
        "def draw(m: int)",
        X,
        "def draw(",
        "TypeError: the control `n` has no argument of `draw`, only `m`",
    ),
    (
        "explorer",
        "def draw(n: int)",
        "def draw(n: int, m: int)",
        X,
        "def draw(",
        "the argument `m` of `draw` has no control",
    ),
    ("explorer", "maximum=10),\n", "maximum=10)\n", X, "def draw(", "controls must be a tuple of controls"),
    ("explorer", '{"n": 10}),)', '{"n": 10}))', X, "def draw(", "presets must be a tuple of presets"),
    (
        "explorer",
        '{"n": 10}',
        '{"n": 99}',
        X,
        "def draw(",
        "the preset 'large': “side” must be an integer from 1 to 10, not 99",
    ),
    (
        "explorer",
        '{"n": 10}',
        '{"m": 3}',
        X,
        "def draw(",
        "the preset 'large' sets 'm', and there is only n",
    ),
    (
        "explorer",
        '"whole"',
        '"whol"',
        X,
        "def draw(",
        "there is no kind of control 'whol'; there are: whole, number,",
    ),
    (
        "explorer",
        "side = 20 * n",
        "side = 20 / (n - 1)",
        X,
        "side = 20 / (n - 1)",
        "ZeroDivisionError: division by zero, where `n` is 1",
    ),
    ("explorer", "side = 20 * n", "side = 20 * [0, 1, 2, 3][n]", X, "side = 20 * [0, 1, 2, 3][n]", "where `n` is 10"),
    ("explorer", "    return View(", "    View(", X, "def draw(n: int)", "returns nothing, which is no View"),
    ("explorer", "EXPLORER =", "EXPLORERS =", X_LIST, "", "has no attribute 'EXPLORER'"),
    ("explorer", "import BLUE, Drawing", "import BLEU, Drawing", X, "import BLEU, Drawing", "cannot import"),
]


def named_line(told: str, folder: Path, file: str) -> str:
    """Return the line of a file that a sentence names, which it must do once."""
    (number,) = re.findall(rf"{re.escape(file)}, line (\d+)", told)
    return (folder / file).read_text(encoding="utf-8").splitlines()[int(number) - 1]


@pytest.mark.parametrize(("kind", "old", "new", "file", "line", "said"), MISTAKES)
def test_a_mistake_is_one_sentence_with_file_and_line(
    kind: str, old: str, new: str, file: str, line: str, said: str, tmp_path: Path
) -> None:
    told = page_with(kind, tmp_path, old, new)
    assert told.startswith("REFUSED page.md, line 1: ") and "\n" not in told and said in told
    named = named_line(told, tmp_path, file)
    if line:
        assert line.strip() in named, told


ENDLESS = [
    ("exercise", "def trace(A):\n    return sum(", "def trace(A):\n    while 1: pass\n    return sum(", "SOLUTION = "),
    ("exercise", "    return [(s", "    while True: random.random()\n    return [(s", "while True: random.random()"),
    ("exercise", 'diagonal."""\n    return', 'diagonal."""\n    while True: pass\n    return', "while True: pass"),
    ("explorer", "side = 20 * n", "side = 20 * n\n    while n > 9: pass", "while n > 9: pass"),
]


@pytest.mark.parametrize(("kind", "old", "new", "line"), ENDLESS)
def test_what_never_ends_is_stopped_and_told_by_file_and_line(
    kind: str, old: str, new: str, line: str, tmp_path: Path
) -> None:
    # What is to be imported for a check may take as long on a busy machine, and is there before.
    soon = "import ordermatters.exercises.soundness, ordermatters.explorers, ordermatters.time_limit\n"
    soon += "ordermatters.time_limit.SECONDS = 2"
    told = page_with(kind, tmp_path, old, new, first=soon)
    assert told.startswith("REFUSED page.md, line 1: ") and "\n" not in told and NAMES[kind] in told
    assert "it was stopped after 2 seconds; does every loop come to its end?" in told
    assert line in named_line(told, tmp_path, printed(kind)[0]), told


@pytest.mark.parametrize("kind", ["exercise", "explorer"])
def test_a_module_that_the_list_does_not_name_is_named(kind: str, tmp_path: Path) -> None:
    file, package = printed(kind)[0], f"src/ordermatters/{kind}s/__init__.py"
    assert (
        page_with(kind, tmp_path, listed=False)
        == f"REFUSED page.md, line 1: {file} is there, and {package} does not name it"
    )


def test_what_python_cannot_read_is_told_by_file_and_line(tmp_path: Path) -> None:
    told = page_with("exercise", tmp_path, "return sum(map", "return sum map")
    assert re.fullmatch(r"REFUSED \S*exercises/trace.py, line \d+: Python cannot read it: .*", told)
    assert "return sum map" in named_line(told, tmp_path, printed("exercise")[0])


TYPED = [
    ("    praise=", "    prise=", "EXERCISE = Exercise(", "TypeError: "),
    ("HINTS = (", "HINT = (", "    hints=HINTS,", "NameError: name 'HINTS' is not defined"),
    ("return sum(map", "return sum map", "return sum map", "SyntaxError: "),
    ('name="trace"', 'name="traces"', "", "and not 'trace'"),
    ("def answer(A)", "def answer(A, n)", "def answer(A, n)", "`answer` of exercise trace takes `(A, n)`"),
]


@pytest.mark.parametrize(("old", "new", "line", "said"), TYPED)
def test_a_terminal_says_in_one_line_what_is_wrong_with_an_exercise(
    old: str, new: str, line: str, said: str, tmp_path: Path
) -> None:
    environment = copied("exercise", tmp_path, old, new)
    (tmp_path / "mine.py").write_text("def trace(A):\n    return 0\n", encoding="utf-8")
    command = [sys.executable, "-m", "ordermatters.exercises", "check", "trace", "mine.py"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.stderr
    assert said in done.stderr
    found = re.match(rf"{re.escape(E if line else E_LIST)}, line (\d+): ", done.stderr)
    assert found, done.stderr
    assert not line or line in (tmp_path / E).read_text(encoding="utf-8").splitlines()[int(found[1]) - 1]
