"""Print what Lighthouse says of the site on a slow phone, and fail where that is not good enough.

Run it as `.venv/bin/python tests/benchmarks/lighthouse.py`; with `--all` it lists every audit that a page did not pass.
Each page is judged three times, and the median counts. The phone is simulated from what this machine's browser does, so
that performance says as much about the machine as about the page: it is printed, beside the machine's own index, and
held against nobody. What makes a page slow and can be counted, its bytes, is held against limits by the tests.
"""

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from browsers import CHROMIUM, FLAGS, course_site
from courses import ROOT
from ordermatters_site.npm import installed_packages, node_program

PAGES = ("", "lessons/counting-a-product/", "lessons/forward-or-reverse/")
# Out of 100; 95 is what the site aims at for performance.
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PERFECT = CATEGORIES[1:]
RUNS = 3
TEXT = (".html", ".css", ".js", ".mjs", ".json", ".svg", ".xml", ".py")


class Compressing(SimpleHTTPRequestHandler):
    """Sends text compressed, as hosts of static sites do."""

    def do_GET(self) -> None:
        """Answer with a file, or with 404."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            return self.send_error(404)
        content = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        if path.suffix in TEXT:
            content = gzip.compress(content)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        return None

    def log_message(self, *_: object) -> None:
        """Say nothing: the table is what is printed."""


@contextmanager
def served(folder: Path, port: int) -> Iterator[str]:
    """Serve a built site at the address that it was built for."""
    with ThreadingHTTPServer(("127.0.0.1", port), partial(Compressing, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{port}/"
        server.shutdown()


def report(address: str) -> dict[str, Any]:
    """Let Lighthouse visit a page once."""
    tools = installed_packages(ROOT / ".cache", ROOT / "tests/tools")
    with TemporaryDirectory() as folder:
        file = Path(folder) / "report.json"
        command = [node_program(), str(tools / "lighthouse/cli/index.js"), address, "--quiet", "--output=json"]
        command += [f"--output-path={file}", "--no-enable-error-reporting", f"--only-categories={','.join(CATEGORIES)}"]
        command += [f"--chrome-flags={' '.join(map(quoted, FLAGS))}"]
        run = partial(subprocess.run, command, env=os.environ | {"CHROME_PATH": CHROMIUM}, stdout=subprocess.DEVNULL)
        if run().returncode:  # a browser that did not start in time: a visit that broke off is made once more
            run(check=True)
        return dict(json.loads(file.read_text(encoding="utf-8")))


def numbers(found: dict[str, Any]) -> dict[str, float]:
    """Give the score of each category out of 100, how far things jumped, and how fast the machine was."""
    return {
        **{name: 100 * found["categories"][name]["score"] for name in CATEGORIES},
        "layout shift": found["audits"]["cumulative-layout-shift"]["numericValue"],
        "machine": found["environment"]["benchmarkIndex"],
    }


def quoted(flag: str) -> str:
    """Quote a flag whose value has spaces, as Lighthouse reads it."""
    return f'"{flag}"' if " " in flag else flag


def shortcomings(found: dict[str, Any]) -> Iterator[str]:
    """List the audits that a page did not pass, for `--all`."""
    for name, audit in found["audits"].items():
        if audit["score"] is not None and audit["score"] < 1:
            yield f"{name}: {audit['title']} {audit.get('displayValue', '')}"


def faults(found: dict[str, float]) -> Iterator[str]:
    """Say where a page falls short."""
    for name in PERFECT:
        if found[name] < 100:
            yield f"{name} is {found[name]:.0f}, and must be 100"
    if round(found["layout shift"], 2):  # a formula whose font comes a frame late moves by thousandths
        yield f"what was there jumps: layout shift {found['layout shift']:.3g}"


def main() -> int:
    """Print the table; return 1 where a page falls short."""
    short: list[str] = []
    names = [*CATEGORIES, "layout shift", "machine"]
    print(f"| page | {' | '.join(names)} |\n| --- |{' ---: |' * len(names)}")
    with served(*course_site()) as address:
        for page in PAGES:
            reports = [report(address + page) for _ in range(RUNS)]
            runs = [numbers(found) for found in reports]
            middle = {name: median(run[name] for run in runs) for name in names}
            print(f"| {page or 'home'} | {' | '.join(f'{value:.4g}' for value in middle.values())} |", flush=True)
            short += [f"{page or 'home'}: {fault}" for fault in faults(middle)]
            if "--all" in sys.argv:
                print(*shortcomings(reports[-1]), sep="\n")
    print(*short, sep="\n", file=sys.stderr)
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
