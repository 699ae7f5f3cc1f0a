"""What a cell shows as HTML or LaTeX, as much of it as a page shows that runs no scripts and asks no other host."""

import re
from collections.abc import Callable
from html import escape, unescape

from ordermatters_site.stage.guests.formulas import MARK, Formula, mark_formulas
from ordermatters_site.stage.guests.tex import formula_html, prepared

SCRIPT = re.compile(r"<script\b.*?(?:</script>|\Z)|<script\b[^>]*/>", re.DOTALL | re.IGNORECASE)
_STYLE = re.compile(r"<style\b.*?</style>", re.DOTALL | re.IGNORECASE)
_FRAME = re.compile(r"<iframe\b[^>]*?\bsrc\s*=\s*[\"']([^\"']+)[\"'][^>]*>.*?</iframe>", re.DOTALL | re.IGNORECASE)
_ADDRESS = re.compile(
    r"(<(?:img|source|video|audio|a)\b[^>]*?\s(?:src|href|poster)\s*=\s*)([\"'])(.*?)\2", re.IGNORECASE
)
_TAG = re.compile(r"<[A-Za-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_HANDLER = re.compile(r"\son\w+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+)", re.IGNORECASE)
# What is seen without any script.
_SEEN = re.compile(r"<(?:img|svg|table|audio|video|hr|math)\b", re.IGNORECASE)


def static_html(html: str, address: Callable[[str], str]) -> str:
    """Write HTML without its scripts, and say so where it had some; a frame of another site becomes a link.

    `address` says where what lies beside the notebook lies from the page.
    """
    static = _FRAME.sub(_link, SCRIPT.sub("", html))
    static = _TAG.sub(lambda tag: _HANDLER.sub("", tag[0]), static)
    static = _ADDRESS.sub(lambda found: f"{found[1]}{found[2]}{escape(address(unescape(found[3])))}{found[2]}", static)
    if not SCRIPT.search(html):
        return static
    seen = _STYLE.sub("", static)
    is_empty = not _SEEN.search(seen) and not re.sub(r"<[^>]*>|\s", "", seen)
    return needs_script("This") if is_empty else static + needs_script("Part of this")


def needs_script(what: str, whose: str = "") -> str:
    """Say to readers that something is not there, and where it is."""
    said = (
        f"{what} is drawn by a script{' of ' if whose else ''}{whose}, which runs in the notebook and not on this page."
    )
    return f'<p class="om-needs om-quiet">{said}</p>'


def _link(frame: re.Match[str]) -> str:
    address = unescape(frame[1])
    return f'<p><a href="{escape(address)}">{escape(address)}</a></p>'


def latex_html(content: str) -> str:
    r"""Write LaTeX as Jupyter shows it; one formula alone stands on display.

    >>> latex_html("Between $a$ and $b$.")
    '<p>Between <span class="arithmatex">\\(a\\)</span> and <span class="arithmatex">\\(b\\)</span>.</p>'
    """
    marked = mark_formulas(content.strip())
    if MARK.fullmatch(marked.text):
        return formula_html(prepared(marked.formulas[0].tex, {}, display=True), display=True)
    text = MARK.sub(lambda found: _formula(marked.formulas[int(found[1])]), escape(marked.text, quote=False))
    return f"<p>{text}</p>" if text else ""


def _formula(formula: Formula) -> str:
    html = formula_html(prepared(formula.tex, {}, display=formula.display), display=formula.display)
    return f"</p>{html}<p>" if formula.display else html
