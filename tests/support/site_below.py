"""The course below a path of its host, as code hosts serve it, built once for all tests."""

import os
import subprocess
import sys
from pathlib import Path

from browsers import course_site
from courses import ROOT
from shared_folders import get_or_make

HOME = "https://example.org/course/"


def site_below() -> Path:
    """Build it strictly, and return the folder of its site; afterwards no build of the course is under way."""
    course_site()  # so that its lessons have run: those of two builds at once run twice
    return get_or_make("below", _build) / "site"


def _build(folder: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder / "site")]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | {"SITE_URL": HOME}, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
