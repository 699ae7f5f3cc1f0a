"""The site's own stylesheets and fonts, written when all pages are there to see what they need."""

import base64
import io
import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from html import unescape
from pathlib import Path

from ordermatters_site.npm import installed_packages, lock_digest
from ordermatters_site.store import Store

# What else a trimmed font is made by; browsers set text without hints and names.
_RECIPE = {"flavor": "woff2", "hinting": False, "name_IDs": []}


@dataclass(frozen=True)
class Trimmed:
    """A font file below `node_modules`, the characters to keep of it, and of its weights one or all."""

    source: str
    characters: str
    weight: int | None = None


def trimmed_font(font: Trimmed, store: Store, cache: Path) -> bytes:
    """Return a font as WOFF2 with no more than its characters, from the store where it was trimmed before.

    Raises:
        SiteError: if the fonts cannot be installed.
    """
    origin = [lock_digest(), _RECIPE, *astuple(font)]
    return store.get_or_compute("font", origin, lambda: _trimmed(font, cache), of_this_code=False)


def _trimmed(font: Trimmed, cache: Path) -> bytes:
    from fontTools import subset  # together they take a second of a build to load, and few builds trim anything
    from fontTools.varLib.instancer import instantiateVariableFont

    options = subset.Options(**_RECIPE)
    source = io.BytesIO((installed_packages(cache) / font.source).read_bytes())
    opened = subset.load_font(source, options)
    if font.weight is not None:
        instantiateVariableFont(opened, {"wght": font.weight}, inplace=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=font.characters)
    subsetter.subset(opened)
    content = io.BytesIO()
    subset.save_font(opened, content, options)
    return content.getvalue()


THEME = Path(__file__).resolve().parent / "theme"
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


@dataclass(frozen=True)
class Assets:
    """Writes what a built site needs besides its pages, from what builds keep in a folder and a store."""

    cache: Path
    store: Store
    trimmed: bool = True
    """Whether fonts hold no more than what pages need: it takes a second where the store has them not yet."""

    def write(self, pages: Iterable[str], site: Path, docs: Path, address: str = "") -> None:
        """Write two style sheets into `assets` of a site: `type.css`, fonts and mathematics, and `ordermatters.css`.

        The everyday faces of mathematics travel inside the first: a formula in other letters falls apart. The faces of
        the text are files, and come in time for the first paint or not for this page: text is not set in other letters
        first, only to push the rest aside. The second sheet holds the theme's own and those in `docs/stylesheets`. On
        paper it spells out the links that lead away from `address`, where readers find the site.

        Raises:
            SiteError: if npm's packages cannot be installed.
        """
        (site / "assets" / "fonts").mkdir(parents=True, exist_ok=True)
        content = self._text_faces(site) + self._katex(*characters_of_mathematics(pages), site)
        (site / "assets" / "type.css").write_text(content, encoding="utf-8", newline="\n")
        sheets = [*sorted(STYLESHEETS.glob("*.css")), *sorted((docs / "stylesheets").glob("*.css"))]
        own = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
        own += before_scripts(own) + on_paper(own, address)
        (site / "assets" / "ordermatters.css").write_text(own, encoding="utf-8", newline="\n")

    def _text_faces(self, site: Path) -> str:
        rules = ""
        for name, (face, font) in _TEXT_FACES.items():
            file = f"fonts/{name}.woff2"
            (site / "assets" / file).write_bytes(self._font(font))
            rules += f"@font-face{{{face};font-display:optional;src:url({file})}}\n"
        return rules

    def _font(self, font: Trimmed) -> bytes:
        if self.trimmed:
            return trimmed_font(font, self.store, self.cache)
        return (installed_packages(self.cache) / font.source).read_bytes()

    def _katex(self, used: str, used_ams: str, site: Path) -> str:
        """Return KaTeX's style sheet: everyday faces inside it and trimmed, others as files beside it, all WOFF2."""
        distribution = installed_packages(self.cache) / "katex" / "dist"

        def source(match: re.Match[str]) -> str:
            file = f"fonts/KaTeX_{match[1]}.woff2"
            if match[1] in _EVERYDAY:
                content = self._font(Trimmed(f"katex/dist/{file}", used_ams if match[1] == _AMS else used))
                return f"src:url(data:font/woff2;base64,{base64.b64encode(content).decode()})"
            (site / "assets" / file).write_bytes((distribution / file).read_bytes())
            return f"src:url({file})"

        return _SOURCES.sub(source, (distribution / "katex.min.css").read_text(encoding="utf-8")) + "\n"


def characters_of_mathematics(pages: Iterable[str]) -> tuple[str, str]:
    """Collect what the mathematics of some pages is made of: all characters, and those of the AMS face.

    Neither is exact: a little of the text after a formula may be among them, which costs a few bytes.
    """
    used, used_ams = set(_ALWAYS), set(_ALWAYS_AMS)
    for page in pages:
        for formula in page.split('<span class="katex-html" aria-hidden="true">')[1:]:
            used.update(unescape(re.sub(r"<[^>]*>", "", formula.partition("</p>")[0])))
            used_ams.update(unescape("".join(_SET_IN_AMS.findall(formula))))
    return "".join(sorted(used)), "".join(sorted(used_ams))


def before_scripts(css: str) -> str:
    """Give the dark colours to readers whose system is dark, until a script has read what they chose here before."""
    dark = _colours(css, "slate")
    return f"@media screen and (prefers-color-scheme: dark) {{.no-js body:not([data-md-color-media]) {{{dark}}}}}"


def on_paper(css: str, address: str) -> str:
    """Print in the light colours, whatever is on the screen, and leave links into the site as they are."""
    inside = f'.md-typeset a[href^="{address}"]:not(.om-button)::after {{content: none}}' if address else ""
    return f"@media print {{[data-md-color-scheme] {{{_colours(css, 'default')}}}{inside}}}"


def _colours(css: str, scheme: str) -> str:
    return "".join(re.findall(rf'^\[data-md-color-scheme="{scheme}"\] \{{([^}}]*)\}}', css, re.MULTILINE))
