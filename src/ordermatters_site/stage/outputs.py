"""Outputs of cells in the order in which they came: text as text, figures with their alt text, measurements marked."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

from ordermatters_site.run.notebooks import Cell, Output, has_tag
from ordermatters_site.run.page_checks import IMAGES, alt_text, richest
from ordermatters_site.stage.blocks import figure, html_block, scrolling_table, to_come
from ordermatters_site.stage.output_html import Tex, latex_html, plain_tex, static_html, with_formulas
from ordermatters_site.stage.scripted_outputs import States, progress_text, scripted
from ordermatters_site.stage.terminal import shown

# Where a drawing names a part of itself: the part, and each use of it.
_ID = re.compile(r'(\bid="|href="#|url\(#)([^")]+)(?=["\)])')


def pending_output() -> str:
    """Say in the place of an output that it will be there."""
    return html_block(to_come("The output", "om-output"))


@dataclass(frozen=True)
class OutputWriter:
    """Writes the outputs of one page's cells."""

    processor: str
    """Where its measurements were taken."""
    markdown: Callable[[str], str] = str
    """How Markdown that a cell displays is written."""
    address: Callable[[str], str] = str
    """Where what HTML names beside the notebook lies from the page."""
    tex: Tex = plain_tex
    """How a formula that a cell displays is written."""
    widgets: States = field(default_factory=dict)
    """The state in which widgets were left."""

    def written(self, cell: Cell, position: int) -> list[str]:
        """Write all outputs of a cell, what follows upon another of its kind as one block.

        `position` keeps the ids of its figures apart from others'.
        """
        written = [
            (is_markdown(output), self._one(cell, output, f"figure-{position}-{number}-"))
            for number, output in enumerate(joined(cell.get("outputs", [])))
        ]
        blocks: list[str] = []
        for as_markdown, group in groupby(written, key=lambda each: each[0]):
            parts = [part for _, part in group if part]
            blocks += parts if as_markdown else [self._block(cell, "".join(parts))] * bool(parts)
        return blocks

    def _block(self, cell: Cell, body: str) -> str:
        if not has_tag(cell, "measured"):
            return html_block(f'<div class="om-output">{body}</div>')
        note = f'<p class="om-measured">Measured on {escape(self.processor)}.</p>'
        # A section, not a div: Material's search takes the end of any div within for the end of what it leaves out.
        return html_block(f'<section class="om-output" data-measured data-search-exclude>{body}{note}</section>')

    def _one(self, cell: Cell, output: Output, prefix: str) -> str:
        if output["output_type"] == "stream":
            return _text(output["text"])
        if output["output_type"] == "error":
            return _text("\n".join(output["traceback"]), "om-error")
        if bar := progress_text(output, self.widgets) if "data" in output else "":
            return _text(bar)
        if (said := scripted(output)) is not None:
            return said
        kind = richest(output)
        content = output["data"].get(kind, "")
        if kind in IMAGES:
            return _image(cell, output, kind, content, prefix)
        if kind == "text/html":
            html = with_formulas(static_html(content, self.address), self.tex)
            return scrolling_table(html) if "<table" in html else html
        if kind == "text/latex":
            return latex_html(content, self.tex)
        return self.markdown(content) if kind == "text/markdown" else _WRITERS[kind](content)


def joined(outputs: list[Output]) -> Iterator[Output]:
    """Join what was printed piece by piece, to whichever stream, into one text."""
    for is_stream, group in groupby(outputs, key=lambda output: output["output_type"] == "stream"):
        pieces = list(group)
        if is_stream:
            yield {"output_type": "stream", "text": "".join(piece["text"] for piece in pieces)}
        else:
            yield from pieces


def is_markdown(output: Output) -> bool:
    """Tell whether an output is Markdown, to be rendered with the page."""
    return richest(output) == "text/markdown" and scripted(output) is None


def _text(text: str, kind: str = "") -> str:
    """Write printed text so that it can be reached and scrolled by keyboard."""
    name = f' class="{kind}"' if kind else ""
    left = shown(text).rstrip()
    return f'<pre tabindex="0"{name}><code>{escape(left)}</code></pre>' if left else ""


def _image(cell: Cell, output: Output, kind: str, content: str, prefix: str) -> str:
    """Write a picture in the size that it was given."""
    if kind == "image/svg+xml":
        return figure(_svg(content, prefix, alt_text(cell, output)))
    given = output.get("metadata", {}).get(kind, {})
    sizes = given if isinstance(given, dict) else {}
    size = "".join(f' {name}="{int(sizes[name])}"' for name in ("width", "height") if name in sizes)
    source = f"data:{kind};base64,{''.join(content.split())}"
    alt = escape(alt_text(cell, output), quote=True)
    return f'<figure class="om-figure"><img src="{source}" alt="{alt}"{size}></figure>'


_WRITERS: dict[str, Callable[[str], str]] = {
    "application/json": lambda content: _text(json.dumps(content, indent=2, ensure_ascii=False)),
    "text/plain": _text,
    "": lambda _: "",
}


def _svg(svg: str, prefix: str, alt: str) -> str:
    """Put a drawing into the page: ids of its own, and its alt text where a screen reader looks."""
    svg = svg[svg.index("<svg") :].strip()
    own = set(re.findall(r'\bid="([^"]+)"', svg))
    svg = _ID.sub(lambda use: f"{use[1]}{prefix}{use[2]}" if use[2] in own else use[0], svg)
    # Material's instant navigation resolves every `href` by assigning it, and an SVG element's cannot be assigned: it
    # would stop there, and with it the reader's Python. The older spelling is not seen by it, and means the same.
    svg = re.sub(r"(<use\b[^>]*?)\shref=", r"\1 xlink:href=", svg)
    opening, rest = svg.split(">", 1)
    opening = re.sub(r'\s(?:role|aria-label)="[^"]*"', "", opening)
    return f'{opening} role="img" aria-label="{escape(alt, quote=True)}">{rest}'
