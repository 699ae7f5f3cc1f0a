"""What of the library goes to the browser: the modules that need Python alone, and nothing that is missing there."""

import ast
import bz2
import io
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from courses import ROOT
from stores import browser_library, share_readings

from ordermatters_site.faults import SiteError
from ordermatters_site.stage import small_jax
from ordermatters_site.stage.browser_library import BrowserLibrary, check_live_parts
from ordermatters_site.stage.imported_library import loaded
from ordermatters_site.store import Store

FILES = {
    "__init__.py": "",
    "plain.py": "import json\nfrom . import table",
    "table.py": "from made.inner import deep",
    "inner/__init__.py": "",
    "inner/deep.py": "from ..circle import x",
    "inner/note.md": "A note.",
    "circle.py": "from made import inner",
    "heavy.py": "import matplotlib.axes as la",
    "reaches.py": "from made import heavy",
    "reaches_name.py": "from .heavy import la",
    "late.py": "def f():\n    import numpy",
    "tries.py": "try:\n    import matplotlib\nexcept ImportError:\n    matplotlib = None",
    "tries_badly.py": "try:\n    import matplotlib\nexcept ValueError:\n    pass",
    "typed.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import matplotlib",
    "arrays.py": "import numpy.linalg as la",
    "on_arrays.py": "from made.arrays import la",
    "both.py": "import made.arrays, made.heavy",
    "starts.py": "import subprocess",
    "figures/__init__.py": "import matplotlib",
    "figures/small.py": "",
    "lent/__init__.py": (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n"
        "    from made.heavy import Axes\n    from ..plain import Picture\n"
    ),
}
RUN = {"made", "made.plain", "made.table", "made.inner", "made.inner.deep", "made.circle"}
RUN |= {"made.late", "made.lent", "made.tries", "made.typed", "made.arrays", "made.on_arrays"}


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BrowserLibrary:
    for name, text in FILES.items():
        path = tmp_path / "made" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "made", raising=False)
    return BrowserLibrary.read(("made",))


def test_a_module_that_python_cannot_read_is_named(made: BrowserLibrary) -> None:
    made.runs["made.plain"].write_text("import json\nopen = (\n")
    with pytest.raises(SiteError, match=r"made/plain\.py, line 2: Python cannot read it: .* was never closed"):
        BrowserLibrary.read(("made",))


def test_modules_are_sorted_by_what_importing_them_needs(made: BrowserLibrary) -> None:
    assert set(made.runs) == RUN
    assert made.lacks == {
        "made.both": "Matplotlib",
        "made.heavy": "Matplotlib",
        "made.reaches": "Matplotlib",
        "made.reaches_name": "Matplotlib",
        "made.tries_badly": "Matplotlib",
        "made.starts": "subprocess",
        "made.figures": "Matplotlib",
        "made.figures.small": "Matplotlib",
    }


def test_comments_and_layout_make_no_other_library_and_all_else_does(made: BrowserLibrary, tmp_path: Path) -> None:
    path = made.runs["made"]
    for more, differs in (("\n\n# a comment\n", False), ("\n'a docstring'\n", True), ("\nx = 1\n", True)):
        before = path.read_text()
        path.write_text(before + more)
        assert (BrowserLibrary.read(("made",)).digest != made.digest) is differs, more
        path.write_text(before)
    path.with_name("data.json").write_text("[1, 2]")
    assert BrowserLibrary.read(("made",)).digest != made.digest


def test_modules_that_run_on_small_jax_are_known(made: BrowserLibrary) -> None:
    assert made.on_small_jax == {"made.arrays", "made.on_arrays"}
    needing = [
        "import jax",
        "import numpy.linalg",
        "from made import on_arrays",
        "def f():\n    from made.arrays import la",
    ]
    assert all(made.needs_small_jax(ast.parse(code)) for code in needing)
    assert not any(
        made.needs_small_jax(ast.parse(code)) for code in ("import made", "from made import late", "import math")
    )


@pytest.mark.parametrize(
    ("code", "missing"),
    [
        ("import json, math", None),
        ("from made import plain", None),
        ("from made.plain import json", None),
        ("import made.heavy", "Matplotlib"),
        ("from made import plain, heavy", "Matplotlib"),
        ("from made.figures import anything", "Matplotlib"),
        ("from made.lent import Picture", None),
        ("from made.lent import Axes", "Matplotlib"),
        ("def f():\n    import jax, numpy.linalg", None),
        ("import jaxlib", "JAX"),
        ("import nosuch.thing", "nosuch"),
        ("import threading", "threading"),
    ],
)
def test_code_is_told_what_a_browser_lacks(made: BrowserLibrary, code: str, missing: str | None) -> None:
    assert made.missing(ast.parse(code)) == missing


