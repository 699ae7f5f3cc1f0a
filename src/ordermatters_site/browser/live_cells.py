"""Cells in a page: a “Try it” where a reader can run one, and where not, what it would need."""

import re
from collections.abc import Iterable
from html import escape, unescape

from ordermatters_site.browser.browser_cells import BrowserCell
from ordermatters_site.browser.small_jax import line_count

_BLOCK = re.compile(
    r'<div class="[^"]*\bhighlight\b[^"]*"><pre[^>]*>(?:<span></span>)?<code[^>]*>(?P<code>.*?)</code></pre></div>',
    re.DOTALL,
)
_TRY = '<p class="om-bar" data-search-exclude><button type="button" class="om-act" data-act="try">Try it</button></p>'


def with_live_cells(html: str, cells: Iterable[BrowserCell], notebook: str | None) -> str:
    """Mark the code blocks of a page that are cells, and offer each to its reader or say what it needs.

    The first cell that needs more than a browser has says so in a sentence, which holds for the others too; they say
    it in a word, to those who point at them.
    """
    waiting = list(cells)
    others = "without “Try it”" if any(cell.offered and not cell.missing for cell in waiting) else "of this page"
    explained = introduced = False

    def mark(match: re.Match[str]) -> str:
        nonlocal explained, introduced
        source = unescape(re.sub(r"<[^>]*>", "", match["code"])).strip("\n")
        cell = next((cell for cell in waiting if cell.source.strip("\n") == source), None)
        if cell is None:
            return match.group()
        waiting.remove(cell)
        if not cell.missing:
            note = _small_jax(notebook) if cell.offered and cell.on_small_jax and not introduced else ""
            introduced = introduced or bool(note)
            return note + _live(match.group(), cell)
        if not cell.offered:
            return match.group()
        note = _needs(cell.missing, notebook, None if explained else others)
        explained = True
        return f'<div class="om-cell">{match.group()}{note}</div>'

    return _BLOCK.sub(mark, html)


def _live(block: str, cell: BrowserCell) -> str:
    data: dict[str, object] = {"cell": cell.index, "number": cell.number}
    data |= {"after": " ".join(map(str, cell.after))} if cell.after else {}
    data |= {"first": cell.first} if cell.first else {}
    data |= {"live": "cell"} if cell.offered else {}
    attributes = "".join(f' data-{name}="{escape(str(value), quote=True)}"' for name, value in data.items())
    return f'<div class="om-cell"{attributes}>{block}{_TRY if cell.offered else ""}</div>'


def _small_jax(notebook: str | None) -> str:
    text = "Here, cells that use JAX or NumPy run on the course’s own <em>small JAX</em>: "
    text += f"{line_count():,} lines of plain Python in <code>src/smalljax</code>, made to be read."
    if notebook:
        text += f' The <a href="{escape(notebook, quote=True)}" download>notebook</a> has the real ones.'
    return f'<p class="om-quiet om-small-jax" data-search-exclude>{text}</p>'


def _needs(missing: str, notebook: str | None, others: str | None) -> str:
    link = f'<a href="{escape(notebook, quote=True)}" download>notebook</a>' if notebook else "notebook"
    if others:
        text = f"This cell needs {escape(missing)}, which a browser does not have. It runs in the {link}, "
        text += f"like every cell {others}."
        return f'<p class="om-needs om-quiet" data-search-exclude>{text}</p>'
    return f'<p class="om-needs om-needs--brief om-quiet" data-search-exclude>Needs {escape(missing)}: {link}</p>'
