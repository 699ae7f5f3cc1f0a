"""A cache that cannot be written is copied: builds go on, and leave the original as it is."""

from pathlib import Path

import pytest

from ordermatters_site import cache_folder
from ordermatters_site.cache_folder import usable_cache


def read_only(_: Path) -> None:
    raise OSError(30, "Read-only file system")


def test_a_cache_that_can_be_written_is_used_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "cache/fonts").mkdir(parents=True)
    assert usable_cache(tmp_path / "cache") == tmp_path / "cache"
    assert usable_cache(tmp_path / "new") == tmp_path / "new"
    assert not list((tmp_path / "cache").rglob("writable*"))


def test_one_that_cannot_is_copied_once_and_the_user_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache_folder, "_try_to_write", read_only)
    cache = tmp_path / "cache"
    (cache / "npm/packages").mkdir(parents=True)
    (cache / "lessons/a").mkdir(parents=True)
    (cache / "lessons/a/run.json").write_text("kept")
    caplog.set_level("INFO")
    copy = usable_cache(cache)
    assert copy == usable_cache(cache) != cache and caplog.text.count("Read-only file system") == 1
    assert (copy / "lessons/a/run.json").read_text() == "kept" and (copy / "npm/packages").is_dir()
    (copy / "lessons/a/run.json").write_text("new")
    assert (cache / "lessons/a/run.json").read_text() == "kept"


def test_it_does_without_npms_packages_where_no_link_can_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(1314, "A required privilege is not held by the client")

    monkeypatch.setattr(cache_folder, "_try_to_write", read_only)
    monkeypatch.setattr(Path, "symlink_to", refused)
    (tmp_path / "cache/npm/packages").mkdir(parents=True)
    (tmp_path / "cache/store.sqlite").touch()
    assert [path.name for path in usable_cache(tmp_path / "cache").iterdir()] == ["store.sqlite"]


def test_a_cache_that_is_a_file_has_a_stand_in(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("")
    assert list(usable_cache(tmp_path / "cache").iterdir()) == []


@pytest.mark.parametrize("name", ["lessons", "npm", "stage", "templates", "store.sqlite"])
def test_what_is_in_the_way_is_named_and_left_out_of_the_copy(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    caplog.set_level("INFO")
    (tmp_path / "memory.json").write_text("kept")
    if name == "store.sqlite":
        (tmp_path / name).mkdir()
    else:
        (tmp_path / name).write_text("")
    copy = usable_cache(tmp_path)
    assert [path.name for path in copy.iterdir()] == ["memory.json"]
    assert f"(its {name} is {'a' if name == 'store.sqlite' else 'no'} folder)" in caplog.text
