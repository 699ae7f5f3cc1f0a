"""One style sheet for a site, in place of the many that its theme and its plugins bring: a page waits for one."""

import re
from pathlib import Path

from ordermatters_site.check.checks import OWN_SHEET
from ordermatters_site.npm import run_script
from ordermatters_site.store import Store

_SCRIPT = Path(__file__).with_suffix(".mjs")
_LINK = re.compile(r'<link rel="stylesheet" href="(?P<address>[^"]+)">\n?')
# Material's colours, for which theme/stylesheets/1-colours.css has others, and a rule that touches every element.
_REPLACED = re.compile(r"^assets/stylesheets/palette\.")


def join_style_sheets(pages: dict[Path, str], site: Path, store: Store, cache: Path) -> dict[Path, str]:
    """Join the style sheets of a built site that its pages ask for, in their order, and let the pages ask for the one.

    A sheet that is not a file of the site, or that imports another, stays what it is; so does the one of an earlier
    build where a build renews some of the pages only.

    Raises:
        SiteError: if a sheet has a mistake, in esbuild's words.
    """
    names = _joinable(pages, site)
    if not names:
        return pages
    sheets = {name: (site / name).read_text("utf-8") for name in names if not _REPLACED.match(name)}
    request = {"site": str(site.resolve()), "names": list(sheets), "sheet": OWN_SHEET}

    def join() -> str:
        return run_script(_SCRIPT, request, cache, "the style sheets could not be joined")

    joined = store.get_or_compute("style sheet", list(sheets.items()), join)
    (site / OWN_SHEET).write_text(joined, encoding="utf-8", newline="\n")
    for name in names:
        (site / name).unlink()
    return {path: _asking_for_one(page, names) for path, page in pages.items()}


def _joinable(pages: dict[Path, str], site: Path) -> list[str]:
    links = (link["address"] for page in pages.values() for link in _LINK.finditer(page))
    names = dict.fromkeys(re.sub(r"^(?:\.\.?/)+", "", link) for link in links)
    files = [name for name in names if name != OWN_SHEET and not name.startswith("/") and (site / name).is_file()]
    return [name for name in files if "@import" not in (site / name).read_text("utf-8")]


def _asking_for_one(page: str, names: list[str]) -> str:
    asked = False

    def instead(link: re.Match[str]) -> str:
        nonlocal asked
        name = next((name for name in names if link["address"].endswith(name)), None)
        if name is None:
            return link[0]
        again, asked = asked, True
        return "" if again else link[0].replace(name, OWN_SHEET)

    return _LINK.sub(instead, page)
