"""From Matplotlib's SVG to the one a page carries: short, coloured by the page, in the page's type."""

import re
from collections.abc import Iterator
from string import ascii_lowercase
from xml.etree import ElementTree

from ordermatters.figures.colours import HALO, PAGE_COLOURS

Element = ElementTree.Element

_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
_REFERENCE = re.compile(r"url\(#(.+)\)")
_GEOMETRY = ("d", "x", "y", "width", "height", "transform", "stroke-width", "stroke-dasharray", "font-size")
# What an attribute says anyway when it is left out; the root element sets the first two for the whole picture.
_DEFAULTS = {
    ("fill", "currentColor"),
    ("stroke-linejoin", "round"),
    ("stroke-linejoin", "miter"),
    ("stroke-linecap", "butt"),
    ("stroke-width", "1"),
    ("stroke-dashoffset", "0"),
    ("text-anchor", "start"),
    ("font-weight", "400"),
}
# What a figure says of itself where no stylesheet does, for the page's wins. The grey reads on white and on black.
ROOT = {
    "class": "figure",
    "style": "max-width:100%;height:auto",
    "color": "#777",
    "fill": "currentColor",
    "font-family": "sans-serif",
    "stroke-linejoin": "round",
}


def page_svg(drawing: str, alt: str) -> str:
    """Shorten Matplotlib's SVG and hand its colours, type and width to the page.

    The result is one line of well-formed XML without prolog, metadata and comments. It is as wide as it was drawn and
    never wider than its column, announces itself as an image that `alt` describes, and has text in `<text>` elements.
    """
    root = ElementTree.fromstring(drawing)
    for element in root.iter():
        _localise(element)
        _spread_style(element)
        _round_numbers(element)
    _drop_unseen(root)
    for group in root.iter("g"):
        _share_attributes(group)
    _shorten_ids(root)
    _unwrap_groups(root)
    width = round(float(root.get("viewBox", "").split()[2]) * 4 / 3)  # points to CSS pixels
    root.attrib = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": root.get("viewBox", ""),
        "width": str(width),
        **ROOT,
        "role": "img",
        "aria-label": alt,
    }
    return ElementTree.tostring(root, encoding="unicode")


def with_id_prefix(svg: str, prefix: str) -> str:
    """Put `prefix` before every id of an SVG and every reference to one, so that two figures can share a page.

    >>> with_id_prefix('<svg><path id="a"/><use href="#a"/></svg>', "figure-3-")
    '<svg><path id="figure-3-a"/><use href="#figure-3-a"/></svg>'

    Raises:
        ValueError: if the prefix does not begin with a letter or holds more than letters, digits, `-` and `_`.
    """
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", prefix):
        raise ValueError(f"prefix must be a letter, then letters, digits, - or _, not {prefix!r}")
    attribute = re.compile(r'(\s(?:id="|href="#|[a-z-]+="url\(#))')
    return re.sub(r"<[^>]*>", lambda tag: attribute.sub(rf"\1{prefix}", tag[0]), svg)


def _localise(element: Element) -> None:
    """Take the namespaces off an element's name and attributes, and the white space that lays out the source."""
    element.tag = element.tag.rpartition("}")[2]
    element.attrib = {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
    element.tail = None
    if element.tag not in ("text", "tspan"):
        element.text = None


def _spread_style(element: Element) -> None:
    """Turn a `style` into attributes, leaving out what goes without saying."""
    for declaration in filter(None, element.attrib.pop("style", "").split(";")):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        element.set(name, PAGE_COLOURS.get(value, value.removesuffix("px")))
    element.attrib.pop("font-family", None)
    for name, value in list(element.attrib.items()):
        if (name, value) in _DEFAULTS:
            del element.attrib[name]


def _round_numbers(element: Element) -> None:
    """Round coordinates to a tenth of a point, which is finer than any screen, and pack paths."""
    for name in _GEOMETRY:
        if name in element.attrib:
            text = _NUMBER.sub(lambda number: f"{round(float(number[0]), 1) + 0:g}", element.attrib[name])
            element.set(name, text)
    if "d" in element.attrib:
        element.set("d", re.sub(r"\s*([A-Za-z])\s*", r"\1", element.attrib["d"]).replace("\n", " ").strip())
    if element.get("transform", "").startswith("rotate(-0 "):
        del element.attrib["transform"]


def _drop_unseen(root: Element) -> None:
    """Remove what draws nothing: metadata, Matplotlib's style element, empty backgrounds, empty definitions."""
    for parent in list(root.iter()):
        for child in list(parent):
            unpainted = child.tag == "path" and child.get("fill") == "none" and "stroke" not in child.attrib
            empty = child.tag == "defs" and all(grandchild.tag == "style" for grandchild in child)
            if child.tag in ("metadata", "style") or unpainted or empty:
                parent.remove(child)


def _share_attributes(group: Element) -> None:
    """Say once for a group what all of its marks say, and put paper around letters that stand across a line."""
    if len(group) > 1 and all(child.tag == "use" for child in group):
        common = set.intersection(*(set(child.attrib.items()) for child in group))
        for name, value in sorted(
            item for item in common if item[0] in ("fill", "stroke", "fill-opacity", "stroke-width")
        ):
            group.set(name, value)
            for child in group:
                del child.attrib[name]
    if group.get("id") == HALO:
        group.attrib.update({"stroke": "var(--figure-paper,none)", "stroke-width": "4", "paint-order": "stroke"})


def _shorten_ids(root: Element) -> None:
    """Name what is referred to `a`, `b`, … in order of appearance, and forget the other ids."""
    references = [
        (element, name, match[1])
        for element in root.iter()
        for name, value in element.attrib.items()
        if (match := _REFERENCE.fullmatch(f"url({value})" if name == "href" else value))
    ]
    short = dict(zip(dict.fromkeys(target for _, _, target in references), _names(), strict=False))
    for element, name, target in references:
        element.set(name, element.attrib[name].replace(f"#{target}", f"#{short[target]}"))
    for element in root.iter():
        if (name := element.attrib.pop("id", "")) in short:
            element.set("id", short[name])


def _names() -> Iterator[str]:
    yield from ascii_lowercase
    yield from (first + second for first in ascii_lowercase for second in ascii_lowercase + "0123456789")


def _unwrap_groups(element: Element) -> None:
    """Replace every group that says nothing by its children."""
    children: list[Element] = []
    for child in element:
        _unwrap_groups(child)
        children.extend(child if child.tag == "g" and not child.attrib else [child])
    element[:] = children
