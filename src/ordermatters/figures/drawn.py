"""A drawing of the standard library's as the value of a cell: SVG with an alt text, as `Figure` is for Matplotlib."""

from ordermatters.explorers.drawing import Drawing

_STANDALONE = 'xmlns="http://www.w3.org/2000/svg" font-family="sans-serif" style="max-width:100%;height:auto"'


class Drawn:
    """A finished drawing and its alt text, which shows itself wherever a notebook runs.

    >>> Drawn(Drawing(height=10), "Nothing yet.").to_svg().startswith("<svg xmlns=")
    True

    Args:
        drawing: with all that is to be seen.
        alt: what it shows, for a reader who cannot see it.

    Raises:
        ValueError: if `alt` has no word in it.
    """

    def __init__(self, drawing: Drawing, alt: str) -> None:
        """Keep both."""
        if not alt.strip():
            raise ValueError("alt must say what the figure shows, and is empty")
        self.drawing, self.alt = drawing, " ".join(alt.split())

    def to_svg(self, id_prefix: str = "") -> str:
        """Write the figure as one `<svg>` element, its ids beginning with `id_prefix`."""
        svg = self.drawing.svg(self.alt).replace("<svg ", f"<svg {_STANDALONE} ", 1)
        if not id_prefix:
            return svg
        from ordermatters.figures.svg import with_id_prefix  # knows Matplotlib, which a browser has not

        return with_id_prefix(svg, id_prefix)

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
        """Give Jupyter the drawing and, as its metadata and as plain text, the alt text."""
        return {"image/svg+xml": self.to_svg(), "text/plain": self.alt}, {"image/svg+xml": {"alt": self.alt}}
