"""Fonts from npm, trimmed by fontTools to the characters that a page can need."""

import io
from dataclasses import astuple, dataclass
from functools import partial
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


def trimmed_fonts(fonts: list[Trimmed], store: Store, cache: Path) -> list[bytes]:
    """Return each font as WOFF2 with no more than its characters, from the store where it was trimmed before.

    Raises:
        NpmError: if the fonts cannot be installed.
    """
    origins = [[lock_digest(), _RECIPE, *astuple(font)] for font in fonts]
    return [
        store.get_or_compute("font", origin, partial(_trimmed, font, cache), of_this_code=False)
        for font, origin in zip(fonts, origins, strict=True)
    ]


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
