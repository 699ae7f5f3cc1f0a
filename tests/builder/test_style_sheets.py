"""The many style sheets of a site become one, and mean what they meant."""

import re
from pathlib import Path

import pytest

from ordermatters_site.check.checks import OWN_SHEET as SHEET
from ordermatters_site.shell.style_sheets import join_style_sheets
from ordermatters_site.store import Store

CACHE = Path(__file__).parents[2] / ".cache"
# Those that hold on a screen for any page; the others begin with what only the first page, paper or a hall has.
OWN_SHEETS = [
    Path(__file__).parents[2] / "src/ordermatters_site/shell/theme/stylesheets" / f"{name}.css"
    for name in ("1-colours", "2-type", "3-page", "4-prose", "5-code", "6-live")
]
LINK = '<link rel="stylesheet" href="{}{}">\n'
SHEETS = {
    "assets/stylesheets/main.css": 'a{b:url("../one.svg")}c{d:url(data:x)}',
    "assets/stylesheets/palette.1.css": "e{f:g}",
    "assets/own.css": "h{i:url(fonts/two.woff2)}j{k:url(#l)}",
    "extra.css": "m{n:url(three.png)}",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, content in SHEETS.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    return tmp_path


def joined(pages: dict[Path, str], site: Path) -> dict[Path, str]:
    return join_style_sheets(pages, site, Store(), CACHE)


def asking(start: str) -> str:
    return "<head>\n" + "".join(LINK.format(start, name) for name in SHEETS) + "<title>A</title>\n</head>"


def test_every_page_asks_for_one_sheet(site: Path) -> None:
    starts = {"index.html": "", "a/b/index.html": "../../", "404.html": "/course/"}
    pages = joined({site / name: asking(start) for name, start in starts.items()}, site)
    for name, start in starts.items():
        assert pages[site / name] == f"<head>\n{LINK.format(start, SHEET)}<title>A</title>\n</head>"
    assert [str(path.relative_to(site)) for path in site.rglob("*.css")] == [SHEET]


def test_the_one_sheet_has_the_rules_of_all_in_order_and_their_addresses_hold(site: Path) -> None:
    joined({site / "index.html": asking("")}, site)
    assert (site / SHEET).read_text().strip() == (
        "a{b:url(one.svg)}c{d:url(data:x)}h{i:url(fonts/two.woff2)}j{k:url(#l)}m{n:url(../three.png)}"
    )


@pytest.mark.parametrize("address", ["http://example.org/a.css", "importing.css", "missing.css"])
def test_what_cannot_be_joined_stays(site: Path, address: str) -> None:
    (site / "importing.css").write_text('@import "extra.css";')
    page = joined({site / "index.html": asking("") + LINK.format("", address)}, site)[site / "index.html"]
    assert page.endswith(LINK.format("", address)) and page.count("stylesheet") == 2


def test_pages_of_an_earlier_build_keep_their_sheet(site: Path) -> None:
    pages = joined({site / "index.html": asking("")}, site)
    sheet = (site / SHEET).read_text()
    assert joined(pages, site) == pages
    assert (site / SHEET).read_text() == sheet
    (site / "extra.css").write_text(SHEETS["extra.css"])
    again = joined(pages | {site / "new/index.html": LINK.format("../", "extra.css")}, site)
    assert set(again.values()) == {*pages.values(), LINK.format("../", SHEET)} and (site / SHEET).is_file()


def test_our_rules_name_what_they_are_about() -> None:
    """A browser tries a rule that ends with `:is(…)` on every element of a page, one that ends with names on those."""
    sheets = [re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL) for sheet in OWN_SHEETS]
    rules = [rule for sheet in sheets for rule in re.findall(r"([^{};]+)\{", sheet)]
    assert len(rules) > 200
    assert [rule for rule in rules if re.search(r"(^|[\s>+~]):is[^\s,]*\s*(,|$)", without_brackets(rule))] == []


def without_brackets(selector: str) -> str:
    """Take out what stands in brackets, and brackets within them."""
    while (shorter := re.sub(r"\([^()]*\)", "", selector)) != selector:
        selector = shorter
    return selector
