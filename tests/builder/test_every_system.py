"""What holds on Windows too: seen on any system by putting what differs there in the place of what is here."""

import ast
import asyncio
import ntpath
import os
import socket
import subprocess
import sys
from pathlib import Path, PurePath, PureWindowsPath
from types import SimpleNamespace
from typing import Any

import pytest
from sound_site import HOME, site

from ordermatters_site.check.checks import findings
from ordermatters_site.plugin import LessonsPlugin
from ordermatters_site.run.background import BackgroundRuns
from ordermatters_site.run.kernels import without_local_paths
from ordermatters_site.run.parallel import run_side_by_side
from ordermatters_site.run.run_options import RunOptions
from ordermatters_site.shell import served_site

ROOT = Path(__file__).resolve().parents[2]
BUILDER = ROOT / "src/ordermatters_site"


class WithBackslashes(type(Path())):  # type: ignore[misc]
    """A path whose parts are spelled as on Windows."""

    def relative_to(self, *others: str | PurePath) -> PureWindowsPath:  # type: ignore[override]
        return PureWindowsPath(super().relative_to(*others))


def test_the_names_of_a_sites_files_are_spelled_as_in_links(tmp_path: Path) -> None:
    assert list(findings(WithBackslashes(site(tmp_path)), HOME)) == []


def test_a_pages_data_files_are_found_by_the_name_that_settings_give_it() -> None:
    page: Any = SimpleNamespace(file=SimpleNamespace(src_uri="part/one.md", src_path="part\\one.md"))
    staged = SimpleNamespace(outcome="it ran", notebook_name="one.ipynb")
    plugin: Any = LessonsPlugin()  # type: ignore[no-untyped-call]
    plugin.config = {"data_files": {"part/one.md": ["table.csv"]}}
    plugin.staged = SimpleNamespace(course=SimpleNamespace(page={"part/one.md": staged}.get))
    plugin.on_pre_page(page, config=None, files=None)
    assert page.data_files == ["table.csv"]


def test_this_machines_folders_are_taken_out_of_warnings(monkeypatch: pytest.MonkeyPatch) -> None:
    cell, module = (
        "C:\\Users\\Jörg Größe\\Temp\\ipykernel_12\\345.py:1: UserWarning",
        "C:\\course\\docs\\helper.py:4: too",
    )
    said: Any = SimpleNamespace(output_type="stream", name="stderr", text=f"{cell}\n{module}")
    notebook: Any = SimpleNamespace(cells=[{"outputs": [said]}])
    with monkeypatch.context() as windows:
        windows.setattr(os, "path", ntpath)
        without_local_paths(notebook, PureWindowsPath("C:\\course\\docs"), "C:\\private")  # type: ignore[arg-type]
    assert said.text == "UserWarning\nhelper.py:4: too"


def test_a_text_that_is_written_is_the_same_bytes_everywhere() -> None:
    """By itself Python ends a line as its system does, and so two builds of one commit would differ."""
    wanted = {"encoding": "'utf-8'", "newline": r"'\n'"}
    for path in sorted(BUILDER.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "write_text":
                said = {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
                assert said == wanted, f"{path.relative_to(BUILDER)}, line {node.lineno}"


def test_tests_can_be_collected_where_no_process_can_be_forked() -> None:
    """Whoever runs the library's tests there loads `tests/conftest.py`, and all that it imports."""
    code = "import multiprocessing.context as known; del known._concrete_contexts['forkserver']; import conftest"
    paths = os.pathsep.join(map(str, [ROOT / "tests", ROOT / "tests/support"]))
    done = subprocess.run([sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": paths}, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()


def test_lessons_run_in_the_kind_of_event_loop_that_zeromq_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    def other() -> asyncio.AbstractEventLoop:
        raise AssertionError("the system's first choice")

    monkeypatch.setattr(asyncio, "new_event_loop", other)
    monkeypatch.setattr(asyncio.events, "new_event_loop", other)
    run_side_by_side([], RunOptions(), lambda *_: None)
    behind = BackgroundRuns(None, lambda *_: None)  # type: ignore[arg-type]  # nothing is run
    behind._start()
    behind.stop()


def test_a_port_that_is_taken_is_not_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows `SO_REUSEADDR` lets two servers have one port."""
    asked: list[tuple[object, ...]] = []

    class Probe(socket.socket):
        def setsockopt(self, *option: object) -> None:  # type: ignore[override]
            asked.append(option)

    monkeypatch.setattr(served_site.sys, "platform", "win32")
    monkeypatch.setattr(served_site.socket, "socket", Probe)
    served_site.check_port(("127.0.0.1", 0))
    assert asked == []
