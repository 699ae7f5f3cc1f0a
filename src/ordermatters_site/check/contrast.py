"""Whether highlighted code can be read: the contrast of every token, in both schemes, off a site's own style sheets."""

import re
from collections.abc import Iterator
from itertools import groupby, product
from operator import itemgetter

LEAST = 4.5
"""The contrast that WCAG 2.2, section 1.4.3, asks of text."""
SCHEMES = ("default", "slate")

_RULE = re.compile(r"([^{}]*)([{}])")
_SCHEME = re.compile(r"""^\[data-md-color-scheme=["']?(\w+)["']?\]\s*""")
_TOKEN = re.compile(r"^(?:\.md-typeset )?\.highlight(?: pre| code)* \.(\w+)$")
# Whatever else colours code, there or in the reader's editor, is measured too; the numbers of lines are no code.
_CODE = re.compile(r"\.highlight(?![\w-])(?!.*\[data-linenos\])|\.tok-")
# What holds for no text on a screen: paper, and the at-rules whose blocks have no selectors.
_ELSEWHERE = re.compile(r"@media print|@(?:-[a-z]+-)?keyframes|@font-face|@page|@property")
_OUTSIDE_BRACKETS = r"(?![^()]*\))"
_VARIABLE = re.compile(r"^var\((--[\w-]+)(?:,(.*))?\)$")
_COLOUR = re.compile(r"^#(?:[0-9a-f]{3}|[0-9a-f]{6})$", re.IGNORECASE)
# Colours are given to the root and to the body; what the body has wins below it, and of two there the more specific.
_HOLDERS = (":root", "body", "", ":root>body")

Rule = tuple[str, dict[str, str]]


def faults_of_code(sheets: list[str]) -> Iterator[str]:
    """Say of each colour of code that cannot be read on what it stands, in which scheme, and which tokens have it."""
    found = [rule for sheet in sheets for rule in _rules(sheet)]
    for scheme in SCHEMES:
        rules = [(_SCHEME.sub("", selector), declared) for selector, declared in found if _holds(selector, scheme)]
        variables = {
            name: value for holder in _HOLDERS for at, own in rules if at == holder for name, value in own.items()
        }
        paper = _resolved("var(--md-code-bg-color)", variables)
        tokens = [(_resolved(colour, variables), token) for token, colour in _tokens(rules).items()]
        for ink, same in groupby(sorted(tokens), key=itemgetter(0)):
            if fault := _fault(ink, paper):
                yield f"code in {ink} on {paper} in the scheme {scheme}, {fault}: {', '.join(name for _, name in same)}"


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, each `#rgb` or `#rrggbb`."""
    dark, light = sorted(map(_luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def _fault(ink: str, paper: str) -> str:
    if not (_COLOUR.match(ink) and _COLOUR.match(paper)):
        return "which cannot be measured, write both as #rrggbb"
    measured = contrast(ink, paper)
    return f"a contrast of {measured:.1f} where it takes {LEAST}" if measured < LEAST else ""


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rules(sheet: str) -> Iterator[Rule]:
    """Read the rules that hold on some screen, one for each selector, those inside of others with the outer's."""
    around: list[str] = []
    for text, brace in _RULE.findall(re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)):
        declared, _, opened = text.rpartition(";") if brace == "{" else (text, "", "")
        if declared.strip() and not any(map(_ELSEWHERE.match, around)):
            pairs = [part.split(":", 1) for part in declared.split(";") if ":" in part]
            clean = {name.strip(): value.replace("!important", "").strip() for name, value in pairs}
            yield from ((selector, clean) for selector in _selectors(around))
        if brace == "{":
            around.append(" ".join(opened.split()))
        elif around:
            around.pop()


def _selectors(around: list[str]) -> Iterator[str]:
    lists = [re.split(f",{_OUTSIDE_BRACKETS}", each) for each in around if not each.startswith("@")]
    for parts in product(*lists):
        selector = ""
        for part in map(str.strip, parts):
            selector = part.replace("&", selector) if "&" in part else f"{selector} {part}".strip()
        yield re.sub(r"\s*>\s*", ">", selector)


def _tokens(rules: list[Rule]) -> dict[str, str]:
    """Map each class of token, and whatever else selects code, to its colour; of two rules the later one counts."""
    colours = [(selector, declared["color"]) for selector, declared in rules if "color" in declared]
    code = [(selector, colour) for selector, colour in colours if _CODE.search(selector)]
    return {match[1] if (match := _TOKEN.match(selector)) else selector: colour for selector, colour in code}


def _resolved(value: str, variables: dict[str, str]) -> str:
    while match := _VARIABLE.match(value):
        value = variables.get(match[1], (match[2] or "nothing").strip())
    return value


def _holds(selector: str, scheme: str) -> bool:
    match = _SCHEME.match(selector)
    return match is None or match[1] == scheme
