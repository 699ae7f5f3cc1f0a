"""Figures: data in, `Figure` out, each with an alt text, legible on light and on dark paper."""

from ordermatters.figures.bars import order_bars
from ordermatters.figures.figure import Figure
from ordermatters.figures.growth import counts_growth, time_against_count
from ordermatters.figures.svg import with_id_prefix
from ordermatters.figures.tiles import product_tiles

__all__ = ["Figure", "counts_growth", "order_bars", "product_tiles", "time_against_count", "with_id_prefix"]
