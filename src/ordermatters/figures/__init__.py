"""Figures: data in, `Figure` out, each with an alt text, legible on light and on dark paper."""

from ordermatters.figures.figure import Figure
from ordermatters.figures.svg import with_id_prefix

__all__ = ["Figure", "with_id_prefix"]
