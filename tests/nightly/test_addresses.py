"""The course below a path of its host, as code hosts serve it: everything that names an address names the right one."""

import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from site_below import HOME, site_below


@pytest.fixture(scope="module")
def site() -> Path:
    """The checks of its build hold the links of all pages, and of the one for what was not found, against it."""
    return site_below()


def pages(site: Path) -> dict[str, str]:
    """Map the address of each page to its HTML."""
    found = sorted(site.rglob("index.html"))
    assert len(found) > 20
    names = [path.relative_to(site).as_posix().removesuffix("index.html") for path in found]
    return {HOME + name: path.read_text(encoding="utf-8") for name, path in zip(names, found, strict=True)}


def is_there(site: Path, address: str) -> bool:
    """Tell whether an address of the site names a page or a file, and a part of it that is there."""
    name, _, part = address.removeprefix(HOME).partition("#")
    path = site / name / "index.html" if name.endswith("/") or not name else site / name
    return path.is_file() and (not part or f'id="{part}"' in path.read_text(encoding="utf-8"))


def test_each_page_gives_its_own_address(site: Path) -> None:
    for address, html in pages(site).items():
        assert re.findall(r'<link rel="canonical" href="([^"]*)"', html) == [address]
        assert re.findall(r'<meta name="citation_public_url" content="([^"]*)"', html) == [address]


def test_the_map_of_the_site_names_every_page(site: Path) -> None:
    content = (site / "sitemap.xml").read_text(encoding="utf-8")
    assert sorted(re.findall(r"<loc>(.*)</loc>", content)) == sorted(pages(site))


@pytest.mark.of_this_course
def test_the_inventory_for_other_projects_names_what_is_there(site: Path) -> None:
    head, _, packed = (site / "objects.inv").read_bytes().partition(b"using zlib.\n")
    assert b"Order Matters" in head
    entries = [line.split(" ", 4) for line in zlib.decompress(packed).decode().splitlines()]
    assert len(entries) > 100
    assert [name for name, _, _, place, _ in entries if not is_there(site, HOME + place.replace("$", name))] == []


def links_of_notebook(path: Path) -> Iterator[str]:
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "markdown":
            yield from re.findall(r"(?<!`)\[[^\]`]+\]\(([^)\s]+)\)", "".join(cell["source"]))


@pytest.mark.of_this_course
def test_links_of_a_notebook_lead_to_the_site_from_wherever_it_is_opened(site: Path) -> None:
    links = {link for path in site.rglob("*.ipynb") for link in links_of_notebook(path)}
    assert f"{HOME}lessons/order-of-a-chain/#when-they-tie" in links
    assert not {link for link in links if not re.match(r"https?://", link)}
    assert not {link for link in links if link.startswith(HOME) and not is_there(site, link)}


def test_the_search_finds_what_is_there(site: Path) -> None:
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    places = [entry["location"] for entry in index["docs"]]
    assert len(places) > 100 and [place for place in places if not is_there(site, HOME + place)] == []
