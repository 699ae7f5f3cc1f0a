"""What a cell shows as LaTeX: formulas, an environment, or a sentence with formulas in it."""

from html import escape

from ordermatters_site.stage.guests.formulas import MARK, MarkedText, mark_formulas
from ordermatters_site.stage.guests.tex import prepared


def latex_html(content: str) -> str:
    r"""Write LaTeX as Jupyter shows it; one formula alone stands on display.

    >>> latex_html("Between $a$ and $b$.")
    '<p>Between <span class="arithmatex">\\(a\\)</span> and <span class="arithmatex">\\(b\\)</span>.</p>'
    """
    marked = mark_formulas(content.strip())
    if MARK.fullmatch(marked.text):
        return f'<div class="arithmatex">\\[{_tex(marked, 0, display=True)}\\]</div>'
    text = MARK.sub(lambda found: _formula(marked, int(found[1])), escape(marked.text, quote=False))
    return f"<p>{text}</p>" if text else ""


def _formula(marked: MarkedText, number: int) -> str:
    if marked.formulas[number].display:
        return f'</p><div class="arithmatex">\\[{_tex(marked, number, display=True)}\\]</div><p>'
    return f'<span class="arithmatex">\\({_tex(marked, number, display=False)}\\)</span>'


def _tex(marked: MarkedText, number: int, *, display: bool) -> str:
    return escape(prepared(marked.formulas[number].tex, {}, display=display), quote=False)
