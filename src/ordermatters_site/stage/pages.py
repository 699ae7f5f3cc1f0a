"""An executed notebook as Markdown: prose with its values, code as its readers meet it, outputs as blocks of HTML."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ordermatters_site.run.captions import caption_of
from ordermatters_site.run.kernel_steps import puts_out
from ordermatters_site.run.notebooks import Cell, Notebook, has_tag, language_of
from ordermatters_site.stage.cells import CellWriter, folded
from ordermatters_site.stage.guests.pages import GuestPage
from ordermatters_site.stage.output_html import plain_tex
from ordermatters_site.stage.outputs import OutputWriter, pending_output
from ordermatters_site.stage.prose import with_values
from ordermatters_site.stage.scripted_outputs import states_of

FOLD = ("om-fold", "Show the code")
FOLDED_OUTPUT = ("om-fold", "Show the output")
CHECK = ("om-check", "Checked while this page was built")
CHECK_TO_COME = ("om-fold", "Checked once this page has run")
_UNTIL_ASKED = {"folded", "hide-input", "hide-cell"}


@dataclass(frozen=True)
class Visibility:
    """Which parts of a cell are not there, and which are folded away."""

    removed: bool = False
    no_code: bool = False
    no_output: bool = False
    no_streams: frozenset[str] = frozenset()
    """Of what it prints, `stdout` or `stderr`."""
    code_folded: bool = False
    output_folded: bool = False


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

    def of_cell(self, cell: Cell) -> Visibility:
        """Read what is shown of a cell off its tags: this site's, Jupyter Book's, and what Jupyter and Colab hide."""
        metadata = cell["metadata"]
        tags = {str(tag).replace("_", "-") for tag in metadata.get("tags", [])} | set(metadata.get("tags", []))
        jupyter = metadata.get("jupyter", {})
        return Visibility(
            removed=bool(tags & {"remove-cell", *self.remove_cell_tags}),
            no_code=bool(tags & {"remove-input", *self.remove_input_tags}),
            no_output=bool(tags & {"remove-output", *self.remove_output_tags}),
            no_streams=frozenset(name for name in ("stdout", "stderr") if f"remove-{name}" in tags),
            code_folded=bool(tags & _UNTIL_ASKED or jupyter.get("source_hidden") or metadata.get("cellView") == "form"),
            output_folded=bool(tags & {"hide-output", "hide-cell"} or jupyter.get("outputs_hidden")),
        )


def page_markdown(
    notebook: Notebook,
    options: PageOptions | None = None,
    cells: CellWriter | None = None,
    guest: GuestPage | None = None,
) -> str:
    """Write a notebook, of which some cells or all may not have run yet; a `guest` was written for Jupyter."""
    options, cells = options or PageOptions(), cells or CellWriter([], None)
    texts = iter(guest.markdown() if guest else [])
    outputs = OutputWriter(
        notebook["metadata"].get("ordermatters", {}).get("processor", "unknown"),
        guest.shown if guest else str,
        guest.addresses.from_page if guest else str,
        guest.tex_shown if guest else plain_tex,
        states_of(notebook),
    )
    parts: list[str] = []
    for index, cell in enumerate(notebook["cells"]):
        is_text = cell["cell_type"] == "markdown"
        text = (next(texts) if guest else with_values(cell)) if is_text else ""
        seen = options.of_cell(cell)
        if seen.removed:
            continue
        if cell["cell_type"] == "code" and cell["source"].strip():
            above, below = guest.captioned(caption_of(cell)) if guest and not seen.no_output else ([], [])
            shown = _outputs(cell, index, seen, outputs)
            parts += [*_code(cell, index, notebook, options, cells), *above, *shown, *below]
        elif cell["cell_type"] == "raw":
            text = fenced(cell["source"], "") if cell["source"].strip() else ""
        parts.append(text)
    return "\n\n".join(part for part in parts if part) + "\n"


def fenced(text: str, opening: str) -> str:
    """Put text between fences, longer ones where it has some itself."""
    ticks = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`+", text) or [""]))
    return f"{ticks}{opening}\n{text}\n{ticks}"


def _code(cell: Cell, index: int, notebook: Notebook, options: PageOptions, cells: CellWriter) -> list[str]:
    seen = options.of_cell(cell)
    if not options.show_input or seen.no_code:
        return []
    language = language_of(notebook)
    classes = " ".join(f".{name}" for name in [language, *options.highlight_extra_classes.split()])
    opening = f"{{{classes}}}" if options.highlight_extra_classes else language
    block = cells.around(index, fenced(cell["source"], opening))
    check = CHECK if "outputs" in cell else CHECK_TO_COME
    fold = check if has_tag(cell, "check") else FOLD if seen.code_folded else None
    return [folded(*fold, block) if fold else block]


def _outputs(cell: Cell, index: int, seen: Visibility, outputs: OutputWriter) -> list[str]:
    if seen.no_output:
        return []
    if "outputs" not in cell:  # it has not run yet
        return [pending_output()] if puts_out(cell["source"]) else []
    shown = [output for output in cell["outputs"] if output.get("name") not in seen.no_streams]
    blocks = outputs.written({**cell, "outputs": shown}, index)
    return [folded(*FOLDED_OUTPUT, "\n\n".join(blocks))] if blocks and seen.output_folded else blocks
