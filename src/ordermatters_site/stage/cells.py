"""Code cells of a page: a “Try it” where a reader's browser can run one, and where not, what it would need."""

import posixpath
from collections.abc import Iterable
from html import escape

from ordermatters_site.stage.browser_cells import BrowserCell
from ordermatters_site.stage.small_jax import line_count

_TRY = '<p class="om-bar" data-search-exclude><button type="button" class="om-act" data-act="try">Try it</button></p>'


class CellWriter:
    """Writes around the cells of one page, in the order in which they are shown, what readers can do with them.

    The first cell that needs more than a browser has says so in a sentence, which holds for the others too; they say
    it in a word, to those who point at them.
    """

    def __init__(self, cells: Iterable[BrowserCell], notebook: str | None, explains: str | None = None) -> None:
        """Take what is known of a page's cells.

        Args:
            cells: as a browser sees them, none if the page is not live.
            notebook: how the page links to its notebook.
            explains: how it links to the lesson that builds small JAX, if the course has one and this is another.
        """
        self.cells = {cell.index: cell for cell in cells}
        self.notebook, self.explains, self.explained, self.introduced = notebook, explains, False, False

    def around(self, index: int, block: str) -> str:
        """Put a block of code into its cell."""
        cell = self.cells.get(index)
        if cell is None or (cell.missing and not cell.offered):
            return block
        if cell.missing:
            return _div("om-cell", {}, block, self._needs(cell.missing))
        data: dict[str, object] = {"cell": cell.index, "number": cell.number}
        data |= {"after": " ".join(map(str, cell.after))} if cell.after else {}
        data |= {"first": cell.first} if cell.first else {}
        data |= {"live": "cell"} if cell.offered else {}
        written = _div("om-cell", data, block, _TRY if cell.offered else "")
        if not cell.offered or not cell.on_small_jax or self.introduced:
            return written
        self.introduced = True
        return f"{self._small_jax()}\n\n{written}"

    def _small_jax(self) -> str:
        text = "Here, cells that use JAX or NumPy run on the course’s own *small JAX*: "
        text += f"{line_count():,} lines of plain Python in `src/smalljax`, made to be read"
        text += f", from [its core]({self.explains}) on. " if self.explains else ". "
        text += f"The {self._link()} has the real ones."
        return f'<p class="om-quiet om-small-jax" data-search-exclude markdown="span">{text}</p>'

    def _link(self) -> str:
        name = posixpath.basename(self.notebook or "")
        return f'[notebook]({self.notebook}){{ download="{escape(name)}" }}' if name else "notebook"

    def _needs(self, missing: str) -> str:
        link = self._link()
        if self.explained:
            brief = f"Needs {escape(missing)}: {link}"
            return f'<p class="om-needs om-needs--brief om-quiet" data-search-exclude markdown="span">{brief}</p>'
        self.explained = True
        some_run = any(cell.offered and not cell.missing for cell in self.cells.values())
        text = f"This cell needs {escape(missing)}, which a browser does not have. It runs in the {link}, "
        text += f"like every cell {'without “Try it”' if some_run else 'of this page'}."
        return f'<p class="om-needs om-quiet" data-search-exclude markdown="span">{text}</p>'


def folded(kind: str, summary: str, block: str) -> str:
    """Fold a block of code away."""
    return f'<details class="{kind}" markdown="block">\n<summary>{summary}</summary>\n\n{block}\n\n</details>'


def _div(kind: str, data: dict[str, object], *parts: str) -> str:
    attributes = "".join(f' data-{name}="{_attribute(str(value))}"' for name, value in data.items())
    opening = f'<div class="{kind}"{attributes} markdown="block">'
    return "\n\n".join([opening, *filter(None, parts), "</div>"])


def _attribute(text: str) -> str:
    return escape(text).replace("\n", "&#10;").replace("`", "&#96;")
