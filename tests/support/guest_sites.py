"""A site of guest pages, with the settings of this project's own and nothing else of it."""

import json
import shutil
from collections.abc import Collection
from pathlib import Path
from typing import Any

import yaml
from courses import ROOT, Course
from stores import share_store

CASES = ROOT / "tests" / "nightly" / "guests"


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
    share_store(folder)
    (ROOT / ".cache/npm").mkdir(parents=True, exist_ok=True)
    (folder / ".cache/npm").symlink_to(ROOT / ".cache/npm")  # fetched once for all sites
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
