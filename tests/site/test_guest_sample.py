"""A sample of the guest notebooks that tests/nightly holds against their READMEs, all of them on one site."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from courses import Course
from guest_claims import CLAIMS
from guest_reading import Article
from guest_sites import CASES, guest_site


def name_of(claim: Callable[[Article], None]) -> str:
    return claim.__name__.replace("_", "-")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Course:
    folder = tmp_path_factory.mktemp("guests")
    case, names = folder / "case", [f"{name_of(claim)}.ipynb" for claim in CLAIMS]
    (case / "docs").mkdir(parents=True)
    (case / "docs/index.md").write_text("# Home\n", encoding="utf-8")
    for name in names:
        shutil.copy(CASES / Path(name).stem / "docs/page.ipynb", case / "docs" / name)
    (case / "nav.json").write_text(json.dumps(["index.md", *names]), encoding="utf-8")
    course = guest_site(case, folder / "site")
    build = course.build()
    assert build.status == 0, build.log
    return course


@pytest.mark.parametrize("claim", CLAIMS, ids=name_of)
def test_a_guest_reads_as_in_jupyter(site: Course, claim: Callable[[Article], None]) -> None:
    claim(Article.of(site, name_of(claim)))
