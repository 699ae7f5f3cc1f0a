"""Figures: data in, `Figure` or `Picture` out, each with an alt text, legible on light and on dark paper.

Every function below takes numbers, draws them, and computes an alt text from them. Those that return a `Picture` need
the standard library alone; each is loaded when it is first asked for, so that these can be had without Matplotlib. For
a picture of your own make a `Figure`, which asks for its alt text, add axes to it as with Matplotlib, and draw `with
style():` around it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ordermatters.figures.accumulations import accumulation_chart
    from ordermatters.figures.bars import order_bars
    from ordermatters.figures.bracketings import bracketing_costs
    from ordermatters.figures.differences import error_against_step
    from ordermatters.figures.figure import Figure
    from ordermatters.figures.gradients import function_and_gradient
    from ordermatters.figures.growth import counts_growth
    from ordermatters.figures.jacobians import jacobian_grid
    from ordermatters.figures.look import style
    from ordermatters.figures.maps import linear_map
    from ordermatters.figures.picture import Picture
    from ordermatters.figures.polygons import bracketing_polygon
    from ordermatters.figures.proportion import time_against_count
    from ordermatters.figures.svg import with_id_prefix
    from ordermatters.figures.tapes import tape_graph
    from ordermatters.figures.tiles import product_tiles
    from ordermatters.figures.times import ratio_bars, times_with_spread
    from ordermatters.figures.trees import bracketing_tree

__all__ = [
    "Figure",
    "Picture",
    "accumulation_chart",
    "bracketing_costs",
    "bracketing_polygon",
    "bracketing_tree",
    "counts_growth",
    "error_against_step",
    "function_and_gradient",
    "jacobian_grid",
    "linear_map",
    "order_bars",
    "product_tiles",
    "ratio_bars",
    "style",
    "tape_graph",
    "time_against_count",
    "times_with_spread",
    "with_id_prefix",
]

# Which module has which name.
_HOMES = {
    "accumulation_chart": "accumulations",
    "order_bars": "bars",
    "bracketing_costs": "bracketings",
    "error_against_step": "differences",
    "Figure": "figure",
    "counts_growth": "growth",
    "time_against_count": "proportion",
    "jacobian_grid": "jacobians",
    "style": "look",
    "function_and_gradient": "gradients",
    "linear_map": "maps",
    "Picture": "picture",
    "bracketing_polygon": "polygons",
    "with_id_prefix": "svg",
    "tape_graph": "tapes",
    "product_tiles": "tiles",
    "ratio_bars": "times",
    "times_with_spread": "times",
    "bracketing_tree": "trees",
}


def __getattr__(name: str) -> Any:
    """Load a figure's module when the figure is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """List what can be had, loaded or not."""
    return sorted({*globals(), *__all__})
