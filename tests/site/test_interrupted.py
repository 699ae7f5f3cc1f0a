"""Whatever stops a build, the last good site stands as it was, and the next build starts from what is kept."""

import os
import shutil
import signal
from pathlib import Path

import pytest
from courses import Course
from mkdocs_processes import MkDocs
from watching import wait_for

# Waits in its second cell where it is told to; what it shows is kept in a file that outgrows a small limit.
SLOW = """# Slow

```python
import os, pathlib, time
pathlib.Path("started").write_text(str(os.getpid()))
while pathlib.Path("wait").exists():
    time.sleep(0.05)
print("z" * 20_000)
```
"""
# One function of the publisher replaced by one that ends the process, as a power cut would.
KILLED_WHILE_SWAPPING = """
import os, signal
from types import SimpleNamespace
from ordermatters_site.check import publishing
def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
{patch}
"""
# No file may grow beyond a size, like on a disk that is full.
FULL_DISK = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
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
    course.lesson("kept", "# Kept\n\n```python\nprint('kept')\n```\n")
    course.lesson("slow", SLOW)
    build = course.build()
    assert build.status == 0, build.log
    (course.folder / "docs/started").unlink()
    return course.folder


@pytest.fixture
def edited(published: Path, tmp_path: Path) -> Course:
    """A course with a published site, and a page without code edited since."""
    course = Course(shutil.copytree(published, tmp_path / "course", symlinks=True))
    course.edit("docs/index.md", "# Home", "# Home, edited")
    return course


@pytest.fixture
def good(edited: Course) -> Course:
    """The same, with the code of a lesson edited too."""
    edited.edit("docs/slow.md", "sleep(0.05)", "sleep(0.04)")
    return edited


def leftovers(course: Course) -> list[str]:
    return [path.name for path in course.folder.glob("site.*")]


def start_and_wait(course: Course, number: int = 1) -> list[MkDocs]:
    """Start some builds at once, and return when a lesson runs; it waits."""
    (course.folder / "docs/wait").touch()
    builds = [course.start() for _ in range(number)]
    started = course.folder / "docs/started"
    wait_for(lambda: started.exists() and started.read_text() != "")
    return builds


def assert_the_old_site_stands(course: Course, before: dict[str, bytes]) -> None:
    assert course.files() == before
    assert leftovers(course) == []


def assert_next_build_is_good(course: Course, ran: set[str]) -> None:
    build = course.build()
    assert build.status == 0, build.log
    assert set(build.ran) == ran
    assert "Home, edited" in course.html("index")
    assert leftovers(course) == []


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM], ids=lambda how: how.name)
def test_a_build_stopped_while_lessons_run(good: Course, how: signal.Signals) -> None:
    before = good.files()
    [build] = start_and_wait(good)
    kernel = Path("/proc", (good.folder / "docs/started").read_text())
    assert kernel.exists()
    os.kill(build.number, how)
    assert build.end().status != 0
    wait_for(lambda: not kernel.exists())
    (good.folder / "docs/wait").unlink()
    assert_the_old_site_stands(good, before)
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


def kill_while_swapping(course: Course, patch: str) -> None:
    build = course.start(first=KILLED_WHILE_SWAPPING.format(patch=patch)).end()
    assert build.status == -signal.SIGKILL, build.log


@pytest.mark.parametrize(
    ("patch", "stands"),
    [
        ("publishing._exchange = die", "old"),
        ("publishing.shutil = SimpleNamespace(rmtree=die)", "new"),
        ("publishing._exchange = lambda *_: False; publishing.shutil = SimpleNamespace(rmtree=die)", "new"),
    ],
    ids=["before", "after", "after two renames"],
)
def test_a_build_killed_while_it_swaps(edited: Course, patch: str, stands: str) -> None:
    before = edited.files()
    kill_while_swapping(edited, patch)
    assert (edited.files() == before) is (stands == "old")
    assert ("Home, edited" in edited.html("index")) is (stands == "new")
    assert_next_build_is_good(edited, ran=set())


def test_a_build_killed_between_two_renames_gets_its_old_site_back(edited: Course) -> None:
    before = edited.files()
    aside = "site.rename(new.with_name(new.name + '-old')) and die()"
    kill_while_swapping(edited, f"publishing._exchange = lambda new, site: {aside}")
    edited.edit("docs/slow.md", "# Slow", "# Slow\n\nIt takes 42 steps.")  # and now a build that fails
    assert edited.build().status != 0
    assert edited.files() == before


def test_a_run_that_cannot_be_written(good: Course) -> None:
    before = good.files()
    build = good.start(first=FULL_DISK.format(size=15_000)).end()
    assert build.status > 0, "its page cannot be written either"
    assert "the run of slow.md is not kept" in build.log and "File too large" in build.log
    assert "The new site could not be written" in build.log
    assert_the_old_site_stands(good, before)
    assert_next_build_is_good(good, ran={"slow.md"})


def test_a_page_that_cannot_be_written(edited: Course) -> None:
    before = edited.files()
    edited.edit("docs/index.md", "edited", "edited " + "z" * 50_000)
    build = edited.start(first=FULL_DISK.format(size=40_000)).end()
    assert build.status > 0
    assert "The new site could not be written" in build.log and "File too large" in build.log
    assert_the_old_site_stands(edited, before)
    assert_next_build_is_good(edited, ran=set())


def test_two_builds_at_once(good: Course) -> None:
    builds = start_and_wait(good, number=2)
    (good.folder / "docs/wait").unlink()
    for build in [build.end() for build in builds]:
        assert build.status == 0, build.log
    whole = good.files()
    assert_next_build_is_good(good, ran=set())
    assert good.files() == whole
