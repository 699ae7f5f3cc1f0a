"""Imports are followed as Python would follow them."""

import sys
from pathlib import Path

import pytest

from ordermatters_site.run.dependencies import modules_of, reached_modules
from ordermatters_site.store import Store

FILES = {
    "__init__.py": "",
    "one.py": "from made.inner import deep",
    "two.py": "def late():\n    from . import one",
    "three.py": "import json",
    "inner/__init__.py": "from . import beside",
    "inner/deep.py": "from ..three import x",
    "inner/beside.py": "",
}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "made" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "made", raising=False)
    return tmp_path


@pytest.mark.parametrize(
    ("source", "reached"),
    [
        ("import made.three", ["made", "made.three"]),
        ("from made import three as other", ["made", "made.three"]),
        ("from made.three import x", ["made", "made.three"]),
        ("import json", []),
        ("import made.one", ["made", "made.inner", "made.inner.beside", "made.inner.deep", "made.one", "made.three"]),
    ],
)
def test_reached_modules(package: Path, source: str, reached: list[str]) -> None:
    assert list(reached_modules([source], modules_of("made"), Store())) == reached


def test_an_import_inside_a_function_counts(package: Path) -> None:
    assert "made.one" in reached_modules(["import made.two"], modules_of("made"), Store())


def test_code_that_is_no_python_reaches_everything(package: Path) -> None:
    assert len(reached_modules(["%timeit 1"], modules_of("made"), Store())) == len(FILES)


def test_each_module_comes_with_its_file(package: Path) -> None:
    assert (
        reached_modules(["import made.inner.deep"], modules_of("made"), Store())["made.inner.deep"]
        == package / "made/inner/deep.py"
    )


def test_a_package_that_is_not_installed_is_named() -> None:
    with pytest.raises(ModuleNotFoundError, match="no package named 'nosuchpackage'"):
        modules_of("nosuchpackage")
