"""Time `mkdocs serve`: from saving a file to the new page, by this project's plugin and by mkdocs-jupyter as it comes.

    python tests/benchmarks/serve.py [LESSON ...]

Prints a table of this folder's README. Without names, all lessons are served; with some, `best-order` among them, those
alone, which is quicker for the stock plugin: it runs every lesson that it serves at every save. What is timed ends when
the server hands out the new page. All kept runs are there at the start, as on any day but the first.
"""

import datetime
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ordermatters_site.provenance import processor

ROOT = Path(__file__).resolve().parents[2]
LESSON, MODULE = "docs/lessons/best-order.md", "src/ordermatters/chains.py"
SETTINGS = """\
INHERIT: {root}/mkdocs.yml
theme: {{custom_dir: {folder}/src/ordermatters_site/shell/theme}}
nav: null
watch: [src]
validation:
  nav: {{omitted_files: ignore}}
  links: {{not_found: ignore, anchors: ignore, unrecognized_links: ignore}}
plugins: {plugins}
"""
# What the lesson shows of the module: a change to its first line is seen once the lesson has run again.
CELL = """

```python
import ordermatters.chains
print(ordermatters.chains.__doc__.splitlines()[0])
```
"""
SIDES = {
    "this plugin": "[ordermatters: {timeout: 600}]",
    "mkdocs-jupyter, `execute: true`": "[mkdocs-jupyter: {execute: true, cache: false}]",
}


def prepare(folder: Path, lessons: list[str]) -> None:
    """Copy the course and its kept runs to a folder of their own, with settings for each side."""
    for name in ("docs", "src"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copytree(ROOT / ".cache", folder / ".cache", symlinks=True)
    with (folder / LESSON).open("a", encoding="utf-8") as lesson:
        lesson.write(CELL)
    shutil.rmtree(folder / "docs/reference")
    for path in (folder / "docs/lessons").glob("*.md"):
        if lessons and path.stem not in lessons:
            path.unlink()
    for number, plugins in enumerate(SIDES.values()):
        text = SETTINGS.format(root=ROOT, folder=folder, plugins=plugins)
        (folder / f"{number}.yml").write_text(text, encoding="utf-8")


@contextmanager
def served(folder: Path, number: int) -> Iterator[str]:
    """Serve one side and yield its address once the first page is there."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "-q", "-f", f"{number}.yml", "--dev-addr", address]
    environment = os.environ | {"PYTHONPATH": str(folder / "src"), "NO_MKDOCS_2_WARNING": "1"}
    server = subprocess.Popen(command, cwd=folder, env=environment)
    try:
        wait_for(f"http://{address}/lessons/best-order/", "</html>")
        time.sleep(10)  # MkDocs looks at the files only a moment after it has begun to serve
        yield address
    finally:
        server.terminate()
        server.wait()


def wait_for(page: str, text: str) -> None:
    """Ask for a page until it has a text."""
    while True:
        try:
            with urllib.request.urlopen(page) as answer:
                if text in answer.read().decode():
                    return
        except (urllib.error.URLError, ConnectionError):
            pass  # the server is starting, or between two sites
        time.sleep(0.05)


def seconds_to_show(folder: Path, address: str, name: str, old: str, new: str, shown: str) -> float:
    """Save a change and wait for what it makes of the page."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{name} no longer says {old!r}"
    began = time.perf_counter()
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    wait_for(f"http://{address}/lessons/best-order/", shown)
    return time.perf_counter() - began


def changes(number: int) -> list[tuple[str, str, str, str]]:
    """List what is saved of a side: file, text, what takes its place, and what then stands on the page."""
    words, code, module = (f"saved-{number} as {kind}" for kind in ("prose", "code", "module"))
    return [
        (LESSON, "\n# ", f"\n# {words} ", words),
        (LESSON, "import ordermatters.chains\nprint(", f'import ordermatters.chains\nprint("{code}", ', f"{code} "),
        (MODULE, '"""', f'"""{module}: ', module),
    ]


def main() -> None:
    """Print the table."""
    rows: list[tuple[str, *tuple[float, ...]]] = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        prepare(folder, sys.argv[1:])
        for number, side in enumerate(SIDES):
            with served(folder, number) as address:
                rows.append((side, *(seconds_to_show(folder, address, *change) for change in changes(number))))
            (folder / MODULE).write_text((ROOT / MODULE).read_text(encoding="utf-8"), encoding="utf-8")
    which = f"{len(sys.argv) - 1 or 'all'} lessons"
    where = f"{datetime.date.today()}, {processor()}; {which} served"
    print(f"| From saving … to the new page ({where}) | a lesson's prose | its code | a module |")
    print("| --- | ---: | ---: | ---: |")
    for side, *seconds in rows:
        print(f"| {side} | {' | '.join(f'{each:.1f} s' for each in seconds)} |")


if __name__ == "__main__":
    main()
