"""A picture drawn with the standard library alone: the build and the page's Python draw the same one."""

from html import escape
from typing import Any

from ordermatters.figures.colours import HALO, INK, PAGE_COLOURS, TEXT
from ordermatters.figures.svg import ROOT, with_id_prefix

Point = tuple[float, float]

#: How wide a letter is, and how high a digit, in parts of the size of its text: which type the page sets is not known.
LETTER, BOLD, DIGIT = 0.58, 0.66, 0.73


class Picture:
    """Collect lines, shapes and text in points, x to the right and y down, and show them as one `<svg>`.

    >>> picture = Picture("A line.", 20, 10)
    >>> picture.line([(0, 5), (20, 5)], width=1.5)
    >>> picture.to_svg().partition(">")[2]
    '<path d="M0 5l20 0" fill="none" stroke="currentColor" stroke-width="1.5"/></svg>'

    Args:
        alt: what the picture shows, for a reader who cannot see it.
        width: points.
        height: points.
    """

    def __init__(self, alt: str, width: float, height: float) -> None:
        """Begin with nothing drawn."""
        self.alt, self.width, self.height = " ".join(alt.split()), width, height
        self.elements: list[str] = []
        self.labels: list[tuple[str, float, float, float, float]] = []

    def line(self, points: list[Point], *, color: str = INK, width: float = 2.0, **more: Any) -> None:
        """Draw straight lines from point to point."""
        self._element("path", d=_path(points), fill="none", stroke=color, stroke_width=width, **more)

    def area(self, points: list[Point], *, color: str = INK, opacity: float = 1.0) -> None:
        """Fill a polygon."""
        self._element("path", d=_path(points) + "z", fill=color, fill_opacity=f"{opacity:.3g}")

    def rectangle(self, x: float, y: float, width: float, height: float, **look: Any) -> None:
        """Fill a rectangle, as `area` does, or with a `stroke` draw its outline, as `line` does."""
        corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
        if stroke := look.pop("stroke", ""):
            self._element("path", d=_path(corners) + "z", fill="none", stroke=stroke, **look)
        else:
            self.area(corners, **look)

    def ring(self, at: Point, *, color: str = INK, size: float = 6.0, width: float = 1.5) -> None:
        """Draw a circle of some diameter."""
        self._element("circle", cx=at[0], cy=at[1], r=size / 2, fill="none", stroke=color, stroke_width=width)

    def dot(self, at: Point, *, color: str = INK, size: float = 6.0) -> None:
        """Draw a filled circle of some diameter."""
        self._element("circle", cx=at[0], cy=at[1], r=size / 2, fill=color)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        anchor: str = "start",
        level: bool = False,
        size: float = TEXT,
        bold: bool = False,
        color: str = INK,
        turn: float = 0.0,
        gid: str = "",
    ) -> None:
        """Write text on a baseline at y, or, if it is to be `level`, with its digits' middle there.

        Args:
            x: where it begins, or its middle or end, as `anchor` says.
            y: its baseline or middle.
            text: in one line.
            anchor: start, middle or end.
            level: whether y is the middle.
            size: of the type, points.
            bold: for what is to be seen first.
            color: one of the site's.
            turn: degrees, against the clock, around (x, y).
            gid: `HALO` for text that may stand across a line.
        """
        baseline = y + size * DIGIT / 2 if level else y
        attributes: dict[str, Any] = {} if anchor == "start" else {"text_anchor": anchor}
        attributes |= {"font_weight": 700} if bold else {}
        attributes |= {"fill": color} if color != INK else {}
        attributes |= {"transform": f"rotate({-turn:.1f} {_number(x)} {_number(y)})"} if turn else {}
        if gid == HALO:
            attributes |= {"stroke": "var(--figure-paper,none)", "stroke_width": 4, "paint_order": "stroke"}
        if not turn:
            self.labels.append((text, *_box(x, baseline, text, anchor, size, bold)))
        self._element("text", escape(text), x=x, y=baseline, font_size=size, **attributes)

    def to_svg(self, id_prefix: str = "") -> str:
        """Write the picture as one `<svg>` element; it has no ids to put `id_prefix` before."""
        box, width = f"0 0 {_number(self.width)} {_number(self.height)}", round(float(_number(self.width)) * 4 / 3)
        root = {"xmlns": "http://www.w3.org/2000/svg", "viewBox": box, "width": str(width), **ROOT}
        root |= {"role": "img", "aria-label": self.alt}
        attributes = " ".join(f'{name}="{escape(value)}"' for name, value in root.items())
        svg = f"<svg {attributes}>{''.join(self.elements)}</svg>"
        return with_id_prefix(svg, id_prefix) if id_prefix else svg

    def _element(self, name: str, content: str = "", **attributes: Any) -> None:
        pairs = ((key.replace("_", "-"), PAGE_COLOURS.get(value, value)) for key, value in attributes.items())
        written = " ".join(f'{key}="{escape(_number(value))}"' for key, value in pairs)
        self.elements.append(f"<{name} {written}>{content}</{name}>" if content else f"<{name} {written}/>")

    def __repr__(self) -> str:
        """Say what it shows."""
        return self.alt

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
        """Give Jupyter the drawing and, as its metadata and as plain text, the alt text."""
        return {"image/svg+xml": self.to_svg(), "text/plain": self.alt}, {"image/svg+xml": {"alt": self.alt}}


def _box(x: float, y: float, text: str, anchor: str, size: float, bold: bool) -> tuple[float, float, float, float]:
    """Estimate the box of a text: left, top, right and bottom."""
    width = len(text) * size * (BOLD if bold else LETTER)
    left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    return left, y - size * DIGIT, left + width, y


def _path(points: list[Point]) -> str:
    """Write straight lines from point to point, each by how far it goes: a curve of 400 points is half as long so."""
    (x, y), *others = [(round(10 * x), round(10 * y)) for x, y in points]
    steps = ""
    for next_x, next_y in others:
        if (next_x, next_y) != (x, y):
            steps += _tenths(next_x - x) + _tenths(next_y - y)
        x, y = next_x, next_y
    start = f"M{_tenths(round(10 * points[0][0])).strip()}{_tenths(round(10 * points[0][1]))}"
    return f"{start}l{steps.strip()}" if steps else start


def _tenths(value: int) -> str:
    """Write a number of tenths, parted from what stands before it: 5 as ` .5`, -12 as `-1.2`."""
    text = f"{abs(value) / 10:g}"
    text = text.removeprefix("0") if "." in text else text
    return f"-{text}" if value < 0 else f" {text}"


def _number(value: Any) -> str:
    """Round coordinates to a tenth of a point, which is finer than any screen."""
    return f"{round(value, 1) + 0:g}" if isinstance(value, int | float) else str(value)
