"""A cache that cannot be written costs time and nothing else: the site is published, and the cache is named."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from courses import Course, course_in
from mkdocs_processes import exported

# A folder that nobody can write to, root neither, for as long as a command runs.
_READ_ONLY = 'mount --bind .cache .cache && mount -o remount,bind,ro .cache && exec "$@"'
_NEW_MOUNTS = ["unshare", "--map-root-user", "--mount", "sh", "-c", _READ_ONLY, "sh"]


@pytest.fixture
def ours(tmp_path: Path) -> Course:
    course = course_in(tmp_path / "course")
    course.lesson("lesson", "# A lesson\n\n```python\nprint(6 * 7)\n```\n\nAnd $x^2$.\n")
    return course


def read_only_build(course: Course) -> subprocess.CompletedProcess[str]:
    """Build with a cache that cannot be written: mounted so where a system lets us, else by its permissions."""
    prefix, cache = [], course.folder / ".cache"
    if mounts := _offers_mounts(course.folder):
        prefix = _NEW_MOUNTS
    else:
        if not os.geteuid():
            pytest.skip("root can write whatever the permissions say, and may mount nothing here")
        cache.chmod(0o555)
    command = [*prefix, *course.command("build", "--strict")]
    done = subprocess.run(command, cwd=course.folder, env=course.environment, capture_output=True, text=True)
    if not mounts:
        cache.chmod(0o755)
    return done


def _offers_mounts(folder: Path) -> bool:
    try:
        return subprocess.run([*_NEW_MOUNTS, "true"], cwd=folder, capture_output=True).returncode == 0
    except OSError:
        return False


def test_a_read_only_cache_ends_no_build_and_stays_as_it_is(ours: Course) -> None:
    before = sorted(ours.folder.glob(".cache/**/*"))
    done = read_only_build(ours)
    assert done.returncode == 0, done.stderr
    assert ".cache cannot be written (" in done.stderr and "what this build makes is not kept" in done.stderr
    assert "could not be written" not in done.stderr, "that is what is said of the site"
    assert "<code>42</code>" in ours.html() and sorted(ours.folder.glob(".cache/**/*")) == before
    assert ours.build().ran == {"lesson.md": "no cached run"}


def test_what_stands_in_the_way_of_a_cache_ends_no_build(ours: Course) -> None:
    """Files where folders should be: nobody can write there, whatever their rights."""
    (ours.folder / ".cache/templates").unlink()
    for name in ("lessons", "stage", "templates"):
        ours.write(f".cache/{name}", "in the way")
    build = ours.build()
    assert build.status == 0, build.log
    assert re.search(r"\.cache cannot be written \(its \w+ is no folder\)", build.log), build.log
    assert "could not be written" not in build.log and "<code>42</code>" in ours.html()


def test_an_export_goes_on_too(course: Course) -> None:
    course.lesson("lesson", "# A lesson\n\n```python\nprint(6 * 7)\n```\n")
    course.write(".cache/stage", "in the way")
    done = exported(course.folder, "out")
    assert done.status == 0, done.log
    assert "<code>42</code>" in (course.folder / "out/docs/lesson.md").read_text(encoding="utf-8")
