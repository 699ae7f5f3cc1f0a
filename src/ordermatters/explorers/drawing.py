"""Drawings as SVG, written with the standard library, in the colours and the type of the page they stand on."""

from html import escape
from typing import Any

#: The page's text colour, its background and a quiet grey.
INK, PAPER, GRID = "currentColor", "var(--figure-paper,none)", "var(--figure-grid,currentColor)"
#: The colours of figures, to be named by position; `docs/stylesheets/figures.css` says what they are.
BLUE, ORANGE, GREEN, PURPLE = (f"var(--figure-{i},currentColor)" for i in range(1, 5))

#: Sizes in CSS pixels. A phone shows the width at about three quarters, and the text must be read there.
WIDTH, TEXT, SMALL, LINE = 460.0, 15, 14, 18.0


class Drawing:
    """Collect shapes and text, then write them as one `<svg>` element.

    Coordinates run to the right and down. Everything else that a shape is to say is an attribute: `stroke_width=2` is
    written `stroke-width="2"`.

    >>> drawing = Drawing(height=20)
    >>> drawing.text(0, 15, "1 < 2", fill=BLUE)
    >>> drawing.svg("A comparison.").partition(">")[2]
    '<text x="0" y="15" fill="var(--figure-1,currentColor)">1 &lt; 2</text></svg>'
    """

    def __init__(self, height: float, width: float = WIDTH) -> None:
        """Begin with nothing drawn."""
        self.width, self.height = width, height
        self.elements: list[str] = []

    def rectangle(self, x: float, y: float, width: float, height: float, **attributes: Any) -> None:
        """Draw a rectangle from its upper left corner."""
        self.elements.append(_tag("rect", x=x, y=y, width=width, height=height, **attributes) + "/>")

    def line(self, x1: float, y1: float, x2: float, y2: float, **attributes: Any) -> None:
        """Draw a straight line."""
        self.elements.append(_tag("line", x1=x1, y1=y1, x2=x2, y2=y2, **{"stroke": INK, **attributes}) + "/>")

    def circle(self, x: float, y: float, radius: float, **attributes: Any) -> None:
        """Draw a filled circle around its centre."""
        self.elements.append(_tag("circle", cx=x, cy=y, r=radius, **attributes) + "/>")

    def polyline(self, points: list[tuple[float, float]], **attributes: Any) -> None:
        """Draw straight lines from point to point."""
        self.path(path(points), **attributes)

    def path(self, d: str, **attributes: Any) -> None:
        """Draw a path of SVG commands, as a line unless a fill is given."""
        if d:
            self.elements.append(_tag("path", d=d, **{"fill": "none", "stroke": INK, **attributes}) + "/>")

    def inside(self, x: float, y: float, width: float, height: float, d: str, **attributes: Any) -> None:
        """Draw what of a path lies inside a rectangle; an `<svg>` in an `<svg>` cuts off the rest."""
        box = f"{_rounded(x)} {_rounded(y)} {_rounded(width)} {_rounded(height)}"
        self.elements.append(_tag("svg", x=x, y=y, width=width, height=height, viewBox=box) + ">")
        self.path(d, **attributes)
        self.elements.append("</svg>")

    def text(
        self,
        x: float,
        y: float,
        text: str,
        anchor: str = "start",
        *,
        bold: bool = False,
        small: bool = False,
        halo: bool = False,
        **attributes: Any,
    ) -> None:
        """Write text on a baseline; `halo` puts paper around letters that stand across a line."""
        if anchor != "start":
            attributes["text_anchor"] = anchor
        if bold:
            attributes["font_weight"] = "bold"
        if small:
            attributes["font_size"] = SMALL
        if halo:
            attributes |= {"stroke": PAPER, "stroke_width": 4, "paint_order": "stroke"}
        self.elements.append(f"{_tag('text', x=x, y=y, **attributes)}>{escape(text)}</text>")

    def svg(self, alt: str) -> str:
        """Write the drawing as an image that `alt` describes for a reader who cannot see it."""
        root = _tag(
            "svg",
            viewBox=f"0 0 {_rounded(self.width)} {_rounded(self.height)}",
            width=self.width,
            height=self.height,
            role="img",
            aria_label=" ".join(alt.split()),
            fill=INK,
            font_size=TEXT,
            stroke_linejoin="round",
            **{"class": "figure"},
        )
        return f"{root}>{''.join(self.elements)}</svg>"


def path(points: list[tuple[float, float]]) -> str:
    """Write straight lines from point to point: `path([(0, 1), (2, 3)])` is `"M0 1L2 3"`."""
    return "".join(f"{'L' if i else 'M'}{_rounded(x)} {_rounded(y)}" for i, (x, y) in enumerate(points))


def text_width(text: str, size: float = TEXT) -> float:
    """Estimate how wide a text will be; which type the page sets it in is not known here."""
    return 0.58 * size * len(text)


def _tag(name: str, **attributes: Any) -> str:
    pairs = (f'{key.replace("_", "-")}="{escape(_rounded(value))}"' for key, value in attributes.items())
    return f"<{name} {' '.join(pairs)}"


def _rounded(value: Any) -> str:
    """Write coordinates to a tenth of a pixel, which is finer than any screen."""
    return f"{round(value, 1) + 0:g}" if isinstance(value, int | float) else str(value)
