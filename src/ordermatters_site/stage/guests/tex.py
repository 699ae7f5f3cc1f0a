r"""From TeX as MathJax takes it to TeX that KaTeX takes too, to the same formula.

What KaTeX lacks has a stand-in of its own (`eqnarray`, `multline`, `\color` with an argument, an `array` without
columns, a line break outside of any environment, `\unicode`, `\bbox`, `_` in text); labels become numbers that
references repeat.
"""

import re
from html import escape

_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*\n?")
_LABEL = re.compile(r"\\label\s*\{([^}]*)\}")
_TAG = re.compile(r"\\tag(\*?)\s*\{([^{}]*)\}")
_EQNARRAY = re.compile(r"\\(begin|end)\{eqnarray\*?\}")
_ENVIRONMENT = re.compile(r"\\(begin|end)\{([A-Za-z]+\*?)\}")
_WHOLE = re.compile(r"\\begin\{(?P<name>[A-Za-z]+)\*?\}.*\\end\{(?P=name)\*?\}", re.DOTALL)
# What columns an array has, or none; where it stands beside its line is left out.
_ARRAY = re.compile(
    r"\\begin\{array\}\s*(?:\[[tcb]\]\s*)?(?:\{(?P<columns>(?:[^{}]|\{[^{}]*\})*)\})?"
    r"(?P<rows>(?:(?!\\begin\{array\}).)*?)\\end\{array\}",
    re.DOTALL,
)
_INNER = re.compile(r"\\begin\{(\w+\*?)\}.*?\\end\{\1\}", re.DOTALL)
_REPEATED = re.compile(r"\*\{(\d+)\}\{([^{}]*)\}")
_BETWEEN_COLUMNS = re.compile(r"[@!<>]\{[^{}]*\}")
_OF_A_WIDTH = re.compile(r"[pmb]\{[^{}]*\}")
_COLOUR = re.compile(r"\\color(?=\s*\{[^}]*\}\s*\{)")
# What KaTeX has in text alone: accented Latin, Cyrillic and on, dashes and quotation marks. Greek is mathematics.
_LETTERS = re.compile(
    "[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0400-\u1fff\u2013-\u2014\u2018-\u201d\u3001-\u9fff\uac00-\ud7a3\uff01-\uff60]+"
)
# Blanks that are typed or pasted without being seen, and what takes no space at all.
_BLANKS, _NOTHING = (
    re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]"),
    re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]"),
)
# In a text, MathJax shows as they are the signs that mean something in a formula.
_TEXT = re.compile(r"\\(?:text(?:rm|bf|it|sf|tt|normal|md|up)?|mbox|hbox)\s*\{[^{}$]*\}")
_SIGN = re.compile(r"(?<!\\)[_#&%^]")
_CHARACTER = re.compile(r"\\unicode\s*(?:\[[^\]]*\]\s*)*\{\s*(x[0-9A-Fa-f]+|[0-9]+)\s*\}")
_BOX = re.compile(r"\\bbox(?!\w)\s*(?:\[([^\]]*)\])?")
_PLACED = re.compile(r"(\\begin\{(?:aligned|alignedat|gathered|split)\})\s*\[[tcb]\]")
# What reads HTML would take `a<b` for a tag.
_TAG_LIKE = re.compile(r"<(?=[A-Za-z/!?])")
_INLINE = {"align": "aligned", "gather": "gathered", "alignat": "alignedat", "multline": "gathered", "equation": ""}
_INLINE |= {"flalign": "aligned", "split": "aligned"}
_NUMBERED = {"equation", "align", "gather", "alignat"}
_LIKE = {"multline": "gather", "flalign": "align", "split": "aligned"}


def prepared(tex: str, numbers: dict[str, str], *, display: bool) -> str:
    r"""Rewrite a formula for KaTeX; `numbers` holds the number of each label of the page.

    >>> prepared(r"\begin{equation}\label{a} x \end{equation}", {"a": "1"}, display=True)
    '\\begin{equation*} x \\tag{1}\\end{equation*}'
    """
    tex = _NOTHING.sub("", _TEXT.sub(lambda text: _SIGN.sub(r"\\\g<0>{}", text[0]), tex))
    tex = _without_own_numbers(_BLANKS.sub("~", _COMMENT.sub(r"\1", tex)))
    tex = _BOX.sub(_boxed, _CHARACTER.sub(_character, _PLACED.sub(r"\1", tex)))
    tex = _EQNARRAY.sub(lambda found: rf"\{found[1]}{{array}}" + "{rcl}" * (found[1] == "begin"), tex)
    tex = _COLOUR.sub(r"\\textcolor", _ARRAY.sub(_with_columns, tex))
    tex = _in_display(tex, numbers) if display else _in_a_line(tex)
    tex = _referring(_LETTERS.sub(r"\\text{\g<0>}", _TAG_LIKE.sub("< ", tex)), numbers).replace("`", r"\lq ")
    return _kept_blank("\n".join(line.strip() for line in tex.split("\n") if line.strip()))


def _kept_blank(tex: str) -> str:
    r"""Keep the blank that `\ ` is, at the end too, where it would be stripped."""
    return tex + " {}" if (len(tex) - len(tex.rstrip("\\"))) % 2 else tex


def labels(tex: str) -> dict[str, str]:
    r"""List the labels of a formula, each with the number that its author gave it, or with nothing.

    >>> labels(r"a \label{one} \tag{A} \\ b \label{two}")
    {'one': 'A', 'two': ''}
    """
    rows = [(_LABEL.findall(row), _TAG.search(row)) for row in _COMMENT.sub(r"\1", tex).split(r"\\")]
    return {label: tag[2] if tag else "" for found, tag in rows for label in found}


