r"""Finding the mathematics in a cell as Jupyter does: before the text is read as Markdown.

JupyterLab takes formulas out of a cell, reads what is left as CommonMark and puts them back (`removeMath` of its module
`rendermime/latex`); so a line of a formula is never taken for a list. Stricter than Jupyter in one point: prices are no
formulas.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

# Characters of no script, by which a formula is known in a text that it was taken out of.
MARK = re.compile("\ue000([0-9]+)\ue001")
# The same in an address, as the parser writes it.
_MARK_IN_ADDRESS = re.compile("%EE%80%80([0-9]+)%EE%80%81")
# In a code span, dollars and backslashes are out of the way while formulas are looked for.
_HIDDEN, _SHOWN = str.maketrans("$\\", "\ue002\ue003"), str.maketrans("\ue002\ue003", "$\\")
_NONE_OF_OURS = str.maketrans("", "", "\ue000\ue001\ue002\ue003")

# An empty line ends a code span.
_CODE_SPAN = re.compile(r"(?<![\\`])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)", re.DOTALL)
_OPENING = re.compile(
    r"(?P<opening>\$\$?|\\begin\{(?P<environment>[A-Za-z]+\*?)\}|\\\\[(\[])|(?P<reference>\\(?:eq)?ref\{[^}\n]*\})|\\[\\$]"
)
_INSIDE = re.compile(r"\$\$?|\\end\{[A-Za-z]+\*?\}|\\\\[)\]]|\\[\\${}]|[{}]|\n[ \t>]*\n")
_CLOSING = {"$": "$", "$$": "$$", r"\\(": r"\\)", r"\\[": r"\\]"}
_IN_LINE = ("$", r"\\(")
_LABEL = re.compile(r"[ \t]*\(([^()\s]+)\)[ \t]*$", re.MULTILINE)
_WORDS = re.compile(r"[A-Za-z]{2,}\s+[A-Za-z]{2,}")
# From "5$" to the next amount, as in "5$, 6$ and 7 $".
_BEHIND_AMOUNT, _TO_NEXT = re.compile(r"\d ?\Z"), re.compile(r"[,;]?\s+(?:[^\W\d]+\s+)*\d[\d.,]*\s?")
_TEX = re.compile(r"[\\^_={}]")
_OF_A_QUOTATION = re.compile(r"^ {0,3}(?:> ?)+")


@dataclass(frozen=True)
class Formula:
    """A formula as its author wrote it."""

    tex: str
    display: bool
    source: str
    """With its delimiters: what code and addresses show that only look as if they held a formula."""
    line: int
    """Where it begins in its cell, from 1."""


@dataclass(frozen=True)
class MarkedText:
    """A text whose formulas are marks, `MARK` with the position of each in `formulas`."""

    text: str
    formulas: list[Formula]

    def line(self, line: int) -> int:
        """Say which line of the cell a line of the marked text was, both from 1."""
        above = MARK.findall("\n".join(self.text.split("\n")[: line - 1]))
        return line + sum(self.formulas[int(number)].source.count("\n") for number in above)

    def restored(self, part: str) -> str:
        """Put formulas back into a part of the text, as they stood there; it may be an address."""
        part = _MARK_IN_ADDRESS.sub("\ue000\\1\ue001", part)
        return MARK.sub(lambda mark: self.formulas[int(mark[1])].source, part)


def mark_formulas(text: str, code: Iterable[tuple[int, int]] = (), labels: Collection[str] = ()) -> MarkedText:
    r"""Take the formulas out of a cell; `code` names lines that are code, from the first to before the second.

    A name of `labels` in parentheses after a formula on display is its label, as MyST has it.

    >>> mark_formulas("a $x$ and $5 or $6").formulas
    [Formula(tex='x', display=False, source='$x$', line=1)]
    """
    lines = text.translate(_NONE_OF_OURS).split("\n")
    formulas: list[Formula] = []
    marked: list[str] = []
    start = 0
    for first, end in [*sorted(code), (len(lines), len(lines))]:
        if start < first:
            marked.append(_marked("\n".join(lines[start:first]), start + 1, formulas, labels))
        marked += lines[max(first, start) : end]
        start = max(start, end)
    return MarkedText("\n".join(marked), formulas)


def _marked(text: str, first_line: int, formulas: list[Formula], labels: Collection[str]) -> str:
    text = _CODE_SPAN.sub(lambda span: span[0].translate(_HIDDEN), text)
    parts, position = [], 0
    while opening := _OPENING.search(text, position):
        parts.append(text[position : opening.start()])
        end = _end(text, opening) if opening["opening"] else opening.end() if opening["reference"] else None
        if end is None:
            parts.append(opening[0])
            position = opening.end()
            continue
        line = first_line + text.count("\n", 0, opening.start())
        parts.append(f"\ue000{len(formulas)}\ue001")
        formulas.append(_formula(text, opening, end, line))
        position = end
        if formulas[-1].display and (label := _LABEL.match(text, end)) and label[1] in labels:
            below = "\n" if "%" in formulas[-1].tex else ""  # or a comment would hold it
            formulas[-1] = replace(formulas[-1], tex=rf"{formulas[-1].tex}{below}\label{{{label[1]}}}")
            position = label.end()
    return "".join([*parts, text[position:]]).translate(_SHOWN)


def _end(text: str, opening: re.Match[str]) -> int | None:
    """Find where a formula ends: its braces balanced if they can be, and never beyond an empty line."""
    name = opening["environment"]
    wanted = rf"\end{{{name}}}" if name else _CLOSING[opening["opening"]]
    end = _balanced(text, opening.end(), wanted)
    if end is None or wanted != "$":
        return end
    content = text[opening.end() : end - 1]
    before = text[max(0, opening.start() - 2) : opening.start()]
    behind = _BEHIND_AMOUNT.search(before) and _TO_NEXT.fullmatch(content)
    return None if not content.strip() or behind or _is_price(content, text[end : end + 1]) else end


def _balanced(text: str, position: int, wanted: str) -> int | None:
    depth, last = 0, None
    while token := _INSIDE.search(text, position):
        position = token.end()
        if token[0].startswith(wanted):  # of two dollars, the second opens the next formula
            last = token.start() + len(wanted)
            if not depth:
                return last
        elif token[0].startswith("\n"):
            break
        elif token[0] in "{}":
            depth = max(0, depth + (1 if token[0] == "{" else -1))
    return last


def _is_price(content: str, after: str) -> bool:
    """Tell "$5 and $6" from a formula: its second dollar opens what follows, and does not close what precedes."""
    is_tex, is_amount = bool(_TEX.search(content)), content[0].isdigit()
    opens = not content[0].isspace() and content[-1].isspace() and (after.isalnum() or after in tuple("\\($"))
    if opens and (is_amount or not is_tex):
        return True
    return is_amount and not is_tex and (after.isdigit() or bool(_WORDS.search(content)))


def _formula(text: str, opening: re.Match[str], end: int, line: int) -> Formula:
    source = text[opening.start() : end]
    closing = len(_CLOSING.get(str(opening["opening"]), ""))
    tex = text[opening.end() : end - closing] if closing else source
    start_of_line = text.rfind("\n", 0, opening.start()) + 1
    if _OF_A_QUOTATION.match(text[start_of_line : opening.end()]):
        tex = "\n".join(_OF_A_QUOTATION.sub("", part) for part in tex.split("\n"))
    return Formula(tex.strip(), opening["opening"] not in (*_IN_LINE, None), source.translate(_SHOWN), line)
