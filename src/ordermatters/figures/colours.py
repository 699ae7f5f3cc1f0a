"""The colours, marks and sizes of text of every figure; `look` says what becomes of them."""

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
