"""Names are followed as Python would follow them: what a page's code can reach counts, and nothing else does."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from courses import ROOT

from ordermatters import figures
from ordermatters_site.library import modules_of
from ordermatters_site.run.fingerprints import Fingerprint, fingerprint, library
from ordermatters_site.run.kernel_steps import sources
from ordermatters_site.run.lessons import read_lesson
from ordermatters_site.run.reach import Modules, Reached
from ordermatters_site.store import Store

# A package that re-exports, as `ordermatters.figures` does.
FILES = {
    "__init__.py": '"""A package."""\n',
    "shapes/__init__.py": "from made.shapes.round import circle, disc\nfrom made.shapes.square import square as box\n",
    "shapes/round.py": '''"""Round shapes."""

from made.numbers import PI
from made.looks import framed

LEVEL = 1


def circle(radius, half=2):
    """Say how long a circle is."""
    return half * PI * radius  # the circumference


@framed()
def disc(radius):
    return circle(radius) * radius


class Ring:
    width = 3

    def area(self):
        return self.width
''',
    "shapes/square.py": "from made.numbers import side\n\ndef square(x):\n    return side(x) ** 2\n",
    "numbers.py": "PI = 3\nTAU = 2 * PI\n\ndef side(x):\n    from made import late\n    return late.LATE * x\n",
    "looks.py": "from contextlib import contextmanager\n\n@contextmanager\ndef framed():\n    yield\n",
    "late.py": "LATE = 1\n",
    "plain.py": "import json\nVALUE = 1\n",
    "data/__init__.py": "",
    "data/table.csv": "1,2\n",
    "stars.py": "from made.plain import *\n\ndef value():\n    return VALUE\n",
    "api.py": "from made.plain import VALUE\n",
    "lazy/__init__.py": """from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from made.plain import VALUE

HOMES = {"VALUE": "made.plain"}

def __getattr__(name):
    return getattr(import_module(HOMES[name]), name)
