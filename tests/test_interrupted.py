"""Whatever stops a build, the last good site stands as it was, and the next build starts from what is kept."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from courses import Build, Course

KEPT = "# Kept\n\n```python\nprint('kept')\n```\n"
SLOW = """# Slow

```python
import pathlib, time
pathlib.Path("started").touch()
while pathlib.Path("wait").exists():
    time.sleep(0.05)
```
"""
# Runs MkDocs with one function of the publisher replaced by one that ends the process, as a power cut would.
KILLED_WHILE_SWAPPING = """
import os, signal
from types import SimpleNamespace
from ordermatters_site import publishing
def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
{patch}
from mkdocs.__main__ import cli
cli()
"""
# Runs MkDocs where no file may grow beyond a size, like on a disk that is full.
FULL_DISK = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
from mkdocs.__main__ import cli
cli()
"""
DIE_ON_RENDERING = """
import os, pathlib, signal
def on_post_page(output, page, config):
    if page.url == "slow/" and pathlib.Path("die").exists():
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = Course(tmp_path_factory.mktemp("published"))
    course.lesson("kept", KEPT)
    course.lesson("slow", SLOW)
    build = course.build()
    assert build.status == 0, build.log
    (course.folder / "docs/started").unlink()
    return course.folder


@pytest.fixture
def good(published: Path, tmp_path: Path) -> Course:
    """A course with a published site, and a lesson edited since."""
    course = Course(shutil.copytree(published, tmp_path / "course", symlinks=True))
    course.edit("docs/slow.md", "# Slow", "# Slow, edited")
    return course


def leftovers(course: Course) -> list[str]:
    return [path.name for path in course.folder.glob("site.*")]


def start(course: Course, command: list[str] | None = None) -> subprocess.Popen[str]:
    command = command or course.command("build", "--strict")
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command, cwd=course.folder, env=course.environment, stdout=pipe, stderr=subprocess.STDOUT, text=True
    )


def end(process: subprocess.Popen[str]) -> Build:
    log, _ = process.communicate(timeout=60)
    return Build(process.returncode, log)


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "waited a minute in vain"
        time.sleep(0.05)


def assert_next_build_is_good(course: Course, ran: set[str]) -> None:
    build = course.build()
    assert build.status == 0, build.log
    assert set(build.ran) == ran
    assert "Slow, edited" in course.html("slow")
    assert leftovers(course) == []


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM], ids=lambda how: how.name)
def test_a_build_stopped_while_lessons_run(good: Course, how: signal.Signals) -> None:
    before = good.files()
    (good.folder / "docs/wait").touch()
    process = start(good)
    wait_for((good.folder / "docs/started").exists)
    process.send_signal(how)
    assert end(process).status != 0
    (good.folder / "docs/wait").unlink()
    assert good.files() == before
    assert leftovers(good) == []
    assert_next_build_is_good(good, ran={"slow.md"})


def test_a_build_killed_while_pages_are_rendered(good: Course) -> None:
    before = good.files()
    good.write("hook.py", DIE_ON_RENDERING)
    good.edit("mkdocs.yml", "site_name", "hooks: [hook.py]\nsite_name")
    good.write("die", "")
    assert good.build().status == -signal.SIGKILL
    assert good.files() == before
    (good.folder / "die").unlink()
    assert_next_build_is_good(good, ran=set())  # its lessons had run


@pytest.mark.parametrize(
    ("patch", "stands"),
    [
        ("publishing._exchange = die", "old"),
        ("publishing.shutil = SimpleNamespace(rmtree=die)", "new"),
        ("publishing._exchange = lambda *_: False; publishing.shutil = SimpleNamespace(rmtree=die)", "new"),
    ],
    ids=["before", "after", "after two renames"],
)
def test_a_build_killed_while_it_swaps(good: Course, patch: str, stands: str) -> None:
    before = good.files()
    script = KILLED_WHILE_SWAPPING.format(patch=patch)
    build = end(start(good, [sys.executable, "-c", script, "build", "--strict"]))
    assert build.status == -signal.SIGKILL, build.log
    assert (good.files() == before) is (stands == "old")
    assert ("Slow, edited" in good.html("slow")) is (stands == "new")
    assert_next_build_is_good(good, ran=set())


def test_a_build_killed_between_two_renames_gets_its_old_site_back(good: Course) -> None:
    before = good.files()
    patch = "publishing._exchange = lambda new, site: site.rename(new.with_name(new.name + '-old')) and die()"
    build = end(start(good, [sys.executable, "-c", KILLED_WHILE_SWAPPING.format(patch=patch), "build"]))
    assert build.status == -signal.SIGKILL, build.log
    good.edit("docs/slow.md", "pathlib.Path", "pathlib.Math")  # and now a build that fails
    assert good.build().status != 0
    assert good.files() == before


@pytest.mark.parametrize(
    ("size", "what"),
    [(1_000, "the run of slow.md could not be kept"), (40_000, "The new site could not be written")],
    ids=["a run", "a page"],
)
def test_a_write_that_fails(good: Course, size: int, what: str) -> None:
    before = good.files()
    script = FULL_DISK.format(size=size)
    build = end(start(good, [sys.executable, "-c", script, "build", "--strict"]))
    assert build.status > 0
    assert what in build.log
    assert "File too large" in build.log
    assert good.files() == before
    assert leftovers(good) == []
    assert_next_build_is_good(good, ran={"slow.md"} if size < 10_000 else set())


def test_two_builds_at_once(good: Course) -> None:
    (good.folder / "docs/wait").touch()
    builds = [start(good), start(good)]
    wait_for((good.folder / "docs/started").exists)
    (good.folder / "docs/wait").unlink()
    for build in map(end, builds):
        assert build.status == 0, build.log
    whole = good.files()
    assert_next_build_is_good(good, ran=set())
    assert good.files() == whole


def test_no_kernel_outlives_its_build(good: Course) -> None:
    (good.folder / "docs/wait").touch()
    process = start(good)
    wait_for((good.folder / "docs/started").exists)
    kernels = children(process.pid)
    assert kernels
    process.kill()
    end(process)
    wait_for(lambda: not any(Path(f"/proc/{kernel}").exists() for kernel in kernels))


def children(process: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        fields = status.read_text().rpartition(")")[2].split()
        found += [int(status.parent.name)] if int(fields[1]) == process else []
    return found
