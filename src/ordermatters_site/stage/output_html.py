"""What a cell shows as HTML or LaTeX, as much of it as a page shows that runs no scripts and asks no other host."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import escape, unescape

from ordermatters_site.stage.guests.formulas import MARK, Formula, MarkedText, mark_formulas
from ordermatters_site.stage.guests.html_tags import VERBATIM, Tags
from ordermatters_site.stage.guests.pictures import is_elsewhere
from ordermatters_site.stage.guests.tex import formula_html, prepared

SCRIPT = re.compile(r"<script\b.*?(?:</script>|\Z)|<script\b[^>]*/>", re.DOTALL | re.IGNORECASE)
_STYLE = re.compile(r"<style\b.*?</style>", re.DOTALL | re.IGNORECASE)
_ATTRIBUTES = r"(?:[^<>\"']|\"[^\"]*\"|'[^']*')*"
_FRAME = re.compile(rf"<iframe\b{_ATTRIBUTES}>.*?</iframe\s*>", re.DOTALL | re.IGNORECASE)
# What folium says where no script has drawn its map.
_MAP = re.compile(r"<span[^>]*>Make this Notebook Trusted[^<]*</span>")
# Tables of Colab and drawings of scikit-learn are whole without their scripts, which move a button or copy a name.
_WHOLE = re.compile(r"\bcolab-df-|\bsk-top-container\b")
_ADDRESS = re.compile(
    r"(<(?:img|source|video|audio|a)\b[^>]*?\s(?:src|href|poster)\s*=\s*)([\"'])(.*?)\2", re.IGNORECASE
)
# What lies on another host, and what a script fills.
_FOREIGN_SHEET = re.compile(r"<link\b[^>]*?\bhref\s*=\s*[\"']?(?:https?:)?//[^>]*>", re.IGNORECASE)
_PICTURE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_CONTROL = re.compile(r"<(form|button|select)\b.*?</\1\s*>|<input\b[^>]*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(rf"<[A-Za-z]{_ATTRIBUTES}>")
_HANDLER = re.compile(r"\son\w+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+)", re.IGNORECASE)
# Tags, and elements in whose text no formulas are looked for.
_MARKUP = re.compile(
    rf"(<(?:{'|'.join(VERBATIM)})\b.*?</(?:{'|'.join(VERBATIM)})\s*>|<!--.*?-->|<[a-zA-Z/][^>]*>)", re.DOTALL
)
_DELIMITER = re.compile(r"(?<!\\)\\([()\[\]])")
# What is seen without any script.
_SEEN = re.compile(r"<(?:img|svg|table|audio|video|hr|math)\b", re.IGNORECASE)


Tex = Callable[[str, bool], str]
"""Writes a formula for KaTeX, on display or not."""


def plain_tex(tex: str, display: bool) -> str:
    """Write a formula that knows of no other."""
    return prepared(tex, {}, display=display)


def static_html(html: str, address: Callable[[str], str]) -> str:
    """Write HTML without its scripts and what they would move, and say so where it had some.

    A frame or a picture of another site becomes a link, a style sheet of one is left out. `address` says where what
    lies beside the notebook lies from the page.
    """
    html = _FRAME.sub(_link, _MAP.sub("", html))
    static = SCRIPT.sub("", html)
    static = _PICTURE.sub(_link_to_picture, _FOREIGN_SHEET.sub("", static))
    static = _TAG.sub(lambda tag: _HANDLER.sub("", tag[0]), static)
    static = _ADDRESS.sub(lambda found: f"{found[1]}{found[2]}{escape(address(unescape(found[3])))}{found[2]}", static)
    if not SCRIPT.search(html):
        return static
    static = _CONTROL.sub("", static)
    seen = _STYLE.sub("", static)
    is_empty = not _SEEN.search(seen) and not re.sub(r"<[^>]*>|\s", "", seen)
    if is_empty:
        return needs_script("This")
    return static if _WHOLE.search(static) else static + needs_script("Part of this")


def needs_script(what: str, whose: str = "") -> str:
    """Say to readers that something is not there, and where it is."""
    said = (
        f"{what} is drawn by a script{' of ' if whose else ''}{whose}, which runs in the notebook and not on this page."
    )
    return f'<p class="om-needs om-quiet">{said}</p>'


def _link(frame: re.Match[str]) -> str:
    """Write a frame as a link; what it would draw from its own attributes takes a script."""
    (_, _, attributes), *_ = Tags(frame[0]).events
    address = unescape(dict(attributes).get("src") or "")
    if address.startswith(("data:", "about:")) or not address:
        return "<script></script>"
    return f'<p><a href="{escape(address)}">{escape(address)}</a></p>'


def _link_to_picture(found: re.Match[str]) -> str:
    """Write a picture of another host as a link; one that a script would fill is left out."""
    (_, _, attributes), *_ = Tags(found[0]).events
    given = {name: unescape(value or "") for name, value in attributes}
    source = given.get("src", "")
    if not source and "id" in given:
        return ""
    if not is_elsewhere(source):
        return found[0]
    return f'<a href="{escape(source)}">{escape(given.get("alt") or "a picture", quote=False)}</a>'


def latex_html(content: str, tex: Tex = plain_tex) -> str:
    r"""Write LaTeX as Jupyter shows it; one formula alone stands on display.

    >>> latex_html("Between $a$ and $b$.")
    '<p>Between <span class="arithmatex">\\(a\\)</span> and <span class="arithmatex">\\(b\\)</span>.</p>'
    """
    marked = _marked(content.strip())
    formulas = marked.formulas
    if MARK.fullmatch(marked.text):
        return _formula(replace(formulas[0], display=True), tex)
    text = MARK.sub(lambda found: _within(formulas[int(found[1])], tex), _text(marked.text))
    return f"<p>{text}</p>" if text else ""


def _within(formula: Formula, tex: Tex) -> str:
    """Write a formula that stands in a paragraph."""
    return f"</p>{_formula(formula, tex)}<p>" if formula.display else _formula(formula, tex)


def with_formulas(html: str, tex: Tex = plain_tex) -> str:
    r"""Typeset the formulas in the text of HTML, as MathJax does; those of code stay as they are.

    >>> with_formulas("<td>$a &lt; b$</td><code>$c$</code>")
    '<td><span class="arithmatex">\\(a &lt; b\\)</span></td><code>$c$</code>'
    """
    parts = _MARKUP.split(html)
    parts[::2] = [_typeset(part, tex) for part in parts[::2]]
    return "".join(parts)


def _typeset(text: str, tex: Tex) -> str:
    if "$" not in text and "\\" not in text:
        return text
    marked = _marked(unescape(text))
    return MARK.sub(lambda found: _formula(marked.formulas[int(found[1])], tex), _text(marked.text))


def _marked(text: str) -> MarkedText:
    """Find formulas where no Markdown is read, and one backslash is one."""
    return mark_formulas(_DELIMITER.sub(r"\\\\\1", text))


def _text(text: str) -> str:
    return escape(re.sub(r"\\(\$|\\[()\[\]])", r"\1", text), quote=False)


def _formula(formula: Formula, tex: Tex) -> str:
    written = tex(formula.tex, formula.display)
    return formula_html(written, display=formula.display) if written else ""