def test_the_zip_holds_these_modules_their_data_and_what_is_added(made: BrowserLibrary) -> None:
    packed = zipfile.ZipFile(io.BytesIO(made.zipped({"more.py": b"1"})))
    names = packed.namelist()
    assert names == sorted(names)
    assert len(names) == len(RUN) + 2
    assert "made/inner/note.md" in names and "more.py" in names


def test_the_zip_does_not_know_when_it_was_made(made: BrowserLibrary) -> None:
    first = made.zipped({})
    for path in made.runs.values():
        path.touch()
    assert made.zipped({}) == first


def test_every_packed_module_imports_with_nothing_but_python(tmp_path: Path) -> None:
    """Python's isolated mode without site packages: a browser has no more."""
    library = browser_library()
    live = {"small_jax.py": (ROOT / "src/live/small_jax.py").read_bytes()}
    zipfile.ZipFile(io.BytesIO(library.zipped(live))).extractall(tmp_path)
    named = [name for name in library.runs if not name.endswith("__main__")]
    at_once = [name for name in named if name not in library.on_small_jax and not name.startswith("smalljax")]
    (tmp_path / small_jax.ARCHIVE).write_bytes(small_jax.packed())
    program = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
    program += "\n".join(f"import {name}" for name in at_once)
    program += f"\nimport small_jax\nsmall_jax.offer(open({str(tmp_path / small_jax.ARCHIVE)!r}, 'rb').read)\n"
    program += "\n".join(f"import {name}" for name in library.on_small_jax)
    done = subprocess.run([sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert {"ordermatters.chains", "ordermatters.forward_mode", "ordermatters.tables"} <= set(library.runs)
    assert {"ordermatters.jacobians", "ordermatters.networks", "ordermatters.operations"} <= library.on_small_jax


@pytest.fixture
def edited_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the library, to be edited and imported; other tests keep the modules that they have."""
    folder = shutil.copytree(ROOT / "src/ordermatters", tmp_path / "ordermatters")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    before = _forget_library()
    yield folder
    _forget_library()
    sys.modules.update(before)


def _forget_library() -> dict[str, ModuleType]:
    names = [name for name in sys.modules if name.split(".")[0] == "ordermatters"]
    return {name: sys.modules.pop(name) for name in names}


def known(folder: Path) -> Store:
    """A store that holds what is read off the library as it is installed: what a test edits is read again."""
    share_readings(folder)
    return Store(folder / ".cache/store.sqlite")


def test_an_explorer_is_imported_again_when_the_library_changed(edited_library: Path, tmp_path: Path) -> None:
    """`mkdocs serve` shows an edit to an explorer, or to what it imports, without being started again."""
    store = known(tmp_path)
    before = BrowserLibrary.read(store=store)
    first = loaded("explorers", "chain", before)
    assert loaded("explorers", "chain", BrowserLibrary.read(store=store)) is first
    module = edited_library / "explorers/chain.py"
    module.write_text(module.read_text().replace(first.title, "Some matrices in a row"))
    assert BrowserLibrary.read(store=store).digest != before.digest
    assert loaded("explorers", "chain", BrowserLibrary.read(store=store)).title == "Some matrices in a row"


@pytest.mark.parametrize(
    ("file", "line", "cause"),
    [
        ("explorers/slope.py", "import numpy as np", "explorers.slope imports numpy,"),
        ("exercises/rows.py", "from ordermatters import networks", "exercises.rows imports ordermatters.networks,"),
        ("explorers/axes.py", "import matplotlib.pyplot", "explorers.axes imports matplotlib,"),
    ],
)
def test_an_explorer_or_exercise_that_no_browser_can_run_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, line: str, cause: str
) -> None:
    """One of them would take along all others: their packages import each other."""
    shutil.copytree(ROOT / "src/ordermatters", tmp_path / "ordermatters")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "ordermatters", raising=False)
    store = known(tmp_path)
    check_live_parts(BrowserLibrary.read(store=store))
    path = tmp_path / "ordermatters" / file
    path.write_text(path.read_text().replace("\nfrom ", f"\n{line}\nfrom ", 1))
    with pytest.raises(SiteError, match=rf"ordermatters\.{cause}"):
        check_live_parts(BrowserLibrary.read(store=store))


def test_small_jax_is_small_and_the_same_bytes_each_time() -> None:
    packed = small_jax.packed()
    assert len(packed) <= 60_000 and small_jax.packed() == packed
    assert {"smalljax/__init__.py", "smalljax/core.py"} <= json.loads(bz2.decompress(packed)).keys()
