"""The one look of every figure: type, line weights and colours that read on light and on dark paper.

Matplotlib draws with the plain colours below; `svg.page_svg` then turns each into a CSS variable, so that the page
decides. A page sets the variables with `docs/stylesheets/figures.css`. Where nobody sets them, in Jupyter say, the
plain colours stay: each has a contrast of at least 3 against white and against a dark page (#15181d), and any two of
them differ for readers with protanopia, deuteranopia and tritanopia (simulated with the matrices of Machado, Oliveira
and Fernandes, "A physiologically-based model for simulation of color vision deficiency", 2009).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib
from cycler import cycler

from ordermatters.figures.colours import GRID, HALO, INK, MARKERS, PAGE_COLOURS, PALETTE, PAPER, SMALL, TEXT

__all__ = ["GRID", "HALO", "INK", "MARKERS", "PAGE_COLOURS", "PALETTE", "PAPER", "SMALL", "STYLE", "TEXT", "style"]

STYLE: Any = {
    "font.family": "DejaVu Sans",  # ships with Matplotlib: the layout is the same on every machine
    "font.size": TEXT,
    "text.parse_math": False,  # a dollar sign is a dollar sign; subscripts are Unicode: n₀
    "figure.facecolor": "none",
    "savefig.facecolor": "none",
    "axes.facecolor": "none",
    "axes.prop_cycle": cycler(color=PALETTE),
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.8,
    "axes.axisbelow": True,
    "axes.titlesize": TEXT,
    "axes.titlelocation": "left",
    "axes.unicode_minus": True,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "lines.linewidth": 2.0,
    "lines.markersize": 6.0,
    "lines.solid_capstyle": "butt",
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "xtick.major.width": 0.8,
    "ytick.major.width": 0.8,
    "legend.frameon": False,
    "legend.fontsize": SMALL,
    "hatch.linewidth": 0.8,
    "svg.fonttype": "none",  # text stays text: it can be read aloud, searched and set in the page's type
}


@contextmanager
def style() -> Iterator[None]:
    """Give the context in which every figure is drawn; it will leave Matplotlib's settings as they were.

    It also decorates: `@style()` above a function that draws.
    """
    with matplotlib.rc_context(STYLE):
        yield
