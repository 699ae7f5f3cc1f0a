"""The standard library of the reader's Python: compiled once, whole or not at all, and otherwise npm's."""

import zipfile
from pathlib import Path

import pytest

from ordermatters_site.stage import standard_library
from ordermatters_site.stage.standard_library import ARCHIVE


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An install of npm's that has Pyodide's archive, and a compiler that is asked for nothing but one module."""
    modules = tmp_path / "install" / "node_modules"
    (modules / "pyodide").mkdir(parents=True)
    with zipfile.ZipFile(modules / "pyodide" / ARCHIVE, "w") as archive:
        for name in ("re/", "re/__init__.py", "turtle.py"):
            archive.writestr(name, "# source")
    monkeypatch.setattr(standard_library, "installed_packages", lambda *_: modules)
    monkeypatch.setattr(standard_library, "run_script", lambda *_: '{"re/__init__.py": "Ynl0ZWNvZGU="}')
    return modules.parent


def compiled(install: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(standard_library.standard_library(install)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_bytecode_takes_the_place_of_what_was_compiled_alone(install: Path) -> None:
    assert compiled(install) == {"re/__init__.pyc": b"bytecode", "turtle.py": b"# source"}


def test_it_is_compiled_once_and_again_where_it_is_damaged(install: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an earlier release has compiled goes."""
    older = install / "python_stdlib-0.zip"
    older.touch()
    whole = compiled(install)
    (kept,) = install.glob("*.zip")
    kept.write_bytes(kept.read_bytes()[:-10])
    assert compiled(install) == whole
    monkeypatch.setattr(standard_library, "run_script", lambda *_: pytest.fail("compiled anew"))
    assert compiled(install) == whole


def test_where_it_cannot_be_kept_that_of_npm_serves(install: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(standard_library, "atomic_write", refuse)
    assert standard_library.standard_library(install) == install / "node_modules/pyodide" / ARCHIVE
