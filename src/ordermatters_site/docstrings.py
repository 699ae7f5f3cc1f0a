"""For the API pages: the examples of a docstring, which are lines of their own without a heading, become code."""

import re
from typing import Any

import griffe

# A prompt at the start of a line, and all that follows up to an empty line or the end, as doctest reads it.
_EXAMPLE = re.compile(r"^( *)>>> .*(?:\n *\S.*)*", re.MULTILINE)


class ExamplesAsCode(griffe.Extension):
    """Fence what doctest runs, so that Markdown does not take its prompts for quotations within quotations."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Rewrite the docstring of each object once it is loaded, before its sections are read."""
        if obj.docstring:
            obj.docstring.value = with_fenced_examples(obj.docstring.value)


def with_fenced_examples(docstring: str) -> str:
    r"""Put each example of a docstring between fences.

    >>> with_fenced_examples("One and one.\n\n>>> 1 + 1\n2\n\nMore.").splitlines()
    ['One and one.', '', '```pycon', '>>> 1 + 1', '2', '```', '', 'More.']
    """
    return _EXAMPLE.sub(lambda example: f"{example[1]}```pycon\n{example[0]}\n{example[1]}```", docstring)
