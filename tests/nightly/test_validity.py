"""Every page is valid HTML, by html-validate's reading of the standard; what Material's own markup lacks is listed."""

import json
import subprocess
from pathlib import Path

import pytest
from browsers import course_site
from courses import ROOT

from ordermatters_site.npm import installed_packages, node_program

TOOLS = ROOT / "tests/tools"

ACCEPTED = {
    # Material's switches of the menu and of the search, which CSS reads. Without it Firefox would keep them switched
    # over a reload, and show an open menu.
    ("valid-autocomplete", "#__drawer"),
    ("valid-autocomplete", "#__search"),
}
"""Faults that stand in Material's templates outside every block that a theme can fill: the rule and the element."""

Fault = tuple[str, str, str]


def faults(files: list[Path]) -> set[Fault]:
    """Return what is wrong with some pages: page and line, rule and what it says, element."""
    command = [node_program(), str(TOOLS / "validity.mjs"), str(installed_packages(ROOT / ".cache", TOOLS))]
    names = "\n".join(map(str, files))
    done = subprocess.run(command, input=names, capture_output=True, text=True, check=True)
    return {
        (f"{fault['file']}:{fault['line']}", fault["rule"], f"{fault['selector']}: {fault['message']}")
        for fault in json.loads(done.stdout)
    }


@pytest.fixture(scope="module")
def found() -> set[Fault]:
    """All faults of all pages of the course."""
    pages = sorted(course_site()[0].rglob("*.html"))
    assert len(pages) > 20
    return faults(pages)


def is_accepted(fault: Fault) -> bool:
    return (fault[1], fault[2].split(": ")[0]) in ACCEPTED


def test_every_page_is_valid(found: set[Fault]) -> None:
    assert not {fault for fault in found if not is_accepted(fault)}


def test_what_is_accepted_is_still_there(found: set[Fault]) -> None:
    assert {(rule, what.split(": ")[0]) for _, rule, what in found} == ACCEPTED


PLANTED = {
    "element-permitted-content": "<ul><p>a</p></ul>",
    "no-dup-id": "<p id='a'></p><p id='a'></p>",
    "close-order": "<div><b>a</div>",
    "attribute-allowed-values": "<a href='#' tabindex=''>a</a>",
}


def test_a_fault_is_seen(tmp_path: Path) -> None:
    for rule, html in PLANTED.items():
        page = f'<!doctype html><html lang="en"><head><title>t</title></head><body>{html}</body></html>'
        (tmp_path / f"{rule}.html").write_text(page)
    seen = {(Path(place.rpartition(":")[0]).stem, rule) for place, rule, _ in faults(list(tmp_path.iterdir()))}
    assert seen >= {(rule, rule) for rule in PLANTED}
