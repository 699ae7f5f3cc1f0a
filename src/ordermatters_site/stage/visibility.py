"""What of a cell its page shows, by its tags: this site's, those of Jupyter Book, and what Jupyter and Colab hide."""

from dataclasses import dataclass

from ordermatters_site.run.notebooks import Cell

_UNTIL_ASKED = {"folded", "hide-input", "hide-cell"}


@dataclass(frozen=True)
class Visibility:
    """Which parts of a cell are not there, and which are folded away."""

    removed: bool = False
    no_code: bool = False
    no_output: bool = False
    code_folded: bool = False
    output_folded: bool = False


def visibility(
    cell: Cell,
    cell_tags: frozenset[str] = frozenset(),
    input_tags: frozenset[str] = frozenset(),
    output_tags: frozenset[str] = frozenset(),
) -> Visibility:
    """Read the tags of a cell, and what mkdocs-jupyter's options name as tags that remove something."""
    metadata = cell["metadata"]
    tags = {str(tag).replace("_", "-") for tag in metadata.get("tags", [])} | set(metadata.get("tags", []))
    jupyter = metadata.get("jupyter", {})
    return Visibility(
        removed=bool(tags & {"remove-cell", *cell_tags}),
        no_code=bool(tags & {"remove-input", *input_tags}),
        no_output=bool(tags & {"remove-output", *output_tags}),
        code_folded=bool(tags & _UNTIL_ASKED or jupyter.get("source_hidden") or metadata.get("cellView") == "form"),
        output_folded=bool(tags & {"hide-output", "hide-cell"} or jupyter.get("outputs_hidden")),
    )
