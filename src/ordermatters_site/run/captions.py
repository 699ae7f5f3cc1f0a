"""What MyST or Quarto has a cell of code call the figure that it shows: a name to refer to, and a caption."""

import re
from dataclasses import dataclass

from ordermatters_site.run.notebooks import Cell

_COMMENT = re.compile(r"^#\|[ \t]*(?:fig-)?(label|name|caption|cap|alt):[ \t]*(.*?)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Caption:
    """The name of a figure, what stands below it, and what is said of it instead; each may be empty."""

    name: str
    text: str
    alt: str = ""


def caption_of(cell: Cell) -> Caption:
    """Read it off the options of a cell: `mystnb` as MyST-NB has them, or else those of MyST itself.

    >>> caption_of({"source": "#| label: fig-a\\n#| fig-cap: A *line*\\n#| fig-alt: It rises", "metadata": {}})
    Caption(name='fig-a', text='A *line*', alt='It rises')
    """
    options = cell["metadata"]
    for_nb = options.get("mystnb") or options.get("render") or {}
    figure = for_nb.get("figure") if isinstance(for_nb, dict) else None
    said = {name: value.strip("\"'") for name, value in _COMMENT.findall(cell["source"])}
    said |= {name: options[name] for name in ("label", "name", "caption") if name in options}
    said |= figure if isinstance(figure, dict) else {}
    text = str(said.get("caption") or said.get("cap") or "").strip()
    return Caption(str(said.get("name") or said.get("label") or ""), text, str(said.get("alt") or ""))
