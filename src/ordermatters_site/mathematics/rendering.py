"""TeX in a page becomes HTML and MathML while the site is built; the reader's browser runs nothing for it."""

import re
from dataclasses import asdict, dataclass
from html import escape, unescape
from pathlib import Path

from ordermatters_site.mathematics.katex import render, renderer
from ordermatters_site.mathematics.mathml import line_of_characters
from ordermatters_site.stage.blocks import END_OF_BLOCK
from ordermatters_site.store import Store

MACROS = {r"\R": r"\mathbb{R}"}

# What pymdownx.arithmatex leaves, its option `generic` set, and what clings to a formula: a bracket before it, after it
# the end of a word, as in "\(k\)-th", and punctuation.
_IN_HTML = re.compile(
    r'(?P<before>[(“]?)<(?P<tag>span|div) class="arithmatex">\s*\\[(\[](?P<tex>.*?)\\[)\]]\s*</(?P=tag)>'
    r"(?P<after>(?:[-’]\w+)?[.,;:!?)”’]*)",
    re.DOTALL,
)
_ANNOTATION = re.compile(r'<annotation encoding="application/x-tex">(.*?)</annotation>', re.DOTALL)
# A formula with more characters than this may be wider than a phone, and must then be scrolled by keyboard too.
_FITS_A_PHONE = 20
# KaTeX ends a part at each relation and sign. The style sheet keeps a formula on a line; one of more parts than these
# may be broken between them, so that "n − 1" never is and a chain of arrows can be.
_PARTS_OF_A_LINE = 2
_PART = '<span class="katex-base">'
_BETWEEN = f"</span>{_PART}"


@dataclass(frozen=True)
class Formula:
    """TeX as its author wrote it, in a line of text or on display."""

    tex: str
    display: bool


def render_mathematics(html: str, store: Store, cache: Path) -> str:
    r"""Replace each `<span class="arithmatex">\(…\)</span>` and `<div class="arithmatex">\[…\]</div>` of a page.

    Node is started only for formulas that the store does not have yet, and once for all of them. A formula that KaTeX
    cannot read becomes code that says why in its `data-fault`, where the check of the site finds it.

    Raises:
        SiteError: if KaTeX cannot be installed.
    """
    found = [Formula(unescape(match["tex"]).strip(), match["tag"] == "div") for match in _IN_HTML.finditer(html)]
    rendered, waiting = _rendered(found, store, cache), iter(found)

    def element(match: re.Match[str]) -> str:
        formula = next(waiting)
        result = rendered[formula]
        if error := result.get("error"):
            fault = escape(f"KaTeX cannot read the formula {formula.tex!r}: {' '.join(error.split())}")
            return (
                f'{match["before"]}<code class="arithmatex" data-fault="{fault}">{match["tex"]}</code>{match["after"]}'
            )
        return _tied(match["before"], _element(formula, result["html"]), match["after"])

    return _IN_HTML.sub(element, html)


def plain_mathematics(html: str, store: Store) -> str:
    """Replace each formula that `render_mathematics` has rendered by characters that can be read and searched.

    They are HTML-escaped as all text of a page: the formula `m \\cdot p` becomes `m · p`.
    """
    texs = {unescape(tex) for tex in _ANNOTATION.findall(html)}
    formulas = [Formula(tex, display) for tex in texs for display in (False, True)]
    known = [(formula, _known(formula, store)) for formula in formulas]
    # The longest first: one formula may be a part of another's text.
    for formula, result in sorted(known, key=lambda pair: -len(pair[0].tex)):
        if result and "html" in result:
            written = result["html"] + END_OF_BLOCK if formula.display else _breakable(result["html"])
            html = html.replace(written, escape(line_of_characters(result["html"]), quote=False))
    return html


def _tied(before: str, formula: str, after: str) -> str:
    """Keep on one line what clings to a formula: browsers would break between the two."""
    return f'<span class="om-tied">{before}{formula}{after}</span>' if before or after else formula


def _element(formula: Formula, html: str) -> str:
    if not formula.display:
        return _breakable(html)
    seen = re.sub(r"<[^>]*>", "", html.partition('aria-hidden="true">')[2]).replace("\u200b", "")
    wide = ' tabindex="0" role="group" aria-label="Formula"' if len(unescape(seen)) > _FITS_A_PHONE else ""
    return f'<div class="om-equation"{wide}>{html}{END_OF_BLOCK}</div>'


def _breakable(html: str) -> str:
    return html.replace(_BETWEEN, f"</span><wbr>{_PART}") if html.count(_PART) > _PARTS_OF_A_LINE else html


def _rendered(formulas: list[Formula], store: Store, cache: Path) -> dict[Formula, dict[str, str]]:
    """Return KaTeX's result for each formula, from the store or from one call of Node for all that are missing."""
    results = {formula: result for formula in formulas if (result := _known(formula, store))}
    if missing := [formula for formula in dict.fromkeys(formulas) if formula not in results]:
        answers = render([{**asdict(formula), "macros": MACROS} for formula in missing], cache)
        for formula, answer in zip(missing, answers, strict=True):
            results[formula] = answer
            store.put("formula", _origin(formula), answer, of_this_code=False)
    return results


def _known(formula: Formula, store: Store) -> dict[str, str] | None:
    return store.get("formula", _origin(formula), of_this_code=False)  # type: ignore[no-any-return]  # put there above


def _origin(formula: Formula) -> object:
    return [*renderer(), MACROS, asdict(formula)]
