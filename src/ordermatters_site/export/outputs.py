"""What cells have shown, as Markdown."""

import base64
from collections.abc import Callable

from ordermatters_site.export.figures import FigureFiles
from ordermatters_site.run.alt_texts import alt_text, richest
from ordermatters_site.run.notebooks import ANSI, Cell, Output, has_tag

_SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg"}


def plain_outputs(cell: Cell, page: str, processor: str, figures: FigureFiles) -> str:
    """Write all that a cell has shown; a measurement says where it was taken."""
    blocks = [_block(cell, output, page, figures) for output in cell.get("outputs", [])]
    if any(blocks) and has_tag(cell, "measured"):
        blocks.append(f"*Measured on {processor}.*")
    return "\n\n".join(filter(None, blocks))


def fenced(text: str, language: str) -> str:
    """Put text between fences, longer ones where it has some itself."""
    ticks = "```"
    while ticks in text:
        ticks += "`"
    return f"{ticks}{language}\n{text.strip(chr(10))}\n{ticks}"


def _block(cell: Cell, output: Output, page: str, figures: FigureFiles) -> str:
    if output["output_type"] == "stream":
        return _text(output["text"])
    if output["output_type"] == "error":
        return _text("\n".join(output["traceback"]))
    kind = richest(output)
    content = output["data"].get(kind, "")
    if kind == "image/svg+xml":
        return figures.add(page, content, alt_text(cell, output))
    if kind in _SUFFIXES:
        return figures.add_file(page, base64.b64decode(content), _SUFFIXES[kind], alt_text(cell, output))
    return _WRITERS[kind](content)


def _text(text: str) -> str:
    return fenced(ANSI.sub("", text).rstrip(), "text")


_WRITERS: dict[str, Callable[[str], str]] = {
    "text/html": str.strip,
    "text/latex": lambda tex: f"$$\n{tex.strip().strip('$').strip()}\n$$",
    "text/plain": _text,
    "text/markdown": lambda _: "",  # stands in the page's Markdown already
    "": lambda _: "",
}
