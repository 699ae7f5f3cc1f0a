"""Figures: data in, `Figure` out, each with an alt text, legible on light and on dark paper.

Every function below takes numbers, draws them, and computes an alt text from them. For a picture of your own make a
`Figure`, which asks for its alt text, add axes to it as with Matplotlib, and draw `with style():` around it.
"""

from ordermatters.figures.accumulations import accumulation_chart
from ordermatters.figures.bars import order_bars
from ordermatters.figures.bracketings import bracketing_costs
from ordermatters.figures.differences import error_against_step
from ordermatters.figures.figure import Figure
from ordermatters.figures.growth import counts_growth, time_against_count
from ordermatters.figures.jacobians import jacobian_grid
from ordermatters.figures.look import style
from ordermatters.figures.maps import function_and_gradient, linear_map
from ordermatters.figures.polygons import bracketing_polygon
from ordermatters.figures.svg import with_id_prefix
from ordermatters.figures.tapes import tape_graph
from ordermatters.figures.tiles import product_tiles
from ordermatters.figures.times import ratio_bars, times_with_spread
from ordermatters.figures.trees import bracketing_tree

__all__ = [
    "Figure",
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
