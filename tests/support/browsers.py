"""A browser for tests: Debian's Chromium that can reach nothing but this machine, and a server for a built site."""

import atexit
import functools
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from courses import ROOT
from playwright.sync_api import Browser, Page, expect, sync_playwright

# Debian's name first, then those on the machines of code hosts.
_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, _NAMES)), "/usr/bin/chromium")
PYTHON_STARTS = 60_000
"""Milliseconds within which anything has happened, on a busy machine."""
FLAGS = [
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]

without_browser = pytest.mark.skipif(
    not Path(CHROMIUM).exists() and not os.environ.get("CI"),
    reason="no Chromium is installed (on Debian: apt-get install chromium)",
)


@functools.cache
def course_site() -> tuple[Path, int]:
    """Build the course once for all tests, for a port of its own: the folder and the port."""
    port = free_port()
    folder = Path(tempfile.mkdtemp(prefix="ordermatters-site-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder / "site")]
    settings = os.environ | {"SITE_URL": f"http://127.0.0.1:{port}/", "NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "1"}
    done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING -" not in done.stderr
    return folder / "site", port


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder, below a path if need be, and keeps quiet about it."""

    prefix = "/"

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.prefix):
            return str(Path(self.directory) / "not-there")
        return super().translate_path(path.removeprefix(self.prefix.rstrip("/")))

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path, port: int = 0, prefix: str = "/") -> Iterator[str]:
    """Serve a built site and yield its address."""
    handler = partial(type("Handler", (_Handler,), {"prefix": prefix}), directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}{prefix}"
        server.shutdown()
        thread.join()


class Visit:
    """A reader's visit: one page of the browser, what it asked for and what went wrong."""

    def __init__(self, page: Page, address: str):
        self.page, self.address = page, address
        self.requests: list[str] = []
        self.faults: list[str] = []
        page.set_default_timeout(PYTHON_STARTS)
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda said: said.type == "error" and self.faults.append(said.text))

    def open(self, name: str) -> None:
        self.page.goto(f"{self.address}{name}/")

    def turn_to(self, name: str) -> None:
        """Reach a page by links, as readers do: the page is a new one, Python stays."""
        if not self.page.url.startswith(self.address):
            return self.open(name)
        self.page.mouse.move(1, 1)  # on a phone, the theme's script starts with the first sign of a reader
        for target in (self.address, f"{self.address}{name}/"):
            link = self.page.locator(f'a.md-nav__link[href="{target}"]').first
            link.evaluate("link => link.click()")  # on a phone it is behind a menu
            expect(self.page.locator("link[rel=canonical]")).to_have_attribute("href", target, timeout=PYTHON_STARTS)

    def starts_of_python(self) -> int:
        return sum("pyodide.asm.wasm" in url for url in self.requests)
