"""Time the waits of whoever works on the course with `mkdocs serve`: the first page, and from a save to its new page.

    python tests/benchmarks/serve.py [--stock] [COMMIT]

Prints a table of this folder's README. Served are the tree as it stands, the tree of an older commit where one is
named, and with `--stock` the same lessons by mkdocs-jupyter as it comes, one after the other. A save is over when every
page that it makes run has run and browsers were told to load their pages again; the number of pages that ran stands
beside it. The first row begins without any cached run; what npm brings, and how formulas look, is there.
"""

import argparse
import datetime
import io
import os
import re
import shutil
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ordermatters_site.provenance import processor

ROOT = Path(__file__).resolve().parents[2]
LESSON, CHAINS, TAPES = "docs/lessons/best-order.md", "src/ordermatters/chains.py", "src/ordermatters/figures/tapes.py"
STOCK = """\
INHERIT: mkdocs.yml
nav: null
watch: [src]
validation:
  nav: {omitted_files: ignore}
  links: {not_found: ignore, anchors: ignore, unrecognized_links: ignore}
plugins: [mkdocs-jupyter: {execute: true, cache: false}]
"""
OVER = "Reloading browsers"
_RAN = re.compile(r"(?:ran |FAILED)  (\S+): ")


def _prose(text: str) -> str:
    return text.replace("\n# ", "\n# Saved: ", 1)


def _cell(text: str) -> str:
    return text.replace("```python\n", "```python\nsaved = 1\n", 1)


def _comment(text: str) -> str:
    return text.replace("\ndef ", "\n# saved\ndef ", 1)


def _statement(text: str) -> str:
    """Give every function of a module one more statement, so that all who reach any of them must run."""
    return re.sub(r"(?m)^((?:    )+)return ", r"\1saved = 1\n\1return ", text)


SAVES: dict[str, tuple[str, Callable[[str], str]]] = {
    "a sentence of a lesson": (LESSON, _prose),
    "a cell of a lesson": (LESSON, _cell),
    "a comment in `chains.py`": (CHAINS, _comment),
    "each function of `chains.py`": (CHAINS, _statement),
    "each function of `figures/tapes.py`": (TAPES, _statement),
}


@dataclass
class Server:
    """A server that has begun: where it answers, and the file that it writes its messages to."""

    folder: Path
    address: str
    log: Path

    def lines(self) -> list[str]:
        return self.log.read_text(encoding="utf-8").splitlines()

    def wait_for_page(self, page: str) -> None:
        while True:
            try:
                urllib.request.urlopen(f"http://{self.address}/{page}").close()
                return
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.02)  # it is starting

    def wait_for_runs(self, said: int, over: str) -> int:
        """Wait until all pages that are to run have run, and what must be said after them was; return their number."""
        while True:
            lines = self.lines()[said:]
            due = {found[1] for line in lines if (found := re.search(r"to run  (\S+): ", line))}
            ran = [(number, found[1]) for number, line in enumerate(lines) if (found := _RAN.search(line))]
            last = ran[-1][0] if ran else 0
            if due <= {name for _, name in ran} and any(over in line for line in lines[last:]):
                return len(ran)
            time.sleep(0.02)


@contextmanager
def served(folder: Path, settings: str) -> Iterator[Server]:
    """Serve a tree from its own sources, at a port that is free."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "-f", str(folder / settings), "--dev-addr", address]
    # As where nobody forbids Python its .pyc files: else modules would be compiled anew for each kernel.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPATH": str(folder / "src"), "NO_MKDOCS_2_WARNING": "1"}
    log = folder.parent / f"{folder.name}-{settings}.log"
    with log.open("w") as messages:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=messages, stderr=messages)
    try:
        yield Server(folder, address, log)
    finally:
        process.terminate()
        process.wait()


def first_page(folder: Path, settings: str, page: str) -> list[str]:
    """Serve without any cached run: the seconds to the first page, and until all have run."""
    for kept in ("lessons", "store.sqlite", "kept.sqlite", "memory.json", "stage"):
        path = folder / ".cache" / kept
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    began = time.perf_counter()
    with served(folder, settings) as server:
        server.wait_for_page(page)
        first = time.perf_counter() - began
        said = "\n".join(server.lines())
        if "ran   " not in said and settings == "mkdocs.yml":  # lessons run behind it
            server.wait_for_runs(0, "all pages have run")
        ran = sum("ran   " in line for line in server.lines())
        return [f"{first:.1f} s", f"{time.perf_counter() - began:.0f} s" + (f" ({ran})" if ran else "")]


def saves(folder: Path, settings: str, page: str) -> list[str]:
    """Serve with every run kept, save one change after the other, and time each; the stock plugin's are all alike."""
    cells = []
    with served(folder, settings) as server:
        server.wait_for_page(page)
        time.sleep(10)  # MkDocs looks at the files only a moment after it has begun to serve
        for name, change in SAVES.values():
            if cells and settings != "mkdocs.yml":
                cells.append("the same")
                continue
            cells.append(_seconds_to_take_in(server, folder / name, change))
            time.sleep(2)
    return cells


def _seconds_to_take_in(server: Server, path: Path, change: Callable[[str], str]) -> str:
    whole, said = path.read_text(encoding="utf-8"), len(server.lines())
    assert change(whole) != whole, f"{path.name} has no place for this change"
    began = time.perf_counter()
    path.write_text(change(whole), encoding="utf-8")
    ran = server.wait_for_runs(said, OVER)
    return f"{time.perf_counter() - began:.1f} s" + (f" ({ran})" if ran else "")


def tree(commit: str | None, folder: Path) -> Path:
    """Lay out the files of a commit, or those that stand here, and what was fetched for them."""
    made = subprocess.run(["git", "stash", "create"], cwd=ROOT, check=True, capture_output=True, text=True)
    which = commit or made.stdout.strip() or "HEAD"
    archive = subprocess.run(["git", "archive", which], cwd=ROOT, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(folder, filter="data")
    shutil.copytree(ROOT / ".cache" / "npm", folder / ".cache" / "npm", symlinks=True)
    (folder / "stock.yml").write_text(STOCK, encoding="utf-8")
    return folder


def side(folder: Path, settings: str = "mkdocs.yml") -> list[str]:
    """Time one side: the column of its table."""
    page = "lessons/best-order/"
    return [*first_page(folder, settings, page), *saves(folder, settings, page)]


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("commit", nargs="?")
    options.add_argument("--stock", action="store_true")
    given = options.parse_args()
    commit = given.commit
    with tempfile.TemporaryDirectory() as temporary:
        columns = {f"at {commit}": side(tree(commit, Path(temporary) / "then"))} if commit else {}
        columns["now"] = side(now := tree(None, Path(temporary) / "now"))
        if given.stock:
            for what in ("docs/reference", "docs/index.md"):  # the stock plugin has no names for what these pages show
                path = now / what
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            columns["mkdocs-jupyter, `execute: true`"] = side(now, "stock.yml")
    rows = ["the first page, nothing kept", "every page has run", *(f"saved: {what}" for what in SAVES)]
    print(f"| `mkdocs serve` ({datetime.date.today()}, {processor()}) | {' | '.join(columns)} |")
    print(f"| --- |{' ---: |' * len(columns)}")
    for number, row in enumerate(rows):
        print(f"| {row} | {' | '.join(cells[number] for cells in columns.values())} |")


if __name__ == "__main__":
    main()
