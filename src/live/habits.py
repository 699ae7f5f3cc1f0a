"""What readers know from Jupyter: values that are drawings, a semicolon that hides one, completion, its commands."""

import builtins
import io
import keyword
import sys
import tokenize
from collections.abc import Mapping
from typing import Any

MOST_NAMES = 200

_DISPLAY = "display() is Jupyter's: here, write the value on the last line of the cell, or print it."
_INPUT = "input() waits for somebody to type, and a cell in a page cannot: write the value into the code."
_COMMANDS = {
    "%": "A line that begins with % is a command to Jupyter and no Python. The notebook of this page has it; "
    "for a time, here: `from time import perf_counter`.",
    "!": "A line that begins with ! is a command to a shell, which a page does not have. Jupyter's notebook has one.",
    "?": "A question mark asks Jupyter for help. Here: `help(name)` prints what Python knows of a name.",
}


def hides_its_value(source: str) -> bool:
    """Tell whether the last statement of a cell ends with a semicolon: `1 + 1;` shows nothing."""
    passed = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    tokens = [token for token in tokenize.generate_tokens(io.StringIO(source).readline) if token.type not in passed]
    return bool(tokens) and tokens[-1].string == ";"


def drawing_of(value: Any) -> str | None:
    """Give the SVG of a value that shows itself to Jupyter as a drawing."""
    if isinstance(value, type) or not hasattr(value, "_repr_mimebundle_"):
        return None
    bundle = value._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    svg = data.get("image/svg+xml")
    return svg if isinstance(svg, str) else None


def hint(error: BaseException) -> str:
    """Say what to write instead, where an error comes from a habit; nothing where it does not."""
    if isinstance(error, NameError) and error.name == "display":
        return _DISPLAY
    if not isinstance(error, SyntaxError) or not error.text:
        return ""
    line = error.text.strip()
    return _COMMANDS.get(line[:1], _COMMANDS["?"] if line.endswith("?") or line.startswith("?") else "")


def refuse_input(prompt: object = "") -> str:
    """Stand in the place of `input`, which would wait for ever or fail with a number.

    Raises:
        RuntimeError: always; it says what to do instead.
    """
    raise RuntimeError(_INPUT)


def names(text: str, namespace: Mapping[str, Any]) -> list[str]:
    """List how the last of some dotted names may go on, as the running Python knows it; nothing is called.

    >>> names("math.sq", {"math": __import__("math")})
    ['sqrt']
    """
    *path, begun = text.split(".")
    known = set(namespace) | set(dir(builtins)) | set(keyword.kwlist)
    if path:
        thing = namespace.get(path[0], sys.modules.get(path[0], getattr(builtins, path[0], None)))
        for name in path[1:]:
            thing = getattr(thing, name, None)
        known = set(dir(thing)) if thing is not None else set()
    fitting = (name for name in known if name.startswith(begun) and (begun.startswith("_") or not name.startswith("_")))
    return sorted(fitting)[:MOST_NAMES]
