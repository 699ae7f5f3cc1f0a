"""How long a page takes to read, by the rule that docs/reference/this-site.md tells its readers."""

import re
from math import ceil

from ordermatters_site.presentation.rendering import PLACE, RenderedPage

WORDS_A_MINUTE, LINES_A_MINUTE, PICTURES_A_MINUTE, PREDICTIONS_A_MINUTE = 200, 15, 3, 1
"""Of prose; of code that is shown; of figures, tables, results and formulas that stand alone; of predictions."""

# A folded cell is indented, and is read by those who ask for it.
_SHOWN_CODE = re.compile(r"^(`{3,})[^\n]*\n(.*?)^\1$", re.DOTALL | re.MULTILINE)
_FOLDED = re.compile(r"^\?\?\? .*\n(?:\n|    .*\n)*", re.MULTILINE)
_FORMULA = re.compile(r"^\s*\$\$.+?\$\$\s*$", re.DOTALL | re.MULTILINE)
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")


def minutes_of(page: RenderedPage) -> int:
    """Estimate the minutes that a page takes; exercises and explorers take what readers give them."""
    text = _FOLDED.sub("", page.markdown)
    code = "\n".join(block for _, block in _SHOWN_CODE.findall(text))
    text = _SHOWN_CODE.sub("", text)
    formulas, prose = len(_FORMULA.findall(text)), _FORMULA.sub("", text)
    minutes = (
        len(_WORD.findall(_TAG.sub(" ", prose))) / WORDS_A_MINUTE
        + sum(bool(line.strip()) for line in code.splitlines()) / LINES_A_MINUTE
        + (len(PLACE.findall(prose)) + formulas) / PICTURES_A_MINUTE
        + prose.count("data-predict=") / PREDICTIONS_A_MINUTE
    )
    return max(1, ceil(minutes))
