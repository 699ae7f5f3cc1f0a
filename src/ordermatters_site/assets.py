"""The site's own stylesheets and fonts, written when all pages are there to see what they need."""

import base64
import re
from html import unescape
from pathlib import Path

from ordermatters_site.fonts import Trimmed, trimmed_fonts
from ordermatters_site.npm import installed_packages

THEME = Path(__file__).parent / "theme"
STYLESHEETS = THEME / "stylesheets"

# The characters of Western European text; what else a page has comes from the reader's own fonts.
_TEXT = "".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x100)])) + "‐‑–—‘’‚“”„†•…′″‹›€™↑↓−ıŒœŠšŽž"
_STIX = "@fontsource-variable/stix-two-text/files/stix-two-text-latin-wght-{}.woff2"
# By the names of their files, which theme/main.html asks for as soon as a page begins.
_TEXT_FACES = {
    "text": ('font-family:"STIX Two Text";font-weight:400 700', Trimmed(_STIX.format("normal"), _TEXT)),
    "italic": ('font-family:"STIX Two Text";font-style:italic', Trimmed(_STIX.format("italic"), _TEXT, weight=400)),
    "code": (
        'font-family:"IBM Plex Mono"',
        Trimmed("@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-400-normal.woff2", _TEXT),
    ),
}
# These faces of KaTeX stand on nearly every page; a browser asks for the others where a page uses them.
_AMS = "AMS-Regular"
_EVERYDAY = (_AMS, "Main-Regular", "Math-Italic", "Size1-Regular", "Size2-Regular", "Size3-Regular", "Size4-Regular")
_SOURCES = re.compile(r"src:url\(fonts/KaTeX_([\w-]+)\.woff2\)[^;}]*")
_SET_IN_AMS = re.compile(r'class="[^"]*\b(?:mathbb|textbb|amsrm)\b[^"]*"[^>]*>([^<]+)<')
# Kept whatever the pages use today, so that an edit seldom changes the stylesheet.
_ALWAYS, _ALWAYS_AMS = "".join(map(chr, range(0x21, 0x7F))) + "−⋅·×…⋯∑∂∈→≤≥", "CNQRZ"


def write_assets(site: Path, docs: Path, cache: Path, address: str = "") -> None:
    """Write two stylesheets into `assets` of a built site: `type.css`, fonts and mathematics, and `ordermatters.css`.

    The everyday faces of mathematics travel inside the first: a formula in other letters falls apart. The faces of the
    text are files, and come in time for the first paint or not for this page: text is not set in other letters first,
    only to push the rest aside. The second sheet holds the theme's own and those in `docs/stylesheets`. On paper it
    spells out the links that lead away from `address`, where readers find the site.

    Raises:
        PluginError: npm's packages are not installed yet and cannot be had, or a font cannot be trimmed.
    """
    (site / "assets" / "fonts").mkdir(parents=True, exist_ok=True)
    (site / "assets" / "type.css").write_text(_text_faces(site, cache) + _katex(site, cache), encoding="utf-8")
    sheets = [*sorted(STYLESHEETS.glob("*.css")), *sorted((docs / "stylesheets").glob("*.css"))]
    own = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    (site / "assets" / "ordermatters.css").write_text(
        _smaller(own + _before_scripts(own) + _on_paper(own, address)), encoding="utf-8"
    )


def _text_faces(site: Path, cache: Path) -> str:
    rules = ""
    contents = trimmed_fonts([font for _, font in _TEXT_FACES.values()], cache)
    for (name, (face, _)), content in zip(_TEXT_FACES.items(), contents, strict=True):
        file = f"fonts/{name}.woff2"
        (site / "assets" / file).write_bytes(content)
        rules += f"@font-face{{{face};font-display:optional;src:url({file})}}\n"
    return rules


def _inside(font: bytes) -> str:
    return f"url(data:font/woff2;base64,{base64.b64encode(font).decode()})"


def _katex(site: Path, cache: Path) -> str:
    """Return KaTeX's stylesheet: everyday faces inside it and trimmed, the others as files beside it, all WOFF2."""
    distribution = installed_packages(cache) / "katex" / "dist"
    used, used_ams = _characters_of_mathematics(site)
    wanted = [Trimmed(f"katex/dist/fonts/KaTeX_{name}.woff2", used_ams if name == _AMS else used) for name in _EVERYDAY]
    everyday = dict(zip(_EVERYDAY, trimmed_fonts(wanted, cache), strict=True))

    def source(match: re.Match[str]) -> str:
        if content := everyday.get(match[1]):
            return f"src:{_inside(content)}"
        file = f"fonts/KaTeX_{match[1]}.woff2"
        (site / "assets" / file).write_bytes((distribution / file).read_bytes())
        return f"src:url({file})"

    return _SOURCES.sub(source, (distribution / "katex.min.css").read_text(encoding="utf-8")) + "\n"


def _characters_of_mathematics(site: Path) -> tuple[str, str]:
    """Collect what the mathematics on all pages of a built site is made of: all characters, and those of the AMS face.

    Neither is exact: a little of the text after a formula may be among them, which costs a few bytes.
    """
    used, used_ams = set(_ALWAYS), set(_ALWAYS_AMS)
    for page in site.rglob("*.html"):
        for formula in page.read_text(encoding="utf-8").split('<span class="katex-html" aria-hidden="true">')[1:]:
            used.update(unescape(re.sub(r"<[^>]*>", "", formula.partition("</p>")[0])))
            used_ams.update(unescape("".join(_SET_IN_AMS.findall(formula))))
    return "".join(sorted(used)), "".join(sorted(used_ams))


def _before_scripts(css: str) -> str:
    """Give the dark colours to readers whose system is dark, until a script has read what they chose here before."""
    dark = _colours(css, "slate")
    return f"@media screen and (prefers-color-scheme: dark) {{.no-js body:not([data-md-color-media]) {{{dark}}}}}"


def _on_paper(css: str, address: str) -> str:
    """Print in the light colours, whatever is on the screen, and leave links into the site as they are."""
    inside = f'.md-typeset a[href^="{address}"]:not(.om-button)::after {{content: none}}' if address else ""
    return f"@media print {{[data-md-color-scheme] {{{_colours(css, 'default')}}}{inside}}}"


def _colours(css: str, scheme: str) -> str:
    return "".join(re.findall(rf'^\[data-md-color-scheme="{scheme}"\] \{{([^}}]*)\}}', css, re.MULTILINE))


def _smaller(css: str) -> str:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r" ?([{};,]) ?", r"\1", css).replace(";}", "}").strip() + "\n"
