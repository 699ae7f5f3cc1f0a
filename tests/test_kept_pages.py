"""What a page holds is read once for its bytes: the same answers, from less work, and never an old one."""

from pathlib import Path

import pytest

from ordermatters_site import kept_pages
from ordermatters_site.gates import findings
from test_gates import HOME, site

FAULT = '<img src="../p.png">'


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that were truly read."""
    pages: list[str] = []
    reader = kept_pages.read_page
    monkeypatch.setattr(kept_pages, "read_page", lambda html: pages.append(html) or reader(html))
    return pages


def test_a_page_that_did_not_change_is_not_read_again(tmp_path: Path, read: list[str]) -> None:
    folder, cache = site(tmp_path, FAULT), tmp_path / "cache"
    first = list(findings(folder, HOME, cache))
    assert len(first) == 1 and len(read) == 2
    assert list(findings(folder, HOME, cache)) == first and len(read) == 2


def test_a_page_that_changed_is_read_again(tmp_path: Path, read: list[str]) -> None:
    folder, cache = site(tmp_path), tmp_path / "cache"
    assert list(findings(folder, HOME, cache)) == []
    page = folder / "sub/index.html"
    page.write_text(page.read_text() + FAULT)
    assert "alt text" in next(findings(folder, HOME, cache)) and len(read) == 3


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"key": {"ids": []}, "other": 3}', '{"key": {"idols": []}}'])
def test_damaged_notes_count_as_none(tmp_path: Path, damage: str, read: list[str]) -> None:
    folder, cache = site(tmp_path, FAULT), tmp_path / "cache"
    first = list(findings(folder, HOME, cache))
    (cache / "pages.json").write_text(damage)
    assert list(findings(folder, HOME, cache)) == first and len(read) == 4


def test_pages_that_are_gone_are_forgotten(tmp_path: Path, read: list[str]) -> None:
    folder, cache = site(tmp_path), tmp_path / "cache"
    list(findings(folder, HOME, cache))
    before = (cache / "pages.json").stat().st_size
    (folder / "sub/index.html").unlink()
    list(findings(folder, HOME, cache))
    assert (cache / "pages.json").stat().st_size < before
    assert [path.name for path in cache.iterdir()] == ["pages.json"]
