"""Time the README's first command where nothing is there yet: a fresh clone, a fresh environment.

    python tests/benchmarks/fresh.py [--no-pip-cache] [--tests]

Prints a table of this folder's README: from the command to the installed packages, and on to the first page that the
server hands out, all lessons run. `--no-pip-cache` has pip fetch every package anew; `--tests` goes on to the README's
second command, in the same environment. What npm brings is always fetched.
"""

import argparse
import datetime
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from ordermatters_site.provenance import processor

ROOT = Path(__file__).resolve().parents[2]


def commands() -> tuple[str, str]:
    """Read both commands off the README, as a stranger would."""
    serve, test = re.findall(r"^python3 .*(?:mkdocs serve|pytest)$", (ROOT / "README.md").read_text(), re.MULTILINE)
    return serve, test


def wait_for_page(address: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until the server hands out the home page."""
    while process.poll() is None:
        try:
            urllib.request.urlopen(f"http://{address}/").close()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise SystemExit("the command ended before there was a page")


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--no-pip-cache", action="store_true")
    options.add_argument("--tests", action="store_true")
    given = options.parse_args()
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    environment |= {"NO_MKDOCS_2_WARNING": "1"} | ({"PIP_NO_CACHE_DIR": "1"} if given.no_pip_cache else {})
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    serve, test = commands()
    folder = Path(tempfile.mkdtemp(prefix="fresh-"))
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder / "clone")], check=True)
    install, start = serve.rsplit(" && ", 1)
    began = time.perf_counter()
    subprocess.run(["bash", "-c", install], cwd=folder / "clone", env=environment, check=True)
    rows = {"installed": time.perf_counter() - began}
    server = subprocess.Popen(
        ["bash", "-c", f"exec {start} --quiet --dev-addr {address}"], cwd=folder / "clone", env=environment
    )
    wait_for_page(address, server)
    rows["first page served, every lesson run"] = time.perf_counter() - began
    server.terminate()
    server.wait()
    if given.tests:
        began = time.perf_counter()
        subprocess.run(["bash", "-c", test], cwd=folder / "clone", env=environment, check=True)
        rows["the second command, all tests passed"] = time.perf_counter() - began
    shutil.rmtree(folder)
    python = subprocess.run(["python3", "-V"], env=environment, capture_output=True, text=True).stdout.strip()
    cache = "pip's cache unused" if given.no_pip_cache else "pip's cache as it was"
    print(
        f"\n| From nothing to … ({datetime.date.today()}, {processor()}; {python}, {cache}) | Seconds |\n| --- | ---: |"
    )
    for what, seconds in rows.items():
        print(f"| {what} | {seconds:.0f} |")


if __name__ == "__main__":
    main()
