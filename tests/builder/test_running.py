"""A lesson's kernel: the environment that it starts in, what it notes, and what is left of it."""

import asyncio
import gc
import json
import os
import re
import subprocess
import sys
import tempfile
import tracemalloc
from contextlib import suppress
from pathlib import Path

import pytest
from run_pages import install_kernel, lesson, printed, run
from watching import runs, wait_for

from ordermatters_site.processes import private_folder
from ordermatters_site.run import forked_kernels, kernels, read_files
from ordermatters_site.run.environment import kernel_environment, shaping
from ordermatters_site.run.lessons import LessonError, read_lesson
from ordermatters_site.run.read_files import changed_files
from ordermatters_site.run.run_options import RunOptions
from ordermatters_site.run.running import run_lesson
from ordermatters_site.store import Store


def test_a_kernel_starts_in_a_stated_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody has set in a shell changes no result, and programs of a cell are those of this environment."""
    unwanted = {"PYTHONOPTIMIZE": "1", "JAX_ENABLE_X64": "1", "XLA_FLAGS": "--x", "SECRET_OF_MINE": "1"}
    given = {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "OPENBLAS_NUM_THREADS": "1"}
    for name, value in (unwanted | given).items():
        monkeypatch.setenv(name, value)
    page = lesson(
        tmp_path,
        "import json, os, shutil, sys, time\nprint(json.dumps([dict(os.environ), hash('a'), __debug__, time.tzname]))",
        "!python -c 'import sys; print(sys.prefix)'",
    )
    environment, rest = printed(run(page)).split("\n", 1)
    values, hashed, debug, zones = json.loads(environment)
    assert not unwanted.keys() & values.keys() and debug and zones == ["UTC", "UTC"]
    seeded = subprocess.run(
        [sys.executable, "-c", "print(hash('a'))"], env={"PYTHONHASHSEED": "0"}, capture_output=True
    )
    assert hashed == int(seeded.stdout)
    assert values["OPENBLAS_NUM_THREADS"] == "1" and values["JAX_PLATFORMS"] == "cpu"
    assert rest.strip() == sys.prefix


def test_what_is_taken_over_and_may_shape_results_is_told() -> None:
    given = {"OPENBLAS_CORETYPE": "Haswell", "JAX_PLATFORMS": "cuda", "HOME": "/home/me", "PYTHONPATH": "here"}
    assert shaping(given) == {"OPENBLAS_CORETYPE": "Haswell", "JAX_PLATFORMS": "cuda"}
    environment = kernel_environment("/private", given)
    assert environment["JAX_PLATFORMS"] == "cuda" and environment["HOME"] == "/home/me"
    assert environment["PYTHONPATH"].split(os.pathsep)[-1] == str(Path.cwd() / "here")


def test_what_a_thread_prints_is_no_part_of_an_inline_value(tmp_path: Path) -> None:
    cell = "import threading, time\ndef tick():\n    for _ in range(40):\n        print('tick'); time.sleep(0.05)\n"
    page = lesson(tmp_path, f"{cell}\nstr = list\nthreading.Thread(target=tick).start()")
    page.path.write_text(page.path.read_text() + "\nIt is `{python} time.sleep(0.5) or (6 * 7, 'a')`.\n")
    notebook = run(read_lesson(page.path, page.name, Store()))
    assert notebook.cells[-1].metadata["inline"] == ["(42, 'a')"]


def test_the_files_that_cells_read_are_noted(tmp_path: Path) -> None:
    outside = tmp_path.with_name(f"{tmp_path.name}-outside.txt")
    outside.write_text("in a temporary folder, and no part of the course")
    page = lesson(
        tmp_path,
        "import helper, pathlib, numpy\nprint(open('../table.csv').read(), numpy.loadtxt('numbers.txt'))",
        "pathlib.Path('made.txt').write_text('1')\nopen('made.txt').read()",
        f"open({str(outside)!r}).read()\nopen('changing.txt').read()\npathlib.Path('changing.txt').write_text('2')",
    )
    for name in ("table.csv", "deep/numbers.txt", "deep/changing.txt"):
        (tmp_path / "docs" / name).write_text("1\n")
    (tmp_path / "docs/deep/helper.py").write_text("HELP = 1\n")
    read = run(page).metadata["ordermatters"]["files"]
    assert sorted(read) == ["deep/changing.txt", "deep/helper.py", "deep/numbers.txt", "table.csv"]
    assert changed_files(read, page.docs) == ["deep/changing.txt"], "nobody knows what it was when it was read"

    (tmp_path / "docs/table.csv").write_text("2\n")
    (tmp_path / "docs/deep/helper.py").unlink()
    assert changed_files(read, page.docs) == ["deep/changing.txt", "deep/helper.py", "table.csv"]


def test_a_file_on_another_drive_is_noted_and_what_is_windows_own_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def elsewhere(*_: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    for name in ("data/table.csv", "Windows/Fonts/arial.ttf", "me/AppData/Local/fonts.json"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(b"1")
    (tmp_path / "me/AppData/Roaming").mkdir()
    for name, folder in {
        "SYSTEMROOT": "Windows",
        "APPDATA": "me/AppData/Roaming",
        "LOCALAPPDATA": "me/AppData/Local",
    }.items():
        monkeypatch.setenv(name, str(tmp_path / folder))
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    notes = tmp_path / "opened"
    noted = [[str(path), False, path.stat().st_mtime_ns, path.stat().st_size] for path in files]
    notes.write_text("\n".join(map(json.dumps, noted)), encoding="utf-8")
    docs = tmp_path / "course/docs"
    with monkeypatch.context() as other_drive:
        other_drive.setattr(os.path, "relpath", elsewhere)
        read = read_files.files_read(notes, docs, set())
    assert list(read) == [(tmp_path / "data/table.csv").as_posix()] and changed_files(read, docs) == []
    (tmp_path / "data/table.csv").write_bytes(b"2")
    assert changed_files(read, docs) == list(read)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import sys\nsys.exit('bye')", "line 8: SystemExit: bye\n    sys.exit('bye')"),
        ("x = 1\nexit()", "line 8: SystemExit\n    exit()"),
        ("quit", "line 7: SystemExit\n    quit"),
        ("x = 1\ny = input('y? ')", "line 8: nobody can answer `input()` while a site is built\n    y = input('y? ')"),
        ("import getpass\ngetpass.getpass()", "line 8: nobody can answer `getpass()` while a site is built"),
    ],
)
def test_what_leaves_a_cell_or_asks_its_reader_is_refused(tmp_path: Path, code: str, said: str) -> None:
    with pytest.raises(LessonError) as refused:
        run(lesson(tmp_path, code, "print('what follows')"))
    assert f"deep/lesson.md, cell 1, {said}" in str(refused.value)
    assert "tag the cell `skip-execution`" in refused.value.mend


def test_a_run_that_is_overtaken_leaves_nothing_behind(tmp_path: Path) -> None:
    """Nbclient looks every second whether the kernel is there."""
    told: list[dict[str, object]] = []

    async def overtaken() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, about: told.append(about))
        began = tmp_path / "docs/deep/began"
        page = lesson(tmp_path, "import pathlib, time\npathlib.Path('began').touch()\ntime.sleep(60)")
        task = asyncio.ensure_future(run_lesson(page, RunOptions(seconds_per_cell=60)))
        while not began.exists():
            await asyncio.sleep(0.05)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert asyncio.all_tasks() == {asyncio.current_task()}
        gc.collect()

    asyncio.run(overtaken())
    assert not told


@pytest.fixture
def other_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A kernel of another environment: this Python, started as if it lived elsewhere."""
    site = [place for place in sys.path if place.endswith("site-packages")]
    code = f"import sys; sys.path += {site!r}; sys.prefix = {str(tmp_path)!r}\n"
    code += "from ipykernel.kernelapp import main; main()"
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    return install_kernel(tmp_path, "other", sys.executable, "-c", code)