def _without_own_numbers(tex: str) -> str:
    """Take the labels out of what has a number from its author."""
    return r"\\".join(_LABEL.sub("", row) if _TAG.search(row) else row for row in tex.split(r"\\"))


def _character(found: re.Match[str]) -> str:
    return rf"{{\char{found[1].replace('x', chr(34), 1)} }}"


def _boxed(found: re.Match[str]) -> str:
    """Frame what has a frame or a colour, which might be too pale in the dark; a padding alone is not seen."""
    return r"\boxed " if re.search(r"[A-Za-z#]{3}", found[1] or "") else ""


def reference(kind: str, number: str) -> str:
    r"""Write what `\eqref` or `\ref` says."""
    return f"({number})" if kind == "eqref" else number


def _in_display(tex: str, numbers: dict[str, str]) -> str:
    """Number what has a label, and nothing else: KaTeX would number every line of an environment without a star."""
    whole = _WHOLE.fullmatch(tex.strip())
    tex = _ENVIRONMENT.sub(_starred, tex)
    if whole is None and _breaks_a_line(tex):
        tex = rf"\begin{{gathered}}{tex}\end{{gathered}}"
    if whole and whole["name"] in ("align", "gather", "alignat", "flalign"):
        return _LABEL.sub(lambda label: _tag(label[1], numbers), tex)
    found = _LABEL.findall(tex)
    tex = _LABEL.sub("", tex)
    if not found:
        return tex
    tag = _tag(found[0], numbers)
    closing = tex.rfind(r"\end{equation*}") if whole and whole["name"] == "equation" else -1
    return tex[:closing] + tag + tex[closing:] if closing >= 0 else tex + tag


def _tag(label: str, numbers: dict[str, str]) -> str:
    """Write the number of a formula; one that a cell of code shows has none."""
    return rf"\tag{{{numbers[label]}}}" if label in numbers else ""


def _starred(found: re.Match[str]) -> str:
    name = found[2].rstrip("*")
    name = _LIKE.get(name, name)
    return rf"\{found[1]}{{{name}*}}" if name in _NUMBERED else rf"\{found[1]}{{{_LIKE.get(found[2], found[2])}}}"


def _in_a_line(tex: str) -> str:
    """Write what KaTeX has on display alone as what it looks like, a number beside the formula."""
    tex = _TAG.sub(lambda tag: rf"\quad\text{{{tag[2] if tag[1] else f'({tag[2]})'}}}", _LABEL.sub("", tex))
    return _ENVIRONMENT.sub(_inline, tex)


def _inline(found: re.Match[str]) -> str:
    name = _INLINE.get(found[2].rstrip("*"), found[2])
    return rf"\{found[1]}{{{name}}}" if name else ""


def _with_columns(found: re.Match[str]) -> str:
    """Write an array with as many columns as its longest row has, whatever is said of them that KaTeX cannot read."""
    said = _REPEATED.sub(lambda times: times[2] * int(times[1]), found["columns"] or "")
    said = re.sub(r"[^lcr|:]", "", _OF_A_WIDTH.sub("l", _BETWEEN_COLUMNS.sub("", said)))
    rows = re.split(r"\\\\|\\cr\b", _INNER.sub("", found["rows"].replace(r"\&", "")))
    missing = max(row.count("&") for row in rows) + 1 - len(re.findall("[lcr]", said))
    return rf"\begin{{array}}{{{said}{'c' * missing}}}{found['rows']}\end{{array}}"


def _breaks_a_line(tex: str) -> bool:
    """Tell whether a line is broken outside of all environments and groups, and not by the last characters."""
    depth = 0
    for token in re.finditer(r"\\(begin|end)\{|\\\\|\\.|[{}]", tex.strip().removesuffix(r"\\"), re.DOTALL):
        if token[0] == r"\\" and depth == 0:
            return True
        depth += 1 if token[0] == "{" or token[1] == "begin" else -1 if token[0] == "}" or token[1] == "end" else 0
        # The brace that `\begin{` and `\end{` open is closed by the next token.
        depth += 1 if token[1] else 0
    return False


def _referring(tex: str, numbers: dict[str, str]) -> str:
    """Write the numbers of other formulas where one names them."""
    return re.sub(
        r"\\(eqref|ref)\s*\{([^}]*)\}",
        lambda found: rf"\text{{{reference(found[1], numbers.get(found[2], '?'))}}}",
        tex,
    )


def without_bars(tex: str) -> str:
    r"""Write a formula without `|`, which ends a cell of a table.

    >>> without_bars(r"\|x\| + |y|")
    '\\Vert x\\Vert  + \\vert y\\vert '
    """
    return re.sub(r"\\\|", r"\\Vert ", tex).replace("|", r"\vert ")


def in_line(tex: str) -> str:
    """Write a formula within a line."""
    if not tex:
        return ""
    return rf"\({tex}\)" if re.search(r"(?<!\\)\$", tex) or "\n" in tex else f"${tex}$"


def formula_html(tex: str, *, display: bool) -> str:
    """Write a formula that stands in HTML, as pymdownx.arithmatex would leave it."""
    tex = escape(tex, quote=False)
    return rf'<div class="arithmatex">\[{tex}\]</div>' if display else rf'<span class="arithmatex">\({tex}\)</span>'


def display(tex: str) -> str:
    """Write a formula on display; one of definitions alone leaves nothing."""
    return f"$$\n{tex}\n$$" if tex else ""
