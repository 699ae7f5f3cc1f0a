"""Take the README's picture of a page: `python tests/support/picture.py`, after a build, with Chromium installed."""

import functools
import http.server
import shutil
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PAGE = "lessons/order-of-a-chain/"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Keep requests off the terminal."""


def main() -> None:
    """Open the built page and save what a reader sees of its tiles."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=ROOT / "site"))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 860}, reduced_motion="reduce")
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/{PAGE}#where-the-work-goes")
        page.wait_for_timeout(1000)  # the heading takes the title's place
        page.screenshot(path=ROOT / ".github/page.png")
        browser.close()


if __name__ == "__main__":
    main()
