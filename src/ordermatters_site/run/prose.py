"""What stands between the cells: inline values, and the numbers that nobody may type."""

import difflib
import functools
import re
from collections.abc import Callable, Iterator

FENCE = re.compile(r"^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)[ \t]*$", re.DOTALL | re.MULTILINE)
CODE_SPAN = re.compile(r"(?<!`)(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)", re.DOTALL)
KINDS = ("python", "measured", "later")
INLINE_VALUE = re.compile(rf"\{{(?P<kind>{'|'.join(KINDS)})\}}\s*(?P<expression>\S.*)", re.DOTALL)
_NEARLY = re.compile(r"\{(?P<kind>\w+)\}\s*\S.*", re.DOTALL)

# Where a number may stand: code, mathematics, links, citations, HTML tags and attribute lists.
_EXEMPT = (
    FENCE,
    CODE_SPAN,
    re.compile(r"\$\$.*?\$\$", re.DOTALL),
    re.compile(r"(?<!\\)\$[^$\n]+(?:\n[^$\n]+)*\$"),
    re.compile(r"^\[\^[^\]]+\]:.*(?:\n(?: {4}|\t).*)*", re.MULTILINE),
    re.compile(r"!?\[[^\]]*\]\([^)]*\)"),
    re.compile(r"!?\[[^\]]*\]\[[^\]]*\]"),
    re.compile(r"<[^>]+>"),
    re.compile(r"\{[:#.][^}]*\}"),
)
# A minus sign belongs to its number; a digit inside a word (ℝ5000, v12) is part of a name.
_TYPED_NUMBER = re.compile(r"(?<![\w.,])\d(?:[\d,.'\u202f\u00a0]*\d)(?!\w)")


def inline_expressions(markdown: str) -> list[tuple[str, str]]:
    """List the inline values of a Markdown cell in order, each as its kind and its expression.

    A `python` value is computed where it stands, a `later` one when all cells have run (a prediction's truth, say); a
    `measured` one is a timing, and is marked as such.

    >>> inline_expressions('It took `{python} count` steps, `print` none and `{measured} f"{seconds:.1f}"` seconds.')
    [('python', 'count'), ('measured', 'f"{seconds:.1f}"')]
    """
    return [(kind, expression) for _, kind, expression in _inline_values(markdown)]


def misspelt_values(markdown: str) -> Iterator[tuple[int, str, str]]:
    """Yield line, kind and the kind that is meant of each code span that is nearly an inline value.

    >>> list(misspelt_values("It takes `{pyhton} x` steps; `{ref} x` is a role of MyST's."))
    [(1, 'pyhton', 'python')]
    """
    for span in _spans(markdown):
        match = _NEARLY.fullmatch(span["code"])
        if match and match["kind"] not in KINDS:
            # `latex` and `alter` are as near to `later` as 0.8.
            near = difflib.get_close_matches(match["kind"].lower(), KINDS, n=1, cutoff=0.82)
            yield from ((markdown.count("\n", 0, span.start()) + 1, match["kind"], meant) for meant in near)


def line_of_value(markdown: str, expression: str) -> int:
    """Find the line on which an inline value stands first.

    >>> line_of_value("With x\\nit takes `{python} x` steps.", "x")
    2
    """
    start = next(span.start() for span, _, found in _inline_values(markdown) if found == expression)
    return markdown.count("\n", 0, start) + 1


def fill_in(markdown: str, value: Callable[[str, str, int], str]) -> str:
    """Put `value(kind, expression, position)` in the place of each inline value."""
    parts, end = [], 0
    for position, (match, kind, expression) in enumerate(_inline_values(markdown)):
        parts += [markdown[end : match.start()], value(kind, expression, position)]
        end = match.end()
    return "".join([*parts, markdown[end:]])


def typed_numbers(markdown: str, inputs: set[str]) -> Iterator[tuple[int, str]]:
    """Yield line and text of each number of two or more digits that was typed into prose and is no input.

    >>> list(typed_numbers("It takes 1,020,000 steps for `n = 50`, $n = 50$ and 100 rows.", {"100"}))
    [(1, '1,020,000')]
    """
    return (found for found in _numbers(markdown) if _plain(found[1]) not in inputs)


@functools.lru_cache(maxsize=4096)  # `mkdocs serve` asks again for every page
def _numbers(markdown: str) -> list[tuple[int, str]]:
    for pattern in _EXEMPT:
        markdown = pattern.sub(blank, markdown)
    return [(markdown.count("\n", 0, found.start()) + 1, found.group()) for found in _TYPED_NUMBER.finditer(markdown)]


@functools.lru_cache(maxsize=4096)  # each build asks several times
def _inline_values(markdown: str) -> list[tuple[re.Match[str], str, str]]:
    found = ((span, INLINE_VALUE.fullmatch(span["code"])) for span in _spans(markdown))
    return [(span, match["kind"], match["expression"].strip()) for span, match in found if match]


@functools.lru_cache(maxsize=4096)  # two checks ask for them
def _spans(markdown: str) -> list[re.Match[str]]:
    return [span for span in CODE_SPAN.finditer(FENCE.sub(blank, markdown)) if span["ticks"] == "`"]


def blank(match: re.Match[str]) -> str:
    """Replace text by as many spaces, so that every position and line number stays."""
    return re.sub(r"[^\n]", " ", match.group())


def _plain(number: str) -> str:
    return re.sub(r"[,'\u202f\u00a0]", "", number)