def test_a_kernel_of_another_python_is_refused(tmp_path: Path, other_python: str) -> None:
    with pytest.raises(LessonError, match=r"the kernel 'other' is Python 3\.\d+\.\d+ in .*, and the site is built by"):
        run(lesson(tmp_path, "print(1)", kernel=other_python))


ENDLESS = """from IPython.display import display
while True:
    display({'text/plain': 'z' * 10**6}, raw=True)"""


@pytest.mark.parametrize("cell", ["print('z' * 100_000_000)", ENDLESS], ids=["at once", "without end"])
def test_a_page_that_puts_out_too_much_is_stopped(tmp_path: Path, cell: str) -> None:
    tracemalloc.start()
    with pytest.raises(LessonError, match=r"cell 2, .*: more than 10 MB of output and was stopped"):
        run(lesson(tmp_path, "print(1)", cell))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 150_000_000


def test_it_is_stopped_where_there_are_no_groups_of_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forked_kernels, "_LAUNCHER", [])  # a kernel that is started, as on Windows
    monkeypatch.delattr(os, "killpg")
    with pytest.raises(LessonError, match=r"cell 1, .*: more than 10 MB of output and was stopped"):
        run(lesson(tmp_path, f"{ENDLESS}\n"))


def test_what_a_kernel_says_is_encrypted_where_others_could_hear_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """On Windows it has ports instead of files."""
    keep = kernels._keep_private

    def as_on_windows(manager: kernels.KernelManager, folder: str) -> None:
        with monkeypatch.context() as here:
            here.setattr(os, "name", "nt")
            keep(manager, folder)
        assert manager.transport == "tcp"

    monkeypatch.setattr(kernels, "_keep_private", as_on_windows)
    assert printed(run(lesson(tmp_path, "print(1)"))) == "1\n"
    assert "without encryption" not in capfd.readouterr().err


def test_nothing_is_shown_of_a_widget_that_its_cell_has_closed(tmp_path: Path) -> None:
    (tmp_path / "docs/deep").mkdir(parents=True)
    show = (
        "display({'application/vnd.jupyter.widget-view+json': {'model_id': c.comm_id}, 'text/plain': 'bar'}, raw=True)"
    )
    cell = "from comm import create_comm\nfor stays in (True, False):\n    c = create_comm(data={'state': {}})\n"
    (ran,) = run(lesson(tmp_path, f"{cell}    {show}\n    stays or c.close()"))["cells"][-1:]
    assert [output["data"].get("text/plain") for output in ran["outputs"]] == ["bar", None]


