"""An executed notebook as Markdown, so that everything Material does for a page it does for a lesson."""

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mkdocs.structure.toc import AnchorLink

from ordermatters_site.presentation.outputs import markdown_output, output_html
from ordermatters_site.run.notebooks import Cell, Notebook, has_tag
from ordermatters_site.run.prose import fill_in

# Outputs are put in after Markdown has been rendered: what a cell printed is never read as Markdown.
PLACE = re.compile(r'<div data-output="(\d+)"></div>')

FOLDS = {"folded": ("om-fold", "Show the code"), "check": ("om-check", "Checked while this page was built")}


@dataclass(frozen=True)
class RenderOptions:
    """What mkdocs-jupyter's options say about input and output cells."""

    show_input: bool = True
    highlight_extra_classes: str = ""
    remove_cell_tags: frozenset[str] = frozenset()
    remove_input_tags: frozenset[str] = frozenset()
    remove_output_tags: frozenset[str] = frozenset()

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> "RenderOptions":
        """Read them off the plugin's configuration."""
        remove = options["remove_tag_config"]
        return cls(
            show_input=options["show_input"] and not options["no_input"],
            highlight_extra_classes=options["highlight_extra_classes"],
            remove_cell_tags=frozenset(remove.get("remove_cell_tags", ())),
            remove_input_tags=frozenset(remove.get("remove_input_tags", ())),
            remove_output_tags=frozenset(remove.get("remove_all_outputs_tags", ())),
        )


@dataclass
class RenderedPage:
    """A page's Markdown, with a numbered place for each output, and the outputs themselves."""

    markdown: str
    outputs: dict[int, str] = field(default_factory=dict)

    def with_outputs(self, html: str) -> str:
        """Put the outputs into the HTML that Markdown made of the page."""
        return PLACE.sub(lambda match: self.outputs[int(match.group(1))], html)


def render(notebook: Notebook, options: RenderOptions | None = None) -> RenderedPage:
    """Turn an executed notebook into Markdown and outputs."""
    options = options or RenderOptions()
    page = RenderedPage("")
    parts = []
    for index, cell in enumerate(notebook["cells"]):
        if _has_any(cell, options.remove_cell_tags):
            continue
        if cell["cell_type"] == "markdown":
            parts.append(prose(cell))
        elif cell["cell_type"] == "code" and cell["source"].strip():
            parts += _code(cell, notebook, options)
            parts += _outputs(cell, index, notebook, page, options)
    page.markdown = "\n\n".join(part for part in parts if part) + "\n"
    return page


def prose(cell: Cell) -> str:
    """Return the text of a Markdown cell with its values filled in, the measured ones marked as such."""
    values = cell["metadata"].get("inline", [])

    def value(kind: str, expression: str, position: int) -> str:
        text = values[position] if position < len(values) else f"`{expression}`"
        return f"<span data-measured data-search-exclude>{text}</span>" if kind == "measured" else text

    return fill_in(cell["source"], value)


def _code(cell: Cell, notebook: Notebook, options: RenderOptions) -> list[str]:
    if not options.show_input or _has_any(cell, options.remove_input_tags):
        return []
    language = notebook["metadata"].get("kernelspec", {}).get("language", "python")
    classes = " ".join(f".{name}" for name in [language, *options.highlight_extra_classes.split()])
    opening = f"{{{classes}}}" if options.highlight_extra_classes else language
    ticks = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`+", cell["source"]) or [""]))
    block = "\n".join([f"{ticks}{opening}", cell["source"], ticks])
    for tag, (kind, summary) in FOLDS.items():
        if has_tag(cell, tag):
            return [f'??? {kind} "{summary}"\n\n{textwrap.indent(block, "    ")}']
    return [block]


def _outputs(cell: Cell, index: int, notebook: Notebook, page: RenderedPage, options: RenderOptions) -> list[str]:
    if _has_any(cell, options.remove_output_tags):
        return []
    processor = notebook["metadata"].get("ordermatters", {}).get("processor", "unknown")
    page.outputs[index] = output_html(cell, index, processor)
    place = [f'<div data-output="{index}"></div>'] if page.outputs[index] else []
    return place + markdown_output(cell)


def _has_any(cell: Cell, tags: frozenset[str]) -> bool:
    return any(has_tag(cell, tag) for tag in tags)


def limit_depth(items: list[AnchorLink], depth: int) -> None:
    """Drop the headings below a depth from a table of contents, in place."""
    items[:] = [item for item in items if item.level <= depth]
    for item in items:
        limit_depth(item.children, depth)
