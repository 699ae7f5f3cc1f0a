"""Two builds of the whole course, in two folders, from cached runs, and what is compiled for it: the same bytes."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from browsers import course_site
from courses import ROOT

from ordermatters_site.stage import standard_library

MADE = shutil.ignore_patterns(".venv", ".cache", "site", "site.*", ".*_cache", ".hypothesis")


def made_here(folder: str, names: list[str]) -> set[str]:
    """Name what lies in the top folder and is not part of the course."""
    return MADE(folder, names) if Path(folder) == ROOT else set()


def files(site: Path) -> dict[str, bytes]:
    return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def foot(site: dict[str, bytes]) -> list[bytes]:
    """What the home page says of the commit that it was built from."""
    return re.findall(rb'class="om-foot.*?</(?:p|div|footer)>', site["index.html"], re.DOTALL)


def test_two_builds_in_two_folders_agree(tmp_path: Path) -> None:
    """The second by a Python that orders its sets in another way, in another time zone and language, of newer files."""
    here, built_for = course_site()
    elsewhere = tmp_path / "a folder" / "elsewhere"
    shutil.copytree(ROOT, elsewhere, ignore=made_here, symlinks=True, copy_function=shutil.copy)
    shutil.copytree(ROOT / ".cache/lessons", elsewhere / ".cache/lessons")
    (elsewhere / ".cache/npm").symlink_to(ROOT / ".cache/npm")
    there = elsewhere / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    surroundings = {"PYTHONPATH": str(elsewhere / "src"), "PYTHONHASHSEED": "2"}
    surroundings |= {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    surroundings["SITE_URL"] = built_for
    done = subprocess.run(command, cwd=elsewhere, env=os.environ | surroundings, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    one, other = files(here), files(there)
    assert foot(one) == foot(other), "the course was changed while the tests ran: run them again"
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


def test_two_compilations_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two builds of a commit publish the same bytes: what Pyodide compiles here is what it has compiled before."""
    before = standard_library.standard_library(ROOT / ".cache").read_bytes()
    written: list[bytes] = []
    monkeypatch.setattr(standard_library.zipfile, "is_zipfile", lambda _: False)
    monkeypatch.setattr(standard_library, "atomic_write", lambda _, content: written.append(content))
    standard_library.standard_library(ROOT / ".cache")
    assert written == [before]