def test_a_file_that_was_looked_for_in_vain_has_not_changed_as_long_as_it_is_not_there(tmp_path: Path) -> None:
    page = lesson(tmp_path, "try:\n    open('absent.txt')\nexcept OSError:\n    print('none')")
    read = run(page)["metadata"]["ordermatters"]["files"]
    (name,) = (name for name in read if name.endswith("absent.txt"))
    assert changed_files(read, page.docs) == []
    (page.docs / name).write_text("here")
    assert changed_files(read, page.docs) == [name]


def test_an_output_that_no_notebook_can_hold_is_shown_in_another_form(tmp_path: Path) -> None:
    forms = {"application/x-own": {"a": 1}, "text/html": None, "text/plain": "the text", "application/x+json": {"a": 1}}
    page = lesson(tmp_path, f"from IPython.display import display\ndisplay({forms!r}, raw=True)")
    (output,) = run(page)["cells"][-1]["outputs"]
    assert dict(output["data"]) == {"text/plain": "the text", "application/x+json": {"a": 1}}


def test_the_failing_line_is_the_cells_where_one_error_came_from_another(tmp_path: Path) -> None:
    (tmp_path / "docs/deep").mkdir(parents=True)
    caught = "    try:\n        1 / 0\n    except ArithmeticError as error:\n        raise KeyError('a') from error"
    (tmp_path / "docs/deep/far.py").write_text("\n" * 9 + f"def f():\n{caught}")
    with pytest.raises(LessonError) as failed:
        run(lesson(tmp_path, "import far\nx = far.f()"))
    assert "line 8: KeyError: 'a'\n    x = far.f()" in str(failed.value)


def test_what_python_cannot_read_is_told_without_a_temporary_file(tmp_path: Path) -> None:
    """A module that cannot be read is named, since the cell that imports it may be without a fault."""
    (tmp_path / "docs/deep").mkdir(parents=True)
    (tmp_path / "docs/deep/broken.py").write_text("x = 1\ndef f(:\n")
    for cell, told in {
        "x = 1\ny = = 2": "line 8: SyntaxError: invalid syntax\n    y = = 2",
        "import broken": "line 7: SyntaxError: invalid syntax (broken.py, line 2)\n    import broken",
    }.items():
        with pytest.raises(LessonError) as failed:
            run(lesson(tmp_path, cell))
        assert told in str(failed.value)


def test_warnings_do_not_tell_where_they_were_made(tmp_path: Path) -> None:
    (tmp_path / "docs/deep").mkdir(parents=True)
    (tmp_path / "docs/deep/helper.py").write_text(
        "import warnings\n\ndef warn():\n    warnings.warn('from a helper')\n"
    )
    page = lesson(tmp_path, "import warnings, helper\nwarnings.warn('from a cell')\nhelper.warn()")
    said = printed(run(page))
    assert said.startswith("UserWarning: from a cell\n") and "helper.py:4: UserWarning: from a helper" in said
    assert str(tmp_path) not in said and tempfile.gettempdir() not in said


def test_a_traceback_does_not_tell_where_python_and_the_page_lie(tmp_path: Path) -> None:
    (tmp_path / "docs/deep").mkdir(parents=True)
    (tmp_path / "docs/deep/helper.py").write_text("import json, yaml\n\ndef read(text):\n    return json.loads(text)\n")
    page = lesson(tmp_path, "import helper\nhelper.read('x')", "helper.yaml.safe_load('{')")
    cells = run(page, allow_errors=True)["cells"]
    said = re.sub(r"\x1b\[[\d;]*m", "", "\n".join("\n".join(cell["outputs"][0]["traceback"]) for cell in cells[-2:]))
    assert "File helper.py:4" in said and "File json/__init__.py:" in said and "File yaml/__init__.py:" in said
    assert str(tmp_path) not in said and sys.prefix not in said and "~" not in said


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="no groups of processes here")
@pytest.mark.parametrize("end", ["1", "import os; os._exit(1)"], ids=["ended", "died"])
def test_a_process_that_a_cell_started_ends_with_its_kernel(tmp_path: Path, end: str) -> None:
    start = "import subprocess\nopen('started', 'w').write(str(subprocess.Popen(['sleep', '600']).pid))"
    page = lesson(tmp_path, start, end)
    with suppress(LessonError):
        run(page)
    started = int((tmp_path / "docs/deep/started").read_text())
    wait_for(lambda: not runs(started))


def test_folders_of_a_process_that_was_killed_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left, alive, foreign = (
        tmp_path / f"ordermatters-{name}" for name in (f"{gone.pid}-x", f"{os.getpid()}-x", "notes-x")
    )
    for folder in (left, alive, foreign):
        folder.mkdir()
    with private_folder() as mine:
        assert {path.name for path in tmp_path.iterdir()} == {alive.name, foreign.name, Path(mine).name}
    assert not Path(mine).exists()
