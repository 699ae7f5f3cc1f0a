"""What stands for the tangent of a whole number or a bool: it holds nothing, and JAX calls its kind float0."""

from math import prod

from smalljax.arrays import nested
from smalljax.refusals import lacking


class Float0:
    """An array of nothing, of a shape; it can be looked at, and not be computed with."""

    def __init__(self, shape):
        self.shape = shape

    def __repr__(self):
        shown = f"[], shape={self.shape}" if 0 in self.shape else nested([(b"",)] * prod(self.shape), self.shape)
        return f"TypedNdArray({shown}, dtype=void)"

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        raise lacking(f"{name} of a tangent of whole numbers")


def shown(tangents, avals):
    """Put nothing in the place of tangents of what is no floating-point number."""
    return [t if y.dtype.kind == "f" else Float0(y.shape) for t, y in zip(tangents, avals, strict=True)]
