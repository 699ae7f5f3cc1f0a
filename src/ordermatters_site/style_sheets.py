"""One style sheet for a site, in place of the many that its theme and its plugins bring: a page waits for one."""

import re
from pathlib import Path
from posixpath import dirname, join, relpath

SHEET = "assets/site.css"
_LINK = re.compile(r'<link rel="stylesheet" href="(?P<address>[^"]+)">\n?')
_RELATIVE = re.compile(r"""url\((?P<quote>['"]?)(?!['"]|data:|#|/|\w+:)""")
# Material's colours, for which theme/stylesheets/1-colours.css has others, and a rule that touches every element.
_REPLACED = re.compile(r"^assets/stylesheets/palette\.")


def join_style_sheets(pages: dict[Path, str], site: Path) -> dict[Path, str]:
    """Join the style sheets of a built site that its pages ask for, in their order, and let the pages ask for the one.

    A sheet that is not a file of the site, or that imports another, stays what it is; so does the one of an earlier
    build where a build renews some of the pages only.
    """
    names = _joinable(pages, site)
    if not names:
        return pages
    content = (_moved((site / name).read_text("utf-8"), name) for name in names if not _REPLACED.match(name))
    (site / SHEET).write_text("\n".join(content), encoding="utf-8")
    for name in names:
        (site / name).unlink()
    return {path: _asking_for_one(page, names) for path, page in pages.items()}


def _joinable(pages: dict[Path, str], site: Path) -> list[str]:
    links = (link["address"] for page in pages.values() for link in _LINK.finditer(page))
    names = dict.fromkeys(re.sub(r"^(?:\.\.?/)+", "", link) for link in links)
    files = [name for name in names if name != SHEET and not name.startswith("/") and (site / name).is_file()]
    return [name for name in files if "@import" not in (site / name).read_text("utf-8")]


def _moved(css: str, name: str) -> str:
    """Let the relative addresses in a sheet hold from the joined one."""
    way = relpath(dirname(name) or ".", dirname(SHEET))
    return css if way == "." else _RELATIVE.sub(lambda start: f"url({start['quote']}{join(way, '')}", css)


def _asking_for_one(page: str, names: list[str]) -> str:
    asked = False

    def instead(link: re.Match[str]) -> str:
        nonlocal asked
        name = next((name for name in names if link["address"].endswith(name)), None)
        if name is None:
            return link[0]
        again, asked = asked, True
        return "" if again else link[0].replace(name, SHEET)

    return _LINK.sub(instead, page)
