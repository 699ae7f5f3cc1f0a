"""The Markdown extension that finishes a page, for MkDocs, ProperDocs and Zensical alike: mathematics and tables.

    markdown_extensions:
      - ordermatters_site.markdown

It works on the HTML that the other extensions have made: `pymdownx.arithmatex`, its option `generic` set, leaves TeX
there, which becomes HTML and MathML; each table gets a scroller of its own; code loses the marks that have no colour.
"""

import re
from pathlib import Path
from typing import Any

from markdown import Markdown  # type: ignore[import-untyped]
from markdown.extensions import Extension  # type: ignore[import-untyped]
from markdown.postprocessors import Postprocessor  # type: ignore[import-untyped]
from markdown.treeprocessors import Treeprocessor  # type: ignore[import-untyped]

from ordermatters_site.mathematics.rendering import plain_mathematics, render_mathematics
from ordermatters_site.stage.blocks import restored, scrolling_table
from ordermatters_site.store import Store

# Of tables within tables, the innermost.
_TABLE = re.compile(r"<table(?![^>]*highlighttable)[^>]*>(?:(?!</?table\b).)*</table>", re.DOTALL)
_IN_SCROLLER = re.compile(r'<div class="om-table" tabindex="0"[^>]*>\s*$')
_PYTHON = re.compile(r'<div class="language-python (?:doc-signature )?highlight">.*?</pre>', re.DOTALL)
# Punctuation, operators and blanks: half of all marks. 5-code.css gives what is unmarked their colour.
_UNCOLOURED = re.compile(r'<span class="[pow]">([^<]*)</span>|<span></span>')


class FinishedPages(Extension):  # type: ignore[misc]  # Python-Markdown is not typed
    """Registers what finishes a page, after all that other extensions do."""

    def __init__(self, **settings: Any) -> None:
        """Take the one setting: the folder of what builds keep."""
        self.config = {"cache": [".cache", "Where KaTeX is installed, and formulas are kept"]}
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:  # Python-Markdown's name
        """Register the postprocessor; the lowest priority comes last."""
        finish = _Finish(md, Path(self.getConfig("cache")))
        md.postprocessors.register(finish, "ordermatters-finish", -100)
        md.treeprocessors.register(_TreeIsDone(finish), "ordermatters-tree", -1000)
        md.registerExtension(finish)


class _Finish(Postprocessor):  # type: ignore[misc]
    def __init__(self, md: Markdown, cache: Path) -> None:
        super().__init__(md)
        self.cache, self.whole = cache, False

    def reset(self) -> None:
        """Begin another page."""
        self.whole = False

    def run(self, text: str) -> str:
        """Finish a page; a heading, which goes to outlines and titles before, has its formulas as characters."""
        html = finished(text, self.cache)
        return html if self.whole else plain_mathematics(html, Store.at(self.cache / "store.sqlite"))


class _TreeIsDone(Treeprocessor):  # type: ignore[misc]
    """Comes last of those that work on the tree: what is processed from now on is the page."""

    def __init__(self, finish: _Finish) -> None:
        super().__init__()
        self.finish = finish

    def run(self, root: Any) -> None:
        """Note that headings have been asked for."""
        self.finish.whole = True


def finished(html: str, cache: Path) -> str:
    """Finish the HTML that Markdown made of a page; done twice, it changes nothing more.

    Raises:
        SiteError: if KaTeX cannot be installed.
    """
    html = _PYTHON.sub(lambda block: _UNCOLOURED.sub(r"\1", block[0]), restored(html))
    return render_mathematics(scrolling_tables(html), Store.at(cache / "store.sqlite"), cache)


def scrolling_tables(html: str) -> str:
    """Put each table into a scroller, unless it stands in one."""

    def scroller(table: re.Match[str]) -> str:
        if _IN_SCROLLER.search(html, max(0, table.start() - 80), table.start()):
            return table[0]
        return scrolling_table(table[0])

    return _TABLE.sub(scroller, html)


def makeExtension(**settings: Any) -> FinishedPages:  # Python-Markdown's name
    """Make the extension, as Python-Markdown asks for it by the name of this module."""
    return FinishedPages(**settings)
