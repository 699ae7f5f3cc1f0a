"""The whole course as one PDF: the lessons of a built site, joined and printed by a browser.

    python -m ordermatters_site.pdf [SITE] [FILE]

`SITE` is a folder that `mkdocs build` has made, `site` without one; `FILE` is `course.pdf` in it. The PDF has an
outline of the lessons and their headings, tags for screen readers, the alt texts of figures, and links that stay within
it where their target is in it. It needs Playwright and a Chromium: Debian's, or the one that `CHROMIUM` names.
"""

import argparse
import os
import shutil
import sys
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page, Route, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_JOIN = Path(__file__).with_suffix(".js")
_ADDRESS = "http://127.0.0.1/"  # nobody is asked there: each request is answered from a file
_EDGE = "18mm"
_FOOT = """<div style="font: 7pt serif; width: 100%; text-align: center"><span class="pageNumber"></span></div>"""


def _answer(route: Route, site: Path) -> None:
    """Answer a request of the browser's from the files of a site."""
    file = site / unquote(urlsplit(route.request.url).path).lstrip("/")
    file = file / "index.html" if file.is_dir() else file
    if file.is_file():
        route.fulfill(path=file)
    else:
        route.abort()


def browser_program() -> str:
    """Return the path of a Chromium.

    Raises:
        SystemExit: if there is none.
    """
    found = next(filter(None, [os.environ.get("CHROMIUM"), *map(shutil.which, _NAMES)]), None)
    if found is None:
        raise SystemExit("no Chromium is installed: on Debian, `apt-get install chromium`; or name one in CHROMIUM")
    return found


def join_lessons(page: Page, address: str) -> int:
    """Turn the home page, open in a browser, into all lessons one after the other, and return how many there are."""
    page.goto(address)
    count: int = page.evaluate(_JOIN.read_text(encoding="utf-8"))
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready.then(() => true)")
    return count


def write_pdf(site: Path, target: Path) -> int:
    """Print the lessons of a built site into one PDF, and return how many there are.

    Raises:
        SystemExit: if `site` is no built course, or no Chromium is installed.
    """
    if not (site / "index.html").is_file():
        raise SystemExit(f"{site} has no index.html: build the site first, with `mkdocs build`")
    with sync_playwright() as playwright:
        flags = ["--headless=new", "--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=browser_program(), args=flags)
        page = browser.new_page(color_scheme="light")
        page.route(f"{_ADDRESS}**", partial(_answer, site=site))
        count = join_lessons(page, _ADDRESS)
        if not count:
            raise SystemExit(f"{site} lists no lessons on its home page")
        page.pdf(
            path=target,
            format="A4",
            margin={"top": _EDGE, "bottom": _EDGE, "left": _EDGE, "right": _EDGE},
            tagged=True,
            outline=True,
            print_background=True,
            display_header_footer=True,
            header_template="<span></span>",
            footer_template=_FOOT,
        )
        browser.close()
    return count


def main(arguments: list[str]) -> None:
    """Print the course."""
    parser = argparse.ArgumentParser(prog="python -m ordermatters_site.pdf", description=__doc__)
    parser.add_argument("site", nargs="?", type=Path, default=Path("site"))
    parser.add_argument("file", nargs="?", type=Path)
    given = parser.parse_args(arguments)
    target = given.file or given.site / "course.pdf"
    print(f"{write_pdf(given.site, target)} lessons in {target}")


if __name__ == "__main__":
    main(sys.argv[1:])
