"""The page of licences names all that a site ships, each with its licence, and nothing that stays here."""

import json
import re

from courses import ROOT

from ordermatters_site.licences import licences_page
from ordermatters_site.npm import PACKAGES, installed_packages

MODULES = installed_packages(ROOT / ".cache")
PAGE = licences_page(PACKAGES, MODULES)
HEADINGS = re.findall(r"^## (.*)$", PAGE, re.MULTILINE)


def test_every_package_that_a_page_may_load_is_named_with_its_version() -> None:
    manifest = json.loads((PACKAGES / "package.json").read_text(encoding="utf-8"))
    for name, version in manifest["dependencies"].items():
        assert any(f"{name} {version}" in heading for heading in HEADINGS), name
    named = ", ".join(HEADINGS)
    assert "Material for MkDocs" in named and "Python" in named and "@lezer/lr" in named
    for name in [*manifest["devDependencies"], "commander"]:
        assert name not in named


def test_each_has_the_text_of_its_licence_or_where_it_stands() -> None:
    for section in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]:
        assert "``` { .text .om-wrapped }\n" in section or "Its text: <https://" in section, section.partition("\n")[0]
    assert "SIL OPEN FONT LICENSE" in PAGE.upper() and "IBM Corp" in PAGE and "https://www.mozilla.org/MPL/2.0/" in PAGE
