"""Kept runs: what is damaged or not this page's is a miss, whatever the dates on the files."""

import json
import os
import shutil
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ordermatters_site.run import run_cache
from ordermatters_site.run.fingerprints import Fingerprint
from ordermatters_site.run.run_cache import ENTRIES_PER_PAGE, CachedRun, RunCache

STATE = Fingerprint(code="0", modules={"m": "1"}, python="3.11", packages={}, runner="r")
NOTEBOOK: dict[str, Any] = {"cells": [], "metadata": {}}


def run(code: str) -> CachedRun:
    return CachedRun(replace(STATE, code=code), {**NOTEBOOK, "metadata": {"code": code}})


def entries(folder: Path) -> list[Path]:
    return sorted(folder.glob("*/*.json"))


def test_the_newest_is_kept_beside_entries_of_the_future(tmp_path: Path) -> None:
    """A clock that was wrong once, or a cache from another machine."""
    runs, future = RunCache(tmp_path), time.time() + 10 * 365 * 86400
    for number in range(ENTRIES_PER_PAGE):
        runs.put("a/page.md", run(str(number)))
    for entry in entries(tmp_path):
        os.utime(entry, (future, future))
    for code in ("new", "newer"):
        runs.put("a/page.md", run(code))
        assert runs.get("a/page.md", run(code).fingerprint) == run(code) == runs.latest("a/page.md")
    runs.touch("a/page.md", run("new").fingerprint)
    assert runs.latest("a/page.md") == run("new")
    assert len(entries(tmp_path)) == ENTRIES_PER_PAGE


def test_a_run_that_stands_in_the_place_of_another_is_a_miss(tmp_path: Path) -> None:
    runs = RunCache(tmp_path)
    runs.put("one.md", run("1"))
    runs.put("other.md", run("1"))
    runs.put("other.md", run("2"))
    one, other = tmp_path / "one.md", tmp_path / "other.md"
    name, second = (f"{run(code).fingerprint.digest}.json" for code in "12")
    shutil.copy(other / second, other / name)
    assert runs.get("other.md", run("1").fingerprint) is None and runs.is_damaged("other.md", run("1").fingerprint)
    shutil.copy(other / second, one / name)
    assert runs.get("one.md", run("1").fingerprint) is None and runs.latest("one.md") is None
    runs.put("other.md", run("1"))
    shutil.copy(other / name, one / name)
    assert runs.get("one.md", run("1").fingerprint) is None, "of the same code, but another page's"


@pytest.mark.parametrize(
    "damage",
    [
        lambda entry: entry["notebook"]["cells"].append({}),
        lambda entry: entry.update(notebook=[]),
        lambda entry: entry["fingerprint"].pop("code"),
        lambda entry: entry.update(fingerprint=None),
        lambda entry: entry.clear(),
    ],
)
def test_an_entry_of_another_shape_is_a_miss(tmp_path: Path, damage: Any) -> None:
    runs = RunCache(tmp_path)
    runs.put("one.md", run("1"))
    [path] = entries(tmp_path)
    entry = json.loads(path.read_text())
    damage(entry)
    for text in (json.dumps(entry), json.dumps([entry]), "[" * 100_000, ""):
        path.write_text(text)
        assert runs.get("one.md", run("1").fingerprint) is None and runs.latest("one.md") is None
        assert runs.is_damaged("one.md", run("1").fingerprint)


def test_a_run_that_cannot_be_written_is_said_not_to_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(run_cache, "atomic_write", full)
    caplog.set_level("INFO")
    RunCache(tmp_path).put("one.md", run("1"))
    assert "the run of one.md is not kept" in caplog.text and "No space left on device" in caplog.text
