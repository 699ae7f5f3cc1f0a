"""A server whose builder has changed since it began says so, once, and in place of what goes wrong for that."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ordermatters_site.plugin import LessonsPlugin
from ordermatters_site.run.run_cache import RunCache
from ordermatters_site.shell.own_files import CHANGED, OwnFiles
from ordermatters_site.shell.served_site import ServedSite


@pytest.fixture
def package(tmp_path: Path) -> Path:
    for name in ("a.py", "stage/b.mjs", "shell/theme/c.js", "shell/theme/d.css"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1")
    return tmp_path


@pytest.mark.parametrize("name", ["a.py", "stage/b.mjs", "new.py"])
def test_a_change_is_news_once(package: Path, name: str) -> None:
    files = OwnFiles(package)
    assert not files.have_changed() and not files.have_news()
    before = (package / name).read_text(encoding="utf-8") if (package / name).exists() else None
    (package / name).write_text("2")
    assert files.have_news() and not files.have_news() and files.have_changed()
    (package / name).write_text("3")
    assert files.have_news() and not files.have_news()
    if before:
        (package / name).write_text(before)
        assert not files.have_news() and not files.have_changed(), "it is what was loaded"


def test_what_is_read_for_each_build_is_no_news(package: Path) -> None:
    files = OwnFiles(package)
    (package / "shell/theme/c.js").write_text("2")
    (package / "shell/theme/d.css").write_text("2")
    assert not files.have_news() and not files.have_changed()


def test_a_build_that_fails_for_it_is_told_in_one_sentence(
    package: Path, tmp_path_factory: pytest.TempPathFactory, caplog: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path_factory.mktemp("site")
    site = ServedSite(RunCache(root / "runs"))
    site.own_files, site.server = OwnFiles(package), SimpleNamespace(root=str(root))  # type: ignore[assignment]
    site.build = lambda: Path(root / "standard_library.mjs").read_text(encoding="utf-8")  # type: ignore[assignment]
    page = root / "index.html"
    page.write_text("<h1>Home</h1>")
    (package / "stage/b.mjs").unlink()
    for _ in range(2):
        site.rebuild()
    assert page.read_text(encoding="utf-8").count(CHANGED) == 1 and "standard_library" not in page.read_text(
        encoding="utf-8"
    )
    assert caplog.text.count(CHANGED) == 1 and "Traceback" not in capsys.readouterr().err
    assert "standard_library" not in caplog.text


def test_what_could_not_be_written_for_it_is_not_told_besides(package: Path, caplog: pytest.LogCaptureFixture) -> None:
    plugin = LessonsPlugin()
    plugin.served = SimpleNamespace(own_files=OwnFiles(package))  # type: ignore[assignment]
    plugin.on_build_error(error=OSError(28, "No space left on device"))
    assert "No space left" in caplog.text
    caplog.clear()
    (package / "a.py").write_text("2")
    plugin.on_build_error(error=FileNotFoundError(2, "No such file or directory"))
    assert not caplog.text
