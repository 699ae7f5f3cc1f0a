"""A formula as a line of characters, for search results, titles and page descriptions."""

import re
from xml.etree.ElementTree import Element, fromstring

_BETWEEN = {
    **{"mfrac": "/", "mtr": ", ", "mtable": "; "},
    **dict.fromkeys(["msub", "munder"], "_"),
    **dict.fromkeys(["msup", "mover"], "^"),
}
_TIGHT = set("()[]{}|!/′")
_BLACKBOARD = str.maketrans("CHNPQRZ", "ℂℍℕℙℚℝℤ")
_OPENING = r"[(\[{,;=<>≤≥≠→^_/·×+]"


def line_of_characters(html: str) -> str:
    r"""Read the MathML in what KaTeX made of a formula: `\frac{1}{n_1} < \R^m` gives `1/n_1 < ℝ^m`."""
    start, end = html.index("<math"), html.index("</math>")
    return _tidy(_line(fromstring(html[start : end + len("</math>")])))


def _line(node: Element) -> str:
    tag = _tag(node)
    if tag in ("annotation", "mspace", "mphantom"):
        return " " if tag == "mspace" else ""
    if not len(node):
        return _token(node)
    parts = [_line(child) for child in node]
    if tag == "mover" and node.get("accent"):
        return parts[0]
    if tag in ("msubsup", "munderover"):
        return "{}_{}^{} ".format(*map(_grouped, parts))
    if tag == "msup" and _tidy(parts[1]) == "′":
        return f"{parts[0]}′"
    if tag in _BETWEEN:
        return f"{_BETWEEN[tag].join(map(_grouped, parts))} "
    return ("√" if tag == "msqrt" else "") + "".join(parts)


def _token(node: Element) -> str:
    text = (node.text or "").replace("\u2061", "").replace("⋅", "·")
    if node.get("mathvariant") == "double-struck":
        return text.translate(_BLACKBOARD)
    if _tag(node) == "mi" and len(text) > 1:  # sin, not s·i·n
        return f" {text}"
    return f" {text} " if _tag(node) == "mo" and text not in _TIGHT else text


def _tag(node: Element) -> str:
    return node.tag.rpartition("}")[2]


def _grouped(part: str) -> str:
    part = _tidy(part)
    return f"({part})" if " " in part and not part.startswith("(") else part


def _tidy(line: str) -> str:
    line = re.sub(r"\s+", " ", line).strip()
    line = re.sub(r" (?=[,;)\]}!′/])", "", line)
    return re.sub(rf"(^|{_OPENING} ?)− ", r"\1−", line)  # a sign, not a difference
