"""Outputs of cells as HTML: text as text, figures with their alt text, measurements marked."""

import re
from collections.abc import Callable
from html import escape

from ordermatters_site.run.alt_texts import IMAGES, alt_text, richest
from ordermatters_site.run.notebooks import ANSI, Cell, Output, has_tag
from ordermatters_site.stage.blocks import figure, html_block, scrolling_table

# Where a drawing names a part of itself: the part, and each use of it.
_ID = re.compile(r'(\bid="|href="#|url\(#)([^")]+)(?=["\)])')


def output_html(cell: Cell, position: int, processor: str) -> str:
    """Write all outputs of a cell as one block; `position` keeps the ids of its figures apart from others'."""
    blocks = []
    for number, output in enumerate(cell.get("outputs", [])):
        blocks.append(_block(cell, output, f"figure-{position}-{number}-"))
    body = "".join(blocks)
    if not body:
        return ""
    if not has_tag(cell, "measured"):
        return html_block(f'<div class="om-output">{body}</div>')
    note = f'<p class="om-measured">Measured on {escape(processor)}.</p>'
    # A section, not a div: Material's search takes the end of any div within for the end of what it leaves out.
    return html_block(f'<section class="om-output" data-measured data-search-exclude>{body}{note}</section>')


def markdown_output(cell: Cell) -> list[str]:
    """Return what a cell displayed as Markdown, to be rendered with the page."""
    return [output["data"]["text/markdown"] for output in cell.get("outputs", []) if richest(output) == "text/markdown"]


def _block(cell: Cell, output: Output, prefix: str) -> str:
    if output["output_type"] == "stream":
        return _text(output["text"])
    if output["output_type"] == "error":
        return _text("\n".join(output["traceback"]), "om-error")
    kind = richest(output)
    content = output["data"][kind]
    if kind == "image/svg+xml":
        return figure(_svg(content, prefix, alt_text(cell, output)))
    if kind in IMAGES:
        alt = escape(alt_text(cell, output), quote=True)
        source = f"data:{kind};base64,{''.join(content.split())}"
        return f'<figure class="om-figure"><img src="{source}" alt="{alt}"></figure>'
    return _WRITERS[kind](content)


def _text(text: str, kind: str = "") -> str:
    """Write printed text so that it can be reached and scrolled by keyboard."""
    name = f' class="{kind}"' if kind else ""
    return f'<pre tabindex="0"{name}><code>{escape(ANSI.sub("", text).rstrip())}</code></pre>'


def _html(content: str) -> str:
    return scrolling_table(content) if "<table" in content else content


def _latex(content: str) -> str:
    return f'<div class="arithmatex">\\[{escape(content.strip().strip("$"))}\\]</div>'


_WRITERS: dict[str, Callable[[str], str]] = {
    "text/html": _html,
    "text/latex": _latex,
    "text/plain": _text,
    "text/markdown": lambda _: "",  # goes into the page's Markdown, see `markdown_output`
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
