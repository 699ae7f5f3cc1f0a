"""Arithmetic of positions: where, in the flat list of one array, another array finds its numbers."""

from itertools import chain
from math import prod


def strides(shape):
    """Say how far apart in the flat list neighbours along each axis lie."""
    return tuple(prod(shape[axis + 1 :]) for axis in range(len(shape)))


def positions(shape, steps, start=0):
    """List positions row by row, for an array of some shape whose neighbours lie `steps` apart.

    >>> positions((2, 3), (1, 2))  # a 3×2 array transposed
    [0, 2, 4, 1, 3, 5]
    """
    found = [start]
    for length, step in zip(shape, steps, strict=True):
        if length == 1:
            continue
        if step:
            found = list(chain.from_iterable(range(p, p + length * step, step) for p in found))
        else:
            found = [p for p in found for _ in range(length)]
    return [] if 0 in shape else found


def picked(data, places):
    """Pick numbers by their places."""
    return list(map(data.__getitem__, places))


def transposed(data, shape, permutation):
    """Put axes in another order."""
    if tuple(permutation) == tuple(range(len(shape))):
        return data
    if len(shape) == 2:
        columns = shape[1]
        return list(chain.from_iterable(data[k::columns] for k in range(columns)))
    steps = strides(shape)
    return picked(data, positions([shape[a] for a in permutation], [steps[a] for a in permutation]))


def broadcast(data, source, shape, dimensions):
    """Repeat numbers along new axes and along axes of length 1; axis i of the source becomes axis dimensions[i]."""
    if len(data) == 1:
        return data * prod(shape)
    if source == tuple(shape[len(shape) - len(source) :]) and tuple(dimensions) == tuple(
        range(len(shape) - len(source), len(shape))
    ):
        return data * prod(shape[: len(shape) - len(source)])
    steps = [0] * len(shape)
    for axis, length, step in zip(dimensions, source, strides(source), strict=True):
        steps[axis] = 0 if length == 1 else step
    return picked(data, positions(shape, steps))


def lines(data, shape, axes):
    """Cut an array into the lines along some axes, the other axes in order."""
    rest = [axis for axis in range(len(shape)) if axis not in axes]
    length = prod(shape[axis] for axis in axes)
    moved = transposed(data, shape, [*rest, *axes])
    count = prod(shape[axis] for axis in rest)
    return [moved[i * length : (i + 1) * length] for i in range(count)]
