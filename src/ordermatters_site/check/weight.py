"""Pages without the bytes that nobody sees: blank lines between tags."""

import re

# What stands between these is shown, or read, as it is.
_VERBATIM = re.compile(r"(<(?P<tag>pre|textarea|script|style)\b.*?</(?P=tag)>)", re.DOTALL)
_AFTER_TAG, _BEFORE_TAG = re.compile(r">\s*\n\s*"), re.compile(r"\n\s*<")


def without_blank_lines(html: str) -> str:
    """Return a page that looks and reads the same, from fewer bytes."""
    parts = _VERBATIM.split(html)  # text, whole element, its name, text, …
    parts[::3] = [_BEFORE_TAG.sub("\n<", _AFTER_TAG.sub(">\n", text)) for text in parts[::3]]
    del parts[2::3]
    return "".join(parts)
