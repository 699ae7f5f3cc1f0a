"""A site of guest pages, with the settings of this project's own and nothing else of it."""

import json
import shutil
import subprocess
import sys
from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from courses import ROOT, Course
from mkdocs_processes import Build
from shared_folders import get_or_make
from stores import share_cache

CASES = ROOT / "tests" / "nightly" / "guests"
LEFT_OUT = {"figures": ("no-alt.ipynb",), "formats": ("crlf.py",), "html": ("image.ipynb",)}
"""Pages that a build has to refuse, or that want the address of another, in cases whose other pages it takes."""
REFUSED = {"kernel-names", "same-name"}
"""Cases that a build has to refuse as a whole."""
_NEEDING_PACKAGES = {"sympy", "tqdm", "real-charts"}
_PACKAGES = ROOT / ".cache" / "nightly-packages"
_PINS = ROOT / "tests" / "nightly" / "requirements.txt"


def case_site(name: str, folder: Path) -> Course:
    """Write the site of a case, without the pages that are left out of it."""
    course = guest_site(CASES / name, folder, LEFT_OUT.get(name, ()))
    return _with_packages(course, name)


def built_case(name: str) -> tuple[Course, Build]:
    """Build the site of a case once for all tests, which leave it as it is."""
    folder = get_or_make(f"guests-{name}", partial(_build, name))
    return Course(folder / name), Build(**json.loads((folder / "build.json").read_text(encoding="utf-8")))


def _build(name: str, folder: Path) -> None:
    build = case_site(name, folder / name).build()
    (folder / "build.json").write_text(json.dumps(vars(build)), encoding="utf-8")


def _with_packages(course: Course, name: str) -> Course:
    if name in _NEEDING_PACKAGES:
        get_or_make("nightly-packages", lambda _: install_packages(_PACKAGES))
        course.environment["PYTHONPATH"] = str(_PACKAGES)
    return course


def install_packages(folder: Path) -> None:
    """Install what guests import beyond the pins, in a folder of its own, unless it is there: whole, or not at all."""
    wanted = f"Python {sys.version}\n{_PINS.read_text(encoding='utf-8')}"
    stamp = folder / "installed.txt"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    fresh = folder.with_name(f"{folder.name}-fresh")
    for old in (fresh, folder):
        shutil.rmtree(old, ignore_errors=True)
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(fresh), "-r", str(_PINS)]
    subprocess.run(command, check=True)
    (fresh / stamp.name).write_text(wanted, encoding="utf-8")
    fresh.rename(folder)


def guest_site(case: Path, folder: Path, without: Collection[str] = ()) -> Course:
    """Write a site of a case: its `docs`, the pages in `nav.json`, and what `extra.yml` adds to the settings."""
    shutil.copytree(case / "docs", folder / "docs", ignore=lambda _, names: [name for name in names if name in without])
    settings = _settings()
    nav = json.loads((case / "nav.json").read_text(encoding="utf-8"))
    settings["nav"] = [name for name in nav if name not in without]
    extra = case / "extra.yml"
    if extra.exists():
        _merge(settings, yaml.safe_load(extra.read_text(encoding="utf-8")))
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), encoding="utf-8")
    share_cache(folder)
    return Course(folder)


def _settings() -> dict[str, Any]:
    class Loader(yaml.SafeLoader):
        pass

    Loader.add_constructor("!ENV", lambda loader, node: loader.construct_sequence(node)[1])
    Loader.add_multi_constructor("tag:yaml.org,2002:python/name:", lambda *_: None)
    settings = dict(yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Loader))
    settings["theme"]["custom_dir"] = str(ROOT / "src/ordermatters_site/shell/theme")
    settings["plugins"] = [each for each in settings["plugins"] if "mkdocstrings" not in each]
    del settings["watch"], settings["extra"]
    return settings


def _merge(settings: dict[str, Any], extra: dict[str, Any]) -> None:
    """Add settings; `plugins` names plugins by their options."""
    for name, options in extra.pop("plugins", {}).items():
        known = [each for each in settings["plugins"] if isinstance(each, dict) and name in each]
        if known:
            known[0][name].update(options)
        else:
            settings["plugins"].append({name: options})
    settings.update(extra)
