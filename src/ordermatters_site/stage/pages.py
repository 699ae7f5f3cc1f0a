"""An executed notebook as Markdown: prose with its values, code as its readers meet it, outputs as blocks of HTML."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ordermatters_site.run.notebooks import Cell, Notebook, has_tag
from ordermatters_site.stage.cells import CellWriter, folded
from ordermatters_site.stage.outputs import markdown_output, output_html
from ordermatters_site.stage.prose import prose

FOLDS = {"folded": ("om-fold", "Show the code"), "check": ("om-check", "Checked while this page was built")}


@dataclass(frozen=True)
class PageOptions:
    """What mkdocs-jupyter's options say about input and output cells."""

    show_input: bool = True
    highlight_extra_classes: str = ""
    remove_cell_tags: frozenset[str] = frozenset()
    remove_input_tags: frozenset[str] = frozenset()
    remove_output_tags: frozenset[str] = frozenset()

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> "PageOptions":
        """Read them off the plugin's configuration."""
        remove = options["remove_tag_config"]
        return cls(
            show_input=options["show_input"] and not options["no_input"],
            highlight_extra_classes=options["highlight_extra_classes"],
            remove_cell_tags=frozenset(remove.get("remove_cell_tags", ())),
            remove_input_tags=frozenset(remove.get("remove_input_tags", ())),
            remove_output_tags=frozenset(remove.get("remove_all_outputs_tags", ())),
        )


def page_markdown(
    notebook: Notebook, suffix: str = ".md", options: PageOptions | None = None, cells: CellWriter | None = None
) -> str:
    """Write a notebook, of which some cells or all may not have run yet; `suffix` says what kind of file it was."""
    options, cells = options or PageOptions(), cells or CellWriter([], None)
    parts: list[str] = []
    for index, cell in enumerate(notebook["cells"]):
        if _has_any(cell, options.remove_cell_tags):
            continue
        if cell["cell_type"] == "markdown":
            parts.append(prose(cell, suffix))
        elif cell["cell_type"] == "code" and cell["source"].strip():
            parts += _code(cell, index, notebook, options, cells)
            parts += _outputs(cell, index, notebook, options)
    return "\n\n".join(part for part in parts if part) + "\n"


def fenced(text: str, opening: str) -> str:
    """Put text between fences, longer ones where it has some itself."""
    ticks = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`+", text) or [""]))
    return f"{ticks}{opening}\n{text}\n{ticks}"


def _code(cell: Cell, index: int, notebook: Notebook, options: PageOptions, cells: CellWriter) -> list[str]:
    if not options.show_input or _has_any(cell, options.remove_input_tags):
        return []
    language = notebook["metadata"].get("kernelspec", {}).get("language", "python")
    classes = " ".join(f".{name}" for name in [language, *options.highlight_extra_classes.split()])
    opening = f"{{{classes}}}" if options.highlight_extra_classes else language
    block = cells.around(index, fenced(cell["source"], opening))
    fold = next((FOLDS[tag] for tag in FOLDS if has_tag(cell, tag)), None)
    return [folded(*fold, block) if fold else block]


def _outputs(cell: Cell, index: int, notebook: Notebook, options: PageOptions) -> list[str]:
    if _has_any(cell, options.remove_output_tags):
        return []
    processor = notebook["metadata"].get("ordermatters", {}).get("processor", "unknown")
    return [output_html(cell, index, processor), *markdown_output(cell)]


def _has_any(cell: Cell, tags: frozenset[str]) -> bool:
    return any(has_tag(cell, tag) for tag in tags)
