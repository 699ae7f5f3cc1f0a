"""Figures: data in, `Figure` out, each with an alt text, legible on light and on dark paper."""

from ordermatters.figures.bars import order_bars
from ordermatters.figures.figure import Figure
from ordermatters.figures.growth import counts_growth, time_against_count
from ordermatters.figures.svg import with_id_prefix

__all__ = ["Figure", "counts_growth", "order_bars", "time_against_count", "with_id_prefix"]