""",
    "inner/__init__.py": "from . import beside\n",
    "inner/deep.py": "from ..plain import VALUE\n",
    "inner/beside.py": "BESIDE = 1\n",
}


class Package:
    """The files of a package that is not imported, and what some code reaches of them."""

    def __init__(self, folder: Path):
        self.folder = folder
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        path = self.folder / "made" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.folder / "made" / name).read_text()
        assert old in text
        self.write(name, text.replace(old, new, 1))

    def reached(self, *sources: str) -> Reached:
        return Modules(modules_of("made"), Store()).reached(sources)

    def changes(self, source: str, name: str, old: str, new: str) -> bool:
        """Tell whether an edit is a change for some code."""
        before = self.reached(source)
        self.edit(name, old, new)
        return self.reached(source) != before


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Package:
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "made", raising=False)
    return Package(tmp_path)


CIRCLE = "from made.shapes import circle\ncircle(1)"
BOX = "from made.shapes import box\nbox(1)"
LAZY = "from made.lazy import VALUE\nVALUE"
DISC = "import made.shapes\nmade.shapes.disc(1)"


@pytest.mark.parametrize(
    ("source", "reached"),
    [
        (CIRCLE, "numbers shapes shapes.round"),
        ("from made import shapes\nshapes.circle(1)", "numbers shapes shapes.round"),
        ("import made.shapes as s\ns.circle(1)", "numbers shapes shapes.round"),
        ("import made.shapes.round\nmade.shapes.round.circle(1)", "numbers shapes.round"),
        (BOX, "late numbers shapes shapes.square"),
        (DISC, "looks numbers shapes shapes.round"),
        ("from made.plain import VALUE", ""),
        ("from made.plain import VALUE\nVALUE", "plain"),
        ("from made.inner.deep import VALUE\nVALUE", "inner.deep plain"),
        ("from made import inner\ninner.beside.BESIDE", "inner inner.beside"),
        ("import json\njson.dumps(1)", ""),
        ("import made.data", "data"),
        ("made = 1", ""),
        ("from made.lazy import VALUE\nVALUE", "lazy plain"),
        ("import importlib.util\nimportlib.util.find_spec('made')", ""),
        ("from importlib.metadata import version\nversion('made')", ""),
    ],
)
def test_a_module_is_reached_by_the_names_that_are_used(package: Package, source: str, reached: str) -> None:
    found = package.reached(source).modules
    assert " ".join(name.removeprefix("made.") for name in found) == reached


def test_names_of_one_cell_are_followed_in_the_next(package: Package) -> None:
    assert package.reached("from made import plain", "plain.VALUE").modules.keys() == {"made.plain"}


def test_a_name_that_two_cells_import_stands_for_both(package: Package) -> None:
    cells = "from made.plain import VALUE as size\nsize", "from made.late import LATE as size\nsize"
    assert package.reached(*cells).modules.keys() == {"made.plain", "made.late"}


@pytest.mark.parametrize(
    "source",
    [
        *("%timeit 1 +", "%run other.py", "%load_ext made", "%cd {made}", "%mine 1", "%%bash\nls"),
        "%%time\n%run a.py",
        *(
            "!python other.py",
            "!ls | ./script",
            "!ls; make",
            "!ls $(python other.py)",
            "!echo {made}",
            "?made",
            "made?",
        ),
        "import importlib\nimportlib.import_module('ma' + 'de')",
        "from importlib import import_module as load\nload('made')",
        "__import__('ma' + 'de')",
        "eval('1')",
        "exec('1')",
        "import sys\nsys.modules['made']",
    ],
)
def test_what_may_import_anything_reaches_everything(package: Package, source: str) -> None:
    assert package.reached(source).modules.keys() == modules_of("made").keys()


@pytest.mark.parametrize(
    "source",
    [
        "from made import shapes\ngetattr(shapes, 'cir' + 'cle')",
        "from made import shapes as s\nf = s",
        "from made.shapes import *\ncircle(1)",
        "from made.shapes import nothing_of_that_name",
    ],
)
def test_a_module_that_is_handed_on_counts_with_all_that_it_binds(package: Package, source: str) -> None:
    found = package.reached(source).modules.keys()
    assert found >= {"made.shapes", "made.shapes.round", "made.shapes.square", "made.numbers", "made.late"}


@pytest.mark.parametrize(
    ("source", "name", "old", "new"),
    [
        (CIRCLE, "shapes/round.py", "# the circumference", "# its length"),
        (CIRCLE, "shapes/round.py", "Say how long a circle is.", "Say its length."),
        (CIRCLE, "shapes/round.py", '"""Round shapes."""', '"""Round shapes, in words."""'),
        (CIRCLE, "shapes/round.py", "half * PI * radius ", "(half * PI\n            * radius) "),
        (CIRCLE, "shapes/round.py", "LEVEL = 1", "LEVEL = 2"),
        (CIRCLE, "shapes/round.py", "width = 3", "width = 4"),
        (CIRCLE, "shapes/square.py", "** 2", "** 3"),
        (CIRCLE, "looks.py", "yield", "yield 1"),
        (CIRCLE, "numbers.py", "TAU = 2", "TAU = 4"),
        (CIRCLE, "shapes/__init__.py", "from made.shapes.square import square as box\n", ""),
        (CIRCLE, "late.py", "LATE = 1", "LATE = 2"),
        (CIRCLE + "\ncircle.__doc__ = 'Length.'", "shapes/round.py", "Say how", "Say"),
        ("import numpy as np\nfrom made import plain\nnp.sum.__doc__, plain.VALUE", "plain.py", "1", "1  # one"),
    ],
)
def test_what_does_not_matter_is_no_change(package: Package, source: str, name: str, old: str, new: str) -> None:
    assert not package.changes(source, name, old, new)


@pytest.mark.parametrize(
    ("source", "name", "old", "new"),
    [
        (CIRCLE, "shapes/round.py", "half * PI * radius", "half * PI * radius + 1"),
        ("from made.stars import value\nvalue()", "plain.py", "VALUE = 1", "VALUE = 2"),
        ("from made import api\ngetattr(api, 'VALUE')", "plain.py", "VALUE = 1", "VALUE = 2"),
        ("import made.plain\ngetattr(made, 'plain')", "plain.py", "VALUE = 1", "VALUE = 2"),
        pytest.param(
            "from made.shapes import circle, disc\ncircle(1) + disc(1)",
            "shapes/__init__.py",
            "import circle, disc",
            "import circle as disc, disc as circle",
            id="two names exchanged",
        ),
        pytest.param(CIRCLE, "shapes/round.py", "half=2", "half=1", id="a default argument"),
        pytest.param(CIRCLE, "numbers.py", "PI = 3", "PI = 4", id="a constant of another module"),
        pytest.param(DISC, "looks.py", "    yield", "    yield 1", id="a decorator"),
        pytest.param(DISC, "shapes/round.py", "@framed()\n", "", id="a decorator that is gone"),
        pytest.param(
            "from made.shapes.round import Ring\nRing()", "shapes/round.py", "= 3", "= 4", id="a class attribute"
        ),
        pytest.param("import made.data", "data/table.csv", "2", "3", id="a file beside a package"),
        pytest.param(
            "from made.lazy import VALUE\nVALUE", "lazy/__init__.py", ': "made.plain', ': "made.late', id="lazy"
        ),
        pytest.param(BOX, "late.py", "LATE = 1", "LATE = 2", id="an import inside a function"),
        pytest.param(
            CIRCLE,
            "shapes/__init__.py",
            "round import circle, disc",
            "round import disc as circle",
            id="another function of the same name",
        ),
        pytest.param(CIRCLE, "late.py", "LATE = 1", "import made.numbers\nmade.numbers.PI = 4", id="monkeypatching"),
        pytest.param(
            CIRCLE, "late.py", "LATE = 1", "from made import numbers\nsetattr(numbers, 'PI', 4)", id="setattr"
        ),
        pytest.param(
            CIRCLE,
            "late.py",
            "LATE = 1",
            "import made.numbers\ndef patch():\n    made.numbers.PI = 4\nX = patch()",
            id="monkeypatching by a function",
        ),
        pytest.param(
            CIRCLE,
            "late.py",
            "LATE = 1",
            "class Base:\n    def __init_subclass__(cls):\n        print(cls)\nclass Other(Base):\n    pass\n",
            id="a hook of a base class",
        ),
        pytest.param(CIRCLE, "late.py", "LATE = 1", "LATE = (", id="what cannot be parsed"),
        pytest.param(CIRCLE, "late.py", "LATE = 1", "from made.numbers import NOTHING", id="what cannot be imported"),
        pytest.param(
            CIRCLE + "\nimport inspect\ninspect.getsource(circle)", "shapes/round.py", "# the", "# a", id="inspect"
        ),
        pytest.param(CIRCLE + "\nhelp(circle)", "shapes/round.py", "Say how", "Say", id="help"),
        pytest.param(CIRCLE + "\ncircle.__doc__", "shapes/round.py", "Say how", "Say", id="a docstring"),
        pytest.param("%load_ext made\n" + CIRCLE, "late.py", "1", "2", id="a magic command"),
        pytest.param("from made import shapes\nvars(shapes)", "late.py", "1", "2", id="vars of a module"),
    ],
)
def test_what_matters_is_a_change(package: Package, source: str, name: str, old: str, new: str) -> None:
    package.edit("numbers.py", "PI = 3\n", "PI = 3\nimport made.late\n")  # all import it; few use it
    assert package.changes(source, name, old, new)


@pytest.mark.parametrize(
    "code",
    [
        *("%timeit -n 10 -r3 circle(1)", "%time circle(1)", "%%time\ncircle(1)", "%%timeit -n2 x = 1\ncircle(x)"),
        *("%%capture out\n%time circle(1)", "took = %timeit -o circle(1)", "if 1:\n    %prun -q circle(1)"),
        *("%time -circle(1)", "!ls | wc\ncircle(1)", "files = !ls\ncircle(1)", "%config A.b = circle(1)"),
    ],
)
def test_commands_reach_what_they_run_and_nothing_else(package: Package, code: str) -> None:
    cell = f"from made.shapes import circle\n{code}" if not code.startswith("%%") else code
    sources = [cell] if cell is not code else ["from made.shapes import circle", code]
    modules = package.reached(*sources).modules
    assert "made.shapes.round" in modules and "made.numbers" in modules and "made.late" not in modules


def test_a_page_without_the_library_does_not_reach_it_by_its_commands(package: Package) -> None:
    cells = ["%matplotlib inline\nimport math", "%timeit math.sqrt(2)", "!ls -l", "%%time\nx = 1\n!pwd"]
    assert package.reached(*cells).modules == {}


def test_other_code_is_the_whole_reason() -> None:
    """What it reaches changes with it: everything, where it cannot be parsed."""
    earlier = Fingerprint("1", {"made": "1", "made.api": "1"}, "3", {}, "")
    broken = replace(earlier, code="2", modules={"made": "2", "made.late": "1"})
    assert broken.differences(earlier) == earlier.differences(broken) == "its code changed"
    assert replace(broken, code="1").differences(earlier).startswith("`made` changed, `made.api` is gone")


SHOWS = [
    ("def side(x):", "def side(x):\n    import inspect; inspect.getsource", "`made.numbers` changed"),
    ("def side(x):", "def side(x):\n    exec('1')", "`made.numbers` changed, "),
]


@pytest.mark.parametrize(("old", "new", "said"), SHOWS)
def test_a_module_that_comes_to_show_source_is_the_reason(
    package: Package, old: str, new: str, said: str, tmp_path: Path
) -> None:
    """The text of every module, and of the page, counts from now on; none of them has changed."""
    page = tmp_path / "page.md"
    page.write_text(f"---\nkernelspec: {{name: python3}}\n---\n\n```python\n{BOX}\n```\n", encoding="utf-8")
    lesson = read_lesson(page, page.name, Store())

    def taken() -> Fingerprint:
        return fingerprint(lesson, {}, Modules(modules_of("made"), Store()))

    earlier = taken()
    package.edit("numbers.py", old, new)
    now = taken()
    assert now.differences(earlier).startswith(said) and earlier.differences(now).startswith(said)
    package.edit("shapes/square.py", "return", "# A remark.\n    return")
    assert taken().differences(now) == "`made.shapes.square` changed"


def test_ipython_is_asked_only_where_there_is_a_command() -> None:
    code = "from ordermatters_site.run.module_summary import summarize as s; import sys\n"
    code += "s('x = (', '', is_package=False); s('a % b', '', is_package=False); print('IPython' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_the_order_of_two_bindings_of_one_name_matters(package: Package) -> None:
    package.write("plain.py", "A = 1\nB = A\nA = 2\n")
    assert package.changes("from made.plain import B\nB", "plain.py", "B = A\nA = 2", "A = 2\nB = A")


def test_the_reaches_of_this_course() -> None:
    """A change to a module of figures runs those pages again whose code names one of its figures, and no other."""
    store, table = Store(), {}
    pages = [*sorted((ROOT / "docs/lessons").glob("*.md")), ROOT / "docs/index.md"]
    modules = library(store)
    code = {page.stem: "\n".join(sources(read_lesson(page, page.name, store).notebook)) for page in pages}
    for page in pages:
        for name in fingerprint(read_lesson(page, page.name, store), {}, modules).modules:
            table.setdefault(name.removeprefix("ordermatters."), set()).add(page.stem)
    homes: dict[str, list[str]] = {}
    for name in figures.__all__:
        homes.setdefault(getattr(figures, name).__module__.removeprefix("ordermatters."), []).append(name)
    leaves = [
        "accumulations",
        "bracketings",
        "differences",
        "growth",
        "jacobians",
        "maps",
        "tiles",
        "times",
    ]
    for module, names in ((f"figures.{leaf}", homes[f"figures.{leaf}"]) for leaf in leaves):
        named = {page for page, text in code.items() if any(re.search(rf"\b{name}\b", text) for name in names)}
        assert table.get(module, set()) == named, module
        assert len(named) < len(pages)
    assert len(table["chains"]) < len(pages) and len(table["figures.picture"]) > len(table["figures.tiles"])


def test_a_run_depends_on_what_runs_it_and_not_on_the_rest_of_the_builder() -> None:
    own = Modules(modules_of("ordermatters_site"), Store())
    reached = own.reached(["from ordermatters_site.run.running import run_lesson\nrun_lesson"]).modules
    assert {"ordermatters_site.run.running", "ordermatters_site.run.environment"} <= reached.keys()
    assert not [name for name in reached if name.startswith(("ordermatters_site.stage", "ordermatters_site.shell"))]


def test_a_package_that_is_not_installed_is_named() -> None:
    with pytest.raises(ModuleNotFoundError, match="no package named 'nosuchpackage'"):
        modules_of("nosuchpackage")
