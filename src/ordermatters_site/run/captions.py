"""What MyST has a cell of code call the figure that it shows: a name to refer to, and a caption."""

import re
from dataclasses import dataclass

from ordermatters_site.run.notebooks import Cell

_COMMENT = re.compile(r"^#\|[ \t]*(label|name|caption):[ \t]*(.*?)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Caption:
    """The name of a figure, and what stands below it; each may be empty."""

    name: str
    text: str


def caption_of(cell: Cell) -> Caption:
    """Read it off the options of a cell: `mystnb` as MyST-NB has them, or else those of MyST itself.

    >>> caption_of({"source": "#| label: fig-a\\n#| caption: A *line*", "metadata": {}})
    Caption(name='fig-a', text='A *line*')
    """
    options = cell["metadata"]
    for_nb = options.get("mystnb") or options.get("render") or {}
    figure = for_nb.get("figure") if isinstance(for_nb, dict) else None
    said = {name: value.strip("\"'") for name, value in _COMMENT.findall(cell["source"])}
    said |= {name: options[name] for name in ("label", "name", "caption") if name in options}
    said |= figure if isinstance(figure, dict) else {}
    return Caption(str(said.get("name") or said.get("label") or ""), str(said.get("caption") or "").strip())
