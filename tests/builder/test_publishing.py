"""A new site takes the old one's place whole, and what killed builds leave behind is cleared."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ordermatters_site.check import publishing


def folder(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "index.html").write_text(text)
    return path


@pytest.mark.parametrize("in_one_step", [True, False])
def test_the_new_folder_takes_the_old_ones_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_one_step: bool
) -> None:
    if not in_one_step:
        monkeypatch.setattr(publishing, "_exchange", lambda one, other: False)
    site, new = folder(tmp_path / "site", "old"), folder(tmp_path / "site.building-1", "new")
    (site / "gone.html").touch()
    publishing.replace_folder(site, new)
    assert [p.name for p in tmp_path.iterdir()] == ["site"]
    assert [p.read_text() for p in site.iterdir()] == ["new"]


def test_a_first_site_needs_no_old_one(tmp_path: Path) -> None:
    publishing.replace_folder(tmp_path / "site", folder(tmp_path / "new", "new"))
    assert (tmp_path / "site/index.html").read_text() == "new"


def dead_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_leftovers_of_dead_builds_are_cleared_and_those_of_live_ones_stay(tmp_path: Path) -> None:
    site = folder(tmp_path / "site", "old")
    folder(tmp_path / f"site.building-{dead_process()}-x", "")
    alive = folder(tmp_path / f"site.building-{os.getpid()}-x", "")
    publishing.remove_leftovers(site)
    assert sorted(tmp_path.iterdir()) == [site, alive]


def test_a_site_lost_between_two_renames_comes_back(tmp_path: Path) -> None:
    folder(tmp_path / f"site.building-{dead_process()}-x-old", "old")
    publishing.remove_leftovers(tmp_path / "site")
    assert (tmp_path / "site/index.html").read_text() == "old"
