"""What gets into code that is no Python: signs that pages print, prompts that came along, habits from elsewhere."""

import re

# Signs that pages and telephones write, and what Python has instead.
_PRINTED = {
    **dict.fromkeys("·⋅×∗•✕⨯", "*"),
    **dict.fromkeys("−–—‐‑﹣", "-"),
    **dict.fromkeys("“”„″«»", '"'),
    **dict.fromkeys("‘’′‚´", "'"),
    **{"÷": "/", "⁄": "/", "∕": "/", "≤": "<=", "≥": ">=", "≠": "!=", "→": "->", "…": "...", "√": "**0.5"},
    **dict.fromkeys("\u00a0\u2009\u202f\u3000", "a blank"),
    **dict.fromkeys("\u200b\ufeff\u00ad\u2060", "nothing there"),
    **{sign: f"**{digit}" for digit, sign in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")},
    **{sign: str(digit) for digit, sign in enumerate("₀₁₂₃₄₅₆₇₈₉")},
    **{chr(code + 0xFEE0): chr(code) for code in range(ord("!"), ord("~") + 1)},  # as East Asian keyboards write them
    "、": ",",
}

_COPIED = (
    (r"(>>>|\.\.\.)( |$)", "`>>>` and `...` are the prompts of Python itself: take them away, and keep the code."),
    (r"(In|Out) ?\[\d*\]:", "`In [1]:` is the prompt of a notebook: take it away, and keep the code."),
    (r"\.\.\.:", "`...:` is the prompt of a notebook: take it away, and keep the code."),
    (r"```|~~~", "Such a line stands around code in a text, and is no part of it: take it away."),
    (r"[!%]\w", "A line that begins with `!` or `%` is a command to Jupyter: take it away."),
    (r".*[\w\])](\+\+|--)\s*(;|#|$)", "Python has no `++` and no `--`: add with `+= 1`, take away with `-= 1`."),
    (r"else if\b", "Python writes `elif` for `else if`."),
    (r".*\b(sin|cos|tan|exp|log|tanh|sqrt) +\w", "A function has brackets around what it takes: `sin(x)`."),
    (r".*(&&|\|\|)", "Python writes `and` for `&&`, and `or` for `||`."),
)


def copied(line: str) -> str:
    """Explain a line that Python refuses, where its beginning or its signs tell where it comes from.

    >>> copied(">>> x = 1").partition(":")[0]
    ' `>>>` and `...` are the prompts of Python itself'
    """
    return next((f" {said}" for pattern, said in _COPIED if re.match(rf"\s*{pattern}", line)), "")


def printed_sign(said: str) -> str:
    """Explain a sign in an error message that was copied from a page, or say nothing.

    >>> printed_sign("name 'm·n·p' is not defined")
    ' `·` is how a page prints it; Python has `*`.'
    >>> printed_sign("invalid non-printable character U+200B")
    ' It cannot be seen, and came along with a copied text; Python has nothing there.'
    """
    unseen = re.search(r"non-printable character U\+([0-9A-F]{4,5})", said)
    if unseen:
        instead = _PRINTED.get(chr(int(unseen[1], 16)), "nothing there")
        return f" It cannot be seen, and came along with a copied text; Python has {instead}."
    sign = next((sign for sign in said if sign in _PRINTED), None)
    if not sign and (digit := next((sign for sign in said if sign.isdecimal() and not sign.isascii()), None)):
        return f" Python writes that digit as `{int(digit)}`."
    return f" `{sign}` is how a page prints it; Python has `{_PRINTED[sign]}`." if sign else ""
