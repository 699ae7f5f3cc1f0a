"""Time builds of the lessons: without any plugin, by mkdocs-jupyter as it comes, and by this project's plugin.

    python tests/benchmarks/builds.py

Prints a table of this folder's README. All sides run in turn on one machine, so that their ratios can be trusted more
than their seconds. The lessons are the course's own; pages of the reference, which need other plugins, are left out.
"""

import datetime
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from stores import share_store

from ordermatters_site.provenance import processor, versions

ROOT = Path(__file__).resolve().parents[2]

SETTINGS = """\
INHERIT: {root}/mkdocs.yml
docs_dir: docs
theme: {{custom_dir: {root}/src/ordermatters_site/shell/theme}}
nav: null
watch: []
validation:
  nav: {{omitted_files: ignore}}
  links: {{not_found: ignore, anchors: ignore, unrecognized_links: ignore}}
plugins: {plugins}
"""

PLUGINS = {
    "MkDocs without any plugin": "[]",
    "mkdocs-jupyter, `execute: true`": "[mkdocs-jupyter: {execute: true, cache: false}]",
    "this plugin": "[ordermatters]",
}


def prepare(folder: Path) -> None:
    """Copy the lessons to a folder of their own, with a settings file for each side."""
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=shutil.ignore_patterns("reference"))
    for page in (folder / "docs").rglob("*.md"):  # the plugin would refuse links to what is left out
        text = page.read_text(encoding="utf-8")
        page.write_text(re.sub(r"\]\((\.\./)?reference/[^)]*\)", r"](\1index.md)", text), encoding="utf-8")
    share_store(folder)  # what is fetched and rendered once per machine is not what is timed
    shutil.copytree(ROOT / ".cache/npm", folder / ".cache/npm", symlinks=True)
    for side, plugins in PLUGINS.items():
        (folder / f"{slug(side)}.yml").write_text(SETTINGS.format(root=ROOT, plugins=plugins), encoding="utf-8")


def slug(side: str) -> str:
    return "".join(letter for letter in side.lower() if letter.isalnum())


def seconds(folder: Path, side: str) -> float:
    """Build one side once, from the command to its end."""
    settings = folder / f"{slug(side)}.yml"
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "-q",
        "-f",
        str(settings),
        "-d",
        str(folder / "site" / slug(side)),
    ]
    # As where nobody forbids Python its .pyc files: else this plugin alone would be compiled anew for each build.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"NO_MKDOCS_2_WARNING": "1"}
    started = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{side}: the build failed\n{done.stdout}{done.stderr}")
    return time.perf_counter() - started


def edit_a_lesson(folder: Path) -> None:
    """Change a lesson that needs neither JAX nor a long loop."""
    lesson = folder / "docs/lessons/best-order.md"
    lesson.write_text(lesson.read_text(encoding="utf-8") + "\n", encoding="utf-8")


def measure(folder: Path, repeats: int = 3) -> dict[str, float]:
    """Time every side in turn; the long ones once, the short ones several times, as a median."""
    plain, stock, ours = PLUGINS
    found = {f"{stock}, every build": seconds(folder, stock), f"{ours}, empty cache": seconds(folder, ours)}
    rounds: dict[str, list[float]] = {
        plain: [],
        f"{ours}, nothing changed": [],
        f"{ours}, the prose of one lesson edited": [],
    }
    for _ in range(repeats):
        rounds[plain].append(seconds(folder, plain))
        rounds[f"{ours}, nothing changed"].append(seconds(folder, ours))
        edit_a_lesson(folder)
        rounds[f"{ours}, the prose of one lesson edited"].append(seconds(folder, ours))
    return found | {side: statistics.median(times) for side, times in rounds.items()}


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as temporary:
        prepare(Path(temporary))
        found = measure(Path(temporary))
    plain = found["MkDocs without any plugin"]
    where = ", ".join(f"{name} {version}" for name, version in versions().items())
    print(f"Measured on {datetime.date.today()}, {processor()}; {where}.\n")
    print("| Build of the lessons | Seconds | Times plain MkDocs |\n| --- | ---: | ---: |")
    for side, time_taken in sorted(found.items(), key=lambda row: row[1]):
        print(f"| {side} | {time_taken:.1f} | {time_taken / plain:.1f} |")


if __name__ == "__main__":
    main()
