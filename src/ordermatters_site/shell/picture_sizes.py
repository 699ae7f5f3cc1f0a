"""The sizes of a page's pictures, written into the page: text below one that is still to come would jump."""

import base64
import binascii
import io
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

_PICTURE = re.compile(r"<img\b(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(?<![\w-])(src|width|height)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_DATA = re.compile(r"data:image/[\w.+-]+;base64,")
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|/")
# A multiple of four characters: what names the size stands at the beginning.
_BEGINNING = 400_000
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+)(px|pt|pc|in|cm|mm)?\s*")
_PIXELS = {None: 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 9.6 / 2.54}
_ORIENTATION, _ON_ITS_SIDE = 0x0112, (5, 6, 7, 8)

Size = tuple[int, int]


def with_picture_sizes(html: str, folder: Path) -> str:
    """Give each picture of a page, whose folder is named, the width and height of its file where it states neither.

    One that states either gets the other in proportion. What is not found, or is no picture, stays as it is.
    """

    def sized(found: re.Match[str]) -> str:
        given = {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(found["attributes"])}
        missing = [name for name in ("width", "height") if name not in given]
        size = _size(given.get("src", ""), folder) if missing else None
        wanted = _in_proportion(size, given) if size else None
        if not wanted:
            return found[0]
        said = "".join(f' {name}="{length}"' for name, length in wanted.items() if name in missing)
        return f"<img{found['attributes'].removesuffix('/').rstrip()}{said}>"

    return _PICTURE.sub(sized, html)


def _in_proportion(size: Size, given: dict[str, str]) -> dict[str, int] | None:
    width, height = size
    stated = next(((name, given[name]) for name in ("width", "height") if name in given), None)
    if stated is None:
        return {"width": width, "height": height}
    if not stated[1].removesuffix("px").isdigit():  # a share of the page
        return None
    scale = int(stated[1].removesuffix("px")) / (width if stated[0] == "width" else height)
    return {"width": round(width * scale), "height": round(height * scale)}


def _size(source: str, folder: Path) -> Size | None:
    """Return the width and height of a picture in pixels, whether it lies in a file or in its address."""
    if data := _DATA.match(source):
        try:
            return _measured(base64.b64decode(source[data.end() :][:_BEGINNING]))
        except binascii.Error:
            return None
    path = folder / unquote(re.split(r"[?#]", source)[0])
    return None if not source or _ELSEWHERE.match(source) or not path.is_file() else _measured(path.read_bytes())


def _measured(content: bytes) -> Size | None:
    if b"<svg" in content[:4096]:
        return _of_drawing(content)
    from PIL import Image, UnidentifiedImageError  # only for a page that has a picture

    try:
        with Image.open(io.BytesIO(content)) as picture:
            width, height = picture.size
            turned = picture.getexif().get(_ORIENTATION) in _ON_ITS_SIDE
    except (UnidentifiedImageError, OSError, ValueError):
        return None
    return (height, width) if turned else (width, height)


def _of_drawing(content: bytes) -> Size | None:
    """Return the size that a drawing states; one that states none is as wide as its place."""
    try:
        root = ElementTree.fromstring(content)
    except ElementTree.ParseError:
        return None
    lengths = [_LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height")]
    width, height = (round(float(each[1]) * _PIXELS[each[2]]) if each else 0 for each in lengths)
    return (width, height) if width and height else None
