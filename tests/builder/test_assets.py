"""The site's stylesheets and fonts: complete, its own, small, and readable in both schemes."""

import io
import re
from pathlib import Path

import material
import pytest
from fontTools.ttLib import TTFont

from ordermatters_site.markdown import finished
from ordermatters_site.npm import installed_packages
from ordermatters_site.shell import assets
from ordermatters_site.shell.assets import STYLESHEETS, Assets, Trimmed, characters_of_mathematics, trimmed_font
from ordermatters_site.store import Store

ROOT = Path(__file__).parents[2]
CACHE = ROOT / ".cache"
COLOURS = (STYLESHEETS / "1-colours.css").read_text()
MATERIAL = next((Path(material.__file__).parent / "templates/assets/stylesheets").glob("main.*.css")).read_text()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    Assets(CACHE, Store()).write([page()], folder, ROOT / "docs")
    return folder / "assets"


def page() -> str:
    return finished(r'<p><span class="arithmatex">\(\Xi < \R\)</span> text</p>', CACHE)


def css(site: Path) -> str:
    return (site / "type.css").read_text() + (site / "ordermatters.css").read_text()


def test_asks_no_other_host(site: Path) -> None:
    requests = re.findall(r"url\(\s*[\"']?([^\"')]+)", css(site)) + re.findall(r"@import[^;]*", css(site))
    assert requests
    for request in requests:
        assert request.startswith("data:") or (site / request).is_file()


def test_sends_no_format_but_woff2(site: Path) -> None:
    assert not re.findall(r"\.(?:woff|ttf|eot)\b", css(site))
    assert {path.suffix for path in (site / "fonts").iterdir()} == {".woff2"}


def test_everyday_mathematics_needs_no_request(site: Path) -> None:
    inside = re.findall(r"@font-face\{[^}]*data:font/woff2[^}]*\}", (site / "type.css").read_text())
    assert len(inside) == len(assets._EVERYDAY)


def test_the_page_unpacks_exactly_the_faces_inside(site: Path) -> None:
    script = (STYLESHEETS.parent / "main.html").read_text()
    families = re.findall(r"font-family:\"?([\w ]+)\"?;[^}]*data:font/woff2", (site / "type.css").read_text())
    assert families and all(family.removeprefix("KaTeX_") in script for family in families)


def test_text_is_never_set_a_second_time_in_other_letters(site: Path) -> None:
    files = {f"fonts/{name}.woff2" for name in assets._TEXT_FACES}
    faces = re.findall(r"@font-face\{[^}]*\}", (site / "type.css").read_text())
    optional = [re.search(r"url\(([^)]*)\)", face) for face in faces if "font-display:optional" in face]
    assert {found[1] for found in optional if found} == files


def test_keeps_every_character_that_formulas_use() -> None:
    used, used_ams = characters_of_mathematics([page()])
    assert "Ξ" in used and "<" in used and "R" in used_ams


def test_is_the_same_twice(site: Path, tmp_path: Path) -> None:
    Assets(CACHE, Store()).write([page()], tmp_path, ROOT / "docs")
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        assert (tmp_path / "assets" / path.relative_to(site)).read_bytes() == path.read_bytes()


def test_fonts_are_trimmed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    font, store = Trimmed("katex/dist/fonts/KaTeX_Size1-Regular.woff2", "()"), Store()
    first = trimmed_font(font, store, CACHE)
    assert len(first) < len((installed_packages(CACHE) / font.source).read_bytes()) / 2
    kept = TTFont(io.BytesIO(first))
    assert kept.flavor == "woff2" and kept.getBestCmap().keys() == set(map(ord, "()"))
    monkeypatch.setattr(assets, "_trimmed", lambda *_: pytest.fail("it was trimmed"))
    assert trimmed_font(font, store, CACHE) == first
    with pytest.raises(pytest.fail.Exception, match="it was trimmed"):
        trimmed_font(Trimmed(font.source, "()[]"), store, CACHE)


def test_of_the_weights_of_a_font_one_is_kept_or_all() -> None:
    source = assets._TEXT_FACES["italic"][1].source
    given = [Trimmed(source, "a", weight=400), Trimmed(source, "a")]
    one, every = (trimmed_font(font, Store(), CACHE) for font in given)
    assert "fvar" not in TTFont(io.BytesIO(one)) and "fvar" in TTFont(io.BytesIO(every))


def test_a_dark_system_is_dark_before_scripts_run() -> None:
    figures = (ROOT / "docs" / "stylesheets" / "figures.css").read_text()
    early = assets.before_scripts(COLOURS + figures)
    for name, value in [*scheme(COLOURS, "slate").items(), *scheme(figures, "slate").items()]:
        assert f"{name}: {value};" in early


def test_prints_in_light_colours() -> None:
    for name, value in scheme(COLOURS, "default").items():
        assert f"{name}: {value};" in assets.on_paper(COLOURS, "")


def scheme(sheet: str, name: str) -> dict[str, str]:
    block = re.search(rf'^\[data-md-color-scheme="{name}"\] \{{(.*?)\}}', sheet, re.DOTALL | re.MULTILINE)
    assert block
    return dict(re.findall(r"(--[\w-]+): ([^;]+);", block[1]))


PAPERS = {"--paper", "--panel", "--rule", "--red-wash"}


@pytest.mark.parametrize("name", ["default", "slate"])
def test_every_text_colour_can_be_read(name: str) -> None:
    colours = scheme(COLOURS, name)
    papers = [colours["--paper"], colours["--panel"], over(colours["--red-wash"], colours["--paper"])]
    for text in set(colours) - PAPERS:
        for paper in papers:
            assert contrast(colours[text], paper) >= 4.5, f"{text} on {paper}"
    assert contrast(colours["--paper"], colours["--red"]) >= 4.5  # the button


def test_every_token_of_code_has_one_of_these_colours() -> None:
    tokens = set(re.findall(r"--md-code-hl-\w+-color(?=:)", MATERIAL))
    ours = dict(re.findall(r"(--md-code-hl-\w+-color): var\((--[\w-]+)\)", COLOURS))
    assert tokens == set(ours)
    assert set(ours.values()) <= set(scheme(COLOURS, "slate")) - PAPERS


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours by WCAG 2.2, section 1.4.3."""
    dark, light = sorted(luminance(colour) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def channels(colour: str) -> list[float]:
    return [int(colour[i : i + 2], 16) / 255 for i in range(1, len(colour), 2)]


def over(wash: str, paper: str) -> str:
    *colour, share = channels(wash)
    mixed = [share * c + (1 - share) * p for c, p in zip(colour, channels(paper), strict=True)]
    return "#" + "".join(f"{round(255 * c):02x}" for c in mixed)
