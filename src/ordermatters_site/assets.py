"""The site's one stylesheet and its fonts, written when all pages are there to see what they need."""

import base64
import re
from html import unescape
from pathlib import Path

from ordermatters_site.fonts import Trimmed, trimmed_fonts
from ordermatters_site.npm import installed_packages

STYLESHEETS = Path(__file__).parent / "theme" / "stylesheets"

# The characters of Western European text; what else a page has comes from the reader's own fonts.
_TEXT = "".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x100)])) + "‐‑–—‘’‚“”„†•…′″‹›€™↑↓−ıŒœŠšŽž"
_TEXT_FONTS = {
    "roman": "@fontsource-variable/stix-two-text/files/stix-two-text-latin-wght-normal.woff2",
    "italic": "@fontsource-variable/stix-two-text/files/stix-two-text-latin-wght-italic.woff2",
    "mono": "@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-400-normal.woff2",
}
# KaTeX's everyday faces travel inside the stylesheet, so that mathematics stands in its place at the first paint
# (`theme/main.html` loads them, and has their names). A browser asks for the others where a page uses them.
_AMS = "AMS-Regular"
_EVERYDAY = (_AMS, "Main-Regular", "Math-Italic", "Size1-Regular", "Size2-Regular", "Size3-Regular", "Size4-Regular")
_SOURCES = re.compile(r"src:url\(fonts/KaTeX_([\w-]+)\.woff2\)[^;}]*")
_SET_IN_AMS = re.compile(r'class="[^"]*\b(?:mathbb|textbb|amsrm)\b[^"]*"[^>]*>([^<]+)<')
# Kept whatever the pages use today, so that an edit seldom changes the stylesheet.
_ALWAYS, _ALWAYS_AMS = "".join(map(chr, range(0x21, 0x7F))) + "−⋅·×…⋯∑∂∈→≤≥", "CNQRZ"


def write_assets(site: Path, docs: Path, cache: Path) -> None:
    """Write `assets/ordermatters.css` and `assets/fonts/` into a built site.

    The stylesheet holds KaTeX's, the theme's own sheets and those in `docs/stylesheets`.

    Raises:
        PluginError: npm's packages are not installed yet and cannot be had, or a font cannot be trimmed.
    """
    fonts = site / "assets" / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    trimmed = trimmed_fonts([Trimmed(source, _TEXT) for source in _TEXT_FONTS.values()], cache)
    for name, content in zip(_TEXT_FONTS, trimmed, strict=True):
        (fonts / f"{name}.woff2").write_bytes(content)
    sheets = [*sorted(STYLESHEETS.glob("*.css")), *sorted((docs / "stylesheets").glob("*.css"))]
    own = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    css = _katex(site, cache) + _smaller(own + _before_scripts(own))
    (site / "assets" / "ordermatters.css").write_text(css, encoding="utf-8")


def _katex(site: Path, cache: Path) -> str:
    """Return KaTeX's stylesheet: everyday faces inside it and trimmed, the others as files beside it, all WOFF2."""
    distribution = installed_packages(cache) / "katex" / "dist"
    used, used_ams = _characters_of_mathematics(site)
    wanted = [Trimmed(f"katex/dist/fonts/KaTeX_{name}.woff2", used_ams if name == _AMS else used) for name in _EVERYDAY]
    inside = dict(zip(_EVERYDAY, trimmed_fonts(wanted, cache), strict=True))

    def source(match: re.Match[str]) -> str:
        if content := inside.get(match[1]):
            return f"src:url(data:font/woff2;base64,{base64.b64encode(content).decode()})"
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
    dark = "".join(re.findall(r'^\[data-md-color-scheme="slate"\] \{([^}]*)\}', css, re.MULTILINE))
    return f"@media screen and (prefers-color-scheme: dark) {{.no-js body:not([data-md-color-media]) {{{dark}}}}}"


def _smaller(css: str) -> str:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r" ?([{};,]) ?", r"\1", css).replace(";}", "}").strip() + "\n"
