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

#: Black: Matplotlib draws all text and axes in it, the page in its own text colour.
INK = "#000000"
#: White: the page's own background, for what covers something else, and for text on a filled tile.
PAPER = "#ffffff"
#: A quiet line behind the data.
GRID = "#d9d9d9"
#: The colours of lines, points and tiles, to be named by position: the first is that of `--figure-1`.
PALETTE = ("#405adc", "#f06c08", "#3aa397", "#a63c95", "#77653a", "#917ee7")
#: The shapes of points, in the same order: colour is never the only difference.
MARKERS = "osD^vP"

#: The `gid` of text that may stand across a line: the page's paper shows around its letters.
HALO = "halo"

#: What becomes of each colour in the SVG.
PAGE_COLOURS = {
    INK: "currentColor",
    PAPER: "var(--figure-paper,#fff)",
    GRID: "var(--figure-grid,#8885)",
    **{colour: f"var(--figure-{i},{colour})" for i, colour in enumerate(PALETTE, start=1)},
}

#: Sizes in points, of which a phone (350 px) shows 0.94 px each where a figure is 5.2 in wide.
TEXT, SMALL = 12.5, 11.5

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
