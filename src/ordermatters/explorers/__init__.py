"""Explorers: what a reader moves with sliders. Values in; a drawing, a table and a verdict out.

Each explorer is one Python function with a description of its arguments. Its default view stands in the page from the
build; in the browser the same function, run by the same Python, draws the next one.

>>> from ordermatters import explorers
>>> explorers.load("chain").view(dims=[200, 100, 50, 2]).verdict
'Backward, (CB)A, is best: 50,000 multiplications. Forward takes 20.4 times as many.'
"""

from ordermatters.explorers import chain, columns_or_rows, network, one_product, slope
from ordermatters.explorers.controls import Control
from ordermatters.explorers.explorer import CannotDraw, Explorer, Preset, View

__all__ = ["CannotDraw", "Control", "Explorer", "Preset", "View", "load", "names"]

_EXPLORERS: dict[str, Explorer] = {
    module.EXPLORER.name: module.EXPLORER for module in (one_product, chain, columns_or_rows, network, slope)
}


def names() -> list[str]:
    """List the explorers, in the order of the lessons they belong to."""
    return list(_EXPLORERS)


def load(name: str) -> Explorer:
    """Get an explorer by its name.

    Raises:
        ValueError: if there is no explorer of that name.
    """
    if name not in _EXPLORERS:
        raise ValueError(f"there is no explorer {name!r}, only {', '.join(_EXPLORERS)}")
    return _EXPLORERS[name]
