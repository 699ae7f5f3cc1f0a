"""A Matplotlib figure that shows itself as SVG, with an alt text, wherever a notebook runs."""

from io import StringIO
from typing import Any

import matplotlib.figure

from ordermatters.figures.look import style
from ordermatters.figures.svg import page_svg, with_id_prefix


class Figure(matplotlib.figure.Figure):
    """A Matplotlib figure with an alt text, drawn as SVG in the colours and the type of its page.

    It is made without pyplot: nothing is registered, nothing is left open, and the value of a cell shows it.

    >>> figure = Figure("A straight line from the origin to (1, 1).", height=2)
    >>> line = figure.subplots().plot([0, 1], [0, 1])
    >>> figure.to_svg().startswith("<svg")
    True

    Args:
        alt: what the figure shows, for a reader who cannot see it: what is plotted, and what to notice.
        width: inches; 5.2 are half a thousand pixels, and readable when a phone shows them at two thirds.
        height: inches.
        **settings: anything else that `matplotlib.figure.Figure` takes.

    Raises:
        TypeError: if `alt` is not a string.
        ValueError: if `alt` has no word in it.
    """

    def __init__(self, alt: str, *, width: float = 5.2, height: float = 3.2, **settings: Any) -> None:
        """Make an empty figure."""
        if not isinstance(alt, str):
            raise TypeError(f"alt must be a text, not {type(alt).__name__}")
        if not alt.strip():
            raise ValueError("alt must say what the figure shows, and is empty")
        with style():
            super().__init__(figsize=(width, height), **{"layout": "constrained", **settings})
        self.alt = " ".join(alt.split())
        self._drawing = ""

    def add_subplot(self, *args: Any, **kwargs: Any) -> Any:
        """Add axes as Matplotlib does, in the look of the site."""
        with style():
            return super().add_subplot(*args, **kwargs)

    def add_axes(self, *args: Any, **kwargs: Any) -> Any:
        """Add axes as Matplotlib does, in the look of the site."""
        with style():
            return super().add_axes(*args, **kwargs)

    def to_svg(self, id_prefix: str = "") -> str:
        """Draw the figure as one `<svg>` element, its ids beginning with `id_prefix`."""
        if self.stale or not self._drawing:  # a second drawing would move the layout by a hair
            drawing = StringIO()
            with style():
                self.savefig(drawing, format="svg", metadata={"Date": None})
            self._drawing, self.stale = drawing.getvalue(), False
        svg = page_svg(self._drawing, self.alt)
        return with_id_prefix(svg, id_prefix) if id_prefix else svg

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
        """Give Jupyter the drawing and, as its metadata and as plain text, the alt text."""
        return {"image/svg+xml": self.to_svg(), "text/plain": self.alt}, {"image/svg+xml": {"alt": self.alt}}

    def _ipython_display_(self) -> None:
        """Show that bundle and nothing else: `%matplotlib inline` would add a PNG of every figure it knows."""
        from IPython.display import publish_display_data

        publish_display_data(*self._repr_mimebundle_())  # type: ignore[no-untyped-call]
