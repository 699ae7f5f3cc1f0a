"""Two builds of the whole course, in two folders, from kept runs: the same files, byte for byte."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from courses import ROOT

MADE = shutil.ignore_patterns(".venv", ".cache", "site", "site.*", ".*_cache", ".hypothesis")


def made_here(folder: str, names: list[str]) -> set[str]:
    """Name what lies in the top folder and is not part of the course."""
    return MADE(folder, names) if Path(folder) == ROOT else set()


def files(site: Path) -> dict[str, bytes]:
    return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def built(folder: Path, site: Path, seed: int) -> dict[str, bytes]:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    surroundings = os.environ | {"PYTHONPATH": str(folder / "src"), "PYTHONHASHSEED": str(seed), "TZ": f"UTC+{seed}"}
    done = subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return files(site)


def test_two_builds_in_two_folders_agree(tmp_path: Path) -> None:
    here = built(ROOT, tmp_path / "one", seed=1)
    elsewhere = tmp_path / "a folder" / "elsewhere"
    shutil.copytree(ROOT, elsewhere, ignore=made_here, symlinks=True)
    shutil.copytree(ROOT / ".cache/lessons", elsewhere / ".cache/lessons")
    (elsewhere / ".cache/npm").symlink_to(ROOT / ".cache/npm")
    there = built(elsewhere, elsewhere / "site", seed=2)
    assert here.keys() == there.keys()
    assert [name for name in here if here[name] != there[name]] == []
