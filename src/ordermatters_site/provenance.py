"""Where a page comes from: commit, versions, processor."""

import functools
import importlib.metadata
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any


def commit(folder: Path) -> str:
    """Name the commit a folder is at: `1a2b3c4`, `1a2b3c4 + changes`, or `unknown` without git."""
    try:
        name = _git(folder, "rev-parse", "--short=10", "HEAD")
        return f"{name} + changes" if _git(folder, "status", "--porcelain") else name
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def commit_time(folder: Path) -> int | None:
    """Return the seconds since 1970 at which the commit was made; `None` without git."""
    try:
        return int(_git(folder, "log", "-1", "--format=%ct"))
    except (OSError, ValueError, subprocess.CalledProcessError):
        return None


def built(folder: Path) -> dict[str, Any]:
    """Gather what the foot of each page says of its build."""
    release = importlib.metadata.version("ordermatters")
    return {"release": release, "commit": commit(folder), "versions": versions()}


def versions() -> dict[str, str]:
    """Return the versions that a page's numbers were computed with."""
    found = {"Python": platform.python_version()}
    for title, name in (("JAX", "jax"), ("NumPy", "numpy")):
        try:
            found[title] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


@functools.cache
def installed_packages() -> dict[str, str]:
    """List the installed distributions; the project itself counts by its modules, not by its version.

    Their names and versions stand in the names of their folders (`numpy-2.4.6.dist-info`): no need to open one.
    """
    folders = (folder for place in sys.path for folder in Path(place).glob("*-*.dist-info"))
    found = [folder.name.removesuffix(".dist-info").split("-", 1) for folder in folders]
    first = {name.lower(): version for name, version in reversed(found)}  # the first on the path is the one imported
    first.pop("ordermatters", None)
    return dict(sorted(first.items()))


@functools.cache
def processor() -> str:
    """Name the processor and how many of its cores this process may use."""
    count = usable_cores()
    return f"{_model_name()}, {count} core{'s' if count > 1 else ''}"


def usable_cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _model_name() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
