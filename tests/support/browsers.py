"""A browser for tests: Debian's Chromium that can reach nothing but this machine, and a server for a built site."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from courses import ROOT
from playwright.sync_api import Browser, Page, expect, sync_playwright
from shared_folders import get_or_make

# Debian's name first, then those on the machines of code hosts.
_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, _NAMES)), "/usr/bin/chromium")
PYTHON_STARTS = 60_000
"""Milliseconds within which anything has happened, on a busy machine."""
_WITH_ADDRESSES = (".html", ".xml", ".txt", ".json", ".ipynb", ".css")
_KNOWS_PAGES = "() => performance.getEntriesByType('resource').some(({name}) => name.endsWith('/sitemap.xml'))"
# Chromium's own search box and its suggestions are web pages of some hundred modules, and each new window loaded them:
# more than twice the work of a page of the course. The rest are those of Playwright's own list, which this replaces,
# that change what a page does.
_WITHOUT = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "AimEnabled", "LensOverlay"),
    *("SpareRendererForSitePerProcess", "DestroyProfileOnBrowserClose", "AvoidUnnecessaryBeforeUnloadCheckSync"),
    *("PaintHolding", "HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "ThirdPartyStoragePartitioning"),
    *("MediaRouter", "OptimizationHints", "PreconnectToSearch", "NetworkTimeServiceQuerying"),
)
FLAGS = [
    f"--disable-features={','.join(_WITHOUT)}",
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]

without_browser = pytest.mark.skipif(
    not Path(CHROMIUM).exists() and not os.environ.get("CI"),
    reason="no Chromium is installed (on Debian: apt-get install chromium)",
)


BUILT_FOR = "http://127.0.0.1:8000/"
"""The address that sites of tests are built for; a server puts its own in the place of it."""


def course_site() -> tuple[Path, str]:
    """Build the course once for all tests: the folder of its site, and the address that it is built for."""
    return get_or_make("course", _build_course) / "site", BUILT_FOR


def _build_course(folder: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder / "site")]
    settings = os.environ | {"SITE_URL": BUILT_FOR, "NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "1"}
    done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING -" not in done.stderr


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder, below a path if need be, as if it had been built for this server, and keeps quiet about it."""

    prefix = "/"
    built_for = ""

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.prefix):
            return str(Path(self.directory) / "not-there")
        return super().translate_path(path.removeprefix(self.prefix.rstrip("/")))

    def send_head(self) -> Any:
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        if not self.built_for or file.suffix not in _WITH_ADDRESSES or not file.exists():
            return super().send_head()
        port = self.server.server_address[1]
        body = file.read_bytes().replace(self.built_for.encode(), f"http://127.0.0.1:{port}/".encode())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path, built_for: str = "", prefix: str = "/", **methods: Any) -> Iterator[str]:
    """Serve a built site and yield its address; where it stands in pages, it takes the place of `built_for`.

    Methods of the request handler may be others: a network that is slow.
    """
    names = {"prefix": prefix, "built_for": built_for} | methods
    handler = partial(type("Handler", (_Handler,), names), directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
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

    def begin_anew(self) -> None:
        """Keep nothing of what was visited, as a new window would, at a quarter of its cost."""
        self.page.goto("about:blank")
        session = self.page.context.new_cdp_session(self.page)
        session.send("Network.clearBrowserCache")
        session.send("Storage.clearDataForOrigin", {"origin": self.address.rstrip("/"), "storageTypes": "all"})
        session.detach()
        self.requests.clear()
        self.faults.clear()

    def turn_to(self, name: str) -> None:
        """Reach a page by links, as readers do: the page is a new one, Python stays."""
        if not self.page.url.startswith(self.address):
            return self.open(name)
        self.page.mouse.move(1, 1)  # on a phone, the theme's script starts with the first sign of a reader
        for target in (self.address, f"{self.address}{name}/"):
            link = self.page.locator(f'a.md-nav__link[href="{target}"]').first
            link.wait_for(state="attached")
            self.wait_for_instant_links()
            link.evaluate("link => link.click()")  # on a phone it is behind a menu
            expect(self.page.locator("link[rel=canonical]")).to_have_attribute("href", target, timeout=PYTHON_STARTS)

    def wait_for_instant_links(self) -> None:
        """Wait for the list of pages: before it is there, a click on a link loads the page anew."""
        for _ in range(PYTHON_STARTS // 20):
            if self.page.evaluate(_KNOWS_PAGES):
                return
            self.page.wait_for_timeout(20)
        raise AssertionError("the theme's script has not fetched the list of pages")

    def starts_of_python(self) -> int:
        return sum("pyodide.asm.wasm" in url for url in self.requests)
