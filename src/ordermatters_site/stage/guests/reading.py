"""Reading a cell: CommonMark with GitHub's additions and MyST's roles, by markdown-it-py, formulas taken out first."""

import functools
import re
from collections.abc import Collection

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.html_block import HTML_SEQUENCES, html_block
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.gfm import gfm_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from ordermatters_site.stage.guests.formulas import MarkedText, mark_formulas

# A line that is one tag of the text, an anchor or a picture: CommonMark takes all up to the next empty line for HTML, a
# heading below it too. The classic notebook does not, and notebooks are full of `<a id="part"></a>` above a heading.
_BLOCKS = HTML_SEQUENCES[:-1]
_COMMENT = re.compile(r" {0,3}%")
FENCES, _CODE = ("fence", "colon_fence"), ("fence", "code_block")


@functools.cache
def reader() -> MarkdownIt:
    """Return the parser of guest pages."""
    parser = MarkdownIt("commonmark", {"html": True}).use(gfm_plugin).use(myst_role_plugin).use(colon_fence_plugin)
    alternatives = {"alt": ["paragraph", "reference", "blockquote"]}
    parser.block.ruler.at("html_block", _html_block, alternatives)  # type: ignore[arg-type]
    parser.disable("footnote_tail")  # which moves footnotes, and drops those that another cell refers to
    return parser


def _html_block(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    line = state.src[state.bMarks[first] + state.tShift[first] : state.eMarks[first]]
    blocks = any(opening.search(line) for opening, _, _ in _BLOCKS)
    return blocks and html_block(state, first, end, silent)


def without_comments(text: str) -> str:
    """Empty the lines that are comments in MyST, those of code apart; all others keep their numbers."""
    code = {line for token in reader().parse(text) if token.type in _CODE and token.map for line in range(*token.map)}
    lines = text.split("\n")
    return "\n".join("" if _COMMENT.match(line) and number not in code else line for number, line in enumerate(lines))


def mark(text: str, labels: Collection[str] = ()) -> MarkedText:
    """Take the formulas out of a cell, fences left alone; `labels` are those that MyST's roles refer to."""
    fences = [token.map for token in reader().parse(text) if token.type in FENCES and token.map]
    return mark_formulas(text, [(first, end) for first, end in fences], labels)


def tree_of(text: str, footnotes: tuple[str, ...] = ()) -> SyntaxTreeNode:
    """Read a marked text; `footnotes` are defined elsewhere on its page."""
    environment = {"footnotes": {"refs": {f":{label}": -1 for label in footnotes}}} if footnotes else {}
    return SyntaxTreeNode(reader().parse(text, environment))
