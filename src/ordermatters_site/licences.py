"""The page with the licences of what a published site ships, made from the packages themselves."""

import json
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path
from typing import NamedTuple

# What packages need outside a browser: web sockets for Node, types, a command line.
_ONLY_FOR_PROGRAMS = {"ws", "@types/emscripten", "commander"}
# Packages that bring no text of their own licence, and where it stands.
_ELSEWHERE = {"MPL-2.0": "https://www.mozilla.org/MPL/2.0/", "PSF-2.0": "https://docs.python.org/3/license.html"}
_HEAD = """\
---
description: The licences of the fonts, scripts and programs that this site ships.
search:
  exclude: true
---

# Licences

What this site ships that others made, and under which licences. The fonts are trimmed to the characters that its pages
use. What is the course's own stands at the foot of each page.
"""


class Shipped(NamedTuple):
    """One package that a site ships; its licence by its SPDX name, and the text of it where the package has one."""

    name: str
    version: str
    licence: str
    text: str


def licences_page(sources: Path, modules: Path) -> str:
    """Return the page as Markdown, each text once, with the packages that it covers.

    Args:
        sources: the folder with `package.json` and its lock.
        modules: the folder `node_modules` that was installed from them.
    """
    by_text: dict[tuple[str, str], list[Shipped]] = defaultdict(list)
    for package in (*_from_npm(sources, modules), _of_the_theme(), Shipped("Python", "", "PSF-2.0", "")):
        by_text[package.licence, package.text].append(package)
    return "\n".join([_HEAD, *(_section(*key, packages) for key, packages in by_text.items())])


def _from_npm(sources: Path, modules: Path) -> Iterator[Shipped]:
    """Read the packages of the lock; those for building and testing are marked `dev` there, and stay here."""
    lock = json.loads((sources / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    shipped = [key.removeprefix("node_modules/") for key, entry in lock.items() if key and not entry.get("dev")]
    for name in sorted({*shipped} - _ONLY_FOR_PROGRAMS):
        about = json.loads((modules / name / "package.json").read_text(encoding="utf-8"))
        yield Shipped(about["name"], about["version"], about["license"], _text(modules / name))


def _text(folder: Path) -> str:
    found = sorted(path for path in folder.iterdir() if path.stem.upper() in ("LICENSE", "LICENCE"))
    return found[0].read_text(encoding="utf-8").strip() if found else ""


def _of_the_theme() -> Shipped:
    """Read the text beside the theme's metadata: to list its files, icons by the thousand, takes a tenth of a build."""
    theme = distribution("mkdocs-material")
    text = theme.read_text("licenses/LICENSE") or theme.read_text("LICENSE") or ""
    return Shipped("Material for MkDocs", theme.version, "MIT", text.strip())


def _section(licence: str, text: str, packages: list[Shipped]) -> str:
    names = ", ".join(f"{package.name} {package.version}".strip() for package in packages)
    where = f"\n\n``` {{ .text .om-wrapped }}\n{text}\n```" if text else f" Its text: <{_ELSEWHERE[licence]}>"
    return f"## {names}\n\n{licence}.{where}\n"
